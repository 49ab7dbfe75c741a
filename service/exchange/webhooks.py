"""One request from the carrier to its customer, signed and bounded."""

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs, urldefrag

import requests
from urllib3.exceptions import HTTPError

from service.exchange.numbers import is_local_address
from service.exchange.signing import signature

#: Twilio's limit on a TwiML document, bytes (error 11750).
MAX_BODY = 64 * 1024

#: Twilio's own limits, seconds, which a URL's fragment may shorten.
CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer answered."""

    status: int
    content_type: str
    body: str


class WebhookFailed(Exception):
    """The customer could not be asked, or answered nonsense; *code* is Twilio's."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a customer is waited for and how often they are asked again.

    Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides.
    """

    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    retries: int = 1
    policy: str = "ct"

    @classmethod
    def of(cls, fragment: str) -> "Patience":
        """Read ``ct=…&rt=…&tt=…&rc=…&rp=…``, times in milliseconds; nonsense is left out."""
        asked = {name: values[-1] for name, values in parse_qs(fragment).items()}

        def number(name: str, default: float) -> float:
            text = asked.get(name, "")
            return float(text) if text.isascii() and text.isdigit() else default

        total = number("tt", READ_SECONDS * 1000) / 1000
        return cls(
            connect_seconds=min(number("ct", CONNECT_SECONDS * 1000) / 1000, total),
            read_seconds=min(number("rt", READ_SECONDS * 1000) / 1000, total),
            retries=min(int(number("rc", 1)), 5),
            policy=asked.get("rp", "ct"),
        )

    def asks_again_after(self, signal: str) -> bool:
        """Say whether *signal* (``ct``, ``rt``, ``4xx``, ``5xx``) is one of those to retry."""
        return not {"all", signal}.isdisjoint(self.policy.split(","))


def ask(url: str, method: str, form: dict[str, str], auth_token: str, token: str) -> Reply:
    """Ask the customer, again where their URL's fragment says so.

    Args:
        url: Absolute; a fragment sets the patience and is not sent.
        method: ``GET`` or ``POST``.
        form: The parameters, in the body or, for GET, in the query string.
        auth_token: Signs the request.
        token: Goes out as ``I-Twilio-Idempotency-Token``, the same on each retry.

    Raises:
        WebhookFailed: Not this machine (21205), not reached (11205), not answered in time
            or with an error status (11200), or too long (11750).
    """
    if not is_local_address(url):
        raise WebhookFailed(21205)
    bare, fragment = urldefrag(url)
    patience = Patience.of(fragment)
    for left in reversed(range(patience.retries + 1)):
        signal, answer = _ask_once(bare, method, form, auth_token, token, patience)
        if isinstance(answer, Reply) and not signal:
            return answer
        if not left or not patience.asks_again_after(signal):
            break
    raise WebhookFailed(answer if isinstance(answer, int) else 11200)


def _ask_once(  # noqa: PLR0913, PLR0917 - a request has this many parts
    url: str, method: str, form: dict[str, str], auth_token: str, token: str, patience: Patience
) -> tuple[str, Reply | int]:
    """Give ("", the reply), or what went wrong as ``rp`` names it and what came of it."""
    limits = (patience.connect_seconds, patience.read_seconds)
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy of this machine is no way to reach itself
            prepared = _prepare(session, url, method, form, auth_token)
            prepared.headers["I-Twilio-Idempotency-Token"] = token
            # Redirects are not followed: they could lead off this machine.
            with session.send(
                prepared, timeout=limits, stream=True, allow_redirects=False
            ) as answer:
                body = answer.raw.read(MAX_BODY + 1, decode_content=True)
                content_type = answer.headers.get("Content-Type", "")
    except (requests.exceptions.ReadTimeout, HTTPError):
        # The second where the customer dies in the middle of the answer, which is read raw.
        return "rt", 11200
    except (requests.RequestException, OSError, ValueError):
        return "ct", 11205
    if len(body) > MAX_BODY:
        return "size", 11750
    reply = Reply(answer.status_code, content_type, body.decode("utf-8", "replace"))
    well = HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES
    return "" if well else f"{answer.status_code // 100}xx", reply


def _prepare(
    session: requests.Session, url: str, method: str, form: dict[str, str], auth_token: str
) -> requests.PreparedRequest:
    posted = method == "POST"
    asked = requests.Request(
        method, url, data=form if posted else None, params=None if posted else form
    )
    asked.headers = {"User-Agent": "TwilioProxy/1.1", "X-Home-Region": "us1"}
    prepared = session.prepare_request(asked)
    # Signed over the URL as it goes out, which is the one the customer sees.
    prepared.headers["X-Twilio-Signature"] = signature(
        auth_token, prepared.url or url, form.items() if posted else ()
    )
    return prepared
