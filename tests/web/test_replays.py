"""Whatever the carrier has sent, sent again a hundred times: the book stays as it was."""

import hashlib
from functools import partial
from itertools import count

import pytest
import sqlalchemy
from web.carried import SID, TEXT
from web.house import number

TIMES = 100
TOKEN = "I-Twilio-Idempotency-Token"
PRIYA, SAM = "+447700900111", "+447700900123"


def digest(house):
    """Return a digest of all that the book holds."""
    engine = house.real_book._engines.reading
    found = sqlalchemy.MetaData()
    with engine.connect() as connection:
        found.reflect(connection)
        rows = {
            table.name: sorted(map(repr, connection.execute(sqlalchemy.select(table)).all()))
            for table in found.sorted_tables
        }
    return hashlib.sha256(repr(sorted(rows.items())).encode()).hexdigest()


def call(path, **fields):
    return f"/twilio/call/{{attempt}}{path}", {"CallSid": SID, "From": PRIYA} | fields


CAPTURED = {
    "it rings": call("/status", CallStatus="ringing"),
    "it is answered": call("", CallStatus="in-progress"),
    "one more time": call("/menu/2", CallStatus="in-progress"),
    "1 takes it": call("/key/1", CallStatus="in-progress", Digits="1"),
    "2 passes it on": call("/key/1", CallStatus="in-progress", Digits="2"),
    "3 is the wrong person": call("/key/1", CallStatus="in-progress", Digits="3"),
    "nobody answered": call("/status", CallStatus="no-answer"),
    "it failed": call("/status", CallStatus="failed"),
    "it is over": call("/status", CallStatus="completed", CallDuration="9"),
    "a text is not delivered": (
        "/twilio/text/{text}/status",
        {"MessageSid": TEXT, "MessageStatus": "undelivered", "ErrorCode": "30003"},
    ),
    "a text takes it": ("/twilio/incoming/text", {"From": PRIYA, "Body": "1", "MessageSid": TEXT}),
    "a text in words": (
        "/twilio/incoming/text",
        {"From": PRIYA, "Body": "on my way", "MessageSid": TEXT},
    ),
    "a text asks for an officer": (
        "/twilio/incoming/text",
        {"From": SAM, "Body": "ring", "MessageSid": TEXT},
    ),
    "STOP": (
        "/twilio/incoming/text",
        {"From": PRIYA, "Body": "STOP", "OptOutType": "STOP", "MessageSid": TEXT},
    ),
    "somebody rings in": ("/twilio/incoming/voice", {"From": PRIYA, "CallSid": SID}),
    "somebody rings in and presses 1": (
        "/twilio/incoming/voice/key/1",
        {"From": PRIYA, "CallSid": SID, "Digits": "1"},
    ),
}


def tokens(kind):
    """The carrier's own token, which it does not sign: who sends it again may write any."""
    for nth in count():
        yield {"none": {}, "its own": {TOKEN: "one"}, "another": {TOKEN: f"{nth}"}}[kind]


@pytest.mark.parametrize("what", CAPTURED)
@pytest.mark.parametrize("kind", ["none", "its own", "another"])
def test_a_hundred_times_is_once(house, ringing, what, kind):
    escalation, attempt = ringing
    offers = house.escalation(escalation).offers()
    text = next(one.id for one in offers if one.channel == "text")
    path, fields = CAPTURED[what]
    once = partial(house.webhook, path.format(attempt=attempt, text=text), fields)
    token = tokens(kind)

    def send():
        return once(headers=next(token))

    before = digest(house)
    assert send().status_code < 300
    house.app.extensions["escalate"].background.settle()
    after = digest(house)
    house.bell.rung.clear()
    for _ in range(TIMES):
        house.clock.passes(1)
        assert send().status_code < 300
    house.app.extensions["escalate"].background.settle()
    assert digest(house) == after
    if what not in {"one more time", "somebody rings in"}:
        assert after != before, "it did something the first time"


STOPPED = {"MessageSid": TEXT, "MessageStatus": "undelivered", "ErrorCode": "21610"}


def test_texts_that_were_turned_on_again_stay_on(house, ringing):
    text = next(one.id for one in house.escalation(ringing[0]).offers() if one.channel == "text")
    token = tokens("another")

    def texts_are_off():
        with house.real_book.reading() as page:
            return page.marks(number(111)).texts_off

    house.webhook(f"/twilio/text/{text}/status", STOPPED, headers=next(token))
    assert texts_are_off()
    start = {"From": PRIYA, "Body": "START", "OptOutType": "START", "MessageSid": "SM" + "c" * 32}
    house.webhook("/twilio/incoming/text", start)
    assert not texts_are_off()
    house.webhook(f"/twilio/text/{text}/status", STOPPED, headers=next(token))
    assert not texts_are_off()
