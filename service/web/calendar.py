"""The calendar of the next eight weeks: a picture, and the same as a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint

from service.desk.cover import AHEAD, Covered, covered
from service.desk.own_phone import marked
from service.desk.viewing import rota_now
from service.domain.absences import Span
from service.domain.catalogue import N_, _, ngettext
from service.domain.cover import Cover, Stretch
from service.domain.dates import clock, long_day, weekday
from service.domain.listing import all_of
from service.domain.proving import Marks, proved_phones
from service.domain.rota import LadderPlan, Rota
from service.domain.weeks import Day, Week, weeks
from service.web.calendar_picture import (
    Picture,
    Stroke,
    lanes,
    looks,
    picture,
    rungs,
)
from service.web.cover_words import until, what
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.on_duty import Names, names_in
from service.web.periods import period

blueprint = Blueprint("calendar", __name__)

_STEP = timedelta(seconds=1)
_PUT_BACK = N_("The clock is put back on {day}: {before} becomes {after}.")
_PUT_FORWARD = N_("The clock is put forward on {day}: {before} becomes {after}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: from when to when, and who holds each rung."""

    when: str
    people: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWeek:
    """One week of one ladder."""

    name: str
    picture: Picture
    lines: Sequence[Line]
    #: Who is away, who has swapped, what is lacking, and where the clock is set.
    notes: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLadder:
    """One ladder."""

    name: str
    roles: Sequence[str]
    summary: str
    weeks: Sequence[ShownWeek]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What one ladder is drawn from."""

    rota: Rota
    found: Covered
    marks: Marks
    names: Names
    now: datetime


@blueprint.get("/rota/calendar")
def page() -> str:
    """Show who would be rung in the next eight weeks."""
    desk = parts().desk
    rota, marks, now = rota_now(desk), marked(desk), desk.clock.now()
    shown = weeks(now, now + AHEAD, rota.zone)
    first = shown[0].starts
    drawn = [
        _Drawn(rota, one, marks, names_in(rota), now)
        for one in covered(rota, marks, now, first, shown[-1].ends)
    ]
    return framed("calendar/page.html", rota, ladders=[_ladder(one, shown) for one in drawn])


def _ladder(drawn: _Drawn, shown: Sequence[Week]) -> ShownLadder:
    plan = drawn.found.plan
    return ShownLadder(
        name=plan.name,
        roles=[f"{index} {rung.role}" for index, rung in enumerate(plan.rungs, start=1)],
        summary=_summary(drawn),
        weeks=[_week(drawn, week) for week in shown],
    )


def _summary(drawn: _Drawn) -> str:
    """Say all of it in two sentences."""
    cover = drawn.found.cover
    gaps = tuple(gap for gap in cover.gaps if gap.ends > drawn.now)
    whole = sum(gap.lack.is_gap for gap in gaps)
    ahead = until(drawn.rota, Cover(starts=drawn.now, ends=cover.ends, gaps=gaps))
    return f"{ahead} {_counted(whole, len(gaps) - whole)}"


def _counted(whole: int, alone: int) -> str:
    """Say how many gaps there are, and how many times with one person only."""
    if not alone:
        if not whole:
            return _("There is no gap in these weeks.")
        return ngettext(
            "There is one gap in these weeks.", "There are {count} gaps in these weeks.", whole
        )
    if not whole:
        return ngettext(
            "There is one time with one only in these weeks.",
            "There are {count} times with one only in these weeks.",
            alone,
        )
    times = ngettext("one time with one only", "{count} times with one only", alone)
    return ngettext(
        "There is one gap and {times} in these weeks.",
        "There are {count} gaps and {times} in these weeks.",
        whole,
        times=times,
    )


def _week(drawn: _Drawn, week: Week) -> ShownWeek:
    rota, found = drawn.rota, drawn.found
    monday = week.days[0].date
    over = [one for one in _over(drawn) if _within(one[1], week)]
    held = rungs(found, drawn.names, looks(rota, found))
    rows = [*held, *lanes(over)]
    return ShownWeek(
        name=_("Week of {day}", day=long_day(monday)),
        picture=picture(rota, week, rows, drawn.now),
        lines=[_line(drawn, one, week) for one in found.stretches if _within(one, week)],
        notes=[*_notes(rota, over, week), *_clocks(rota, week.days)],
    )


def _within(one: Stretch | Stroke, week: Week) -> bool:
    return one.starts < week.ends and week.starts < one.ends


def _line(drawn: _Drawn, one: Stretch, week: Week) -> Line:
    held = [drawn.names[rung.person] if rung.person else _("nobody") for rung in one.ladder.rungs]
    return Line(when=_in_week(drawn.rota, one, week), people=held)


def _over(drawn: _Drawn) -> Iterator[tuple[str, Stroke]]:
    """Yield what lies over the rungs, each with the label of its row."""
    rota, names = drawn.rota, drawn.names
    people = _people(drawn.found.plan, rota)
    for away in rota.away:
        if away.person in people:
            yield _("Away"), _stroke(rota, away.span, names[away.person], "away")
    for swap in rota.swaps:
        if people & {swap.one, swap.other}:
            both = all_of([names[swap.one], names[swap.other]])
            yield _("Swap"), _stroke(rota, swap.span, both, "swap")
    counted = proved_phones(drawn.marks, drawn.now)
    for gap in drawn.found.cover.gaps:
        words = what(gap, counted, names)
        label = _("Gap") if gap.lack.is_gap else _("One only")
        yield label, Stroke(starts=gap.starts, ends=gap.ends, words=words, look="lack")


def _stroke(rota: Rota, span: Span, words: str, look: str) -> Stroke:
    starts, ends = span.instants(rota.zone)
    return Stroke(starts=starts, ends=ends, words=words, look=look)


def _people(plan: LadderPlan, rota: Rota) -> frozenset[str]:
    """Return who may come to stand on *plan*, also by a swap."""
    held = frozenset[str]().union(*(rung.people for rung in plan.rungs))
    swapped = {
        key for one in rota.swaps if held & {one.one, one.other} for key in (one.one, one.other)
    }
    return held | swapped


#: By how it is drawn.
_SAID = {
    "away": N_("{words}: away {when}."),
    "swap": N_("{words} have swapped: {when}."),
    "lack": N_("{label}, {when}: {words}"),
}


def _notes(rota: Rota, over: Sequence[tuple[str, Stroke]], week: Week) -> Iterator[str]:
    for label, one in over:
        when = _in_week(rota, one, week)
        yield _(_SAID[one.look], label=label, words=one.words, when=when)


def _in_week(rota: Rota, one: Stretch | Stroke, week: Week) -> str:
    starts, ends = max(one.starts, week.starts), min(one.ends, week.ends)
    whole = (starts, ends) == (week.starts, week.ends)
    return _("all week") if whole else period(rota, starts, ends)


def _clocks(rota: Rota, days: Sequence[Day]) -> Iterator[str]:
    for day in days:
        if day.set_at is not None:
            last, first = rota.local(day.set_at - _STEP), rota.local(day.set_at)
            before = f"{clock(last + _STEP)} {last.tzname()}"
            after = f"{clock(first)} {first.tzname()}"
            named = _("{weekday} {day}", weekday=weekday(day.date), day=long_day(day.date))
            said = _PUT_BACK if day.put_back else _PUT_FORWARD
            yield _(said, day=named, before=before, after=after)
