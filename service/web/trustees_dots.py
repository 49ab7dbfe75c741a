"""The trustees' picture of waits: every call-out a dot, over the months of its group."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from service.domain.catalogue import _
from service.domain.dates import short_month
from service.web.trustees_library import ONE_AT_A_TIME
from service.web.trustees_svg import UNNAMED, Look, begun, legend, written

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Minutes at which a line may stand, and how it is called.
_LINES = (0.5, 1, 2, 5, 10, 20, 60, 120, 300, 720, 1440, 4320, 10080)
_HOUR = 60
#: How far apart, in decades of the axis, the marks of those stand that never came so far.
_ABOVE = 1.7
#: Of the width of a group its dots take so much, and one beside another this much of the axis.
_ROOM, _BESIDE = 0.84, 0.012
#: Between two groups, in months.
_GAP = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One group of months: each wait in minutes, the one that half are within, and the nevers."""

    first: date
    last: date
    minutes: tuple[float, ...]
    half: float | None
    never: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """What one picture of waits shows. Months are given by their first days."""

    columns: tuple[Column, ...]
    #: Of each practice the month, and the minutes until it was taken; ``None``: it never was.
    practices: tuple[tuple[date, float | None], ...]
    #: The last month of the axis.
    until: date
    #: How those are called that never came so far.
    never: str


def picture_of_waits(dots: Dots, look: Look) -> bytes:
    """Draw every wait as a dot, over the months of its group."""
    with ONE_AT_A_TIME:
        figure, axes = begun(look, 3.1)
        _columns(axes, dots, look)
        _practices(axes, dots, look)
        _month_axis(axes, dots, look)
        _minute_axis(axes, dots)
        legend(axes, look)
        return written(figure)


def _columns(axes: "Axes", dots: Dots, look: Look) -> None:
    for nth, one in enumerate(dots.columns):
        starts, ends = _at(one.first), _at(one.last) + 1
        axes.axvspan(starts + _GAP, ends - _GAP, color=look.colours["ground"], zorder=0)
        _waits(axes, one, _width(dots) * _BESIDE, look, named=not nth)
        if one.never:
            _nevers(axes, one, _top(dots) * _ABOVE, look)


def _waits(axes: "Axes", column: Column, beside: float, look: Look, *, named: bool) -> None:
    colours = look.colours
    starts, ends = _at(column.first), _at(column.last) + 1
    placed = list(_beside(column, starts, ends, beside))
    axes.plot(
        [x for x, _y in placed],
        [y for _x, y in placed],
        linestyle="none",
        marker="o",
        markersize=4.5,
        markerfacecolor=colours["link"],
        markeredgecolor=colours["paper"],
        markeredgewidth=0.6,
        label=_("A call-out") if named else UNNAMED,
    )
    if column.half is not None:
        axes.hlines(
            column.half,
            starts + _GAP,
            ends - _GAP,
            colors=colours["ink"],
            linewidth=1.3,  # Thinner than the dots, which it would hide.
            zorder=3,
            label=_("Half were within") if named else UNNAMED,
        )


def _nevers(axes: "Axes", column: Column, y: float, look: Look) -> None:
    starts, ends = _at(column.first), _at(column.last) + 1
    aside = starts + (ends - starts) / 4  # Practices stand in the middle of a month.
    axes.plot(aside, y, marker="x", markersize=6, color=look.colours["care-edge"])
    axes.annotate(
        f"{column.never}",
        (aside, y),
        xytext=(0, 4),
        textcoords="offset points",
        ha="center",
        fontsize=7,
        color=look.colours["ink"],
    )


def _beside(
    column: Column, starts: float, ends: float, beside: float
) -> Iterator[tuple[float, float]]:
    """Place each dot at its wait; equal ones stand beside each other, which tells no dates."""
    middle, room = (starts + ends) / 2, (ends - starts) * _ROOM
    for minutes, number in sorted(Counter(column.minutes).items()):
        step = min(beside, room / number)
        for nth in range(number):
            yield middle + (nth - (number - 1) / 2) * step, minutes


def _practices(axes: "Axes", dots: Dots, look: Look) -> None:
    if not dots.practices:
        return
    top = _top(dots) * _ABOVE
    axes.plot(
        [_at(month) + 0.5 for month, __ in dots.practices],
        [top if minutes is None else minutes for __, minutes in dots.practices],
        linestyle="none",
        marker="D",
        markersize=6,
        markerfacecolor="none",
        markeredgecolor=look.colours["practice-ink"],
        markeredgewidth=1.4,
        label=_("A practice"),
    )


def _month_axis(axes: "Axes", dots: Dots, look: Look) -> None:
    first, last = _first(dots), _at(dots.until) + 1
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600) if (last - first) / n <= look.ticks)
    shown = [month for month in range(first, last) if month % every == 0]
    axes.set_xlim(first - 0.1, last + 0.1)
    axes.set_xticks(shown, [_tick(date(at // 12, at % 12 + 1, 1)) for at in shown])


def _tick(month: date) -> str:
    return _("{month}\n{year}", month=short_month(month), year=month.year)


def _minute_axis(axes: "Axes", dots: Dots) -> None:
    top = _top(dots)
    shown = [one for one in _LINES if one <= top]
    labels = [_minutes(one) for one in shown]
    if any(one.never for one in dots.columns) or any(at is None for __, at in dots.practices):
        shown.append(top * _ABOVE)
        labels.append(dots.never)
    axes.set_yscale("log")
    axes.set_ylim(0.4, top * _ABOVE * 1.6)
    axes.set_yticks(shown, labels)
    axes.minorticks_off()
    axes.grid(axis="y", color=axes.spines["bottom"].get_edgecolor(), alpha=0.25, linewidth=0.6)
    axes.set_axisbelow(True)


def _minutes(count: float) -> str:
    if count >= _HOUR:
        return _("{count} h", count=int(count // _HOUR))
    return _("{count} min", count="½" if count < 1 else int(count))


def _top(dots: Dots) -> float:
    """Return the longest wait, or ten minutes where all are shorter."""
    waits = [one for column in dots.columns for one in column.minutes]
    return max([10.0, *waits, *(minutes or 0 for __, minutes in dots.practices)])


def _first(dots: Dots) -> int:
    months = [one.first for one in dots.columns] + [month for month, __ in dots.practices]
    return _at(min([*months, dots.until]))


def _width(dots: Dots) -> int:
    """Return of how many months the axis is."""
    return _at(dots.until) + 1 - _first(dots)


def _at(month: date) -> int:
    return month.year * 12 + month.month - 1
