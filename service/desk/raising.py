"""Raise: one press, one transaction, then a hint."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from service.desk import Desk
from service.domain.directory import DirectoryEntry
from service.domain.escalation import Climb, Escalation, Raiser, State
from service.domain.events import Event, Kind
from service.domain.ladder import Ladder, Rung
from service.domain.people import Person, PhoneNumber
from service.domain.proving import own_rings
from service.domain.refusals import (
    KeyOfThePast,
    KeyUsed,
    NobodyChosen,
    NobodyToRing,
    NotOnTheLadder,
    UnknownLadder,
)
from service.domain.rota import Rota
from service.numbers import is_mobile
from service.ports import BookUnavailable, Page

#: No vowels, and nothing that looks or sounds like something else: no 0 and O, 1 and I and L,
#: 5 and S, 2 and Z; no B, C, D, G, P, T and V, which rhyme; no H, which sounds like 8, no N
#: beside M, no J beside K.
_LETTERS = "FKMQRWX"
_DIGITS = "2346789"
_LENGTH = 4

#: How long a press on the page waits before the first phone rings: long enough to see that it
#: was a slip and to press "It was a mistake", so that nobody is woken for nothing. A phone needs
#: as long again to ring, and whoever means it loses no more than that. Programs, texts and calls
#: are no slip of a thumb, and wait for nothing.
GRACE = timedelta(seconds=2.5)

#: How often another reference is drawn where one is in use; 19,000 exist.
DRAWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What came with the press. Nothing else can: there is no field for anything else."""

    #: The key of the person who presses.
    person: str
    ladder: str | None = None
    #: Keys of the people to ring; ``None`` for all of them. Order and repeats do not matter.
    ring: tuple[str, ...] | None = None
    #: Where the officer rings back, if not on the registered number.
    callback: PhoneNumber | None = None
    #: Whether the colleague's own phone gets texts; ``None``: as it was set up for them.
    #: Somebody whom they fear may see it.
    texts: bool | None = None
    #: The same key gives the same escalation, for ever.
    key: str | None = None
    #: Give what this person has open, if anything, in place of a second one.
    unless_open: bool = False
    #: Where the key came before with another body, give what it gave, as long as that is open.
    first_holds: bool = False
    #: How long nobody is rung yet, so that a slip rings nobody: ``GRACE`` from the page.
    grace: timedelta = timedelta()

    @property
    def digest(self) -> str:
        """A short name for what was asked, to tell a repeat from another request."""
        ring = sorted(set(self.ring)) if self.ring is not None else None
        callback = (self.callback.e164, self.callback.extension) if self.callback else None
        asked: list[object] = [self.ladder, ring, callback]
        if self.texts is not None:
            # Only where it was said: keys from before it could be keep their digest.
            asked.append(self.texts)
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()


class Met(StrEnum):
    """What a press has come to."""

    #: Its own: raised now, or when the same press came before.
    OWN = "own"
    #: What was open already, from a press with another key.
    OPEN = "open"
    #: Its own as it was pressed first, with another list or number: that holds.
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Raised:
    """What was raised, and the outside lines as they were at that moment."""

    escalation: Escalation
    directory: tuple[DirectoryEntry, ...]
    met: Met = Met.OWN


def raise_escalation(desk: Desk, press: Press) -> Escalation:
    """Raise, as ``raised`` does, for somebody who is known already."""
    return raised(desk, lambda _page: press).escalation


def raised(desk: Desk, asked: Callable[[Page], Press]) -> Raised:
    """Write the escalation with its ladder as copied, and its first event; then ring the bell.

    *asked* says in that same transaction what is pressed, and by whom; it may refuse. When
    this returns, it is on disk, and somebody will be tried whatever dies next.

    Raises:
        KeyUsed: the key came before, with another body. KeyOfThePast: so long ago that what it
            raised is deleted by now.
        NobodyChosen, NotOnTheLadder, UnknownLadder: the list is wrong.
        NobodyToRing: nobody can be rung, so nothing was written.
        BookUnavailable: nothing was written. BookUncertain: ask again with the same key.
    """
    with desk.book.writing() as page:
        press, rota = asked(page), page.rota()
        escalation, met = _kept_or_drawn(desk, page, rota, press)
    desk.bell.ring(escalation.id)
    return Raised(escalation, rota.directory, met)


def ladders_now(desk: Desk, person: str) -> Sequence[Ladder]:
    """Return every ladder as it would be climbed for *person* now, the default one first."""
    now = desk.clock.now()
    with desk.book.reading() as page:
        rota = page.rota()
    return [rota.on_duty(plan, now, raiser=person) for plan in rota.ladders]


def chosen(ladder: Ladder, ring: Sequence[str] | None) -> tuple[Rung, ...]:
    """Return the rungs of *ladder* that were chosen, in its order; all where *ring* is ``None``.

    Whoever was not chosen is not rung by another person's entry with the same number either.

    Raises:
        NobodyChosen, NotOnTheLadder: the list is wrong.
        NobodyToRing: nobody is left.
    """
    kept = ladder.rungs
    if ring is not None:
        allowed = [rung.person for rung in ladder.rungs if rung.person]
        if not ring:
            raise NobodyChosen
        if not set(ring) <= set(allowed):
            raise NotOnTheLadder(allowed=", ".join(dict.fromkeys(allowed)) or "nobody")
        left_out = {rung.phone for rung in kept if not rung.empty and rung.person not in ring}
        kept = tuple(rung for rung in kept if rung.empty or rung.phone not in left_out)
    if all(rung.empty for rung in kept):
        raise NobodyToRing
    return kept


def _kept_or_drawn(desk: Desk, page: Page, rota: Rota, press: Press) -> tuple[Escalation, Met]:
    """Draw until a reference is free: in this transaction, since another costs a whole commit."""
    for __ in range(DRAWS):
        # Asked each time: what was taken may be the key, by the same press sent twice.
        kept = _kept(desk, page, press)
        if kept is not None:
            return kept
        escalation = _written(desk, page, rota, press)
        if escalation is not None:
            return escalation, Met.OWN
    raise BookUnavailable


def first_rung(escalation: Escalation) -> Rung | None:
    """Return whom we ring first, while nobody further up has been begun; ``None`` after that."""
    climb, rungs = escalation.climb, escalation.rungs
    first = next(index for index, rung in enumerate(rungs) if not rung.empty)
    further = any(index > first for index in climb.begun) or climb.everyone_at
    again = climb.number > 1 or climb.round > 1
    return None if escalation.state is not State.OPEN or further or again else rungs[first]


def _kept(desk: Desk, page: Page, press: Press) -> tuple[Escalation, Met] | None:
    """Return what this key gave before, or what is open already where that is wanted."""
    known = page.by_key(press.person, press.key) if press.key else None
    if known is None:
        if press.key and _was_used(desk, page, press.person, press.key):
            raise KeyOfThePast
        open_one = next(iter(page.raised_by(press.person)), None) if press.unless_open else None
        return (open_one, Met.OPEN) if open_one else None
    escalation_id, digest = known
    escalation = page.escalation(escalation_id)
    if escalation is None or digest == press.digest:
        return (escalation, Met.OWN) if escalation else None
    if press.first_holds and not escalation.state.closed:
        return escalation, Met.FIRST
    raise KeyUsed


def _was_used(desk: Desk, page: Page, person: str, key: str) -> bool:
    return any(page.key_was_used(used_key(one, person, key)) for one in desk.pins.secrets)


def used_key(secret: str, person: str, key: str) -> str:
    """Return what is kept of an intake key when its call-out goes: nobody reads it out of that.

    It is keyed with *secret*, so once that is no more among the keys of the site such a key
    counts as new.
    """
    said = json.dumps(["used_key", person, key]).encode()
    return hmac.digest(secret.encode(), said, "sha256").hex()


def _written(desk: Desk, page: Page, rota: Rota, press: Press) -> Escalation | None:
    """Write a new escalation; ``None`` where its reference or key was just taken."""
    escalation = _drawn(desk, page, rota, press)
    event = Event(escalation.raised_at, Kind.RAISED, escalation.raiser.name)
    if not page.add(escalation, [event], key=press.key, digest=press.digest):
        return None
    return escalation


def _drawn(desk: Desk, page: Page, rota: Rota, press: Press) -> Escalation:
    now = desk.clock.now()
    first_ring = now + press.grace
    plan = rota.plan(press.ladder) if press.ladder else rota.plan_of(press.person)
    if plan is None and press.ladder is not None:
        raise UnknownLadder(allowed=", ".join(one.name for one in rota.ladders) or "none")
    if plan is None:
        raise NobodyToRing
    ladder = own_rings(rota.on_duty(plan, now, raiser=press.person), page.marked())
    rungs = chosen(ladder, press.ring)
    return Escalation(
        id=secrets.token_hex(16),
        reference=draw_reference(),
        organisation=rota.organisation,
        ladder=plan.name,
        pace=plan.pace,
        rungs=rungs,
        raiser=_raiser(rota.people[press.person], press),
        raised_at=now,
        climb=Climb(started_at=first_ring),
        listed=frozenset(rung.person for rung in rungs if rung.person),
        due_at=first_ring,
    )


def _raiser(person: Person, press: Press) -> Raiser:
    """Return the colleague as they are rung back; texts go to a mobile, where they want them."""
    phone = press.callback or person.phone
    wanted = (person.texts and not person.page_only) if press.texts is None else press.texts
    texts = wanted and is_mobile(phone)
    return Raiser(person=person.key, name=person.name, phone=phone, texts=texts)


def draw_reference() -> str:
    """Draw a letter first, so that no reference is read as a number."""
    rest = [secrets.choice(_LETTERS + _DIGITS) for __ in range(_LENGTH - 1)]
    return secrets.choice(_LETTERS) + "".join(rest)
