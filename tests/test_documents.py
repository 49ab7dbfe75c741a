"""Pages that are made from the code say what the code says."""

import re
import sys
from pathlib import Path

import pytest
from servers.required import cannot_have

from service.cli.commands_page import commands_page, every_command
from service.cli.doctor_page import doctor_page
from service.cli.documents import SAYS, states_page
from service.cli.refusals_page import refusals_page
from service.cli.retention_page import retention_page
from service.cli.speaking import RATES, can_speak, until_first_key
from service.cli.words_page import kept_figures, words_page
from service.domain.escalation import Happening

#: Seconds by which another release of the voice may differ.
NEAR = 0.3
#: When the first key must have been named: with usual names at the usual voice, and at worst.
FIRST_KEY, FIRST_KEY_AT_WORST = 8.0, 12.0
SLOWEST, USUAL = RATES.index(140), RATES.index(155)

#: A sentence of a refusal, where it is short enough to stand on its own line.
CLASS_SENTENCE = re.compile(r'^    (?:problem|mend) = (?:N_\()?"([^"]+)"\)?$', re.MULTILINE)

FIGURE = re.compile(r"\b\d+\.\d\b(?=, | \|)")


@pytest.fixture
def written(root: Path) -> str:
    return (root / "docs" / "words.md").read_text("utf-8")


def test_the_page_of_states_is_the_machine(root: Path):
    written = (root / "docs" / "states.md").read_text("utf-8")
    assert written == states_page(), "make docs writes it anew"


def test_the_page_of_what_is_kept_is_the_table(root: Path):
    written = (root / "docs" / "retention.md").read_text("utf-8")
    assert written == retention_page(), "make docs writes it anew"


def test_the_page_of_the_doctor_is_what_it_can_say(root: Path):
    written = (root / "docs" / "doctor.md").read_text("utf-8")
    assert written == doctor_page(), "make docs writes it anew"


def test_the_page_of_commands_is_the_commands(root: Path):
    written = (root / "docs" / "commands.md").read_text("utf-8")
    assert written == commands_page(), "make docs writes it anew"
    assert {"escalate run", "escalate backup restore"} <= {
        command.command_path for command in every_command()
    }


def test_the_page_of_refusals_is_the_code(root: Path):
    written = (root / "docs" / "refusals.md").read_text("utf-8")
    assert written == refusals_page(), "make docs writes it anew"


def test_no_refusal_is_missed(root: Path):
    """Looked for in another way than the page's: by how a refusal is written down."""
    written = " ".join((root / "docs" / "refusals.md").read_text("utf-8").split())
    sentences = [
        sentence
        for folder in ("service", "workers")
        for module in (root / folder).rglob("*.py")
        for sentence in CLASS_SENTENCE.findall(module.read_text("utf-8"))
    ]
    assert len(sentences) > 200
    assert [one for one in sentences if one.replace("<", "&lt;") not in written] == []


@pytest.mark.parametrize("picture", ["architecture", "states"])
def test_a_drawing_is_what_the_code_is(root: Path, picture: str, tmp_path: Path, start):
    kept = root / "docs" / f"{picture}.svg"
    drawn = start(sys.executable, f"docs/site/{picture}.py", str(tmp_path), env={}, cwd=root)
    assert drawn.finishes() == 0, drawn.said
    for page in [*tmp_path.glob("*.md"), *tmp_path.glob("*.svg")]:
        written = kept.with_name(page.name).read_text("utf-8")
        assert written == page.read_text("utf-8"), "make docs writes it anew"
    assert (tmp_path / kept.name).exists()


def test_every_happening_is_put_in_words():
    assert set(SAYS) == set(Happening)


def test_the_page_of_words_says_every_sentence_as_it_is(written: str):
    assert written == words_page(kept_figures(written)), "make docs writes it anew"


def test_the_page_of_words_has_every_length_as_it_is_spoken(written: str):
    if not can_speak():
        cannot_have("espeak-ng", "Install the package espeak-ng.")
    spoken = [float(figure) for figure in FIGURE.findall(words_page())]
    figures = [float(figure) for figure in FIGURE.findall(written)]
    assert len(figures) > 100
    assert figures == pytest.approx(spoken, abs=NEAR), "make docs writes it anew"


def openings(written: str) -> list[tuple[str, list[float]]]:
    """The seconds to the first key, by the row's name, of all that an officer's call opens with."""
    rows = [(start, kept.split(" | ")[1]) for start, kept in kept_figures(written).items()]
    return [
        (start, [float(one) for one in first.split(", ")])
        for start, first in rows
        if start.startswith(("| `opening", "| `colleague_opening"))
    ]


def test_the_first_key_has_been_heard_within_eight_seconds(written: str):
    usual = {
        start: at[USUAL]
        for start, at in openings(written)
        if "usual" in start and "shared number, two" not in start
    }
    assert len(usual) > 5
    assert {start: at for start, at in usual.items() if at > FIRST_KEY} == {}


def test_and_within_twelve_with_long_names_at_the_slowest_voice(written: str):
    slowest = {start: at[SLOWEST] for start, at in openings(written)}
    assert len(slowest) > 10
    assert {start: at for start, at in slowest.items() if at > FIRST_KEY_AT_WORST} == {}


def test_the_first_key_is_looked_for_in_what_is_said():
    assert until_first_key("Urgent. To take it, press 1. To pass it on, press 2.") == (
        "Urgent. To take it, press 1"
    )
    assert until_first_key("Press star.") == "Press star"
    assert until_first_key("You can hang up.") is None


def test_a_machine_that_cannot_speak_keeps_what_was_measured(written: str):
    kept = kept_figures(written)
    (mark,) = [start for start in kept if start.startswith("| `opening` | usual")]
    assert "| 99.9, 99.9, 99.9 | 1.0 |" in words_page({**kept, mark: "99.9, 99.9, 99.9 | 1.0"})
    del kept[mark]
    assert f"{mark} | ? | ? |" in words_page(kept)
