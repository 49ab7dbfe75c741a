"""The knobs of a real exchange, turned from outside."""

from typing import Any

import requests

from config.settings import Settings


def turn(settings: Settings, method: str, path: str, body: object = None) -> Any:
    """Turn one of the knobs of the exchange that *settings* lead to; return what it answers."""
    secret = settings.twilio_auth_token.get_secret_value()
    answer = requests.request(
        method,
        f"{settings.exchange_url}/exchange{path}",
        json=body,
        auth=(settings.twilio_account_sid, secret),
        timeout=20,
    )
    assert answer.ok, answer.text
    return answer.json() if answer.content else None
