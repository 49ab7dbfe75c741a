"""`escalate test-call`: a real web, the exchange, and a phone that answers, or does not."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from exchange.parts import answering
from servers.child import free_port
from web.on_the_exchange import OURS, on_the_exchange

from service.cli import main

PRIYA = "+447700900111"


@pytest.fixture
def site(alone, sqlite_book_url):
    with on_the_exchange(sqlite_book_url, alone) as opened:
        yield opened


class Skipping:
    """A clock that skips an hour once the carrier is so far."""

    def __init__(self, carrier):
        self._carrier = carrier
        self.when = lambda _board: False

    def now(self):
        with self._carrier.board.changed:
            skips = self.when(self._carrier.board)
        return datetime.now(UTC) + timedelta(hours=skips)


@pytest.fixture
def clock(site):
    return Skipping(site.carrier)


@pytest.fixture
def tries(site, clock, monkeypatch):
    """Run the command as another process would: it shares the book with the web, and no more."""
    desk = replace(site.parts.desk, clock=clock, draw=lambda odds: odds - 1)  # no lot puts it off
    line = replace(site.parts.line, desk=desk)
    parts = replace(site.parts, desk=desk, line=line)
    monkeypatch.setattr("service.cli.test_call.joined", lambda: parts)

    def run(*words):
        return CliRunner().invoke(main, ("test-call", "priya", "--at-night", *words))

    return run


@pytest.fixture
def replies(site):
    """Have Priya reply to the first text that reaches her."""
    threads = []

    def with_words(body):
        def wait_and_reply():
            site.carrier.wait_until(lambda board: board.texts)
            site.knobs.does(PRIYA, "text", body=body, to=OURS)

        threads.append(threading.Thread(target=wait_and_reply))
        threads[-1].start()

    yield with_words
    for thread in threads:
        thread.join()


def test_both_come_back_and_each_step_is_told(site, tries, replies):
    site.knobs.phone(PRIYA, call=answering("1"))
    replies("test")
    result = tries()
    assert result.exit_code == 0, result.output
    told = [line.strip() for line in result.stdout.splitlines()]
    assert told[0] == "Ringing Priya Shah. The call says that it is a test, and asks for key 1."
    assert "0:00  the carrier has taken the call" in told
    assert any(line.endswith("key 1 was pressed, and reached us") for line in told)
    assert any(line.endswith("the reply reached us") for line in told)
    assert "right     call  the phone was reached, and its answer reached us" in told
    assert "right     text  the phone was reached, and its answer reached us" in told
    assert "900111" not in result.output
    with site.parts.book.reading() as page:
        assert page.count_open() == 0
    words = " ".join(one.body for one in site.carrier.board.texts.values() if one.to == PRIYA)
    assert words.count("test") == 2


def test_a_phone_that_is_busy_says_so_and_the_text_is_tried_all_the_same(site, tries, replies):
    site.knobs.phone(PRIYA, call={"kind": "busy"})
    replies("TEST")
    result = tries()
    assert result.exit_code == 1
    assert "wrong     call  It was busy, or the call was turned away." in result.stdout
    assert "right     text" in result.stdout


def test_a_mailbox_is_not_taken_for_somebody(site, tries):
    site.knobs.phone(PRIYA, call=answering())
    result = tries("--no-text")
    assert result.exit_code == 1
    assert "wrong     call  It was answered, and no key 1 was pressed." in result.stdout
    assert not site.carrier.board.texts


def test_what_the_carrier_refuses_is_said_with_its_reason(site, tries):
    site.knobs.fault("answer_401")
    result = tries()
    assert result.exit_code == 1
    reason = "(code 20003: a token or key that is wrong, or for tests only)"
    assert result.stdout.count(f"The carrier refuses it {reason}.") == 2
    assert "Run: escalate doctor" in result.stdout


@pytest.mark.parametrize(
    ("text", "said", "mend"),
    [
        (
            {"kind": "fail", "status": "undelivered", "code": 30006},
            (
                "The carrier sent it on, and it did not reach the phone (code 30006: a landline,"
                " or a network that takes no texts of ours)."
            ),
            "Write texts = false beside this number in the rota, or give one that takes texts.",
        ),
        (
            {"kind": "fail", "status": "failed", "code": 30034},
            (
                "The carrier took it, and then did not send it on (code 30034: an American number"
                " of ours that is not registered there)."
            ),
            "Have texts go out from a British number: TWILIO_TEXT_FROM.",
        ),
        (
            {"kind": "fail", "status": "failed", "code": 30002},
            (
                "The carrier took it, and then did not send it on (code 30002: the account is"
                " suspended or closed)."
            ),
            "Run: escalate doctor",
        ),
        (
            {"kind": "refuse", "code": 21408},
            "The carrier refuses it (code 21408: its country is not switched on).",
            (
                "In the carrier's console, under Settings, Geo permissions, of Voice and of"
                " Messaging, allow the United Kingdom."
            ),
        ),
    ],
)
def test_a_text_that_is_lost_says_at_which_step_and_what_to_do(site, tries, text, said, mend):
    site.knobs.phone(PRIYA, text=text)
    result = tries("--no-call")
    assert result.exit_code == 1
    told = [line.strip() for line in result.stdout.splitlines()]
    assert told[-2:] == [f"wrong     text  {said}", mend]
    assert ("0:00  the carrier has taken the text" in told) is (text["kind"] == "fail")


@pytest.mark.parametrize(
    ("text", "status", "step", "said"),
    [
        (
            "stuck",
            "sent",
            "the carrier has sent it on to the phone's network",
            "The carrier sent it on, its network says no more, and no reply reached us.",
        ),
        (
            "deliver",
            "delivered",
            "the network says that the phone has it",
            "The phone has the text, and no reply reached us.",
        ),
    ],
)
def test_a_text_without_a_reply_says_how_far_it_came(site, clock, tries, text, status, step, said):
    site.knobs.phone(PRIYA, text=text)
    clock.when = lambda board: any(one.status == status for one in board.texts.values())
    result = tries("--no-call")
    assert result.exit_code == 1
    assert step in result.stdout
    assert f"wrong     text  {said}" in result.stdout
    assert "reply with the one word TEST" in result.stdout.replace("Reply", "reply")


def test_a_carrier_that_does_not_run_is_said_with_how_to_start_it(with_example):
    words = ("test-call", "priya", "--at-night", "--no-call")
    result = with_example(*words, PORT=str(free_port()))
    assert result.exit_code == 1
    told = [line.strip() for line in result.stdout.splitlines()]
    assert told[-2:] == ["wrong     text  The exchange does not answer.", "Start escalate run."]


def test_a_program_reads_what_came_of_it(site, tries):
    site.knobs.phone(PRIYA, call=answering("1"))
    told = json.loads(tries("--no-text", "--json").stdout)
    assert told == {
        "call": {
            "what": "call",
            "verdict": "right",
            "said": "the phone was reached, and its answer reached us",
            "mend": "",
        }
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--no-text", "--no-call"), "nothing is left to try"),
        (("--minutes", "60"), "60 is not in the range 1<=x<=10"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(tries, words, said):
    result = tries(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_somebody_who_is_not_in_the_rota_is_refused_with_who_is(site, tries):
    result = CliRunner().invoke(main, ("test-call", "nobody"))
    assert result.exit_code == 2
    assert "Choose from: amina, grace, jo, noor, priya, sam, tom." in result.stderr
    assert not site.carrier.board.calls
