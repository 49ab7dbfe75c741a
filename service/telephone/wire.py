"""One request to the carrier: over in time whatever the other end does, and never logged."""

import ipaddress
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import RequestException
from requests import Response as AnyAnswer
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from service import tracing

#: A page of fifty calls takes a tenth of it. More is no answer of a carrier's, and a machine
#: that reads without end has no memory left for the calls that follow.
LONGEST_ANSWER_BYTES = 1_000_000

#: The host that the library asks for calls, texts and the account.
_LIBRARYS_OWN = "api.twilio.com"

#: As many as threads that dial at once; more would be opened and thrown away.
_CONNECTIONS = 16

# At DEBUG it prints each address with its query, and ours asks for calls by phone number.
# A filter, because a level would be undone by whoever configures logging after us.
logging.getLogger("urllib3.connectionpool").addFilter(lambda line: line.levelno > logging.DEBUG)


class Unsent(Exception):
    """Nothing of the request has left this machine, nor will it: asking again is safe."""


class AnswerLost(Exception):
    """The request has left, or part of it, and no whole answer came in time."""


class _Errand(threading.Thread):
    """One request, in a thread of its own so that no library can outstay its time.

    A limit on each read is not enough: a server that sends a byte now and then, or a name
    look-up that hangs, keeps within it for ever. Whether a byte has left is seen at the socket
    and not guessed from the kind of error.
    """

    def __init__(self, ask: Callable[[], Response]) -> None:
        super().__init__(name="carrier", daemon=True)
        self._ask = ask
        self._lock = threading.Lock()
        self._socket: object = None
        self._called_off = False
        self.left = False
        self.answer: Response | None = None
        self.bug: Exception | None = None

    def run(self) -> None:
        """Ask, and keep the answer; what failed on the way is told by its absence."""
        _under_way.errand = self
        try:
            self.answer = self._ask()
        except (RequestException, HTTPError, HTTPException, OSError):
            # Dropped on purpose: their texts carry the number. `left` says all that counts.
            pass
        except Exception as bug:  # noqa: BLE001 - handed on to whoever waits
            self.bug = bug
        finally:
            with self._lock:
                self._socket = None

    def leave_by(self, connection: object) -> None:
        """Note that bytes are about to leave, unless nobody waits for the answer any more.

        Raises:
            OSError: It was called off. Whoever did was told that nothing had left.
        """
        with self._lock:
            if self._called_off:
                raise OSError("called off")
            self._socket, self.left = connection, True

    def call_off(self) -> None:
        """Let nothing leave from now on, and end the thread if it waits at its socket."""
        with self._lock:
            self._called_off = True
            if isinstance(self._socket, socket.socket):
                with suppress(OSError):
                    # The plain socket's own: that of TLS would first turn encryption off.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _UnderWay(threading.local):
    errand: _Errand


_under_way = _UnderWay()


class _Plain(HTTPConnection):
    """A connection that tells its errand before bytes leave.

    Asking a proxy for a tunnel counts as well: uncertain is the safe mistake.
    """

    def send(self, data: Any) -> None:
        """Connect where needed, tell, then send."""
        if self.sock is None:
            self.connect()
        _under_way.errand.leave_by(self.sock)
        super().send(data)


class _Secure(_Plain, HTTPSConnection):
    """The same with TLS, whose handshake is over before the first byte of ours."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Adapter(HTTPAdapter):
    """Connections of ours, through a proxy or not. It never tries a second time.

    It reads the whole of each answer, and none that is too long, packed or not.
    """

    _POOLS = {"http": _PlainPool, "https": _SecurePool}  # noqa: RUF012 - never changed

    def send(self, *arguments: Any, **options: Any) -> AnyAnswer:
        answer = super().send(*arguments, **(options | {"stream": True}))
        content = bytearray()
        for part in answer.iter_content(chunk_size=64 * 1024):
            content += part
            if len(content) > LONGEST_ANSWER_BYTES:
                answer.close()
                raise RequestException("too long")
        answer._content = bytes(content)  # noqa: SLF001 - where requests itself keeps it
        return answer

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = self._POOLS

    def proxy_manager_for(self, *arguments: Any, **options: Any) -> Any:
        manager = super().proxy_manager_for(*arguments, **options)
        manager.pool_classes_by_scheme = self._POOLS
        return manager


class PunctualClient(TwilioHttpClient):  # type: ignore[misc]
    """The library's way out, to another address if need be, and with a limit on the whole.

    May be shared by threads, which then share its open connections.

    Args:
        api_url: Scheme, host and port that take the place of the library's own.
        connect_seconds: For each address of the host; TLS has as long for each of its steps.
        total_seconds: For everything from the name look-up to the last byte.
    """

    def __init__(self, api_url: str, *, connect_seconds: float, total_seconds: float) -> None:
        super().__init__()
        self._api = urlsplit(api_url)
        self._total_seconds = total_seconds
        # Set here because the library's constructor takes a single number only.
        self.timeout = (connect_seconds, total_seconds)
        self.session.mount("https://", _Adapter(pool_maxsize=_CONNECTIONS))
        self.session.mount("http://", _Adapter(pool_maxsize=_CONNECTIONS))
        self.session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        # A proxy is no way to reach this machine itself.
        self.session.trust_env = not _is_loopback(self._api.hostname or "")

    def request(self, method: str, url: str, *arguments: Any, **options: Any) -> Response:
        """Ask the carrier once.

        Raises:
            Unsent, AnswerLost: No answer within the limits; see there. They carry no text.
        """
        if parent := tracing.traceparent():
            options["headers"] = {**(options.get("headers") or {}), "traceparent": parent}
        errand = _Errand(partial(super().request, method, self._here(url), *arguments, **options))
        errand.start()
        with tracing.span("carrier", method=method):
            errand.join(self._total_seconds)
        if errand.is_alive():
            errand.call_off()
        if errand.bug is not None:
            raise errand.bug
        if errand.answer is not None:
            return errand.answer
        raise AnswerLost if errand.left else Unsent

    def log_request(self, kwargs: dict[str, Any]) -> None:
        """Log nothing: the library would print the numbers that are asked for."""

    def log_response(self, status_code: int, response: Any) -> None:
        """Log nothing."""

    def _here(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.hostname != _LIBRARYS_OWN and _is_carriers(self._api.hostname or ""):
            return url  # Another product of the same carrier, on a host of its own.
        return urlunsplit(parts._replace(scheme=self._api.scheme, netloc=self._api.netloc))


def _is_carriers(host: str) -> bool:
    return host == "twilio.com" or host.endswith(".twilio.com")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
