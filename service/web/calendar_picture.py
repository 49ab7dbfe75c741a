"""The picture of one week: who holds each rung, and what lies over it. Places, and no rules.

All lengths are units of the picture's own, which is as wide as the page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from service.desk.cover import Covered
from service.domain.catalogue import _
from service.domain.dates import short_month, short_weekday
from service.domain.rota import Rota
from service.domain.weeks import Day, Week
from service.web.on_duty import Names
from service.web.periods import period

#: The column of names at the left, one day, and a week.
SIDE, DAY = 176, 124
#: Above the rows, one row, and between two.
HEAD, ROW, GAP = 44, 38, 8
#: About as wide as a letter is.
LETTER = 8.2
#: How many ways there are to draw a person; those after them begin again, and are named.
LOOKS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar in a row."""

    x: float
    width: float
    #: What fits into it.
    label: str
    #: All of it, for who points at it.
    title: str
    #: Its class in the sheet: a look of a person, or what lies over the rota.
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: a rung, or what lies over all of them."""

    y: int
    label: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One day."""

    x: int
    width: int
    label: str
    today: bool
    #: Where the clock is set, and what it says there.
    set_x: float | None
    set_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One week of one ladder."""

    height: int
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A stretch of time that is to be drawn."""

    starts: datetime
    ends: datetime
    words: str
    look: str


def looks(rota: Rota, covered: Covered) -> Mapping[str, str]:
    """Return how each person of a ladder is drawn, the same in every week."""
    people = dict.fromkeys(
        rung.person for one in covered.stretches for rung in one.held if rung.person
    )
    order = [key for key in rota.people if key in people]
    return {key: f"look-{number % LOOKS}" for number, key in enumerate(order)}


def picture(
    rota: Rota, week: Week, rows: Iterable[tuple[str, Iterable[Stroke]]], now: datetime
) -> Picture:
    """Draw *rows*, each with its label, over *week*; rows without a bar are left out."""
    drawn: list[Row] = []
    for label, strokes in rows:
        bars = list(_bars(rota, week, strokes))
        if bars:
            y = HEAD + len(drawn) * (ROW + GAP)
            drawn.append(Row(y=y, label=fitting(label, SIDE - 8), bars=bars))
    return Picture(
        height=HEAD + len(drawn) * (ROW + GAP),
        columns=[_column(rota, week, day, now) for day in week.days],
        rows=drawn,
    )


def lanes(strokes: Iterable[tuple[str, Stroke]]) -> Iterator[tuple[str, list[Stroke]]]:
    """Yield rows for *strokes* with their labels: what does not overlap shares a row."""
    found: list[tuple[str, list[Stroke]]] = []
    for label, one in sorted(strokes, key=lambda each: each[1].starts):
        free = (lane for name, lane in found if name == label and lane[-1].ends <= one.starts)
        lane = next(free, None)
        if lane is None:
            found.append((label, [one]))
        else:
            lane.append(one)
    yield from sorted(found, key=lambda row: row[0])


def rungs(
    covered: Covered, names: Names, drawn: Mapping[str, str]
) -> Iterator[tuple[str, list[Stroke]]]:
    """Yield each rung with who holds it, one after another."""
    for index, plan in enumerate(covered.plan.rungs):
        strokes: list[Stroke] = []
        for stretch in covered.stretches:
            person = stretch.ladder.rungs[index].person
            words, look = (names[person], drawn[person]) if person else (_("nobody"), "nobody")
            if strokes and (strokes[-1].words, strokes[-1].look) == (words, look):
                starts = strokes.pop().starts
            else:
                starts = stretch.starts
            strokes.append(Stroke(starts=starts, ends=stretch.ends, words=words, look=look))
        yield f"{index + 1} {plan.role}", strokes


def fitting(label: str, width: float) -> str:
    """Return as much of *label* as fits: all of it, its beginning, or nothing."""
    room = int(width / LETTER)
    if len(label) <= room:
        return label
    return f"{label[: room - 1]}…" if room > 3 else label[: max(room, 0)]  # noqa: PLR2004 - a dot alone tells nothing


def _bars(rota: Rota, week: Week, strokes: Iterable[Stroke]) -> Iterator[Bar]:
    for one in strokes:
        start, end = week.place(one.starts), week.place(one.ends)
        if start < end:
            width = round((end - start) * DAY, 1)
            yield Bar(
                x=round(SIDE + start * DAY, 1),
                width=width,
                label=fitting(one.words, width - 10),
                title=_(
                    "{words}: {when}", words=one.words, when=period(rota, one.starts, one.ends)
                ),
                look=one.look,
            )


def _column(rota: Rota, week: Week, day: Day, now: datetime) -> Column:
    today = day.starts <= now < day.ends
    date = {"day": day.date.day, "month": short_month(day.date)}
    if today:
        label = _("Today {day} {month}", **date)
    else:
        label = _("{weekday} {day} {month}", weekday=short_weekday(day.date), **date)
    return Column(
        x=SIDE + week.days.index(day) * DAY,
        width=DAY,
        label=label,
        today=today,
        set_x=None if day.set_at is None else round(SIDE + week.place(day.set_at) * DAY, 1),
        set_label="" if day.set_at is None else clock_set(rota, day.set_at),
    )


def clock_set(rota: Rota, at: datetime) -> str:
    """Name the two times between which the clock is set: "BST to GMT"."""
    before = rota.local(at - at.resolution)
    return _("{before} to {after}", before=before.tzname(), after=rota.local(at).tzname())
