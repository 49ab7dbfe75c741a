"""A person's own passkeys, and in by one of them."""

import json
import secrets
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug import Response as Answer

from service.desk import own_passkeys
from service.domain.catalogue import _
from service.domain.challenges import ChallengeFor
from service.domain.dates import short_day
from service.domain.passkeys import Passkey
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.web import asking, relying
from service.web.auth import signed_in
from service.web.frame import outside_rota
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import directory
from service.web.passkey_site import site
from service.web.relying import NotAccepted, Site
from service.web.session import device_name
from service.web.sign_in import entered, refused_page

blueprint = Blueprint("passkeys", __name__)


@blueprint.get("/me/passkeys")
def page() -> tuple[str, int]:
    """List this person's passkeys."""
    return _shown()


@blueprint.post("/me/passkeys/options")
def options() -> Response:
    """Hand out what the browser needs to make one."""
    person, keys, challenge = signed_in(), parts().keys, _challenge()
    own_passkeys.hand_out(keys, ChallengeFor.NEW_PASSKEY, challenge, person.key)
    known = [one.id for one in own_passkeys.passkeys_of(keys, person.key)]
    user = keys.opaque(person.key)
    return _json(
        relying.options_to_add(
            _site(), user=user, name=person.name, known=known, challenge=challenge
        )
    )


@blueprint.post("/me/passkeys")
def add() -> Answer | tuple[str, int]:
    """Keep the public half of a new one."""
    person = signed_in()
    try:
        credential, challenge = _credential(), ""
        challenge = relying.challenge_in(credential)
        handed_out = parts().keys.answer(challenge, ChallengeFor.NEW_PASSKEY)
        if handed_out is None or handed_out.person != person.key:
            raise NotAccepted
        made = relying.made(_site(), credential, challenge)
        own_passkeys.add(parts().keys, person, _passkey(made, person))
    except Refusal as refusal:
        return _shown(refusal)
    return redirect(url_for("passkeys.page"), 303)


@blueprint.post("/me/passkeys/rename")
def rename() -> Answer | tuple[str, int]:
    """Call one of them something else."""
    sent = request.form
    try:
        own_passkeys.rename(
            parts().keys, signed_in(), sent.get("passkey", ""), sent.get("name", "")
        )
    except Refusal as refusal:
        return _shown(refusal)
    return redirect(url_for("passkeys.page"), 303)


@blueprint.post("/me/passkeys/remove")
def remove() -> Answer:
    """Remove one of them."""
    own_passkeys.remove(parts().keys, signed_in(), request.form.get("passkey", ""))
    return redirect(url_for("passkeys.page"), 303)


@blueprint.post("/sign-in/passkey/options")
def sign_in_options() -> Response:
    """Hand out what a browser needs to sign with a passkey, whosever it is."""
    asking.count_try()
    challenge = _challenge()
    own_passkeys.hand_out(parts().keys, ChallengeFor.PASSKEY, challenge)
    return _json(relying.options_to_sign_in(_site(), challenge))


@blueprint.post("/sign-in/passkey")
def sign_in() -> Answer | tuple[str, int]:
    """Start a session for whose passkey it is."""
    session = secrets.token_urlsafe(32)
    try:
        credential, verify = signed_credential()
        own_passkeys.sign_in(parts().keys, credential["id"], verify, session, device_name())
        asking.came_in(1)
    except Refusal:
        # The same for all that may be wrong with it.
        return refused_page(str(NotAccepted()))
    return entered(session)


def signed_credential() -> tuple[dict[str, Any], own_passkeys.Verify]:
    """Return what the browser signed, and what checks it against a passkey; a challenge is used.

    Raises:
        NotAccepted: it is none, or its challenge is over.
    """
    credential, here = _credential(), _site()
    challenge = relying.challenge_in(credential)
    if parts().keys.answer(challenge, ChallengeFor.PASSKEY) is None:
        raise NotAccepted
    return credential, lambda passkey: relying.signed(here, credential, challenge, passkey)


def _credential() -> dict[str, Any]:
    return relying.read(request.form.get("_passkey", ""))


def _site() -> Site:
    here = site()
    if here is None:
        raise NotAccepted
    return here


def _challenge() -> str:
    return secrets.token_urlsafe(32)


def _passkey(made: relying.Made, person: Person) -> Passkey:
    return Passkey(
        id=made.id,
        person=person.key,
        public_key=made.public_key,
        sign_count=made.sign_count,
        name=device_name(),
        created_at=parts().desk.clock.now(),
    )


def _json(options: str) -> Response:
    return Response(json.dumps(json.loads(options)), content_type="application/json")


def _shown(refusal: Refusal | None = None) -> tuple[str, int]:
    rota, person = outside_rota(), signed_in()
    found = own_passkeys.passkeys_of(parts().keys, person.key)
    shown = framed(
        "passkeys/page.html",
        rota,
        refused=str(refusal) if refusal else "",
        possible=site() is not None,
        names=[(name, _(name)) for name in own_passkeys.NAMES],
        passkeys=[
            {
                "id": one.id,
                "name": one.name,
                "called": _(one.name),
                "added": short_day(rota.local(one.created_at).date()),
                "used": short_day(one.last_used) if one.last_used else "",
            }
            for one in found
        ],
        lines=directory(rota, parts().desk.clock.now()),
    )
    return shown, 422 if refusal else 200
