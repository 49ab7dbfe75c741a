"""The trustees' page: whether the house is fit for tonight, and how long people waited.

Of real call-outs it shows totals alone, late and rounded, to those who could not have been left
out of one. ``docs/decisions/0018`` says why so, and what that costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort

from service.desk import oversight
from service.desk.oversight import Counted, Tonight
from service.domain.catalogue import _, ngettext
from service.domain.dates import long_day
from service.domain.fitness import verdict_of
from service.domain.totals import counted_until
from service.web import trustees_words as words
from service.web.auth import signed_in
from service.web.exports import spreadsheet
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.periods import day_and_time
from service.web.trustees_dots import picture_of_waits
from service.web.trustees_svg import LOOKS, Look
from service.web.trustees_tables import (
    Figures,
    Lacking,
    Practised,
    dots,
    figures,
    lacking,
    practices,
    rows,
    weeks,
)
from service.web.trustees_weeks import picture_of_weeks

blueprint = Blueprint("trustees", __name__)


#: Which look is for which screen; paper, and all others, take the light one.
_SCREENS = (
    ("dark-narrow", "screen and (max-width: 40rem) and (prefers-color-scheme: dark)"),
    ("light-narrow", "screen and (max-width: 40rem)"),
    ("dark", "screen and (prefers-color-scheme: dark)"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One picture with its sentence and its table."""

    #: Its name in its address.
    name: str
    heading: str
    summary: str
    #: What stands in the place of the picture for who does not see it.
    alt: str
    figures: Sequence[Figures] = ()
    practices: Sequence[Practised] = ()
    lacking: Sequence[Lacking] = ()


@blueprint.get("/trustees")
def page() -> str:
    """Show how the house stands, and what was counted."""
    now, counted = _asked()
    until = counted_until(now.at)
    return framed(
        "trustees/page.html",
        now.rota,
        answer=words.answer(verdict_of(now.lines)),
        at=day_and_time(now.rota, now.at),
        checks=words.checks(now),
        shut=words.shut(counted.reach),
        until=long_day(until),
        rest="" if counted.reach.shut else words.rest(counted.totals),
        pictures=list(_pictures(now, counted)),
        screens=_SCREENS,
    )


@blueprint.get("/trustees/pictures/<name>/<look>.svg")
def picture(name: str, look: str) -> Response:
    """Draw one picture."""
    now, counted = _asked()
    if look not in LOOKS or name not in {one.name for one in _pictures(now, counted)}:
        abort(404)
    return Response(_drawn(now, counted, name, LOOKS[look]), content_type="image/svg+xml")


@blueprint.get("/trustees/totals.csv")
def file() -> Response:
    """Give the figures for a spreadsheet."""
    now, counted = _asked()
    shown = counted.reach.shut is None
    return spreadsheet("totals.csv", rows(now, counted.totals, shown=shown))


def _asked() -> tuple[Tonight, Counted]:
    desk = parts().desk
    return oversight.tonight(desk), oversight.counted(desk, signed_in().key)


def _pictures(now: Tonight, counted: Counted) -> Sequence[Shown]:
    """Return the pictures for which there is something to draw."""
    found = []
    if counted.totals.groups or now.practices:
        found.append(_taken(now, counted))
    if counted.totals.groups:
        found.append(_spoken(counted))
    if now.ladders:
        found.append(_cover(now))
    return found


def _drawn(now: Tonight, counted: Counted, name: str, look: Look) -> bytes:
    if name == "cover":
        return picture_of_weeks(weeks(now), look)
    return picture_of_waits(dots(now, counted.totals, name), look)


def _taken(now: Tonight, counted: Counted) -> Shown:
    every = counted.totals.together
    said = words.practised(len(now.practices))
    return Shown(
        name="taken",
        heading=_("Until somebody took it"),
        summary=f"{words.taken(every.taken)} {said}" if every else said,
        alt=_(
            "Each call-out and each practice as a mark, by months, at the minutes until it was"
            " taken. The table has the same figures."
        ),
        figures=figures(counted.totals, "taken"),
        practices=practices(now.practices),
    )


def _spoken(counted: Counted) -> Shown:
    every = counted.totals.together
    return Shown(
        name="spoken",
        heading=_("Until the two had spoken"),
        summary=words.spoken(every.spoken) if every else "",
        alt=_(
            "Each call-out as a dot, by months, at the minutes until the two had spoken. The table"
            " has the same figures."
        ),
        figures=figures(counted.totals, "spoken"),
    )


def _cover(now: Tonight) -> Shown:
    found = lacking(now)
    return Shown(
        name="cover",
        heading=_("The next eight weeks"),
        summary=ngettext(
            "There is one time at which fewer than two people can be relied on.",
            "There are {count} times at which fewer than two people can be relied on.",
            len(found),
        )
        if found
        else _("At any time two people or more can be relied on, each on a phone of their own."),
        alt=_(
            "Each ladder as a bar over eight weeks, hatched where too few can be relied on. The"
            " table has the same times."
        ),
        lacking=found,
    )
