"""A code goes out to a carrier that speaks Twilio, is heard or read there, and signs in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange.parts import answering, said
from web.on_the_exchange import OURS, OnTheExchange, on_the_exchange

from service.domain.codes import CodePurpose
from service.domain.people import PhoneNumber

SAM = "+447700900123"


class Site:
    """Both, and a browser."""

    def __init__(self, opened: OnTheExchange) -> None:
        self.parts, self.carrier, self.knobs = opened.parts, opened.carrier, opened.knobs
        self.browser = opened.app.test_client()
        self.background = opened.app.extensions["escalate"].background

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
    with on_the_exchange(sqlite_book_url, tmp_path) as opened:
        yield Site(opened)


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
