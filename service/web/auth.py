"""Who is asking, and whether this door is theirs, by the table in ``service.web.roles``."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from flask import g, request

from service.domain.catalogue import _
from service.domain.devices import Device
from service.domain.listing import one_of
from service.domain.people import Person, Role
from service.domain.refusals import Refusal
from service.domain.standing import TokenKind
from service.ports import Page
from service.web.joined import parts
from service.web.refused import (
    NotByToken,
    NotSignedIn,
    ProveAgain,
    RoleMayNot,
    SignInAgain,
)
from service.web.role_words import role_words
from service.web.roles import OPEN, PROVED_LATELY, ROLES, Rule, rule_of
from service.web.session import note_use, session_token


def guard() -> None:
    """Let in whom the table admits.

    Raises:
        NotSignedIn, SignInAgain, RoleMayNot, ProveAgain, NotByToken: it does not admit whoever
            asks, or not before they have shown again who they are.
    """
    if request.endpoint is None:
        return  # No such address, or not by this method: routing says so next.
    rule = _rule()
    if rule in OPEN:
        return
    person = signed_in()
    if rule is None or (rule in ROLES and not ROLES[rule] & person.roles):
        raise RoleMayNot(role=_called(rule))
    if rule in PROVED_LATELY:
        _require_proof(person, PROVED_LATELY[rule])


def _called(rule: Rule | None) -> str:
    return one_of(role_words(ROLES[rule])) if rule else _("nobody")


def _require_proof(person: Person, of: Role | None) -> None:
    if of is not None and of not in person.roles:
        return
    device = current_device()
    if device is None:
        raise NotByToken
    if not device.fresh_at(parts().desk.clock.now()):
        raise ProveAgain


def presser(page: Page) -> Person:
    """Return which member of staff is pressing, by what *page* knows.

    From any device that was not revoked, however long ago they signed in on it.

    Raises:
        NotSignedIn, RoleMayNot: nobody who may.
    """
    brought = _brought()
    person = parts().keys.holder_on(page, *brought) if brought else None
    if person is None:
        raise NotSignedIn
    if Role.STAFF not in person.roles:
        raise RoleMayNot(role=_called(Rule.STAFF))
    g.person = person
    return person


@contextmanager
def strangers_first() -> Iterator[None]:
    """Refuse who may not press before what is wrong with the press: a stranger learns nothing.

    Raises:
        NotSignedIn, RoleMayNot: in the place of whatever the block refuses.
    """
    try:
        yield
    except Refusal:
        with parts().desk.book.reading() as page:
            presser(page)
        raise


def signed_in() -> Person:
    """Return who is asking.

    Raises:
        NotSignedIn: we cannot tell.
        SignInAgain: from a device that is good for a press alone, and this is something else.
    """
    person = current_person()
    if person is None:
        raise NotSignedIn
    if has_expired() and not _of_own_press(person):
        raise SignInAgain
    return person


def has_expired() -> bool:
    """Whether whoever asks is known by a device whose 90 days are over."""
    device = current_device()
    return device is not None and device.expired_at(parts().desk.clock.now())


def _of_own_press(person: Person) -> bool:
    """Whether this is a press, or about what *person* raised: open whatever else has expired."""
    rule = _rule()
    if rule is Rule.PRESSER:
        return True
    if rule is not Rule.OWN_PRESS:
        return False
    # No escalation in the address: who would be rung, which is asked before a press.
    about = next(iter((request.view_args or {}).values()), None)
    return about is None or _raised(person, about)


def _raised(person: Person, escalation_id: str) -> bool:
    with parts().desk.book.reading() as page:
        escalation = page.escalation(escalation_id)
    return escalation is not None and escalation.raiser.person == person.key


def current_person() -> Person | None:
    """Return who is asking, by bearer token or session; ``None`` if we cannot tell.

    A bearer token stands alone: a wrong one is never made good by a cookie, since requests
    with one are spared the check of where they come from.

    Raises:
        BookUnavailable: the book cannot be asked.
    """
    if "person" not in g:
        _look_up()
    return cast("Person | None", g.person)


def current_device() -> Device | None:
    """Return on which device whoever asks is signed in; ``None`` for a program's token."""
    if "device" not in g:
        _look_up()
    return cast("Device | None", g.device)


def signed_in_at() -> datetime | None:
    """Return when this device was signed in; ``None`` for a program's token."""
    device = current_device()
    return device.first_used if device else None


def _look_up() -> None:
    brought = _brought()
    g.device = None
    if brought is None:
        g.person = None
    elif brought[1] is TokenKind.SESSION:
        found = parts().keys.device(brought[0])
        g.person, g.device = found or (None, None)
        if g.device is not None:
            note_use(g.device, parts().desk.clock.now())
    else:
        g.person = parts().keys.holder(*brought)


def by_token() -> bool:
    """Whether the request brings a token of its own, as a program does and a form cannot.

    Other schemes are a proxy's in front of us, and none of our business.
    """
    return _authorization()[0] == "bearer"


def _rule() -> Rule | None:
    return rule_of(request.endpoint or "", request.method)


def _brought() -> tuple[str, TokenKind] | None:
    """Return the token that came with the request, if one did, and what it would open."""
    if by_token():
        token, kind = _authorization()[1], TokenKind.API
    else:
        token, kind = session_token(), TokenKind.SESSION
    return (token, kind) if token else None


def _authorization() -> tuple[str, str]:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower(), token.strip()
