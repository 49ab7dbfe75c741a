"""A number is proved and measured, with everything real but the carrier, which is the exchange."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from exchange.parts import OURS, SID, TOKEN, Knobs
from flask.testing import FlaskClient
from servers import waiting
from servers.child import free_port
from servers.migrated import BOOK_KEY
from servers.threaded import served
from web.seen import seen

from config.settings import load_settings
from service.desk import errands
from service.desk.advancing import advance
from service.desk.proving import proof_of
from service.desk.raising import Press, raise_escalation
from service.desk.turns import call_up
from service.domain.people import Person, PhoneNumber, Role
from service.domain.proving import Found
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.standing import TokenKind
from service.exchange import ExchangeSettings, running_exchange
from service.exchange.server import RunningExchange
from service.web import create_app
from service.wiring import Parts, wire

PRIYA, SAM = "+447700900111", "+447700900123"
#: Rings go by so much faster than they say; still long enough for whole seconds to count.
PACE = 0.15
HEARS_THE_CODE = {"kind": "answer", "after": 0, "press": [{"after": 0, "keys": "1"}]}


def rota() -> Rota:
    people = {
        "priya": Person(
            key="priya",
            name="Priya Shah",
            phone=PhoneNumber(PRIYA),
            roles=frozenset({Role.OFFICER}),
        ),
        "sam": Person(
            key="sam", name="Sam Lee", phone=PhoneNumber(SAM), roles=frozenset({Role.STAFF})
        ),
    }
    rungs = (RungPlan(role="Safeguarding officer", holder="priya"),)
    return Rota(
        organisation="Harbour Lane",
        people=people,
        ladders=(LadderPlan(name="safeguarding", rungs=rungs),),
    )


class Morning:
    """A clock that goes on like any other, from eleven in the morning."""

    def __init__(self) -> None:
        self._ahead = datetime(2026, 11, 23, 11, 0, tzinfo=UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


@dataclass
class Site:
    """Our own web, the carrier that calls it back, and Priya's browser."""

    parts: Parts
    app: object
    exchange: RunningExchange
    knobs: Knobs
    browser: FlaskClient

    def presses(self, label: str, **form: str) -> None:
        """Press a button on Priya's page, and do what follows from it."""
        found = seen(self.browser.get("/me/prove")).form(label)
        answer = self.browser.post(found.action, data=found.filled(**form))
        assert answer.status_code == 303, answer.text

    def has_a_call_out_ring(self) -> None:
        """Have Sam press, and do what tickers do until the carrier has one call more."""
        raised = raise_escalation(self.parts.desk, Press(person="sam"))
        before = self.calls()

        def rings() -> bool:
            desk = self.parts.desk
            for work in (*advance(desk, raised.id), *call_up(desk, 1.0).work):
                errands.run(self.parts.line, work)
            return self.calls() > before

        self.waits("the call-out is dialled", rings)

    def words(self) -> str:
        return seen(self.browser.get("/me/prove")).words

    def waits(self, what: str, happened: Callable[[], object]) -> None:
        waiting.wait_until(what, happened, within_seconds=60)

    def last_call(self):
        return list(self.exchange.board.calls.values())[-1]

    def calls(self) -> int:
        return len(self.exchange.board.calls)

    def found(self) -> Found | None:
        return proof_of(self.parts.desk, "priya").found


@pytest.fixture
def site(sqlite_book_url: str, tmp_path: Path) -> Iterator[Site]:
    public = f"http://127.0.0.1:{free_port()}"
    settings = ExchangeSettings(
        account_sid=SID,
        auth_token=TOKEN,
        public_url=public,
        numbers=(OURS,),
        speech_seconds_per_character=0,
        pace=PACE,
    )
    with running_exchange(settings) as exchange:
        parts = _wired(sqlite_book_url, tmp_path, public, exchange.url)
        with parts.book.writing() as page:
            page.replace_rota(rota())
        app = create_app(parts)
        with served(app, int(public.rpartition(":")[2])):
            yield Site(parts, app, exchange, Knobs(exchange.url), _browser(app, parts))
        parts.book.close()
        assert exchange.board.bugs == []


def _wired(book: str, folder: Path, public: str, carrier: str) -> Parts:
    environ = {
        "DATABASE_URL": book,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "PUBLIC_URL": public,
        "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
        "BOOK_KEY": BOOK_KEY,
        "TWILIO_ACCOUNT_SID": SID,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": OURS,
        "TWILIO_API_URL": carrier,
    }
    parts = wire(load_settings(environ, folder), clock=Morning())
    # No lot stops a call.
    desk = replace(parts.desk, draw=lambda odds: odds - 1)
    return replace(parts, desk=desk, line=replace(parts.line, desk=desk))


def _browser(app, parts: Parts) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("session", parts.keys.issue("priya", TokenKind.SESSION), domain="localhost")
    return client


def code_spoken(call) -> str:
    """Return the six digits as whoever listens hears them."""
    heard = next(line.text for line in call.said if "Your code is" in line.text)
    return "".join(re.findall(r"\d", heard))


def test_a_phone_is_proved_by_a_code_measured_and_rung_just_short_of_its_mailbox(site):
    mailbox = {"kind": "mailbox", "after": 58}
    site.knobs.phone(PRIYA, next_calls=[HEARS_THE_CODE, mailbox])

    site.presses("Ring now")
    site.waits("the code is heard", lambda: site.calls() and site.last_call().is_over)
    site.presses("This is the code", code=code_spoken(site.last_call()))
    assert "Proved today." in site.words()

    site.presses("Ring once more")
    site.waits("something is found", site.found)
    assert site.found() is Found.MAILBOX
    proof = proof_of(site.parts.desk, "priya")
    assert proof.counts
    assert timedelta(seconds=8) <= proof.marks.mailbox <= timedelta(seconds=20)
    assert site.last_call().mailbox
    assert site.last_call().timeout == 60

    site.waits("the call is over", lambda: site.last_call().is_over)
    site.has_a_call_out_ring()
    own = min(
        max(proof.marks.mailbox - timedelta(seconds=4), timedelta(seconds=12)),
        timedelta(seconds=30),
    )
    assert site.last_call().timeout == own.total_seconds() != 22


def test_a_person_who_picks_up_presses_one_and_is_told(site):
    site.knobs.phone(PRIYA, next_calls=[HEARS_THE_CODE, HEARS_THE_CODE])
    site.presses("Ring now")
    site.waits("the code is heard", lambda: site.calls() and site.last_call().is_over)
    site.presses("This is the code", code=code_spoken(site.last_call()))
    site.presses("Ring once more")
    site.waits("something is found", site.found)
    assert site.found() is Found.PERSON
    assert "Somebody answered and pressed 1" in site.words()
    site.waits("the call is over", lambda: site.last_call().is_over)
    assert "nothing was measured" in site.last_call().said[-2].text


def test_a_call_out_takes_the_phone_from_the_call_that_is_let_ring(site):
    site.knobs.phone(PRIYA, next_calls=[HEARS_THE_CODE, "ignore", "ignore"])
    site.presses("Ring now")
    site.waits("the code is heard", lambda: site.calls() and site.last_call().is_over)
    site.presses("This is the code", code=code_spoken(site.last_call()))
    site.presses("Ring once more")
    site.waits("it rings", lambda: site.calls() == 2 and site.last_call().dialled)
    let_ring = site.last_call()

    site.has_a_call_out_ring()
    site.waits("the other call is over", lambda: let_ring.is_over)
    site.waits("the call-out rings", lambda: site.last_call().status == "ringing")
    assert site.found() is Found.NOT_DONE
    assert "could not be measured this time" in site.words()
