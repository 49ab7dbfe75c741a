"""A code goes out to a carrier that speaks Twilio, is heard or read there, and signs in."""

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from exchange.parts import Knobs, answering, said
from servers.migrated import BOOK_KEY
from web.house import ACCOUNT, TOKEN, RecordingBell, example_rota
from werkzeug.serving import WSGIRequestHandler, make_server

from config.settings import load_settings
from service.domain.codes import CodePurpose
from service.domain.people import PhoneNumber
from service.exchange import ExchangeSettings, running_exchange
from service.web import create_app
from service.wiring import wire

SAM, OURS = "+447700900123", "+442079460000"


class Silent(WSGIRequestHandler):
    def log(self, *_args: object) -> None:
        pass


@dataclass
class Site:
    """A web that answers a carrier, the carrier, and a browser."""

    parts: Any
    carrier: Any
    knobs: Knobs
    browser: Any
    background: Any

    def asks(self, by):
        answer = self.browser.post("/sign-in", data={"number": "07700 900123", "by": by})
        assert answer.status_code == 200
        self.background.settle()

    def types(self, code):
        sent = {"number": "07700 900123", "code": code}
        return self.browser.post("/sign-in/code", data=sent).status_code

    def code(self):
        with self.parts.book.reading() as page:
            return page.latest_code(PhoneNumber(SAM), CodePurpose.SIGN_IN)


@pytest.fixture
def site(sqlite_book_url: str, tmp_path: Path) -> Iterator[Site]:
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    public = f"http://127.0.0.1:{door.getsockname()[1]}"
    asked = ExchangeSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        public_url=public,
        numbers=(OURS,),
        speech_seconds_per_character=0,
        pace=0.01,
    )
    with door, running_exchange(asked) as carrier:
        environ = {
            "DATABASE_URL": sqlite_book_url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "PUBLIC_URL": public,
            "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
            "BOOK_KEY": BOOK_KEY,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": OURS,
            "TWILIO_API_URL": carrier.url,
        }
        parts = wire(load_settings(environ, tmp_path), bell=RecordingBell())
        with parts.book.writing() as page:
            page.replace_rota(example_rota())
        app = create_app(parts)
        server = make_server(
            "127.0.0.1", 0, app, threaded=True, request_handler=Silent, fd=door.fileno()
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        background = app.extensions["escalate"].background
        yield Site(parts, carrier, Knobs(carrier.url), app.test_client(), background)
        server.shutdown()
        thread.join()
        server.server_close()
        assert carrier.board.bugs == []
    parts.book.close()


def test_a_code_is_heard_on_a_call_and_signs_in(site):
    site.knobs.phone(SAM, call=answering("1"))
    site.asks("call")
    site.carrier.wait_until(lambda board: [one for one in board.calls.values() if one.is_over])
    (call,) = site.carrier.board.calls.values()
    heard = said(call)
    digits = re.findall(r"(?:Your code is|Again): ([\d, .]+)\.", " ".join(heard))
    assert len(digits) == 2
    assert digits[0] == digits[1]
    assert call.status == "completed"
    site.carrier.wait_until(lambda _: site.code().ended_at is not None)
    kept = site.code()
    assert kept.sid == call.sid
    # At this pace what is told of it overtakes itself on the way.
    assert None not in {kept.rang_at, kept.answered_at, kept.heard_at, kept.ended_at}
    assert site.types("000000") == 422
    assert site.types(re.sub(r"\D", "", digits[0])) == 303


def test_a_mailbox_hears_no_code(site):
    site.knobs.phone(SAM, call=answering())
    site.asks("call")
    site.carrier.wait_until(lambda board: [one for one in board.calls.values() if one.is_over])
    (call,) = site.carrier.board.calls.values()
    words = " ".join(said(call))
    assert words.count("press 1") == 2
    assert "Your code is" not in words
    site.carrier.wait_until(lambda _: site.code().ended_at is not None)
    assert site.code().heard_at is None


def test_a_code_is_read_in_a_text_and_signs_in(site):
    site.asks("text")
    (text,) = site.carrier.board.texts.values()
    code = re.search(r"code is (\d{3} \d{3})\.", text.body)[1]
    assert not site.carrier.board.calls
    assert site.types(code) == 303


def test_a_number_that_said_stop_to_the_carrier_is_rung(site):
    site.knobs.does(SAM, "text", body="STOP", to=OURS)
    site.knobs.phone(SAM, call=answering("1"))
    site.asks("text")
    site.carrier.wait_until(lambda board: [one for one in board.calls.values() if one.is_over])
    (call,) = site.carrier.board.calls.values()
    assert "Your code is" in " ".join(said(call))
