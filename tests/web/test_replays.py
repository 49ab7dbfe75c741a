"""Whatever the carrier has sent, sent again a hundred times: the book stays as it was."""

import hashlib
from functools import partial

import pytest
import sqlalchemy
from web.carried import SID, TEXT

TIMES = 100
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


@pytest.mark.parametrize("what", CAPTURED)
@pytest.mark.parametrize("token", [{}, {"I-Twilio-Idempotency-Token": "one"}])
def test_a_hundred_times_is_once(house, ringing, what, token):
    escalation, attempt = ringing
    offers = house.escalation(escalation).offers()
    text = next(one.id for one in offers if one.channel == "text")
    path, fields = CAPTURED[what]
    send = partial(house.webhook, path.format(attempt=attempt, text=text), fields, headers=token)
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
