"""Waits in a form: whole numbers, each with what is usual and why."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from service.domain.catalogue import N_, _
from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.refusals import Refusal
from service.rota_file.rungs import LONGEST_RING_SECONDS, MOST_TRIES
from service.rota_file.table import LONGEST_SECONDS
from service.web.rota_forms import in_field

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_SECOND = timedelta(seconds=1)


class NotInRange(Refusal):
    """Not a number that it could be."""

    problem = N_("That is not a whole number that this can be.")
    mend = N_("Write one from 1 to {most}.")


class NoChannel(Refusal):
    """Nobody would hear of it."""

    problem = N_("This place is neither rung nor texted.")
    mend = N_("Tick at least one of the two.")


@dataclass(frozen=True, slots=True)
class Box:
    """One number of a pace."""

    name: str
    label: str
    hint: str
    most: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The same, with what stands in it."""

    box: Box
    value: str


#: By the field of the pace.
RUNG_BOXES = {
    "ring": Box(
        "ring_seconds",
        N_("Seconds that the phone rings"),
        N_("Usually 22: shorter than most mailboxes wait."),
        LONGEST_RING_SECONDS,
    ),
    "tries": Box("tries", N_("Calls to this person"), N_("Usually 2."), MOST_TRIES),
    "between_tries": Box(
        "seconds_between_tries",
        N_("Seconds from one call to the next"),
        N_("Usually 60. Under 180, the second one gets through do-not-disturb."),
        LONGEST_SECONDS,
    ),
    "before_next": Box(
        "seconds_before_next",
        N_("Seconds until the next person is rung as well"),
        N_("Usually 105, counted from the first call here."),
        LONGEST_SECONDS,
    ),
}
LADDER_BOXES = {
    "between_rounds": Box(
        "seconds_between_rounds",
        N_("Seconds until it begins again from the top"),
        N_("Usually 300, counted from when everyone is rung at once."),
        LONGEST_SECONDS,
    ),
    "spoken_reminder": Box(
        "spoken_reminder_seconds",
        N_("Seconds until the officer is reminded to ring the colleague"),
        N_("Usually 180, counted from when they took it."),
        LONGEST_SECONDS,
    ),
    "spoken_question": Box(
        "spoken_question_seconds",
        N_("Seconds until the colleague is asked whether they have spoken"),
        N_("Usually 360."),
        LONGEST_SECONDS,
    ),
    "spoken_limit": Box(
        "spoken_limit_seconds",
        N_("Seconds until ringing goes on at the next person"),
        N_("Usually 900."),
        LONGEST_SECONDS,
    ),
}


def shown_pace(
    pace: RungPace | LadderPace, boxes: Mapping[str, Box], sent: Mapping[str, str]
) -> Sequence[Shown]:
    """Return the *boxes* with what was *sent*, or else with what holds."""
    return [
        Shown(_said(box), _kept(sent, box) or _number(pace, field)) for field, box in boxes.items()
    ]


def read_ladder_pace(sent: Mapping[str, str]) -> LadderPace:
    """Read a ladder's waits.

    Raises:
        InField: one is no number that it could be.
    """
    waits = {field: _whole(sent, box) * _SECOND for field, box in LADDER_BOXES.items()}
    return LadderPace(everyone_after="everyone_after" in sent, **waits)


def read_rung_pace(sent: Mapping[str, str]) -> RungPace:
    """Read the waits of a place.

    Raises:
        InField: one is no number that it could be, or the place is neither rung nor texted.
    """
    numbers = {field: _whole(sent, box) for field, box in RUNG_BOXES.items()}
    channels = frozenset(way for way in (Channel.CALL, Channel.TEXT) if way.value in sent)
    with in_field("call"):
        if not channels:
            raise NoChannel
    return RungPace(
        ring=numbers["ring"] * _SECOND,
        tries=numbers["tries"],
        between_tries=numbers["between_tries"] * _SECOND,
        before_next=numbers["before_next"] * _SECOND,
        channels=channels,
    )


def _said(box: Box) -> Box:
    return replace(box, label=_(box.label), hint=_(box.hint))


def _whole(sent: Mapping[str, str], box: Box) -> int:
    text = sent.get(box.name, "").strip()
    found = int(text) if _WHOLE.fullmatch(text) else 0
    with in_field(box.name):
        if not 1 <= found <= box.most:
            raise NotInRange(most=box.most)
    return found


def _kept(sent: Mapping[str, str], box: Box) -> str:
    text = sent.get(box.name, "").strip()
    return text if _WHOLE.fullmatch(text) else ""


def _number(pace: RungPace | LadderPace, field: str) -> str:
    value = getattr(pace, field)
    return str(value // _SECOND if isinstance(value, timedelta) else value)
