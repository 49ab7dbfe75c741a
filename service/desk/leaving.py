"""Forgetting whoever has left, and what the rota was long ago: a little at a time, until done."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import pairwise

from service.desk import Desk
from service.desk.raising import used_key
from service.domain.catalogue import _
from service.domain.leaving import GONE, GONE_SENTENCE, names_of
from service.domain.people import PhoneNumber
from service.domain.rota import Rota
from service.domain.versions import Version
from service.ports import Page

#: So many call-outs or versions of the rota in one transaction, which takes some milliseconds.
AT_A_TIME = 5
#: Above every number of versions.
ALL = 2**31 - 1


def note_leavers(desk: Desk) -> int:
    """Keep who left before anybody wrote it down, or by a way that does not; say how many.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        return page.note_leavers(page.rota().people, desk.clock.now())


def forget_one(desk: Desk, before: datetime) -> int:
    """Take one who left before *before* out of everything; say how many there were.

    Whoever stands in something that is open stays until it is closed. Several processes may do
    so at once, and what one leaves undone the next finishes.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.reading() as page:
        person = next(iter(page.left(before)), None)
        if person is None:
            return 0
        versions, names = _told_of(page, person)
    gone = _(GONE)
    while _from_call_outs(desk, person, gone):
        pass
    for start in range(0, len(versions), AT_A_TIME):
        _from_versions(desk, versions[start : start + AT_A_TIME], person, names)
    with desk.book.writing() as page:
        if person in page.rota().people:
            page.is_back(person)
            return 0
        page.blank_person(person, gone, _numbers(page.rota()))
    return 1


def strip_some(desk: Desk, before: datetime) -> int:
    """Leave of some versions of the rota that were over before *before* what totals need.

    Returns how many. Raises ``BookUnavailable`` or ``BookUncertain``: see there.
    """
    with desk.book.reading() as page:
        old = past_versions(page.versions(ALL), before)[:AT_A_TIME]
    if not old:
        return 0
    with desk.book.writing() as page:
        staying = frozenset(page.rota().people)
        for number in old:
            page.strip_version(number, staying)
    return len(old)


def past_versions(newest_first: Sequence[Version], before: datetime) -> list[int]:
    """Return the numbers of those that others took the place of before *before*, oldest first.

    Without those that were stripped already, which have no author.
    """
    over = [old for new, old in pairwise(newest_first) if new.at <= before]
    return [one.number for one in reversed(over) if one.author.name]


def _told_of(page: Page, person: str) -> tuple[list[int], frozenset[str]]:
    """Return which versions may name *person*, and by what names."""
    rotas = {one.number: page.rota_of(one.number) for one in page.versions(ALL)}
    names = frozenset[str]().union(*(names_of(rota, person) for rota in rotas.values() if rota))
    return sorted(rotas), names


def _from_call_outs(desk: Desk, person: str, gone: str) -> int:
    with desk.book.writing() as page:
        those = page.call_outs_with(person, AT_A_TIME)
        for escalation_id, key in those:
            page.blank_call_out(escalation_id, person, gone)
            if key is not None:
                page.keep_used_key(used_key(desk.pins.secret, person, key))
    return len(those)


def _from_versions(desk: Desk, numbers: Sequence[int], person: str, names: frozenset[str]) -> None:
    with desk.book.writing() as page:
        rota = page.rota()
        for number in numbers:
            page.blank_version(
                number,
                person,
                names,
                gone=_(GONE),
                sentence=_(GONE_SENTENCE),
                numbers=_numbers(rota),
            )


def _numbers(rota: Rota) -> Collection[PhoneNumber]:
    """Return the numbers that somebody has who is here."""
    return frozenset(one.phone for one in rota.people.values())
