"""What a call says between the key and the conversation, on both phones."""

import pytest
from web.carried import SID, UNKNOWN, parsed, said
from web.house import PUBLIC, number

CHILD = "CA" + "c" * 32


def path_of(address):
    return address.partition("#")[0].removeprefix(PUBLIC)


def press(house, keys_address, digits):
    return house.webhook(path_of(keys_address), {"CallSid": SID, "Digits": digits})


def taken(house, attempt):
    """Take it by key; return where the next key goes."""
    answer = house.webhook(f"/twilio/call/{attempt}", {"CallSid": SID})
    return said(press(house, said(answer)[1], "1"))[1]


def put_through(house, attempt):
    """Press 1 and 1; return what rings the colleague."""
    return parsed(press(house, taken(house, attempt), "1").text).find("Dial")


@pytest.fixture
def dial(any_house):
    house = any_house
    raised = house.raises()
    return house, raised["id"], put_through(house, house.rings(raised["id"]))


def over(dialled, status, **more):
    house, _, dial = dialled
    fields = {"CallSid": SID, "DialCallStatus": status, "DialCallSid": CHILD} | more
    return said(house.webhook(path_of(dial.get("action")), fields))


def test_the_colleagues_phone_is_rung_with_our_number_shown(dial):
    house, escalation, verb = dial
    assert verb.get("callerId") == house.parts.settings.twilio_from
    assert verb.get("timeout") == "20"
    (colleague,) = verb
    assert colleague.text == number(123).e164
    (bridge,) = [
        one for one in house.escalation(escalation).attempts if one.purpose == "put_through"
    ]
    assert path_of(colleague.get("url")) == f"/twilio/through/{bridge.id}"


def test_no_address_holds_a_name_a_number_or_a_reference(dial):
    house, escalation, verb = dial
    addresses = [verb.get("action"), verb[0].get("url"), verb[0].get("statusCallback")]
    for secret in ("sam", "priya", "900123", house.escalation(escalation).reference.lower()):
        assert not [one for one in addresses if secret in one.lower()]


def test_a_key_of_the_colleague_joins_the_two(dial):
    house, escalation, verb = dial
    url = path_of(verb[0].get("url"))
    spoken, keys = said(house.webhook(url, {"CallSid": CHILD}))
    assert spoken == "Priya is ready to talk. Press 1."
    for _ in range(2):  # The carrier may tell of a key twice.
        answer = press(house, keys, "1")
        assert list(parsed(answer.text)) == []
    house.clock.passes(30)
    spoken, keys = over(dial, "completed", DialCallDuration="30")
    assert spoken == "Have you spoken? If yes, press 1. If not yet, press 2."
    for _ in range(2):
        assert "This is closed." in said(press(house, keys, "1"))[0]
    assert house.escalation(escalation).state == "spoken"


@pytest.mark.parametrize("digits", ["2", "", "11", "*"])
def test_no_other_key_joins_them(dial, digits):
    house, _, verb = dial
    keys = said(house.webhook(path_of(verb[0].get("url")), {"CallSid": CHILD}))[1]
    again = press(house, keys, digits)
    assert said(again)[0] == "Priya is ready to talk. Press 1."
    assert parsed(again.text)[-1].tag == "Hangup"
    last = press(house, said(again)[1], digits)
    assert [one.tag for one in parsed(last.text)] == ["Hangup"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("busy", "Sam's phone is busy."),
        ("no-answer", "Sam did not answer."),
        ("failed", "We could not get through to Sam's phone."),
        ("canceled", "Sam did not answer."),
        ("completed", "Sam did not answer."),
        ("answered", "Sam did not answer."),
        ("dreaming", "Sam did not answer."),
    ],
)
def test_the_officer_hears_what_came_of_it_though_no_status_came(dial, status, words):
    house, escalation, _ = dial
    for _ in range(2):
        spoken, keys = over(dial, status)
        assert words in spoken
        assert "0 7 7 0 0. 9 0 0. 1 2 3." in spoken
        assert keys is not None
    (bridge,) = [
        one for one in house.escalation(escalation).attempts if one.purpose == "put_through"
    ]
    assert not bridge.live
    assert house.escalation(escalation).holder.person == "priya"


def test_a_call_that_the_carrier_never_made_has_no_id_and_is_over(dial):
    house, escalation, _ = dial
    assert "We could not get through" in over(dial, "failed", DialCallSid="")[0]
    assert house.escalation(escalation).bridge is None


def test_the_colleagues_call_has_a_status_of_its_own(dial):
    house, escalation, verb = dial
    status = path_of(verb[0].get("statusCallback"))
    for word in ("ringing", "busy", "ringing"):
        answer = house.webhook(status, {"CallSid": CHILD, "CallStatus": word})
        assert answer.status_code == 204
    (bridge,) = [
        one for one in house.escalation(escalation).attempts if one.purpose == "put_through"
    ]
    assert (bridge.outcome, bridge.call(CHILD).status) == ("busy", "busy")


def test_a_pin_is_four_keys_and_comes_before_the_colleague(house, ringing):
    escalation, attempt = ringing
    with house.book.writing() as page:
        page.set_pin("priya", house.parts.desk.pins.hashed("2468"))
    answer = house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"})
    assert parsed(answer.text).find("Gather").get("numDigits") == "4"
    keys = said(answer)[1]
    assert "Sam" not in answer.text
    assert house.escalation(escalation).state == "open"
    for _ in range(2):
        wrong = press(house, keys, "1357")
        assert "Those were not the right digits." in said(wrong)[0]
    for digits in ("+447", "x" * 9000, "24\n8"):
        assert "Sam" not in press(house, keys, digits).text
    assert "Sam Lee" in said(press(house, said(wrong)[1], "2468"))[0]
    assert house.escalation(escalation).state == "acknowledged"


@pytest.mark.parametrize("where", ["own", "x", "0.0", f"{UNKNOWN}.0", "a" * 3000])
@pytest.mark.parametrize("menu", ["taken", "back", "talked", "nothing"])
def test_an_address_that_we_did_not_write_tells_nothing(house, ringing, menu, where):
    _, attempt = ringing
    answer = house.webhook(f"/twilio/call/{attempt}/{menu}/{where}/0/key/1", {"Digits": "1"})
    assert "Sam" not in said(answer)[0]


def test_a_call_to_a_colleague_is_no_officers_call(dial):
    house, _, verb = dial
    bridge = path_of(verb[0].get("url")).rpartition("/")[2]
    for path in (f"/twilio/call/{bridge}", f"/twilio/call/{bridge}/key/1"):
        answer = house.webhook(path, {"CallSid": CHILD, "Digits": "1"})
        assert "You do not need to do anything" in said(answer)[0]


def test_an_officers_call_joins_nobody(house, ringing):
    _, attempt = ringing
    answer = house.webhook(f"/twilio/through/{attempt}/key/1", {"CallSid": SID, "Digits": "1"})
    assert "nobody is on the line" in said(answer)[0]


@pytest.mark.parametrize("through", [UNKNOWN, "x", "f" * 300])
def test_a_call_that_we_know_nothing_of_joins_nobody(house, through):
    for path in (f"/twilio/through/{through}", f"/twilio/through/{through}/key/1"):
        answer = house.webhook(path, {"CallSid": CHILD, "Digits": "1"})
        assert parsed(answer.text)[-1].tag == "Hangup"


def test_with_the_book_away_two_who_are_on_the_line_are_joined_all_the_same(dial):
    house, _, verb = dial
    keys = said(house.webhook(path_of(verb[0].get("url")), {"CallSid": CHILD}))[1]
    house.book.works_for = 0
    assert list(parsed(press(house, keys, "1").text)) == []


def test_with_the_book_away_it_is_not_said_that_nothing_was_taken(house, ringing):
    keys = taken(house, ringing[1])
    house.book.works_for = 1
    spoken = said(press(house, keys, "1"))[0]
    assert "We cannot tell whether that was kept." in spoken
    assert "nothing was taken" not in spoken


def test_a_wrong_person_marks_the_number_to_be_proved_again(house, ringing):
    _, attempt = ringing
    house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "3"})
    with house.book.reading() as page:
        assert page.marks(number(111)).prove_again
