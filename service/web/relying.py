"""What passkeys are made and checked with: the rules of WebAuthn, by the library's hand.

A passkey belongs to a name in the address bar, so a site that is reached by a bare number, such
as 127.0.0.1, can have none. Source: https://www.w3.org/TR/webauthn-2/#rp-id.
"""

import ipaddress
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from service.domain.catalogue import N_
from service.domain.passkeys import Passkey
from service.domain.refusals import Refusal

T = TypeVar("T")

#: The longest answer of an authenticator that is looked at. Those of today have some 2,000.
LONGEST = 8000
#: As browsers write a credential's id: base64url, of 1,023 bytes at most. Source: WebAuthn, 4.
_ID = re.compile(r"[A-Za-z0-9_-]{1,1364}={0,2}", re.ASCII)
_ASK_WHO = UserVerificationRequirement.REQUIRED


class NotAccepted(Refusal):
    """Whatever was wrong with it: a stranger learns nothing from which."""

    problem = N_("That passkey was not accepted.")
    mend = N_("Try it once more, or use a code.")


@dataclass(frozen=True, slots=True)
class Site:
    """To whom passkeys belong: a host's name, and the address that pages come from."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """The public half of a new passkey."""

    id: str
    public_key: str
    sign_count: int


def site_of(public_url: str, name: str) -> Site | None:
    """Return the site at *public_url*; ``None`` where it is reached by a bare number."""
    parts = urlsplit(public_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(host, f"{parts.scheme}://{parts.netloc}", name) if host else None
    return None


def options_to_add(
    site: Site, *, user: bytes, name: str, known: Sequence[str], challenge: str
) -> str:
    """Write what a browser needs to make a passkey for *name*, who has those *known* already."""
    return options_to_json(
        generate_registration_options(
            rp_id=site.host,
            rp_name=site.name,
            user_id=user,
            user_name=name,
            challenge=base64url_to_bytes(challenge),
            # Kept where it is found without saying who asks, and never used without a finger,
            # a face or a PIN: it stands for the person, not for whoever holds the phone.
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_ASK_WHO
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known
            ],
        )
    )


def options_to_sign_in(site: Site, challenge: str) -> str:
    """Write what a browser needs to sign with a passkey; it finds out itself whose."""
    return options_to_json(
        generate_authentication_options(
            rp_id=site.host, challenge=base64url_to_bytes(challenge), user_verification=_ASK_WHO
        )
    )


def read(text: str) -> dict[str, Any]:
    """Read what a browser sent.

    Raises:
        NotAccepted: it is no credential.
    """
    found = _or_refuse(lambda: json.loads(text)) if len(text) <= LONGEST else None
    if not isinstance(found, dict) or not _is_id(found.get("id")):
        raise NotAccepted
    return found


def _is_id(found: object) -> bool:
    """Whether a passkey can be called so: the book is not asked for what no database keeps."""
    return isinstance(found, str) and _ID.fullmatch(found) is not None


def challenge_in(credential: dict[str, Any]) -> str:
    """Return the challenge that was signed, as base64url has it.

    Raises:
        NotAccepted: there is none.
    """

    def found() -> str:
        said = json.loads(base64url_to_bytes(credential["response"]["clientDataJSON"]))
        return bytes_to_base64url(base64url_to_bytes(said["challenge"]))

    return _or_refuse(found)


def made(site: Site, credential: dict[str, Any], challenge: str) -> Made:
    """Return the public half of what *site* had made on *challenge*.

    Raises:
        NotAccepted: it was not.
    """
    verified = _or_refuse(
        lambda: verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return Made(
        bytes_to_base64url(verified.credential_id),
        bytes_to_base64url(verified.credential_public_key),
        verified.sign_count,
    )


def signed(site: Site, credential: dict[str, Any], challenge: str, passkey: Passkey) -> int:
    """Return how often *passkey* says that it has signed, this time counted.

    Raises:
        NotAccepted: it did not sign this, or it counts no further than before: a copy of it
            has been used meanwhile. Those that never count say 0 always, which is right.
    """
    verified = _or_refuse(
        lambda: verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )
    return verified.new_sign_count


def _or_refuse(check: Callable[[], T]) -> T:
    try:
        return check()
    # Anything: a stranger's bytes make the library raise whatever its parsers raise, and its
    # texts repeat what was sent, so that nothing of them goes further.
    except Exception:  # noqa: BLE001
        raise NotAccepted from None
