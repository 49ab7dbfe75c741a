"""The trustees' picture of the weeks ahead: each ladder a bar, hatched where it has too few."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from service.domain.catalogue import _
from service.domain.dates import short_month
from service.web.trustees_library import ONE_AT_A_TIME
from service.web.trustees_svg import UNNAMED, Look, begun, legend, written

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of time in which too few of a ladder can be relied on."""

    starts: datetime
    ends: datetime
    #: Whether nobody can be; otherwise one can.
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weeks:
    """How each ladder is covered over a stretch of wall time."""

    starts: datetime
    ends: datetime
    ladders: tuple[tuple[str, tuple[Band, ...]], ...]


def picture_of_weeks(weeks: Weeks, look: Look) -> bytes:
    """Draw each ladder as a bar over the weeks, hatched where too few can be relied on."""
    with ONE_AT_A_TIME:
        figure, axes = begun(look, 0.9 + 0.4 * len(weeks.ladders))
        for row, (_name, bands) in enumerate(weeks.ladders):
            _bar(axes, weeks, row, bands, look)
        _week_axis(axes, weeks, look)
        axes.set_yticks(range(len(weeks.ladders)), [name for name, __ in weeks.ladders])
        axes.set_ylim(len(weeks.ladders) - 0.5, -0.5)
        legend(axes, look)
        return written(figure)


def _bar(axes: "Axes", weeks: Weeks, row: int, bands: Sequence[Band], look: Look) -> None:
    colours = look.colours
    named = row == 0
    axes.barh(
        row,
        _days(weeks.ends - weeks.starts),
        height=0.55,
        color=colours["link"],
        label=_("Two or more") if named else UNNAMED,
    )
    ways = (
        (False, "///", _("One only")),
        (True, "xxx", _("Nobody")),
    )
    for gap, hatch, words in ways:
        these = [one for one in bands if one.gap is gap]
        axes.barh(
            [row] * len(these) or [row],
            [_days(one.ends - one.starts) for one in these] or [0],
            left=[_days(one.starts - weeks.starts) for one in these] or [0],
            height=0.55,
            color=colours["paper"],
            edgecolor=colours["care-edge" if gap else "quiet"],
            hatch=hatch,
            linewidth=0.8,
            label=words if named else UNNAMED,
        )


def _week_axis(axes: "Axes", weeks: Weeks, look: Look) -> None:
    first = weeks.starts.date()
    monday = first + timedelta(days=-first.weekday() % 7)
    every = 14 if look.narrow else 7
    days = [
        monday + timedelta(days=ahead)
        for ahead in range(0, (weeks.ends - weeks.starts).days, every)
    ]
    midnight = weeks.starts.replace(hour=0, minute=0, second=0, microsecond=0)
    begun = _days(weeks.starts - midnight)
    places = [(day - first).days - begun for day in days]
    kept = [(at, day) for at, day in zip(places, days, strict=True) if at >= 0]
    axes.set_xlim(0, _days(weeks.ends - weeks.starts))
    axes.set_xticks(
        [at for at, __ in kept],
        [_("{day} {month}", day=day.day, month=short_month(day)) for __, day in kept],
    )


def _days(span: timedelta) -> float:
    return span / timedelta(days=1)
