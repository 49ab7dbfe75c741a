"""A colleague who rings our number, over the wire: each key at the address of what was asked."""

import pytest
from web.carried import SID, parsed, said
from web.house import PUBLIC, number

from service.ports import BookUncertain

SAM = {"From": number(123).e164, "CallSid": SID}


def led(address):
    return address.partition("#")[0].removeprefix(PUBLIC)


@pytest.fixture
def called(any_house):
    """What a colleague hears first, and where their keys go."""
    any_house.has_a_ticker("watch")
    spoken, keys = said(any_house.webhook("/twilio/incoming/voice", SAM))
    assert "To have an officer ring you, press 1." in spoken
    return led(keys)


def open_ones(house):
    with house.real_book.reading() as page:
        return page.raised_by("sam")


def test_one_key_raises_and_the_bell_is_rung(any_house, called):
    spoken, keys = said(any_house.webhook(called, SAM | {"Digits": "1"}))
    assert "We are ringing Priya now" in spoken
    assert keys is None
    assert any_house.bell.rung == [one.id for one in open_ones(any_house)]


def test_a_webhook_that_comes_twice_raises_once(any_house, called):
    for _ in range(2):
        spoken, _ = said(any_house.webhook(called, SAM | {"Digits": "1"}))
        assert "We are ringing Priya now" in spoken
    assert len(open_ones(any_house)) == 1


def test_an_answer_of_the_book_that_is_lost_raises_once_and_says_so(any_house, called):
    any_house.book.unheard_commits = 1
    spoken, _ = said(any_house.webhook(called, SAM | {"Digits": "1"}))
    assert "We are ringing Priya now" in spoken
    assert len(open_ones(any_house)) == 1


def test_an_answer_that_is_lost_twice_is_told_as_it_is(any_house, called):
    any_house.book.unheard_commits = 2
    spoken, _ = said(any_house.webhook(called, SAM | {"Digits": "1"}))
    assert "We cannot tell whether that was kept." in spoken
    assert len(open_ones(any_house)) == 1


@pytest.mark.parametrize("outage", [None, BookUncertain()])
def test_with_the_book_away_nothing_is_promised(any_house, called, outage):
    any_house.book.works_for, any_house.book.outage = 0, outage or any_house.book.outage
    spoken, _ = said(any_house.webhook(called, SAM | {"Digits": "1"}))
    assert "something is wrong on our side, and nothing was started" in spoken
    assert open_ones(any_house) == []


def test_silence_asks_once_more_and_then_ends(any_house, called):
    first = parsed(any_house.webhook("/twilio/incoming/voice", SAM).text)
    again = led(first.find("Redirect").text)
    # Not the plain one: an officer who went on to this menu would hear what waits for them.
    assert again == called.replace("key/1", "menu/2")
    second = any_house.webhook(again, SAM)
    assert "press 1" in said(second)[0]
    assert led(said(second)[1]) == called.replace("key/1", "key/2")
    assert parsed(second.text).find("Redirect") is None


def test_a_key_closes_only_what_was_asked_about(any_house, called):
    raised = any_house.raises()
    spoken, keys = said(any_house.webhook("/twilio/incoming/voice", SAM))
    assert "press 2" in spoken
    assert led(keys) != called
    # What was asked before it was raised is still only whether to raise.
    said(any_house.webhook(called, SAM | {"Digits": "2"}))
    assert any_house.escalation(raised["id"]).climb.number == 1
    spoken, _ = said(any_house.webhook(led(keys), SAM | {"Digits": "2"}))
    assert "We are ringing again now" in spoken
    assert any_house.escalation(raised["id"]).climb.number == 2


@pytest.mark.parametrize("asked", ["menu", "back", "x", "talked"])
def test_an_address_that_we_never_gave_to_a_caller_does_nothing(any_house, asked):
    answer = any_house.webhook(f"/twilio/incoming/voice/{asked}/key/1", SAM | {"Digits": "1"})
    assert "call-out line" in said(answer)[0]
    said(any_house.webhook(f"/twilio/incoming/voice/{asked}/menu/2", SAM))
    assert open_ones(any_house) == []


def test_a_key_in_a_call_without_a_name_raises_nothing(any_house, called):
    said(any_house.webhook(called, SAM | {"CallSid": "nonsense", "Digits": "1"}))
    assert open_ones(any_house) == []


def test_the_word_for_stop_reaches_the_desk_and_so_does_the_carriers_own(any_house):
    for fields in ({"Body": "Stop"}, {"Body": "ARRET", "OptOutType": "STOP"}):
        sender = number(111 if "OptOutType" in fields else 112)
        texted = {"From": sender.e164, "MessageSid": f"SM{sender.e164[-3:]:0>32}"} | fields
        assert parsed(any_house.webhook("/twilio/incoming/text", texted).text).tag == "Response"
        with any_house.real_book.reading() as page:
            assert page.marks(sender).texts_off


@pytest.mark.parametrize(("code", "off"), [("30004", True), ("30003", False)])
def test_a_text_that_is_blocked_on_its_way_turns_texts_off(any_house, code, off):
    raised = any_house.raises()
    any_house.rings(raised["id"])
    text = next(one for one in any_house.escalation(raised["id"]).offers() if one.channel == "text")
    failed = {"MessageSid": "SM" + "c" * 32, "MessageStatus": "undelivered", "ErrorCode": code}
    any_house.webhook(f"/twilio/text/{text.id}/status", failed)
    with any_house.real_book.reading() as page:
        assert page.marks(text.phone).texts_off is off
