"""One rung of a rota file: who holds it, alone, in turn or by shifts, and its pace."""

from dataclasses import replace
from datetime import time, timedelta

from service.domain.catalogue import _
from service.domain.ladder import Channel, RungPace
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.rota import RungPlan
from service.domain.rota_rules import check_shifts, check_turns
from service.domain.shifts import DAILY, DAY, WEEKLY, Shift, Turns
from service.rota_file.hours import UnclearHours, parse_clock, parse_days
from service.rota_file.officers import read_officer, read_officers
from service.rota_file.table import Table
from service.rota_file.walls import Clock, doubt_repeating, read_wall

KEYS = (
    "role",
    "holder",
    "holders",
    "turn",
    "turn_from",
    "shifts",
    "tries",
    "ring_seconds",
    "seconds_between_tries",
    "seconds_before_next",
    "channels",
)
SHIFT_KEYS = ("days", "from", "to", "holder")
#: How long a turn may be, and in days.
TURNS = {"day": DAILY, "week": WEEKLY}
#: After a minute of ringing a mailbox has answered almost everywhere.
LONGEST_RING_SECONDS = 60
MOST_TRIES = 10
#: A phone on do-not-disturb lets a second call through that comes this soon.
THROUGH_QUIET = timedelta(minutes=3)
_CHANNELS = (Channel.CALL, Channel.TEXT)
#: No list of days is longer.
_LONGEST_DAYS = 60
_EVERY_DAY = "daily"


def read_rung(table: Table, people: dict[str, Person], clock: Clock) -> RungPlan:
    """Read one rung; *people* are who may hold it. What repeats is looked at by the *clock*."""
    table.only(KEYS)
    usual = RungPace()
    rung = RungPlan(
        role=table.needed_name("role", example='"Deputy"'),
        holder=read_officer(table, "holder", people),
        turns=_turns(table, people, clock),
        shifts=_shifts(table, people, clock),
        pace=RungPace(
            ring=table.seconds("ring_seconds", default=usual.ring, most=LONGEST_RING_SECONDS),
            tries=table.whole("tries", default=usual.tries, most=MOST_TRIES),
            between_tries=table.seconds("seconds_between_tries", default=usual.between_tries),
            before_next=table.seconds("seconds_before_next", default=usual.before_next),
            channels=_channels(table),
        ),
    )
    _check(table, rung)
    _doubts(table, rung, people)
    if rung.turns:
        begins = rung.turns.begins
        days = {begins.weekday()} if rung.turns.days == WEEKLY else range(7)
        later = replace(clock, today=max(clock.today, begins.date() + DAY))
        doubt_repeating(table, "turn_from", begins.time(), days, later)
    return rung


def _turns(table: Table, people: dict[str, Person], clock: Clock) -> Turns | None:
    keys = read_officers(table, "holders", people)
    if not table.content.get("holders"):
        for key in {"turn", "turn_from"} & table.content.keys():
            table.mistake(
                key,
                _("Nobody takes turns here."),
                _('Write holders = ["…", "…"], or take this out.'),
            )
        return None
    length = table.text("turn", longest=_LONGEST_DAYS)
    if length and length not in TURNS:
        table.mistake(
            "turn", _("A turn is not that long."), _('Write turn = "week" or turn = "day".')
        )
    begins = read_wall(table, "turn_from", clock)
    days = TURNS.get(length, TURNS["week"])
    return Turns(people=keys, days=days, begins=begins) if begins else None


def _shifts(table: Table, people: dict[str, Person], clock: Clock) -> tuple[Shift, ...]:
    shifts = []
    for one in table.tables("shifts", "ladders.rungs.shifts"):
        shift = _shift(one, people)
        shifts.append(shift)
        if shift:
            later = 1 if shift.ends <= shift.starts else 0
            ends = {(day + later) % 7 for day in shift.weekdays}
            doubt_repeating(one, "from", shift.starts, shift.weekdays, clock)
            doubt_repeating(one, "to", shift.ends, ends, clock)
    return tuple(shift for shift in shifts if shift is not None)


def _shift(table: Table, people: dict[str, Person]) -> Shift | None:
    table.only(SHIFT_KEYS)
    table.needed("holder", _('Write holder = "…", the key of a person.'))
    person = read_officer(table, "holder", people)
    starts, ends = _clock(table, "from"), _clock(table, "to")
    try:
        days = parse_days(table.text("days", longest=_LONGEST_DAYS) or _EVERY_DAY)
    except UnclearHours:
        table.mistake("days", _("The days cannot be read."), _('Write them such as "Mon-Fri".'))
        return None
    if person is None or starts is None or ends is None:
        return None
    return Shift(weekdays=days, starts=starts, ends=ends, person=person)


def _clock(table: Table, key: str) -> time | None:
    table.needed(key, _('Write {key} = "09:00".', key=key))
    if key not in table.content:
        return None
    try:
        text = table.content[key]
        return parse_clock(text if isinstance(text, str) else "")
    except UnclearHours:
        table.mistake(
            key,
            _("{key} is no time of day.", key=key),
            _('Write it in quotes, such as "{time}".', time="09:00"),
        )
        return None


def _check(table: Table, rung: RungPlan) -> None:
    """Note what the rules that hold for pages too refuse, where every part was read."""
    written = table.content.get("holders")
    complete = rung.turns and isinstance(written, list) and len(written) == len(rung.turns.people)
    try:
        if rung.turns and complete:
            check_turns(rung.turns, rung.holder)
    except Refusal as refusal:
        table.notes.refused((*table.path, "holders"), refusal)
    try:
        check_shifts(rung.shifts)
    except Refusal as refusal:
        table.notes.refused((*table.path, "shifts"), refusal)


def _doubts(table: Table, rung: RungPlan, people: dict[str, Person]) -> None:
    if rung.pace.tries > 1 and rung.pace.between_tries > THROUGH_QUIET:
        table.warning(
            "seconds_between_tries",
            _("Two calls more than three minutes apart do not get through do-not-disturb."),
            _("Write 180 or less; 60 is usual."),
        )
    if not table.content.keys() & {"holder", "shifts"} and not table.content.get("holders"):
        table.warning(
            "holder",
            _("Nobody holds this rung yet; it is skipped when a call-out climbs."),
            _('Write holder = "…", the key of a person.'),
        )
    if rung.pace.channels == {Channel.TEXT} and not all(people[key].texts for key in rung.people):
        table.mistake(
            "channels",
            _("This rung only texts, and somebody who may hold it takes no texts."),
            _('Add "call", or write texts = true under the person if the number is a mobile.'),
        )


def _channels(table: Table) -> frozenset[Channel]:
    mend = _('Write "call", "text" or both in a list, such as ["call", "text"].')
    words = table.words("channels", lambda word: word in _CHANNELS, mend)
    if table.content.get("channels") == []:
        table.mistake("channels", _("This rung has no channel."), mend)
    return frozenset(Channel(word) for word in words) or RungPace().channels
