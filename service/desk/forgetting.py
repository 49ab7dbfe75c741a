"""Forgetting what is past its time: some at a time, each lot in one transaction, until done."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime

from service.desk import Desk, leaving
from service.desk.carrier_traces import delete_due
from service.desk.errands import Line
from service.desk.leaving import ALL
from service.desk.raising import used_key
from service.domain.forgetting import Terms
from service.domain.standing import HouseDeed

#: So many call-outs in one transaction. On SQLite everybody waits for whoever writes, and a
#: press must not notice: five take a few milliseconds.
AT_A_TIME = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many of each kind are past their time, or have gone."""

    #: Call-outs and practices.
    call_outs: int = 0
    #: Whoever left.
    people: int = 0
    #: Versions of the rota.
    versions: int = 0
    #: The carrier's records of calls and texts.
    at_carrier: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        names = [field.name for field in fields(self)]
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in names})


def due(desk: Desk, terms: Terms) -> Counts:
    """Say how many are past their time now; changes nothing."""
    now = desk.clock.now()
    with desk.book.reading() as page:
        return Counts(
            call_outs=page.count_expired(now - terms.call_outs),
            people=len(page.left(now - terms.leavers)),
            versions=len(leaving.past_versions(page.versions(ALL), now - terms.rota)),
            at_carrier=page.count_traces(now - terms.at_carrier),
        )


def forget_some(desk: Desk, terms: Terms) -> Counts:
    """Let some of each kind go from the book, and return how many. Any number of processes may.

    Call-outs first, so that nobody is blanked in one that goes anyway.

    Raises:
        BookUnavailable, BookUncertain: what is left goes at the next call.
    """
    now = desk.clock.now()
    call_outs = _call_outs(desk, now - terms.call_outs)
    return Counts(
        call_outs=call_outs,
        versions=leaving.strip_some(desk, now - terms.rota),
        people=0 if call_outs else leaving.forget_one(desk, now - terms.leavers),
    )


def _call_outs(desk: Desk, before: datetime) -> int:
    with desk.book.reading() as page:
        if not page.expired(before, 1):
            return 0
    with desk.book.writing() as page:
        those = page.expired(before, AT_A_TIME)
        for one in those:
            key = used_key(desk.pins.secret, one.person, one.key) if one.key else None
            page.fade(one, key)
    return len(those)


def note_run(desk: Desk) -> None:
    """Let go of what is kept for a day, and note that what is past its time was looked for.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        page.forget_codes(desk.clock.now())
        page.note_deed(HouseDeed.FORGOT, desk.clock.now())


def forget_all(line: Line, terms: Terms, elapsed: Callable[[], float]) -> tuple[Counts, int]:
    """Let all go that is past its time, from the book and at the carrier.

    Returns what went, and the carrier's code where it deletes nothing now, else 0. *elapsed*
    tells seconds.
    """
    gone = Counts()
    while (some := forget_some(line.desk, terms)) != Counts():
        gone += some
    while True:
        deleted = delete_due(line, terms.at_carrier, elapsed)
        gone += Counts(at_carrier=deleted.gone)
        if not deleted.gone:
            return gone, deleted.code
