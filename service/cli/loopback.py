"""Asks the processes that ``escalate run`` started, on this machine and past any proxy."""

import base64
import json
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote

from config.settings import Settings
from service.domain.rota import Rota

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
#: What asking may raise while the other side is starting or ending; all mean "not now".
NOT_NOW = (OSError, HTTPException, ValueError)


def not_ready(url: str) -> str | None:
    """Ask the web at *url* whether a press would be served: ``None`` if so, or what is missing."""
    try:
        with _OPENER.open(f"{url}/health/ready", timeout=3):
            return None
    except HTTPError as error:
        return _what_is_missing(error)
    except NOT_NOW:
        return "web: does not answer yet"


def _what_is_missing(error: HTTPError) -> str:
    try:
        checks = json.load(error)["checks"]
        wrong = [f"{name}: {said}" for name, said in checks.items() if said != "ok"]
    except (KeyError, TypeError, AttributeError, *NOT_NOW):
        return f"web: answers with {error.code}"
    return "; ".join(wrong) or f"web: answers with {error.code}"


def tell_phones(settings: Settings, rota: Rota) -> bool:
    """Tell the exchange whose phones there are; whether it was there to be told."""
    try:
        for person in rota.people.values():
            told = {"name": person.name, "takes_texts": person.texts}
            _put(settings, f"/exchange/phones/{quote(person.phone.e164)}", told)
    except NOT_NOW:
        return False
    return True


def _put(settings: Settings, path: str, body: object) -> None:
    token = settings.twilio_auth_token.get_secret_value()
    pair = base64.b64encode(f"{settings.twilio_account_sid}:{token}".encode()).decode()
    request = urllib.request.Request(  # noqa: S310 - always http, always this machine
        settings.exchange_url + path,
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Basic {pair}", "Content-Type": "application/json"},
        method="PUT",
    )
    with _OPENER.open(request, timeout=3):
        pass
