"""What every telephone promises: the one of the stories, and Twilio's at the exchange."""

from datetime import UTC, datetime, timedelta

import pytest
from fakes.carrier import WireServer, says
from fakes.telephone import FakeTelephone
from telephone.conftest import NUMBER, OURS, account_at, an_attempt

from service.domain.attempt import CallStatus
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate, TextStage
from service.exchange import ExchangeSettings, running_exchange
from service.ports import NotPlaced, Refused, Telephone, Uncertain
from service.telephone.twilio import TwilioTelephone

PRIYA, BEN = PhoneNumber(NUMBER), PhoneNumber("+447700900222")

#: One of Twilio's own test numbers, to which every account's calls are refused.
#: Source: https://www.twilio.com/docs/iam/test-credentials.
NOBODYS = PhoneNumber("+15005550001")

#: What the exchange is told to do for each trouble that the fake is told to raise.
TROUBLES = {
    "answer_401": NotPlaced(20003, account=True),
    "answer_429": NotPlaced(20429),
    "answer_500": Uncertain(),
    "answer_html": Uncertain(),
    "hang_before": Uncertain(),
    "reset_before": Uncertain(),
}


class InMemory:
    """The stories' telephone, and what a test does to it."""

    def __init__(self):
        self.telephone = FakeTelephone()

    def refuses_the_next(self):
        self.telephone.fails_next(Refused(21217))

    def fails_the_next(self, kind):
        lost = kind == "reset_after"
        self.telephone.fails_next(Uncertain() if lost else TROUBLES[kind], after_taking=lost)

    def answers(self, sid):
        self.telephone.becomes(sid, CallStatus.IN_PROGRESS)

    def does_not_answer(self, sid):
        self.telephone.becomes(sid, CallStatus.NO_ANSWER)

    def delivers(self, sid):
        """Nothing to do: it counts as delivered."""

    def loses_texts(self):
        self.telephone.loses = 30006

    def lost(self, sid):
        """Nothing to do: it is lost at once."""

    def texts(self):
        return [(text.attempt.phone.e164, text.body) for text in self.telephone.texts.values()]


class AtTheExchange:
    """Twilio's telephone at a running exchange, and what a test does to that."""

    def __init__(self, exchange, public_url):
        account = account_at(
            exchange.url, text_from=OURS, auth_token="t0ken-of-ours", public_url=public_url
        )
        self.exchange = exchange
        self.telephone = TwilioTelephone(account, connect_seconds=5, total_seconds=5)

    def refuses_the_next(self):
        """Nothing to do: the exchange refuses the number by itself."""

    def fails_the_next(self, kind):
        body = {"kind": kind, "count": 1, "seconds": 0.1}
        with self.exchange.app.test_client() as client:
            assert client.post("/exchange/faults", json=body).status_code == 201

    def _rings(self, sid):
        self.exchange.wait_until(lambda board: board.calls[sid].status == "ringing")
        return self.exchange.board.calls[sid]

    def answers(self, sid):
        call = self._rings(sid)
        with self.exchange.board.changed:
            call.picked_up = True
            self.exchange.board.changed.notify_all()
        self.exchange.wait_until(lambda board: board.calls[sid].status == "in-progress")

    def does_not_answer(self, sid):
        self._rings(sid)
        self.exchange.wait_until(lambda board: board.calls[sid].status == "no-answer")

    def delivers(self, sid):
        self.exchange.wait_until(lambda board: board.texts[sid].status == "delivered")

    def loses_texts(self):
        behaviour = {"text": {"kind": "fail", "status": "undelivered", "code": 30006}}
        with self.exchange.app.test_client() as client:
            assert client.put(f"/exchange/phones/{NUMBER}", json=behaviour).status_code == 200

    def lost(self, sid):
        self.exchange.wait_until(lambda board: board.texts[sid].status == "undelivered")

    def texts(self):
        return [(text.to, text.body) for text in self.exchange.board.texts.values()]


@pytest.fixture(params=["in memory", "at the exchange"])
def house(request):
    if request.param == "in memory":
        yield InMemory()
        return
    silence = says(200, "<Response><Pause length='3600'/></Response>", "text/xml")
    with WireServer(silence) as we:
        settings = ExchangeSettings(
            account_sid="AC" + "0" * 32,
            auth_token="t0ken-of-ours",
            public_url=we.url,
            numbers=(OURS,),
            speech_seconds_per_character=0,
            pace=0.01,
        )
        with running_exchange(settings) as exchange:
            yield AtTheExchange(exchange, we.url)
            assert exchange.board.bugs == []
            # It would warn of a parameter that it does not know, such as a misspelt one.
            assert list(exchange.board.warnings) == []


@pytest.fixture
def telephone(house) -> Telephone:
    return house.telephone


@pytest.fixture
def since():
    return datetime.now(UTC)


def test_a_call_that_was_placed_can_be_asked_about(house, telephone):
    sid = telephone.call(an_attempt(ring_seconds=600))
    status = telephone.status(sid)
    assert status is not None
    assert not status.final
    house.answers(sid)
    assert telephone.status(sid) is CallStatus.IN_PROGRESS


def test_a_call_that_nobody_answers_says_so(house, telephone):
    sid = telephone.call(an_attempt(ring_seconds=5))
    house.does_not_answer(sid)
    assert telephone.status(sid) is CallStatus.NO_ANSWER


def test_each_call_has_an_id_of_its_own(telephone):
    attempts = [an_attempt(ring_seconds=600), an_attempt(ring_seconds=600, phone=BEN)]
    assert len({telephone.call(attempt) for attempt in attempts}) == 2


def test_calls_are_found_by_number_and_time(telephone, since):
    sid = telephone.call(an_attempt(ring_seconds=600))
    telephone.call(an_attempt(ring_seconds=600, phone=BEN))
    (found,) = telephone.find(PRIYA, since)
    assert found.sid == sid
    assert found.created_at is not None
    assert found.created_at >= since - timedelta(seconds=1)
    assert list(telephone.find(PRIYA, since + timedelta(hours=1))) == []
    assert list(telephone.find(PhoneNumber("+447700900333"), since)) == []


def test_a_ringing_call_is_ended_once_and_again(telephone):
    sid = telephone.call(an_attempt(ring_seconds=600))
    telephone.hang_up(sid, answered=False)
    assert telephone.status(sid) is CallStatus.CANCELED
    telephone.hang_up(sid, answered=False)
    telephone.hang_up(sid, answered=True)
    assert telephone.status(sid) is CallStatus.CANCELED


def test_a_conversation_is_ended_only_where_that_is_meant(house, telephone):
    sid = telephone.call(an_attempt(ring_seconds=600))
    house.answers(sid)
    telephone.hang_up(sid, answered=False)
    assert telephone.status(sid) is CallStatus.IN_PROGRESS
    telephone.hang_up(sid, answered=True)
    assert telephone.status(sid) is CallStatus.COMPLETED


def test_a_call_that_never_was_has_no_status_and_needs_no_end(telephone):
    unknown = "CA" + "f" * 32
    assert telephone.status(unknown) is None
    telephone.hang_up(unknown, answered=False)


def test_a_text_is_taken(house, telephone):
    assert telephone.text(an_attempt(), "Reply 1 to take it")
    assert house.texts() == [(NUMBER, "Reply 1 to take it")]


def test_a_record_is_deleted_when_the_call_is_over_and_not_before(telephone):
    sid = telephone.call(an_attempt(ring_seconds=600))
    assert telephone.forget(sid) is False
    telephone.hang_up(sid, answered=False)
    assert telephone.forget(sid) is True
    assert telephone.status(sid) is None
    assert telephone.forget(sid) is True  # Again is no error.


def test_a_text_is_deleted(house, telephone):
    sid = telephone.text(an_attempt(), "Reply 1 to take it")
    house.delivers(sid)
    assert telephone.forget(sid) is True
    assert house.texts() == []


def test_a_text_that_arrives_says_so(house, telephone):
    sid = telephone.send(PRIYA, "Reply TEST", timedelta(minutes=5))
    house.delivers(sid)
    assert telephone.fate(sid) == TextFate(TextStage.DELIVERED)


def test_a_text_that_is_lost_says_so_with_the_code(house, telephone):
    house.loses_texts()
    sid = telephone.send(PRIYA, "Reply TEST", timedelta(minutes=5))
    house.lost(sid)
    assert telephone.fate(sid) == TextFate(TextStage.NOT_DELIVERED, 30006)


def test_a_text_that_never_was_has_no_fate(telephone):
    assert telephone.fate("SM" + "f" * 32) is None


def test_old_records_are_told_of(house, telephone, since):
    sid = telephone.call(an_attempt(ring_seconds=600))
    telephone.hang_up(sid, answered=False)
    assert list(telephone.remembered(since - timedelta(days=1))) == []
    assert sid in telephone.remembered(since + timedelta(days=2))


def test_a_number_that_cannot_be_rung_is_refused(house, telephone):
    house.refuses_the_next()
    with pytest.raises(Refused) as caught:
        telephone.call(an_attempt(phone=NOBODYS))
    assert caught.value.code == 21217


@pytest.mark.parametrize("kind", TROUBLES)
def test_a_carrier_in_trouble_is_told_by_class(house, telephone, since, kind):
    expected = TROUBLES[kind]
    house.fails_the_next(kind)
    with pytest.raises(type(expected)) as caught:
        telephone.call(an_attempt())
    assert getattr(caught.value, "account", None) == getattr(expected, "account", None)
    assert list(telephone.find(PRIYA, since)) == []


def test_a_call_whose_answer_was_lost_can_be_found(house, telephone, since):
    house.fails_the_next("reset_after")
    with pytest.raises(Uncertain):
        telephone.call(an_attempt(ring_seconds=600))
    assert len(telephone.find(PRIYA, since)) == 1
