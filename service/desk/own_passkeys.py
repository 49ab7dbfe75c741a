"""A person's own passkeys: added, called something, removed, used."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from service.desk.access import Keys
from service.domain.audit import Audited, Deed
from service.domain.catalogue import N_
from service.domain.challenges import CHALLENGE_LIFE, Challenge, ChallengeFor
from service.domain.passkeys import Passkey
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.versions import Author
from service.ports import Page

#: More than anybody has devices; whoever adds more is no person.
MOST = 20

#: What a passkey may be called: words of ours, since nobody writes anything into this house.
NAMES = (
    N_("My phone"),
    N_("My tablet"),
    N_("My computer"),
    N_("Computer at work"),
    N_("Phone at work"),
    N_("Key on my key ring"),
    N_("Password manager"),
)

#: Says how often it has signed, or refuses.
Verify = Callable[[Passkey], int]


class TooMany(Refusal):
    """They have as many as anybody may."""

    problem = N_("You have {most} passkeys already, so none was added.")
    mend = N_("Remove one that you do not use.")


class NoSuchPasskey(Refusal):
    """It is not theirs, or it is gone."""

    problem = N_("There is no such passkey among yours.")
    mend = N_("Look at the list: it may be removed already.")


def passkeys_of(keys: Keys, person: str) -> Sequence[Passkey]:
    """Return the passkeys of *person*, the oldest first."""
    with keys.desk.book.reading() as page:
        return page.passkeys_of(person)


def hand_out(keys: Keys, purpose: ChallengeFor, challenge: str, person: str | None = None) -> None:
    """Keep that *challenge* was handed out, for five minutes and one use."""
    until = keys.desk.clock.now() + CHALLENGE_LIFE
    keys.challenge(Challenge(purpose, until, person=person), challenge)


def add(keys: Keys, person: Person, passkey: Passkey) -> None:
    """Keep a new passkey of *person*.

    Raises:
        TooMany: they have enough. NoSuchPasskey: somebody has that one already.
    """
    with keys.desk.book.writing() as page:
        if len(page.passkeys_of(person.key)) >= MOST:
            raise TooMany(most=MOST)
        if not page.add_passkey(passkey):
            raise NoSuchPasskey
        _audit(keys, page, person, Deed.PASSKEY_ADDED)


def rename(keys: Keys, person: Person, passkey_id: str, name: str) -> None:
    """Call it by one of `NAMES`.

    Raises:
        NoSuchPasskey: it is not theirs, or there is no such name.
    """
    with keys.desk.book.writing() as page:
        found = page.passkey(passkey_id) if _has(page, person, passkey_id) else None
        if found is None or name not in NAMES:
            raise NoSuchPasskey
        page.keep_passkey(replace(found, name=name))


def remove(keys: Keys, person: Person, passkey_id: str) -> None:
    """Remove it. Again is no error."""
    with keys.desk.book.writing() as page:
        if _has(page, person, passkey_id) and page.remove_passkey(passkey_id, person.key):
            _audit(keys, page, person, Deed.PASSKEY_REMOVED)


def sign_in(keys: Keys, passkey_id: str, verify: Verify, session: str, device: str) -> Person:
    """Start *session* for whoever has that passkey, once *verify* accepts it.

    Raises:
        NoSuchPasskey: nobody in the rota has it. Whatever *verify* raises.
    """
    with keys.desk.book.writing() as page:
        person = _used(keys, page, passkey_id, verify)
        keys.start_on(page, session, person.key, device)
    return person


def prove(keys: Keys, person: Person, passkey_id: str, verify: Verify) -> None:
    """Check that *person* has that passkey in their hands.

    Raises:
        NoSuchPasskey: it is somebody else's. Whatever *verify* raises.
    """
    with keys.desk.book.writing() as page:
        if _used(keys, page, passkey_id, verify).key != person.key:
            raise NoSuchPasskey


def _has(page: Page, person: Person, passkey_id: str) -> bool:
    """Whether it is among theirs: a database may choke on what somebody made up."""
    return any(one.id == passkey_id for one in page.passkeys_of(person.key))


def _used(keys: Keys, page: Page, passkey_id: str, verify: Verify) -> Person:
    found = page.passkey(passkey_id)
    person = page.rota().people.get(found.person) if found else None
    if found is None or person is None:
        raise NoSuchPasskey
    day = keys.desk.clock.now().date()
    page.keep_passkey(replace(found, sign_count=verify(found), last_used=day))
    return person


def _audit(keys: Keys, page: Page, person: Person, deed: Deed) -> None:
    author = Author(person.key, person.name)
    now = keys.desk.clock.now()
    page.audit(Audited(at=now, author=author, deed=deed, person=person.key, name=person.name))
