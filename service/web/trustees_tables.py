"""The trustees' figures as tables on the page, and as rows for a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.desk.oversight import Ahead
from service.domain.catalogue import _
from service.domain.cover import Lack
from service.domain.dates import month_of as month_words
from service.domain.drill_report import DrillReport
from service.domain.rota import Rota
from service.domain.totals import Cell, Group, Totals, Waits, month_of, rounded
from service.web.cover_words import when
from service.web.trustees_dots import Column, Dots
from service.web.trustees_weeks import Band, Weeks
from service.web.trustees_words import each, months, rest, wait_words

_MINUTE = timedelta(minutes=1)
#: A row of the file.
Row = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One row of a table of waits."""

    months: str
    ladder: str
    count: str
    came: str
    half: str
    longest: str
    each: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """One practice, to the month."""

    month: str
    ladder: str
    taken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A stretch in which too few can be relied on."""

    ladder: str
    when: str
    what: str


def figures(totals: Totals, measure: str) -> list[Figures]:
    """Return the rows of the waits that *measure* names, "taken" or "spoken"."""
    return [
        _figures(group, ladder, cell, getattr(cell, measure))
        for group in totals.groups
        for ladder, cell in _cells(group)
    ]


def practices(reports: Sequence[DrillReport]) -> list[Practised]:
    """Return the rows of the practices, the newest first."""
    return [
        Practised(
            month=month_words(month_of(one.started_at)),
            ladder=one.ladder,
            taken=wait_words(wait) if (wait := _wait(one)) else _("nobody took it"),
        )
        for one in reports
    ]


def lacking(ahead: Ahead) -> list[Lacking]:
    """Return the rows of the weeks ahead. Names stand on the admins' page alone."""
    return [
        Lacking(
            ladder=one.plan.name,
            when=when(ahead.rota, one.cover, gap),
            what=_said_of(gap.lack),
        )
        for one in ahead.ladders
        for gap in one.cover.gaps
    ]


def dots(totals: Totals, measure: str, at: datetime, practices: Sequence[DrillReport] = ()) -> Dots:
    """Return what the picture of the waits that *measure* names shows, with *practices* beside."""
    taken = measure == "taken"
    today = month_of(at)
    return Dots(
        columns=tuple(_column(one, getattr(one.every, measure)) for one in totals.groups),
        practices=tuple((month_of(one.started_at), _minutes(_wait(one))) for one in practices),
        until=today if taken else _last(totals, today),
        never=_("not taken") if taken else _("not spoken"),
    )


def weeks(ahead: Ahead) -> Weeks:
    """Return what the picture of the weeks ahead shows."""
    rota, cover = ahead.rota, ahead.ladders[0].cover
    # To the hour, which is less than a dot wide: within it the picture stays the same.
    edges = {at: _hour(_wall(rota, at)) for at in (cover.starts, cover.ends)}

    def edge(at: datetime) -> datetime:
        return edges.get(at) or _wall(rota, at)

    return Weeks(
        starts=edge(cover.starts),
        ends=edge(cover.ends),
        ladders=tuple(
            (
                one.plan.name,
                tuple(
                    Band(edge(gap.starts), edge(gap.ends), gap.lack.is_gap)
                    for gap in one.cover.gaps
                ),
            )
            for one in ahead.ladders
        ),
    )


def rows(totals: Totals, practices: Sequence[DrillReport], *, shown: bool) -> Iterator[Row]:
    """Yield the lines of the file; of call-outs none where none are *shown*."""
    yield (
        *(_("what"), _("from month"), _("to month"), _("ladder"), _("count"), _("taken")),
        *(_("minutes until half were taken"), _("minutes until the last was taken")),
        *(_("minutes until each was taken"), _("spoken"), _("minutes until half had spoken")),
        *(_("minutes until the last had spoken"), _("minutes until each had spoken")),
    )
    for group in totals.groups:
        for ladder, cell in _cells(group):
            taken, spoken = _in_minutes(cell.taken), _in_minutes(cell.spoken)
            span = (_month(group.first), _month(group.last))
            yield (_("call-outs"), *span, ladder, str(cell.count), *taken, *spoken)
    if shown:
        yield (rest(totals),)
    for one in practices:
        month, wait = _month(month_of(one.started_at)), _wait(one)
        waits_of = Waits(of=1, each=(wait,) if wait else ())
        yield (_("practice"), month, month, one.ladder, "1", *_in_minutes(waits_of))


def _cells(group: Group) -> Iterator[tuple[str, Cell]]:
    yield _("all ladders"), group.every
    for cell in group.apart:
        yield cell.ladder or _("the others together"), cell


def _figures(group: Group, ladder: str, cell: Cell, waits: Waits) -> Figures:
    return Figures(
        months=months(group.first, group.last),
        ladder=ladder,
        count=str(cell.count),
        came=str(len(waits.each)),
        half=wait_words(waits.half),
        longest=wait_words(waits.longest),
        each=each(waits.each) or _("none"),
    )


def _column(group: Group, waits: Waits) -> Column:
    return Column(
        first=group.first,
        last=group.last,
        minutes=tuple(one / _MINUTE for one in waits.each),
        half=_minutes(waits.half),
        never=waits.never,
    )


def _wait(practice: DrillReport) -> timedelta | None:
    """Return how long it was until somebody took it, rounded as call-outs are."""
    seconds = practice.taken_after
    return None if seconds is None else rounded(timedelta(seconds=seconds))


def _minutes(wait: timedelta | None) -> float | None:
    return None if wait is None else wait / _MINUTE


def _last(totals: Totals, today: date) -> date:
    return totals.groups[-1].last if totals.groups else today


def _wall(rota: Rota, at: datetime) -> datetime:
    """Return the wall time of *at*, to be drawn: where the clock is set an hour is no matter."""
    return rota.local(at).replace(tzinfo=None)


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _in_minutes(waits: Waits) -> Row:
    written = [f"{wait / _MINUTE:g}" for wait in waits.each]
    half, longest = (f"{wait / _MINUTE:g}" if wait else "" for wait in (waits.half, waits.longest))
    return (str(len(waits.each)), half, longest, "; ".join(written))


def _said_of(lack: Lack) -> str:
    return _("Nobody can be relied on") if lack.is_gap else _("One person or one phone alone")
