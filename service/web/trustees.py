"""The trustees' page: whether the house is fit for tonight, and how long people waited.

Of real call-outs it shows totals alone, late and rounded, to those who could not have been left
out of one. ``docs/decisions/0018`` says why so, and what that costs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations

from flask import Blueprint, Response, abort

from service.desk import oversight
from service.desk.oversight import Ahead, Counted, Tonight
from service.domain.catalogue import _, language
from service.domain.dates import long_day
from service.domain.fitness import verdict_of
from service.domain.totals import counted_until
from service.web import trustees_words as words
from service.web.auth import signed_in
from service.web.exports import spreadsheet
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.periods import day_and_time
from service.web.trustees_checks import answer, checks
from service.web.trustees_dots import Dots, picture_of_waits
from service.web.trustees_svg import LOOKS
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
from service.web.trustees_weeks import Weeks, picture_of_weeks

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
    #: Whole sentences.
    said: Sequence[str]
    #: Of its table of waits.
    caption: str = ""
    #: What stands in the place of the picture for who does not see it.
    alt: str
    figures: Sequence[Figures] = ()
    practices: Sequence[Practised] = ()
    lacking: Sequence[Lacking] = ()


@blueprint.get("/trustees")
def page() -> str:
    """Show how the house stands, and what was counted."""
    now, counted = oversight.tonight(parts().desk), _counted()
    return framed(
        "trustees/page.html",
        now.rota,
        answer=answer(verdict_of(now.lines)),
        at=day_and_time(now.rota, now.at),
        checks=checks(now),
        shut=words.shut(counted.reach),
        until=long_day(counted_until(now.at)),
        rest="" if counted.reach.shut else words.rest(counted.totals),
        pictures=list(_pictures(now, counted)),
        screens=_SCREENS,
    )


@blueprint.get("/trustees/pictures/<name>/<look>.svg")
def picture(name: str, look: str) -> Response:
    """Draw one picture, from no more than it shows."""
    facts = _FACTS[name]() if name in _FACTS and look in LOOKS else None
    if facts is None:
        abort(404)
    return Response(drawn(facts, look, language()), content_type="image/svg+xml")


@blueprint.get("/trustees/totals.csv")
def file() -> Response:
    """Give the figures for a spreadsheet."""
    counted, practices = _counted(), oversight.practised(parts().desk)
    shown = counted.reach.shut is None
    return spreadsheet("totals.csv", rows(counted.totals, practices, shown=shown))


def _counted() -> Counted:
    return oversight.counted(parts().desk, signed_in().key)


def _facts_of_taken() -> Dots | None:
    desk = parts().desk
    totals, practices = _counted().totals, oversight.practised(desk)
    shown = totals.groups or practices
    return dots(totals, "taken", desk.clock.now(), practices) if shown else None


def _facts_of_spoken() -> Dots | None:
    totals = _counted().totals
    return dots(totals, "spoken", parts().desk.clock.now()) if totals.groups else None


def _facts_of_cover() -> Weeks | None:
    ahead = oversight.ahead(parts().desk)
    return weeks(ahead) if ahead.ladders else None


#: What each picture shows; nothing where there is nothing to draw.
_FACTS: dict[str, Callable[[], Dots | Weeks | None]] = {
    "taken": _facts_of_taken,
    "spoken": _facts_of_spoken,
    "cover": _facts_of_cover,
}


@lru_cache(maxsize=24)
def drawn(facts: Dots | Weeks, look: str, _language: NullTranslations) -> bytes:
    """Draw it, or return it as it was drawn: that takes longer than all else on the page.

    By the facts themselves, which are asked for each time and for each trustee, so that nobody
    is given what they may not read.
    """
    if isinstance(facts, Weeks):
        return picture_of_weeks(facts, LOOKS[look])
    return picture_of_waits(facts, LOOKS[look])


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


def _taken(now: Tonight, counted: Counted) -> Shown:
    every = counted.totals.together
    beside = words.practised(len(now.practices))
    return Shown(
        name="taken",
        heading=_("Until somebody took it"),
        said=[words.taken(every.taken), beside] if every else [beside],
        caption=_("Until somebody took it, by months"),
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
        said=[words.spoken(every.spoken)] if every else [],
        caption=_("Until the two had spoken, by months"),
        alt=_(
            "Each call-out as a dot, by months, at the minutes until the two had spoken. The table"
            " has the same figures."
        ),
        figures=figures(counted.totals, "spoken"),
    )


def _cover(now: Tonight) -> Shown:
    found = lacking(Ahead(now.rota, now.ladders))
    return Shown(
        name="cover",
        heading=_("The next eight weeks"),
        said=[words.covered(len(found))],
        alt=_(
            "Each ladder as a bar over eight weeks, hatched where too few can be relied on. The"
            " table has the same times."
        ),
        lacking=found,
    )
