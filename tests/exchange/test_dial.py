"""One call joined to another, as the documents ask."""

import pytest

from exchange.parts import AMARA, BEN, OURS, SAM, answering, said

JOIN = '<Dial action="/after" callerId="{ours}" timeout="20">{inner}</Dial>'


@pytest.fixture
def dialled(place, knobs, customer, ended):
    """Let Amara's call dial *inner*; give the parent, its children and what /after heard."""

    def _dialled(inner, **amara):
        knobs.phone(AMARA, call=answering(**amara))
        customer.says("/after", "<Say>That is over.</Say>")
        parent = ended(place(JOIN.format(ours=OURS, inner=inner)))
        return parent, customer.at("/after")[0].form if customer.at("/after") else None

    return _dialled


def test_dial_joins_the_two_until_one_hangs_up(dialled, knobs, exchange):
    knobs.phone(SAM, call=answering(hang_up_after=1))
    parent, told = dialled(f"<Number>{SAM}</Number>")
    child = exchange.board.calls[told["DialCallSid"]]
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")
    assert told["DialCallDuration"] == "0"
    assert (child.parent_sid, child.direction, child.from_) == (parent.sid, "outbound-dial", OURS)
    assert said(parent) == ["That is over."]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [("busy", "busy"), ("no_answer", "no-answer"), ("unreachable", "failed")],
)
def test_dial_says_why_the_two_were_not_joined(behaviour, status, dialled, knobs):
    knobs.phone(SAM, call=behaviour)
    parent, told = dialled(SAM)
    assert (told["DialCallStatus"], told["DialBridged"]) == (status, "false")
    assert "DialCallDuration" not in told
    assert said(parent) == ["That is over."]


def test_a_whisper_is_for_the_callee_alone_and_then_joins(dialled, knobs, customer, exchange):
    customer.says(
        "/whisper", '<Gather numDigits="1" action="/yes"><Say>Press 1.</Say></Gather><Hangup/>'
    )
    customer.says("/yes", "<Say>Joining.</Say>")
    knobs.phone(SAM, call=answering("1", hang_up_after=5))
    parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    child = exchange.board.calls[told["DialCallSid"]]
    assert said(child) == ["Press 1.", "Joining."]
    assert said(parent) == ["That is over."]
    assert told["DialBridged"] == "true"
    assert customer.at("/whisper")[0].form["ParentCallSid"] == parent.sid


def test_a_mailbox_hears_the_whisper_and_is_not_joined(dialled, knobs, customer, exchange):
    customer.says("/whisper", '<Gather timeout="1"><Say>Press 1.</Say></Gather><Hangup/>')
    knobs.phone(SAM, call={"kind": "mailbox", "after": 1})
    _parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "false")


def test_a_mailbox_is_joined_where_the_whisper_just_ends(dialled, knobs, customer, exchange):
    customer.says("/whisper", "<Say>Hello.</Say>")
    knobs.phone(SAM, call={"kind": "mailbox", "after": 1})
    parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>', hang_up_after=10)
    assert told is None
    assert parent.was_joined


def test_the_first_of_several_to_answer_wins(dialled, knobs, exchange):
    knobs.phone(SAM, call=answering(hang_up_after=5))
    _parent, told = dialled(f"<Number>{BEN}</Number><Number>{SAM}</Number>")
    ben = next(call for call in exchange.board.calls.values() if call.to == BEN)
    assert exchange.board.calls[told["DialCallSid"]].to == SAM
    assert (ben.status, told["DialBridged"]) == ("canceled", "true")


def test_the_child_leg_ends_with_its_parent(place, knobs, client, exchange, ended):
    knobs.phone(AMARA, call=answering())
    knobs.phone(SAM, call=answering())
    parent = place(f"<Dial>{SAM}</Dial>")
    exchange.wait_until(lambda board: board.calls[parent.sid].joined)
    assert exchange.board.calls[parent.sid].joined == client.calls.list(to=SAM)[0].sid
    client.calls(parent.sid).update(status="completed")
    exchange.wait_until(lambda board: all(call.is_over for call in board.calls.values()))
    assert client.calls.list(parent_call_sid=parent.sid)[0].status == "completed"


def test_star_ends_the_joined_call_where_asked(dialled, knobs, place, customer, exchange, ended):
    knobs.phone(AMARA, call=answering())
    knobs.phone(SAM, call=answering())
    parent = place(f'<Dial hangupOnStar="true">{SAM}</Dial><Say>Apart.</Say>')
    exchange.wait_until(lambda board: board.calls[parent.sid].joined)
    knobs.does(AMARA, "keys", keys="*", when="now")
    assert said(ended(parent)) == ["Apart."]


def test_the_child_leg_has_callbacks_of_its_own(dialled, knobs, customer):
    knobs.phone(SAM, call="busy")
    dialled(
        f'<Number statusCallback="/leg" statusCallbackEvent="initiated completed">{SAM}</Number>'
    )
    heard = [each.form for each in customer.waits_for("/leg", 2)]
    assert [each["CallStatus"] for each in heard] == ["initiated", "busy"]
    assert heard[0]["ParentCallSid"]
    assert heard[0]["Direction"] == "outbound-dial"


def test_a_whisper_must_not_dial(dialled, knobs, customer, exchange):
    customer.says("/whisper", f"<Dial>{BEN}</Dial>")
    knobs.phone(SAM, call=answering())
    _parent, told = dialled(f'<Number url="/whisper">{SAM}</Number>')
    assert told["DialBridged"] == "false"
    assert 13201 in [warning["code"] for warning in knobs.state()["warnings"]]
