"""The two are put through by the product's own documents, and nobody is who did not ask for it."""

import re

import pytest

from exchange.parts import AMARA, OURS, SAM, answering, said
from service.domain import words
from service.domain.people import PhoneNumber
from service.telephone import twiml

SAM_PHONE = PhoneNumber(SAM)
OPENING = "Amara is ready to talk. Press 1."


def inner(document):
    """Return what stands within the response, which the customer puts around it again."""
    body = re.sub(r"^<\?xml[^>]*\?>", "", document)
    return "" if body.startswith("<Response />") else body[len("<Response>") : -len("</Response>")]


@pytest.fixture
def puts_through(place, knobs, customer, ended):
    """Put Amara through to Sam; give her call, and what its documents were told at the end."""

    def _puts_through(**sam):
        url = customer.url
        customer.says(
            "/whisper",
            inner(
                twiml.render(
                    words.colleague_opening("Amara"),
                    key_url=f"{url}/key/1#rc=3",
                    menu_url_for_next_turn=f"{url}/again#rc=3",
                )
            ),
        )
        last = words.colleague_opening("Amara", turn=words.TURNS)
        customer.says("/again", inner(twiml.render(last, key_url=f"{url}/key/2#rc=3")))
        customer.says("/key/1", inner(twiml.join()))
        customer.says(
            "/over", inner(twiml.render(words.cut_off("Sam Lee", SAM_PHONE), key_url="/k"))
        )
        leg = twiml.Leg(
            phone=SAM_PHONE,
            caller_id=OURS,
            ring_seconds=20,
            answer_url=f"{url}/whisper#rc=3",
            status_url=f"{url}/leg#rc=3",
            over_url=f"{url}/over#rc=3",
        )
        knobs.phone(AMARA, call=answering())
        knobs.phone(SAM, **sam)
        parent = ended(place(inner(twiml.put_through(words.putting_through("Sam Lee"), leg))))
        return parent, customer.at("/over")[0].form

    return _puts_through


def test_one_key_of_the_colleague_joins_the_two(puts_through, customer, exchange, client):
    parent, told = puts_through(call=answering("1", hang_up_after=2))
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")
    child = exchange.board.calls[told["DialCallSid"]]
    assert said(child) == [OPENING]
    assert child.from_ == OURS
    assert said(parent)[0] == "Thank you. We are ringing Sam now."
    assert "That was a short call." in said(parent)
    statuses = [one.form["CallStatus"] for one in customer.waits_for("/leg", 4)]
    assert statuses == ["initiated", "ringing", "in-progress", "completed"]
    # A call whose words were all lost is looked for just so.
    assert [one.sid for one in client.calls.list(to=SAM, from_=OURS)] == [child.sid]
    assert list(exchange.board.warnings) == []


@pytest.mark.parametrize("call", [{"kind": "mailbox", "after": 1}, answering()])
def test_who_presses_nothing_hears_it_twice_and_is_not_joined(puts_through, exchange, call):
    parent, told = puts_through(call=call)
    assert told["DialBridged"] == "false"
    child = exchange.board.calls[told["DialCallSid"]]
    assert said(child) == [OPENING, OPENING]
    assert not parent.was_joined


@pytest.mark.parametrize(
    ("call", "status"), [("busy", "busy"), ("ignore", "no-answer"), ("unreachable", "failed")]
)
def test_who_is_not_reached_is_told_by_what_came_of_it(puts_through, call, status):
    _, told = puts_through(call=call)
    assert told["DialCallStatus"] == status
    assert told["DialCallSid"].startswith("CA")
