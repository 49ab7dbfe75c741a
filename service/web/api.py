"""The HTTP API, version 1. ``/api/v1/openapi.json`` describes it; its models validate it."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence

from flask import Blueprint, Response

from service.desk import Desk, acting, raising, viewing
from service.desk.acting import Step
from service.domain.escalation import Escalation
from service.domain.people import PhoneNumber
from service.domain.refusals import NotFound, Refusal
from service.numbers import countries_of, parse_number
from service.ports import Page
from service.web import reading, rendering
from service.web.auth import presser, signed_in, signed_in_at, strangers_first
from service.web.joined import parts
from service.web.models import Empty, Model, Press
from service.web.openapi import document
from service.web.wrong_fields import wrong_field

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

_ID = re.compile("[0-9a-f]{32}", re.ASCII)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe all of this."""
    return Response(json.dumps(document()), content_type="application/json")


@blueprint.get("/ladders")
def ladders() -> Response:
    """Say who would be rung now."""
    found = raising.ladders_now(parts().desk, signed_in().key)
    return _answer([rendering.ladder(one) for one in found])


@blueprint.post("/escalations")
def press() -> Response:
    """Raise. When this answers 202 it is on disk, whatever dies next."""
    with strangers_first():
        asked, key = reading.body(Press), reading.idempotency_key()
        callback = _number(asked.callback)

    def pressed(page: Page) -> raising.Press:
        return raising.Press(
            person=presser(page).key,
            ladder=asked.ladder,
            ring=None if asked.ring is None else tuple(asked.ring),
            callback=callback,
            texts=asked.texts,
            key=_digest(key),
        )

    return _answer(rendering.raised(raising.raised(parts().desk, pressed)), 202)


@blueprint.get("/escalations/<escalation_id>")
def show(escalation_id: str) -> Response:
    """Say what is happening."""
    return _shown(_known_form(escalation_id))


@blueprint.post("/escalations/<escalation_id>/cancel")
def cancel(escalation_id: str) -> Response:
    """Call it off."""
    return _did(acting.cancel, escalation_id)


@blueprint.post("/escalations/<escalation_id>/spoken")
def spoken(escalation_id: str) -> Response:
    """Say that the two have spoken."""
    return _did(acting.confirm, escalation_id)


@blueprint.post("/escalations/<escalation_id>/ring-again")
def ring_again(escalation_id: str) -> Response:
    """Ring again."""
    return _did(acting.ring_again, escalation_id)


def _did(verb: Callable[[Desk, Step], Escalation], escalation_id: str) -> Response:
    reading.body(Empty)
    person = signed_in().key
    step = Step(escalation=_known_form(escalation_id), person=person, signed_in_at=signed_in_at())
    verb(parts().desk, step)
    return _shown(step.escalation)


def _shown(escalation_id: str) -> Response:
    person = signed_in().key
    view = viewing.view(parts().desk, escalation_id, person, signed_in_at())
    return _answer(rendering.call_out(view, person))


def _answer(found: Model | Sequence[Model], status: int = 200) -> Response:
    if isinstance(found, Model):
        text = found.model_dump_json()
    else:
        text = f"[{','.join(one.model_dump_json() for one in found)}]"
    return Response(text, status, content_type="application/json")


def _known_form(escalation_id: str) -> str:
    """Return it if we could have made it: a database need not meet what we could not."""
    if not _ID.fullmatch(escalation_id):
        raise NotFound
    return escalation_id


def _digest(key: str | None) -> str | None:
    """Name a key without keeping it: what a program puts in it is nothing for the book."""
    return hashlib.sha256(key.encode()).hexdigest() if key else None


def _number(text: str | None) -> PhoneNumber | None:
    """Read a number to ring back on, from any country that the rota rings anyway."""
    if text is None:
        return None
    people = viewing.rota_now(parts().desk).people.values()
    try:
        return parse_number(text, countries=countries_of(one.phone for one in people))
    except Refusal as refusal:
        raise wrong_field("callback", refusal) from None
