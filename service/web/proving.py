"""Proving a number, step by step: we ring and speak a code, it is typed, the phone is let ring.

An admin does it with whoever has the number; anybody does it with their own. Nothing is said of
why a phone was not rung.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk import proving
from service.desk.codes import send_code
from service.desk.people import proved, ring_words
from service.desk.proving import CodeOver, CodeWrong, Proof
from service.domain.catalogue import N_, _
from service.domain.edits.people import NoSuchPerson
from service.domain.proving import Found
from service.domain.refusals import Refusal
from service.web.auth import signed_in
from service.web.frame import page as framed
from service.web.joined import joined, parts
from service.web.refused import NoSuchAddress
from service.web.rota_forms import Told

blueprint = Blueprint("proving", __name__)

#: What came of letting it ring, to whoever asked for it.
_FOUND = {
    Found.MAILBOX: "",
    Found.NO_MAILBOX: "",
    Found.PERSON: N_("Somebody answered and pressed 1, so nothing was measured. Let it ring."),
    Found.TOO_SOON: N_(
        "Something answered within a few seconds: a person, or the mailbox of a phone that is"
        " switched off. Nothing was measured. Let it ring, with the phone switched on."
    ),
    Found.NOT_DONE: N_("It could not be measured this time. Try again in some minutes."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the steps of one number are, for an admin or for its owner."""

    here: str
    code: str
    ring: str
    back: str


@blueprint.get("/people/<key>/prove")
def page(key: str) -> str:
    """Show an admin how a number is proved."""
    return _shown(key, _theirs(key))[0]


@blueprint.post("/people/<key>/prove")
def ask(key: str) -> Response | tuple[str, int]:
    """Ring it, and have a code spoken."""
    return _did(partial(_send, key), key, _theirs(key), then="?asked=1")


@blueprint.post("/people/<key>/prove/code")
def code(key: str) -> Response | tuple[str, int]:
    """Take the code that was spoken."""
    return _did(partial(_type, key), key, _theirs(key))


@blueprint.post("/people/<key>/prove/ring")
def ring(key: str) -> Response | tuple[str, int]:
    """Let it ring once."""
    return _did(partial(_ring, key), key, _theirs(key))


@blueprint.get("/me/prove")
def my_page() -> str:
    """Show somebody how their own number is proved."""
    return _shown(signed_in().key, _own())[0]


@blueprint.post("/me/prove")
def my_ask() -> Response | tuple[str, int]:
    """Ring their own phone, and have a code spoken."""
    return _did(partial(_send, signed_in().key), signed_in().key, _own(), then="?asked=1")


@blueprint.post("/me/prove/code")
def my_code() -> Response | tuple[str, int]:
    """Take the code that was spoken to them."""
    return _did(partial(_type, signed_in().key), signed_in().key, _own())


@blueprint.post("/me/prove/ring")
def my_ring() -> Response | tuple[str, int]:
    """Let their own phone ring once."""
    return _did(partial(_ring, signed_in().key), signed_in().key, _own())


def _send(key: str) -> None:
    wanted = proving.ask_code(parts().desk, key, signed_in().key)
    joined().background.do(partial(send_code, parts().line, parts().keys.secret, wanted))


def _type(key: str) -> None:
    proving.type_code(parts().desk, parts().keys.secret, key, request.form.get("code", ""))


def _ring(key: str) -> None:
    measuring = proving.ask_measuring(parts().desk, key, signed_in().key)
    joined().background.do(partial(proving.let_ring, parts().line, measuring))


def _did(
    act: Callable[[], None], key: str, where: Addresses, *, then: str = ""
) -> Response | tuple[str, int]:
    """Do it, and go to the page; *then* says there that a code is on its way to the book."""
    try:
        act()
    except NoSuchPerson:
        raise NoSuchAddress from None
    except Refusal as refusal:
        return _shown(key, where, refusal)
    return redirect(where.here + then, 303)


def _shown(key: str, where: Addresses, refusal: Refusal | None = None) -> tuple[str, int]:
    try:
        proof = proving.proof_of(parts().desk, key)
    except NoSuchPerson:
        raise NoSuchAddress from None
    of_code = isinstance(refusal, CodeWrong | CodeOver)
    shown = framed(
        "proving/page.html",
        proof.rota,
        where=where,
        own=key == signed_in().key,
        person=proof.person,
        proof=proof,
        asked=proof.asked or "asked" in request.args,
        proved=proved(proof.rota, proof.marks, proof.at),
        ring=_rings(proof),
        found=_found(proof.found),
        told=refusal and Told(why=refusal.why, cure=refusal.cure, field="code" if of_code else ""),
    )
    return shown, 422 if refusal else 200


def _found(found: Found | None) -> str:
    words = _FOUND[found] if found else ""
    return _(words) if words else ""


def _rings(proof: Proof) -> str:
    return ring_words(proof.marks) if proof.marks.measured_at else ""


def _theirs(key: str) -> Addresses:
    return Addresses(
        here=url_for("proving.page", key=key),
        code=url_for("proving.code", key=key),
        ring=url_for("proving.ring", key=key),
        back=url_for("people.one", key=key),
    )


def _own() -> Addresses:
    return Addresses(
        here=url_for("proving.my_page"),
        code=url_for("proving.my_code"),
        ring=url_for("proving.my_ring"),
        back=url_for("own_phone.me"),
    )
