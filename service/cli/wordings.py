"""Every sentence, with usual names and with the longest, for the page and the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from inspect import isfunction, signature
from types import ModuleType

from service.cli.example_names import Names
from service.domain import words
from service.domain.attempt import Outcome
from service.domain.codes import CodePurpose
from service.domain.cover import Lack
from service.domain.dates import short_moment
from service.domain.words import Script, colleague_texts, replies, texts

_GAP = datetime(2026, 11, 25, 18, tzinfo=UTC)


class Ear(StrEnum):
    """Who may hear it."""

    ANYBODY = "Before a key: whoever picks up, and a mailbox"
    OFFICER = "After a key: the officer"
    CALLER = "To whoever rings our number"
    PROVING = "After a key: whoever asked for a code"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing that a call says. ``name`` is its function's, and ``when`` tells it apart."""

    ear: Ear
    name: str
    when: str
    script: Callable[[Names], Script]


@dataclass(frozen=True, slots=True)
class Written:
    """One text. ``name`` is its function's, and ``when`` tells it apart."""

    name: str
    when: str
    body: Callable[[Names], str]


def sentence(script: Script) -> str:
    """Return all that is heard, in one line."""
    return " ".join((*script.said, *script.menu))


def _said(ear: Ear, *lines: tuple[str, str, Callable[[Names], Script]]) -> tuple[Spoken, ...]:
    return tuple(Spoken(ear, *line) for line in lines)


_ANYBODY = _said(
    Ear.ANYBODY,
    ("opening", "", lambda to: words.opening(to.organisation, to.officer)),
    (
        "opening",
        "the last turn, to a number that takes texts",
        lambda to: words.opening(to.organisation, to.officer, turn=words.TURNS, texts=True),
    ),
    ("opening", "two wait", lambda to: words.opening(to.organisation, to.officer, waiting=2)),
    ("opening", "seven wait", lambda to: words.opening(to.organisation, to.officer, waiting=7)),
    ("opening", "a shared number", lambda to: words.opening(to.organisation, _both(to))),
    (
        "opening_for",
        "a shared number, two wait",
        lambda to: words.opening_for(to.organisation, words.offers(_both(to), waiting=2)),
    ),
    (
        "opening",
        "practice",
        lambda to: words.opening(to.organisation, to.officer, practice=True),
    ),
    ("pin_wanted", "", lambda _: words.pin_wanted()),
    ("pin_wrong", "", lambda _: words.pin_wrong()),
    ("pin_held", "", lambda _: words.pin_held()),
    ("pin_used_up", "", lambda _: words.pin_used_up()),
    ("taken_opening", "", lambda to: words.taken_opening(to.organisation, to.officer)),
    ("passed_on", "", lambda _: words.passed_on()),
    ("practised", "here with passed_on", lambda _: words.practised(words.passed_on())),
    ("wrong_person", "", lambda _: words.wrong_person()),
    ("taken_already", "", lambda to: words.taken_already(to.other)),
    ("over_already", "", lambda _: words.over_already()),
    ("nothing_known", "", lambda _: words.nothing_known()),
    ("not_possible_now", "", lambda _: words.not_possible_now()),
    ("not_certain", "", lambda _: words.not_certain()),
    ("colleague_opening", "", lambda to: words.colleague_opening(to.officer)),
    ("colleague_over", "", lambda _: words.colleague_over()),
    (
        "code_offered",
        "to sign in",
        lambda to: words.code_offered(to.organisation, CodePurpose.SIGN_IN),
    ),
    (
        "code_offered",
        "to prove a number",
        lambda to: words.code_offered(to.organisation, CodePurpose.PROVE),
    ),
    ("code_over", "", lambda _: words.code_over()),
    ("measuring_offered", "", lambda to: words.measuring_offered(to.organisation)),
    ("measured_nothing", "", lambda _: words.measured_nothing()),
    ("trying_offered", "", lambda to: words.trying_offered(to.organisation)),
    ("tried", "", lambda _: words.tried()),
)

_OFFICER = _said(
    Ear.OFFICER,
    ("taken_by_you", "", lambda to: words.taken_by_you(to.officer, to.colleague, to.phone)),
    (
        "taken_by_you",
        "texts are off",
        lambda to: words.taken_by_you(to.officer, to.colleague, to.phone, texts_off=True),
    ),
    ("putting_through", "", lambda to: words.putting_through(to.colleague)),
    (
        "putting_through",
        "it was called off",
        lambda to: words.putting_through(to.colleague, off=True),
    ),
    (
        "not_through",
        "busy",
        lambda to: words.not_through(to.colleague, to.phone, why=Outcome.BUSY),
    ),
    (
        "not_through",
        "no answer",
        lambda to: words.not_through(to.colleague, to.phone, why=Outcome.NO_ANSWER),
    ),
    (
        "not_through",
        "no call reaches their phone",
        lambda to: words.not_through(to.colleague, to.phone, why=Outcome.FAILED),
    ),
    ("cut_off", "", lambda to: words.cut_off(to.colleague, to.phone)),
    ("talked", "", lambda _: words.talked()),
    ("thank_you_spoken", "", lambda _: words.thank_you_spoken()),
    ("not_yet", "", lambda to: words.not_yet(to.colleague, to.phone)),
    ("hand_back_menu", "", lambda _: words.hand_back_menu()),
    ("handed_back", "", lambda _: words.handed_back()),
    ("called_off", "", lambda to: words.called_off(to.colleague, to.phone)),
    (
        "called_off",
        "and their phone is busy",
        lambda to: words.called_off(to.colleague, to.phone, why=Outcome.BUSY),
    ),
)

_CALLER = _said(
    Ear.CALLER,
    ("ring_back_offer", "", lambda to: words.ring_back_offer(to.organisation, to.officer)),
    (
        "ring_back_offer",
        "to a colleague",
        lambda to: words.ring_back_offer(to.organisation, to.officer, staff=True),
    ),
    ("ringing_back", "", lambda _: words.ringing_back()),
    ("nothing_open", "", lambda to: words.nothing_open(to.organisation, to.spoken_line)),
    ("already_asked", "", lambda to: words.already_asked(to.organisation, to.spoken_line)),
    ("stranger", "", lambda to: words.stranger(to.organisation, to.spoken_line)),
    ("stranger", "no line is open", lambda to: words.stranger(to.organisation, None)),
    ("not_started_now", "", lambda _: words.not_started_now()),
    ("staff_menu", "", lambda to: words.staff_menu(to.organisation)),
    ("staff_raised", "", lambda to: words.staff_raised(to.officer, to.phone, to.spoken_line)),
    ("staff_not_raised", "", lambda to: words.staff_not_raised(to.spoken_line)),
    ("staff_not_raised", "no line is open", lambda _: words.staff_not_raised(None)),
    ("staff_open", "nobody had it yet", lambda to: words.staff_open(to.now, taken_by=None)),
    (
        "staff_open",
        "nobody is being reached",
        lambda to: words.staff_open(to.now, taken_by=None, line=to.spoken_line),
    ),
    ("staff_open", "taken", lambda to: words.staff_open(to.now, taken_by=to.officer)),
    ("staff_ringing_again", "", lambda _: words.staff_ringing_again()),
    ("staff_closed", "", lambda _: words.staff_closed()),
)

_PROVING = _said(
    Ear.PROVING,
    ("code_spoken", "to sign in", lambda _: words.code_spoken(CodePurpose.SIGN_IN, "123456")),
    ("code_spoken", "to prove", lambda _: words.code_spoken(CodePurpose.PROVE, "123456")),
)

SPOKEN = (*_ANYBODY, *_OFFICER, *_CALLER, *_PROVING)


def _both(to: Names) -> tuple[str, str]:
    return to.officer, to.other


def _bodies(module: ModuleType) -> list[Written]:
    """Return every text that *module* writes, in its order; twice where a line may be missing."""
    found = []
    for name, function in vars(module).items():
        if not isfunction(function) or function.__module__ != module.__name__ or name[0] == "_":
            continue
        found.append(Written(name, "", partial(_filled, function)))
        if "line" in signature(function).parameters:
            found.append(Written(name, "no line is open", partial(_filled, function, line=None)))
    return found


def _filled(function: Callable[..., str], to: Names, **given: object) -> str:
    wanted = signature(function).parameters
    named = {name: value for name, value in to.written.items() if name in wanted}
    return function(**{**named, **given})


TO_OFFICERS_AND_COLLEAGUES = (
    *_bodies(texts),
    *_bodies(colleague_texts),
    Written("offer_text", "practice", partial(_filled, texts.offer_text, practice=True)),
    Written(
        "daily_officer_text", "had it before", partial(_filled, texts.daily_officer_text, has=False)
    ),
    Written(
        "daily_officer_text",
        "had it before, and somebody has it",
        partial(_filled, texts.daily_officer_text, has=False, taken=True),
    ),
    Written(
        "daily_officer_text",
        "never had it",
        partial(_filled, texts.daily_officer_text, has=False, had=False),
    ),
)
TO_WHO_SIGNS_IN = (
    Written("sign_in_text", "", lambda to: words.sign_in_text(to.organisation, "123456")),
)
TO_WHO_IS_TRIED = (
    Written("trying_text", "", lambda to: words.trying_text(to.organisation)),
    Written("tried_text", "", lambda to: words.tried_text(to.organisation)),
)
TO_ADMINS = (
    Written(
        "gap_text",
        "",
        lambda to: words.gap_text(to.organisation, Lack.ONE_PERSON, short_moment(_GAP)),
    ),
)
ANSWERS = tuple(_bodies(replies))

#: Every text. The mark of practice is tried on each of them by a test.
WRITTEN = (*TO_OFFICERS_AND_COLLEAGUES, *ANSWERS, *TO_WHO_SIGNS_IN, *TO_WHO_IS_TRIED, *TO_ADMINS)
