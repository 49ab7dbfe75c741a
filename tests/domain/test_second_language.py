"""A pretended second language, in which each message is itself in marks: all that is said has them.

What comes out without marks was said beside the catalogue, or was looked up before the language
was known.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pkgutil import walk_packages
from string import Formatter

import pytest

import service.desk
import service.domain
import service.rota_file
from service.cli.example_names import USUAL
from service.cli.wordings import SPOKEN, WRITTEN
from service.domain import words
from service.domain.alarms import Alarm, ToTell, Word
from service.domain.catalogue import speaking
from service.domain.changed import changes
from service.domain.faults import Fault
from service.domain.listing import all_of, one_of
from service.domain.refusals import Refusal
from service.rota_file.read import read_rota

#: Plain characters, so that a text may have them.
OPEN, CLOSE = "<<", ">>"
NIGHT = datetime(2026, 11, 28, 3, tzinfo=UTC)
#: The place of a fact. Whatever English it brings would be hidden within the marks.
FACT = re.compile(r"\{[^{}]*\}")
#: Nobody's words but the sentence's own.
NAMES = replace(USUAL, now="")
#: What a rota gives, which no language says otherwise.
WHO = {
    *(NAMES.organisation, NAMES.officer, NAMES.other, NAMES.colleague, NAMES.colleague.split()[0]),
    *(NAMES.line[0], NAMES.reference),
}


class Marked(NullTranslations):
    """Says each message as it is, in marks, which are closed around each fact in it."""

    def gettext(self, message: str) -> str:
        return OPEN + FACT.sub(rf"{CLOSE}\g<0>{OPEN}", message) + CLOSE

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture(autouse=True)
def second_language():
    with speaking(Marked()):
        yield


def unmarked(said, allowed=()):
    """Return the words of *said* that stand in no marks, and are no names of those who are told."""
    depth, outside = 0, []
    for part in re.split(f"({OPEN}|{CLOSE})", said):
        depth += {OPEN: 1, CLOSE: -1}.get(part, 0)
        outside.append(" " if depth or part == CLOSE else part)
    left = "".join(outside)
    for one in sorted({*WHO, *allowed}, key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "", left)
    return re.findall(r"[^\W\d_]+", left)


def called(every):
    return [f"{one.name} {one.when}" for one in every]


@pytest.mark.parametrize("call", SPOKEN, ids=called(SPOKEN))
def test_every_line_of_a_call_is_said_in_it(call):
    script = call.script(NAMES)
    for line in (*script.said, *script.menu):
        assert unmarked(line) == []


@pytest.mark.parametrize("text", WRITTEN, ids=called(WRITTEN))
def test_every_text_is_written_in_it(text):
    body = text.body(NAMES)
    assert body.startswith(OPEN)
    # The marks make it longer than one text, so that the name in it may be cut.
    cut = [NAMES.officer[:length] for length in range(1, len(NAMES.officer))]
    assert unmarked(body, cut) == []
    assert words.practised_text(body, NAMES.organisation).startswith(OPEN)


def test_a_language_may_name_the_second_of_two_people_first():
    class TheOtherWay(NullTranslations):
        def gettext(self, _message: str) -> str:
            return "{organisation}: {now} is rung, since {before} has not taken it."

    with speaking(TheOtherWay()):
        body = words.moved_on_text("Harbour Lane", "K7Q2", "Priya", "Tom", None)
    assert body == "Harbour Lane: Tom is rung, since Priya has not taken it."


def refusals(kind=Refusal):
    for package in (service.domain, service.desk, service.rota_file):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            __import__(module.name)
    for one in kind.__subclasses__():
        if one.__module__.startswith("service.") and not one.__module__.startswith("service.web"):
            yield one
        yield from refusals_below(one)


def refusals_below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from refusals_below(one)


def facts_of(*messages):
    """Return something for each name in braces: what a format of times wants is a time."""
    fields = [field for message in messages for field in Formatter().parse(message)]
    return {name: NIGHT if form else "7" for __, name, form, __ in fields if name}


def with_words():
    return sorted(
        {one for one in refusals() if hasattr(one, "problem") and hasattr(one, "mend")},
        key=lambda one: one.__name__,
    )


@pytest.mark.parametrize("kind", with_words(), ids=lambda kind: kind.__name__)
def test_every_refusal_is_said_in_it(kind):
    refusal = kind.__new__(kind)
    refusal.facts = facts_of(kind.problem, kind.mend)
    assert unmarked(refusal.why) == unmarked(refusal.cure) == []


def test_there_are_refusals_to_look_at():
    assert len(with_words()) > 50


@pytest.mark.parametrize("word", Word)
@pytest.mark.parametrize("fault", Fault)
def test_every_alarm_is_told_in_it(fault, word):
    told = ToTell(Alarm(fault=fault, since=NIGHT, seen_at=NIGHT), "email", word).notice(NIGHT)
    for said in (told.headline, told.said.what, told.said.means, told.said.mend):
        assert unmarked(said) == []


def test_every_change_of_a_rota_is_told_in_it(root):
    rota = read_rota((root / "config/rota.example.toml").read_text(), today=date(2026, 11, 1)).rota
    none = replace(rota, organisation="", people={}, ladders=(), directory=(), away=(), swaps=())
    told = [*changes(None, rota), *changes(rota, none), *changes(none, rota)]
    assert len(told) > 20
    text = (root / "config/rota.example.toml").read_text()
    given = re.findall(r'"([^"\n]+)"', text) + re.findall(r"people\.(\w+)", text)
    for sentence in told:
        assert unmarked(sentence, given) == []


def test_every_mistake_of_a_rota_file_is_told_in_it():
    text = '[people.amara]\nname = ""\nphone = 1\n[[ladders]]\nrungs = 1\nodd = 2\n'
    report = read_rota(text, today=date(2026, 11, 1))
    assert len(report.mistakes) > 5
    # In English in every language: the keys of the file, and examples that are shown.
    shown = ("Priya Shah", "safeguarding")
    keys = (
        *("organisation", "timezone", "countries", "people", "ladders", "away", "swaps", "rungs"),
        *("practice", "directory", "amara", "phone", "name", "odd", "roles", "admin", "staff"),
        *("officer", "trustee", "channels", "call", "text"),
    )
    for remark in (*report.mistakes, *report.warnings):
        snake = re.findall(r"\w+_\w+", str(remark))
        assert unmarked(str(remark), (*shown, *keys, *snake)) == []


def test_lists_of_names_are_joined_by_it():
    assert unmarked(all_of(["1", "2", "3"])) == unmarked(one_of(["1", "2", "3"])) == []
    assert all_of(["1", "2"]) == "<<>>1<< and >>2<<>>"
