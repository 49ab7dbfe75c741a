"""Asks our own public address, as the carrier and a browser would."""

import ipaddress
import json
import ssl
from contextlib import closing, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlencode, urlsplit

from cryptography import x509
from twilio.request_validator import RequestValidator  # type: ignore[import-untyped]
from werkzeug.datastructures import MultiDict

from config.settings import Settings
from service.checkup import over_ipv4
from service.domain.checks.certificate import CertificateFacts, Trust
from service.domain.checks.outside import AddressFacts, Probe, Reached
from service.telephone import addresses

#: For each step of each question.
STEP_SECONDS = 4.0
#: A proxy's word that there is nobody behind it.
_NOBODY_BEHIND = frozenset({502, 503, 504})
_HTTPS_PORT, _HTTP_PORT = 443, 80
_MOVED = range(300, 400)
_OK, _TAKEN = 200, 204
#: What a text from anywhere may bring: spaces, signs, other alphabets, nothing, and doubles.
_TRICKY = [("Body", "1 & \u00e9 + \u260e %2B =\r\n"), ("Empty", ""), ("Twice", "b"), ("Twice", "a")]
#: What is tidied most often: escapes, and a query whose order says nothing to anybody else.
_DEEPER = "/%C3%A9%2F~/end?b=2&a=1%2B1&c="
_NOT_OURS = "not-the-token-of-this-account"
#: How the library names what is wrong with a chain. Source: OpenSSL, X509_V_ERR_…
_EXPIRED, _OTHER_NAMES = 10, frozenset({62, 63, 64})


def at_address(settings: Settings) -> AddressFacts:
    """Ask whether the public address leads here, and what becomes of a signature on its way."""
    url = urlsplit(settings.public_url)
    reached, inside = _reached(url)
    let_in = _let_in(settings, url) if reached is Reached.HERE else frozenset()
    return AddressFacts(
        real=settings.carrier_is_real,
        local=settings.public_url_is_local,
        private=is_private(url.hostname or ""),
        https=url.scheme == "https",
        reached=reached,
        inside=inside,
        let_in=let_in,
    )


def certificate_at(
    settings: Settings, trusted: ssl.SSLContext | None = None
) -> CertificateFacts | None:
    """Look at the certificate; by the system's own list of authorities, where none is handed in.

    ``None`` where none is needed: at an address of this machine without TLS.
    """
    url = urlsplit(settings.public_url)
    if url.scheme != "https":
        local = settings.public_url_is_local
        return None if local else CertificateFacts(Trust.NO_TLS)
    try:
        trust = _trust(url, trusted or ssl.create_default_context())
        return CertificateFacts(trust, _days_left(url))
    except ssl.SSLError:
        return CertificateFacts(Trust.NO_TLS)
    except OSError:
        return CertificateFacts(Trust.UNSEEN)


def is_private(host: str) -> bool:
    """Whether no name server of the Internet knows *host*, or it is an address of no use there."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".lan", ".home"))


def _reached(url: SplitResult) -> tuple[Reached, bool]:
    """Ask for a sign of life; also whether the name led into this network."""
    try:
        found = over_ipv4.addresses_of(url.hostname or "", _port(url))
    except over_ipv4.OnlyIPv6:
        return Reached.NO_IPV4, False
    except (OSError, UnicodeError):
        return Reached.UNNAMED, False
    inside = all(not ipaddress.ip_address(one).is_global for one in found)
    try:
        return _alive(url), inside
    except (OSError, HTTPException, ValueError):
        return Reached.SILENT, inside


def _alive(url: SplitResult) -> Reached:
    with closing(_connect(url)) as line:
        line.request("GET", f"{url.path.rstrip('/')}/health/live")
        answer = line.getresponse()
        if answer.status in _MOVED:
            return Reached.MOVES
        if answer.status in _NOBODY_BEHIND:
            return Reached.SILENT
        return Reached.HERE if _is_ours(answer) else Reached.OTHER


def _is_ours(answer: HTTPResponse) -> bool:
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(answer.read(1000))
        return answer.status == _OK and bool(told["status"] == "ok")
    return False


def _let_in(settings: Settings, url: SplitResult) -> frozenset[Probe]:
    """Return which probes got past our door."""
    token = settings.twilio_auth_token.get_secret_value()
    plain, deeper = addresses.PROBE, addresses.PROBE + _DEEPER
    asked = {
        Probe.PLAIN: (plain, [], token),
        Probe.BODY: (plain, _TRICKY, token),
        Probe.ADDRESS: (deeper, [], token),
        Probe.FORGED: (plain, [], _NOT_OURS),
    }
    account = [("AccountSid", settings.twilio_account_sid)]
    return frozenset(
        probe
        for probe, (path, form, key) in asked.items()
        if _is_taken(url, path, account + form, key)
    )


def _is_taken(url: SplitResult, path: str, form: list[tuple[str, str]], token: str) -> bool:
    address = f"{url.geturl().rstrip('/')}{path}"
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": _signed(token, address, form),
        "User-Agent": "escalate doctor",
    }
    try:
        with closing(_connect(url)) as line:
            line.request("POST", url.path.rstrip("/") + path, urlencode(form), headers)
            return line.getresponse().status == _TAKEN
    except (OSError, HTTPException):
        return False


def _signed(token: str, address: str, form: list[tuple[str, str]]) -> str:
    return str(RequestValidator(token).compute_signature(address, MultiDict(form)))


def _connect(url: SplitResult) -> HTTPConnection:
    """Open a line to the public address, whatever its certificate: that has a look of its own."""
    host, port = url.hostname or "", _port(url)
    if url.scheme != "https":
        return over_ipv4.Plain(host, port, STEP_SECONDS)
    return over_ipv4.Safe(host, port, STEP_SECONDS, _trusting())


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _trust(url: SplitResult, context: ssl.SSLContext) -> Trust:
    try:
        _certificate(url, context)
    except ssl.SSLCertVerificationError as error:
        if error.verify_code == _EXPIRED:
            return Trust.EXPIRED
        return Trust.OTHER_NAME if error.verify_code in _OTHER_NAMES else Trust.UNTRUSTED
    return Trust.TRUSTED


def _days_left(url: SplitResult) -> int:
    found = x509.load_der_x509_certificate(_certificate(url, _trusting()))
    return (found.not_valid_after_utc - datetime.now(UTC)).days


def _certificate(url: SplitResult, context: ssl.SSLContext) -> bytes:
    place = (url.hostname or "", _port(url))
    with (
        over_ipv4.connected(*place, STEP_SECONDS) as plain,
        context.wrap_socket(plain, server_hostname=url.hostname) as safe,
    ):
        return safe.getpeercert(binary_form=True) or b""


def _port(url: SplitResult) -> int:
    return url.port or (_HTTPS_PORT if url.scheme == "https" else _HTTP_PORT)
