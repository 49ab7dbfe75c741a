"""Which gaps a change of the rota has made: told to whoever made it, at once and gently."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for

from service.domain.catalogue import _
from service.domain.cover import Cover, Gap, Lack, cover
from service.domain.people import PhoneNumber
from service.domain.proving import proved_phones
from service.domain.rota import Rota
from service.web.auth import signed_in
from service.web.cover_words import what, when
from service.web.joined import parts
from service.web.on_duty import names_in
from service.web.who import keeps_all

#: How far ahead a change is looked at; hardly anybody enters a holiday earlier.
AHEAD = timedelta(days=400)
#: The worst first, as ``Lack`` lists them.
_WORST = (*Lack, None)

#: The numbers on which somebody relies.
Counted = frozenset[PhoneNumber]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """One gap, and where to mend it."""

    ladder: str
    when: str
    what: str
    address: str
    mend: str


def holes(before: Rota, after: Rota) -> list[Hole]:
    """Return where *after* is worse covered than *before*, in the numbers that are proved.

    Where that says nothing, as where none is proved yet, all numbers count: one person more may
    be away all the same.
    """
    at = parts().desk.clock.now()
    with parts().book.reading() as book:
        proved = proved_phones(book.marked(), at)
    every = frozenset(person.phone for person in after.people.values())
    return _made(before, after, at, proved) or _made(before, after, at, every)


def _made(before: Rota, after: Rota, at: datetime, counted: Counted) -> list[Hole]:
    found = []
    for plan in after.ladders:
        was = before.plan(plan.name)
        if was is None:
            continue
        old = cover(before, was, counted, at, at + AHEAD)
        new = cover(after, plan, counted, at, at + AHEAD)
        found += [
            _hole(after, plan.name, new, gap, counted) for gap in new.gaps if _worse(old, gap)
        ]
    return found


def _worse(old: Cover, gap: Gap) -> bool:
    """Whether *gap* lacks more, anywhere in it, than was lacking there."""
    was = [old.lack_at(one.starts) for one in gap.stretches]
    return any(_WORST.index(gap.lack) < _WORST.index(lack) for lack in was)


def _hole(rota: Rota, ladder: str, cover: Cover, gap: Gap, counted: Counted) -> Hole:
    door, mend = _mend()
    return Hole(
        ladder=ladder if len(rota.ladders) > 1 else "",
        when=when(rota, cover, gap),
        what=what(gap, counted, names_in(rota)),
        address=url_for(door),
        mend=mend,
    )


def _mend() -> Sequence[str]:
    if keeps_all(signed_in()):
        return "ladders.page", _("Add another person?")
    return "swaps.page", _("Swap with somebody?")
