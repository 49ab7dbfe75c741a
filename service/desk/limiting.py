"""How often somebody may try to come in. The book counts, so that all web processes agree.

A press is never counted here, and neither is anything that a remembered device does.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.desk import Desk
from service.domain.catalogue import N_
from service.domain.limits import Limit, free_from, given_back, tried
from service.domain.people import PhoneNumber
from service.domain.refusals import Refusal
from service.ports import Page

#: Codes to one number. Whoever asks for somebody else's is a nuisance to them: once an hour at
#: the end. Each code bears five tries, so a guesser has 120 a day of a million.
TO_A_NUMBER = Limit(
    free=3,
    first=timedelta(minutes=1),
    longest=timedelta(hours=1),
    forgotten=timedelta(hours=3),
)
#: Whatever comes from one address without being signed in. A whole house may share one, and
#: somebody in it may try for ever: also then a code is asked for and typed before it is over.
FROM_AN_ADDRESS = Limit(
    free=20,
    first=timedelta(seconds=15),
    longest=timedelta(minutes=4),
    forgotten=timedelta(hours=1),
)


class TooSoon(Refusal):
    """It was tried too often just now; ``at`` is when it may be tried again."""

    problem = N_("That was tried several times just now.")
    mend = N_("Try again a little later. The numbers on this page work all the same.")

    def __init__(self, at: datetime | None = None, **facts: object) -> None:
        super().__init__(**facts)
        self.at = at


@dataclass(frozen=True, slots=True)
class Counted:
    """What is limited, by a name that only we can read back to whom it means."""

    key: str
    limit: Limit


def of_number(secret: str, phone: PhoneNumber) -> Counted:
    """Count by the number that is to get a code."""
    return Counted(_key(secret, "number", phone.e164), TO_A_NUMBER)


def of_address(secret: str, address: str) -> Counted:
    """Count by the network address that asks."""
    return Counted(_key(secret, "address", address), FROM_AN_ADDRESS)


def of_person(secret: str, person: str) -> Counted:
    """Count by who asks, where somebody is signed in: what others in their house try is not theirs.

    *person* is their key.
    """
    return Counted(_key(secret, "person", person), FROM_AN_ADDRESS)


def of_pin(secret: str, person: str, limit: Limit) -> Counted:
    """Count by whose four digits are keyed in. *person* is their key."""
    return Counted(_key(secret, "pin", person), limit)


def of_ringing(secret: str, why: str, person: str, limit: Limit) -> Counted:
    """Count by whose phone is rung, and *why*. *person* is their key."""
    return Counted(_key(secret, why, person), limit)


def of_advice(secret: str, phone: PhoneNumber, limit: Limit) -> Counted:
    """Count by the number that is told how to reply."""
    return Counted(_key(secret, "advice", phone.e164), limit)


def is_free(desk: Desk, one: Counted) -> bool:
    """Say whether *one* could be tried now, and count nothing."""
    now = desk.clock.now()
    with desk.book.reading() as page:
        return free_from(one.limit, page.tally(one.key, now), now) <= now


def count_once(desk: Desk, one: Counted, told: str) -> bool:
    """Count one try of *one*, and say whether it was: what was *told* before is no new try.

    Raises:
        TooSoon: it was tried too often; then nothing is counted.
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        now = desk.clock.now()
        if page.seen(told, now):
            return False
        count_on(page, one, now)
        return True


def count_on(page: Page, one: Counted, now: datetime) -> None:
    """Count one try of *one* with what else is done on *page*.

    Raises:
        TooSoon: it was tried too often; then nothing is counted.
    """
    tally = page.tally(one.key, now)
    at = free_from(one.limit, tally, now)
    if at > now:
        raise TooSoon(at)
    page.keep_tally(one.key, tried(one.limit, tally, now))


def count(desk: Desk, what: Iterable[Counted]) -> None:
    """Count one try of each, in the order of their keys, so that no two wait for each other.

    Raises:
        TooSoon: one of them was tried too often; then nothing is counted.
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        now = desk.clock.now()
        each = sorted(what, key=lambda one: one.key)
        tallies = [page.tally(one.key, now) for one in each]
        pairs = list(zip(each, tallies, strict=True))
        at = max((free_from(one.limit, tally, now) for one, tally in pairs), default=now)
        if at > now:
            raise TooSoon(at)
        for one, tally in pairs:
            page.keep_tally(one.key, tried(one.limit, tally, now))


def give_back(desk: Desk, one: Counted, tries: int) -> None:
    """Count so many tries of *one* no more: they led to somebody who was right.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.writing() as page:
        tally = page.tally(one.key, desk.clock.now())
        if tally is not None:
            page.keep_tally(one.key, given_back(tally, tries))


def _key(secret: str, kind: str, value: str) -> str:
    return hmac.digest(secret.encode(), f"limit\0{kind}\0{value}".encode(), "sha256").hex()
