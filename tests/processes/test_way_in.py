"""What stands before the web: a real Caddy with our file, and what comes through it as it was."""

import re
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from faults.cradle import Born
from servers.caddy import Caddy, caddy_before
from servers.child import Child, free_port
from servers.migrated import BOOK_KEY, SECRET_KEY
from servers.threaded import on_a_thread
from servers.waiting import wait_until
from web.house import signature_of

from service.web.headers import OURS

pytestmark = pytest.mark.processes

PUBLIC = "https://call.example.org"
ACCOUNT, TOKEN = "AC" + "0" * 32, "made-up-token"
#: Of a path and query that somebody might tidy up on the way.
TEXT = "/twilio/incoming/text?a=%2Fx%20y&b=1+2&&c"


@pytest.fixture
def before(root: Path, start: Callable[..., Child], tmp_path: Path) -> Callable[..., Caddy]:
    """Start a Caddy before a port."""

    def caddy(web: int, **changed: str) -> Caddy:
        return caddy_before(web, PUBLIC, start, root / "config" / "Caddyfile", tmp_path, **changed)

    return caddy


@pytest.fixture
def web(begin: Callable[..., Born], sqlite_book_url: str) -> int:
    """A real web at a public address, whose carrier would be real but for its address."""
    port = free_port()
    env = {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY, "SECRET_KEY": SECRET_KEY}
    env |= {"PUBLIC_URL": PUBLIC, "PORT": str(port), "TWILIO_FROM": "+442079460000"}
    env |= {"TWILIO_ACCOUNT_SID": ACCOUNT, "TWILIO_AUTH_TOKEN": TOKEN}
    begin("escalate", "web", env=env | {"TWILIO_API_URL": f"http://127.0.0.1:{port + 1}"})
    return port


@pytest.mark.parametrize("tells", ["the host that was asked for", "a host of its own"])
def test_what_the_carrier_signed_comes_in_and_nothing_else(before, web, tells):
    line = "reverse_proxy {$WEB:web:8000} {\n"
    own = {line: f"{line}\t\theader_up Host web.internal\n"} if tells == "a host of its own" else {}
    caddy = before(web, changed=own)
    wait_until(
        "the web answers",
        lambda: caddy.asks("GET", "/health/live").status == 200,
        within_seconds=30,
    )

    form = {"AccountSid": ACCOUNT, "From": "+447700900999", "Body": "hello", "MessageSid": "SM1"}
    signed = {"X-Twilio-Signature": signature_of(PUBLIC + TEXT, form, TOKEN)}

    def posts(headers, path=TEXT):
        return caddy.asks("POST", path, fields=form, encode_multipart=False, headers=headers)

    assert posts(signed).status == 200
    assert posts({}).status == 403
    assert posts(signed, path=TEXT + "&d").status == 403
    assert OURS in caddy.asks("GET", "/").headers, "or no page believes that it was us"
    assert caddy.asks("GET", "/metrics").status in {401, 403, 404}, "not from this machine itself"


class Echo(BaseHTTPRequestHandler):
    """Says what it was asked, as it came."""

    def do_GET(self) -> None:
        said = f"{self.path}\n{self.headers}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    with on_a_thread(server):
        yield server.server_port


def test_who_asks_is_what_caddy_saw_and_not_what_they_say(before, echo):
    told = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "http"}
    said = before(echo).asks("GET", TEXT, headers=told).data.decode()
    assert said.startswith(f"{TEXT}\n")
    assert "X-Forwarded-For: 127.0.0.1\n" in said
    assert "X-Forwarded-Proto: https\n" in said
    assert "Host: call.example.org\n" in said
    assert "198.51.100.7" not in said


def test_who_comes_in_the_open_is_sent_to_the_same_place_over_tls(before, echo):
    answer = before(echo).asks_in_the_open("/sign-in?a=b")
    assert (answer.status, answer.headers["Location"]) == (308, f"{PUBLIC}/sign-in?a=b")


def test_no_other_door_is_named_to_browsers(before, echo):
    """HTTP/3 would be named at the port that a container has inside."""
    assert "Alt-Svc" not in before(echo).asks("GET", TEXT).headers


#: Without waiting for a web that comes back.
AT_ONCE = {"lb_try_duration 5s": "lb_try_duration 0s"}


def test_where_the_web_is_away_it_says_so_in_words_that_are_not_ours(before):
    answer = before(free_port(), changed=AT_ONCE).asks("GET", "/")
    assert answer.status == 503
    assert answer.data.startswith(b"This cannot be reached now, so nothing new was raised.")
    assert OURS not in answer.headers, "a page must not take this for our answer"


def test_of_a_request_that_failed_no_address_is_written_down(before, root):
    own = re.search(
        r"\thandle_errors \{.*?\n\t\}\n", (root / "config/Caddyfile").read_text(), re.DOTALL
    )
    # Caddy tells of what it answers itself; what it was told to answer it passes over.
    caddy = before(free_port(), changed=AT_ONCE | {own.group(): ""})
    assert caddy.asks("GET", "/sign-in/a-secret-of-somebody").status == 502
    wait_until("Caddy complains", lambda: "refused" in caddy.child.said, within_seconds=10)
    assert "a-secret" not in caddy.child.said
