"""What the papers name is there: each command, each setting, each file that they lead to."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from browser.pictures import SHOWN
from browser.states.every import STATES

from config.settings import Settings, names
from service.cli import COMMANDS, main

ROOT = Path(__file__).parents[1]
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTINGS = {name.upper() for name in Settings.model_fields}
#: What is set for other programs, or by tests alone.
OTHERS = {"ADVISORIES", "CRASH_AT", "OTEL_EXPORTER_OTLP_HEADERS", "POSTGRES_PASSWORD"}

#: Bytes.
LARGEST_PICTURE = 150_000
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
#: In a sentence, or alone on a line that somebody copies.
COMMAND = re.compile(
    r"(?:`(?:sudo )?|^(?: {4,}|\$ )?(?:sudo )?(?:env \S+ )?(?:[\w./-]*/)?)"
    r"(?:escalate|docker run --rm escalate:[\d.]+|docker compose exec \w+ escalate"
    r"|docker compose run --rm(?: --no-deps| --volume \S+)* \w+) ([a-z][^`\n]*)",
    re.MULTILINE,
)
#: Two parts at least, since one word in capitals may be anything.
SETTING = re.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`")


def of_papers(pattern: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    for paper in PAPERS:
        for found in pattern.findall(paper.read_text("utf-8")):
            yield paper.relative_to(ROOT), found


def unknown(said: str) -> list[str]:
    """Return which words of a command nobody would understand: its name, and its options."""
    words = re.split(r"\s+|[;|>&)]", said.rstrip(".,:"))
    command = main.get_command(click.Context(main), words[0])
    while isinstance(command, click.Group) and len(words) > 1 and words[1].islower():
        words = words[1:]
        command = command.get_command(click.Context(command), words[0])
    if command is None:
        return words[:1]
    known = {"--help", *(one for param in command.params for one in param.opts)}
    return [one for one in words if one.startswith("--") and one.partition("=")[0] not in known]


def test_each_link_leads_somewhere():
    lost = [
        (str(paper), link)
        for paper, link in of_papers(LINK)
        if not (ROOT / paper.parent / link).exists()
    ]
    assert lost == []


def test_each_command_exists_with_each_option_that_is_named():
    assert set(COMMANDS) >= {"run", "forget", "export"}
    assert unknown("rota show --at 'Friday 03:00' --loudly") == ["--loudly"]
    lost = [(str(paper), said) for paper, said in of_papers(COMMAND) if unknown(said)]
    assert lost == []


def test_each_setting_exists():
    named = {name.removesuffix("_FILE") for __, name in of_papers(SETTING)}
    assert "KEEP_CALL_OUTS_DAYS" in named
    constants = {
        found
        for module in ROOT.glob("[cstw]*/**/*.py")
        for found in re.findall(
            r"^([A-Z][A-Z0-9_]+)(?::.*)? =", module.read_text("utf-8"), re.MULTILINE
        )
    }
    assert named - SETTINGS - OTHERS - constants == set()


@pytest.mark.parametrize(
    "paper", sorted((ROOT / "docs" / "papers").glob("*.md")), ids=lambda one: one.stem
)
def test_a_template_says_that_it_is_one_and_names_nobody(paper: Path):
    words = paper.read_text("utf-8")
    assert "emplate" in words
    assert "[" in words
    assert not re.search(r"\b0\d{9,10}\b|@\w+\.", words)


def test_no_two_decisions_have_one_number():
    papers = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [paper.name[:4] for paper in papers] == [f"{one + 1:04}" for one in range(len(papers))]
    for paper in papers:
        assert paper.read_text("utf-8").startswith(f"# {int(paper.name[:4])}. "), paper.name


def test_what_a_page_for_readers_has_them_press_is_on_our_pages():
    """Emphasis is kept for our own words there; what a phone calls its settings is quoted."""
    catalogue = (ROOT / "service" / "locale" / "escalate.pot").read_text("utf-8")
    sentences = set(re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE))
    plain = {re.sub(r"\{\w+\}", "…", sentence) for sentence in sentences}
    named = [
        (paper.name, " ".join(words.split()))
        for paper in (ROOT / "docs").glob("for-*.md")
        for words in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", paper.read_text("utf-8"))
    ]
    assert len(named) > 20
    assert [one for one in named if one[1] not in plain] == []


def test_pictures_are_small_and_each_is_shown_somewhere():
    shown = {link for __, link in of_papers(LINK)}
    pictures = [*(ROOT / "docs").glob("*.png"), *(ROOT / "docs" / "pictures").iterdir()]
    assert len(pictures) > 5
    assert [one.name for one in pictures if one.stat().st_size > LARGEST_PICTURE] == []
    assert [
        one.name for one in pictures if not any(link.endswith(one.name) for link in shown)
    ] == []


def test_pictures_are_of_states_that_there_are():
    assert set(SHOWN) <= {state.name for state in STATES}
    kept = {one.name for one in (ROOT / "docs" / "pictures").iterdir()}
    assert {name for name, __ in SHOWN.values()} == kept


@pytest.mark.parametrize("page", ["saturday", "machine", "without-containers"])
def test_the_steps_take_the_version_that_there_is(page):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    written = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    found = re.findall(r"(?:\bv|/opt/escalate/|\bescalate:)(\d+\.\d+\.\d+)", written)
    assert set(found) == {project["version"]}


def test_the_images_that_are_named_are_those_that_are_started():
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    named = re.findall(r"\w+:[\d.]+-bookworm", (ROOT / "docs" / "machine.md").read_text("utf-8"))
    assert len(named) > 1
    assert [one for one in named if f"image: {one}\n" not in compose] == []


def typed(text: str) -> list[str]:
    """Return the lines that somebody copies into a shell."""
    return [line.strip() for line in text.splitlines() if line.startswith("    ")]


def test_two_pages_that_tell_the_same_steps_have_them_in_the_same_words():
    first = (ROOT / "docs" / "saturday.md").read_text("utf-8")
    whole = typed((ROOT / "docs" / "without-containers.md").read_text("utf-8"))
    steps = typed(first.split("## The program")[1].split("## A rehearsal")[0])
    assert len(steps) > 12
    assert [line for line in steps if line not in whole] == []


def test_between_the_rehearsal_and_the_real_people_there_is_a_new_book():
    """What is open goes on at the next start: it would ring invented numbers by a real carrier."""
    first = (ROOT / "docs" / "saturday.md").read_text("utf-8")
    steps = typed(first.split("## Your people")[1])
    dropped, made, migrated, applied = (
        next(place for place, line in enumerate(steps) if words in line)
        for words in ("dropdb escalate", "createdb", "escalate migrate", "rota apply")
    )
    assert dropped < made < migrated < applied


def test_no_step_names_a_file_that_the_house_may_not_read():
    lines = [line for paper in PAPERS for line in typed(paper.read_text("utf-8"))]
    assert "sudo escalate rota apply /etc/escalate/rota.toml" in lines
    assert [line for line in lines if "/root" in line] == []


def before_the_machine_is_started() -> tuple[list[str], str]:
    """Return what is typed where a machine is gone, and how it is tried."""
    page = (ROOT / "docs" / "backup.md").read_text("utf-8")
    entry = page.split("## When the machine is gone")[1].split("\n## ")[0]
    steps, tried = entry.split("### To try it")
    return typed(steps), tried


def test_a_restore_has_its_folder_and_database_and_comes_before_what_makes_tables():
    steps, _ = before_the_machine_is_started()
    places = [
        next(place for place, line in enumerate(steps) if words in line)
        for words in (
            "install -d -m 700 -o escalate -g escalate /var/lib/escalate",
            "/var/lib/escalate/FILE",
            "createdb",
            "sudoedit /etc/escalate/.env",
            "sudo escalate backup restore",
            "sudo escalate migrate",
        )
    ]
    assert places == sorted(places)
    assert not [line for line in steps if "escalate.target" in line or line.endswith("compose up")]


def test_whoever_tries_a_restore_starts_no_second_house():
    """It would ring what was open once more, and hide that the first one is dead."""
    _, tried = before_the_machine_is_started()
    outward = {
        name.partition("_")[0] if name.startswith(("TWILIO_", "ALARM_")) else name
        for name in names()
        if name.startswith(("TWILIO_", "ALARM_", "SMTP_", "HEARTBEAT_", "PUBLIC_"))
    }
    assert [name for name in outward if f"`{name}" not in tried] == []


@pytest.mark.parametrize("page", ["saturday", "backup"])
def test_a_key_that_was_lent_to_the_machine_is_taken_off_it_again(page):
    lines = typed((ROOT / "docs" / f"{page}.md").read_text("utf-8"))
    (lent,) = (line for line in lines if re.match("sudo install .*backup-key.txt", line))
    assert lent.endswith(" /run/backup-key.txt"), "in memory, so that no disk keeps it"
    after = lines[lines.index(lent) :]
    assert "shred -u backup-key.txt" in after
    assert "sudo rm /run/backup-key.txt" in after
