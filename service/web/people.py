"""The admins' pages of people: who there is, how they can be reached; added, changed, left.

They show nothing of any call-out. Numbers stand in forms and pages, never in an address.
"""

from flask import Blueprint, url_for
from werkzeug import Response

from service.desk.keeping import new_key, standing
from service.desk.people import admins_asked_for, everybody, known, ring_words
from service.desk.proving import proof_of
from service.domain.changed import changes
from service.domain.edits.people import add_person, remove_person, replace_person
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.web.after_saving import saved_now, saved_to
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.people_forms import (
    FIELDS,
    Draft,
    ShownBack,
    draft_of,
    drafted,
    person_of,
    role_choices,
    roles_named,
    to_show_back,
    with_shown,
)
from service.web.refused import NoSuchAddress
from service.web.rota_forms import save, status_of, told

blueprint = Blueprint("people", __name__)


@blueprint.get("/people")
def page() -> str:
    """Show everybody, and what is missing."""
    rota, version, people = everybody(parts().desk)
    return framed(
        "people/page.html",
        rota,
        people=people,
        roles=roles_named,
        asked_for=admins_asked_for(rota),
        saved=saved_now(standing(parts().desk)),
        version=version,
    )


@blueprint.get("/people/new")
def new() -> tuple[str, int]:
    """Show the form for somebody new."""
    return _new(Draft())


@blueprint.post("/people/new")
def add() -> Response | tuple[str, int]:
    """Add somebody; their number is shown back first."""
    draft, now = drafted(), standing(parts().desk).rota
    try:
        person = person_of(now, draft, new_key(parts().desk, draft.name))
        back = to_show_back(now, draft, person)
        if back:
            return _new(with_shown(draft, back), back=back)
        version = save(lambda rota: add_person(rota, person))
    except Refusal as refusal:
        return _new(draft, refusal)
    return saved_to(url_for("people.one", key=person.key), version)


@blueprint.get("/people/<key>")
def one(key: str) -> tuple[str, int]:
    """Show one person: how they can be reached, and the form to change them."""
    rota = standing(parts().desk).rota
    if key not in rota.people:
        raise NoSuchAddress
    return _one(key, draft_of(rota.people[key]))


@blueprint.post("/people/<key>")
def change(key: str) -> Response | tuple[str, int]:
    """Change somebody; a new number is shown back first."""
    draft, now = drafted(), standing(parts().desk).rota
    try:
        person = person_of(now, draft, key)
        back = to_show_back(now, draft, person)
        if back:
            return _one(key, with_shown(draft, back), back=back)
        version = save(lambda rota: replace_person(rota, person))
    except Refusal as refusal:
        return _one(key, draft, refusal)
    return saved_to(url_for("people.one", key=key), version)


@blueprint.get("/people/<key>/leave")
def ask(key: str) -> tuple[str, int]:
    """Show what changes when somebody leaves."""
    return _leave(key)


@blueprint.post("/people/<key>/leave")
def leave(key: str) -> Response | tuple[str, int]:
    """Take somebody out, with all by which they could come in."""
    try:
        version = save(lambda rota: remove_person(rota, key))
    except Refusal as refusal:
        return _leave(key, refusal)
    return saved_to(url_for("people.page"), version)


def _new(
    draft: Draft, refusal: Refusal | None = None, *, back: ShownBack | None = None
) -> tuple[str, int]:
    now = standing(parts().desk)
    shown = framed(
        "people/new.html",
        now.rota,
        draft=draft,
        back=back,
        told=refusal and told(now.rota, refusal, FIELDS),
        version=now.version,
        roles=role_choices(),
        ladders=now.rota.ladders,
    )
    return shown, status_of(refusal)


def _one(
    key: str,
    draft: Draft,
    refusal: Refusal | None = None,
    *,
    back: ShownBack | None = None,
) -> tuple[str, int]:
    now = standing(parts().desk)
    person = now.rota.people.get(key)
    if person is None:
        raise refusal or NoSuchAddress
    proof = proof_of(parts().desk, key)
    shown = framed(
        "people/one.html",
        now.rota,
        person=person,
        known=known(now.rota, person, proof.marks, proof.at),
        ring=ring_words(proof.marks) if Role.OFFICER in person.roles else "",
        proof=proof,
        placed=now.rota.has_place(key),
        draft=draft,
        back=back,
        told=refusal and told(now.rota, refusal, FIELDS),
        saved=None if refusal or back else saved_now(now),
        version=now.version,
        roles=role_choices(),
        ladders=now.rota.ladders,
    )
    return shown, status_of(refusal)


def _leave(key: str, refusal: Refusal | None = None) -> tuple[str, int]:
    now = standing(parts().desk)
    person = now.rota.people.get(key)
    if person is None:
        raise refusal or NoSuchAddress
    shown = framed(
        "people/leave.html",
        now.rota,
        person=person,
        changed=changes(now.rota, remove_person(now.rota, key)),
        told=refusal and told(now.rota, refusal, FIELDS),
        version=now.version,
    )
    return shown, status_of(refusal)
