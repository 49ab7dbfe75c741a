"""What the carrier signs is heard; nothing else comes past the door."""

import xml.etree.ElementTree as ET

import pytest
from web.house import ACCOUNT, PUBLIC, example_rota, names_of, number, signature_of

from service.domain.attempt import CallStatus
from service.ports import BookUnavailable

SID = "CA" + "a" * 32
TEXT = "SM" + "b" * 32
UNKNOWN = "0" * 32
ROUTES = (
    "/twilio/call/{}",
    "/twilio/call/{}/menu/2",
    "/twilio/call/{}/key/1",
    "/twilio/call/{}/status",
    "/twilio/text/{}/status",
    "/twilio/incoming/voice",
    "/twilio/incoming/voice/menu/2",
    "/twilio/incoming/voice/key/1",
    "/twilio/incoming/text",
)


def parsed(document):
    return ET.fromstring(document)  # noqa: S314 - our own


def said(answer):
    """Return everything that is spoken, and the keys' address where any are heard."""
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    document = parsed(answer.text)
    gather = document.find("Gather")
    spoken = " ".join(one.text for one in document.iter("Say"))
    return spoken, None if gather is None else gather.get("action")


def replied(answer):
    assert answer.content_type == "text/xml; charset=utf-8"
    return [one.text for one in parsed(answer.text).iter("Message")]


def moved(house, attempt, status, **more):
    fields = {"CallSid": SID, "CallStatus": status} | more
    return house.webhook(f"/twilio/call/{attempt}/status", fields)


@pytest.fixture
def ringing(house):
    """An escalation whose first phone rings, and the attempt that rings it."""
    raised = house.raises()
    return raised["id"], house.rings(raised["id"])


class TestDoor:
    @pytest.mark.parametrize("route", ROUTES)
    def test_is_shut_to_a_bad_signature_before_the_book_is_touched(self, house, ringing, route):
        path = route.format(ringing[1])
        house.book.asked = 0
        for signature in ("x", "é", signature_of(PUBLIC + "/other", {"AccountSid": ACCOUNT})):
            answer = house.webhook(path, {"Digits": "1"}, signature=signature)
            assert (answer.status_code, answer.data) == (403, b"")
        client = house.app.test_client()
        answer = client.post(path, data={"Digits": "1"}, base_url=PUBLIC)
        assert (answer.status_code, answer.data) == (403, b"")
        assert house.book.asked == 0

    @pytest.mark.parametrize("route", ROUTES)
    def test_is_shut_to_another_account(self, house, ringing, route):
        house.book.asked = 0
        answer = house.webhook(route.format(ringing[1]), {"AccountSid": "AC" + "9" * 32})
        assert (answer.status_code, answer.data) == (403, b"")
        assert house.book.asked == 0

    @pytest.mark.parametrize("route", ROUTES)
    def test_is_for_post_alone(self, house, route):
        for method in ("GET", "HEAD", "OPTIONS", "PUT"):
            answer = house.asks().open(method, route.format(UNKNOWN))
            assert (answer.status_code, answer.data) == (405, b"")

    def test_goes_by_the_public_address_whatever_the_request_says_of_its_host(self, house, ringing):
        path = f"/twilio/call/{ringing[1]}"
        form = {"AccountSid": ACCOUNT, "CallSid": SID}
        forged = house.app.test_client().post(
            path,
            data=form,
            base_url="https://elsewhere.example",
            headers={"X-Twilio-Signature": signature_of("https://elsewhere.example" + path, form)},
        )
        assert forged.status_code == 403
        proxied = house.app.test_client().post(
            path,
            data=form,
            base_url="http://10.0.0.1:8000",
            headers={"X-Twilio-Signature": signature_of(PUBLIC + path, form)},
        )
        assert proxied.status_code == 200

    def test_signs_the_address_as_it_came_escapes_and_query_included(self, house):
        path = "/twilio/call/%30%2d/status?a=%2F&b=1"
        answer = house.webhook(path, {"CallSid": SID})
        assert answer.status_code == 204

    def test_is_shut_to_more_than_any_text_can_be(self, house):
        answer = house.webhook("/twilio/incoming/text", {"Body": "x" * 70_000})
        assert (answer.status_code, answer.data) == (413, b"")

    def test_is_no_place_for_an_unknown_address(self, house):
        answer = house.webhook("/twilio/other")
        assert (answer.status_code, answer.data) == (404, b"")

    def test_needs_no_word_of_where_it_comes_from(self, house):
        answer = house.webhook(
            "/twilio/incoming/voice",
            {"From": "+447700900111"},
            headers={"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        )
        assert answer.status_code == 200


class TestCall:
    def test_that_is_answered_says_the_menu_at_once(self, house, ringing):
        _, attempt = ringing
        spoken, keys = said(house.webhook(f"/twilio/call/{attempt}", {"CallSid": SID}))
        assert spoken.startswith("This is Harbour Lane, calling for Priya. It's urgent.")
        assert "Sam" not in spoken
        assert keys.partition("#")[0] == f"{PUBLIC}/twilio/call/{attempt}/key/1"

    def test_that_hears_silence_says_it_twice_and_ends(self, house, ringing):
        _, attempt = ringing
        first = parsed(house.webhook(f"/twilio/call/{attempt}", {"CallSid": SID}).text)
        again = first.findtext("Redirect").partition("#")[0].removeprefix(PUBLIC)
        assert again == f"/twilio/call/{attempt}/menu/2"
        answer = house.webhook(again)
        assert said(answer)[1].partition("#")[0].endswith("/key/2")
        assert parsed(answer.text).find("Redirect") is None
        assert parsed(house.webhook(f"/twilio/call/{attempt}/menu/3").text)[0].tag == ("Hangup")
        assert house.escalation(ringing[0]).state == "open"

    @pytest.mark.parametrize(
        ("key", "words", "state"),
        [
            ("1", "You have taken this. Please ring Sam Lee now", "acknowledged"),
            ("2", "We will ring the next person", "open"),
            ("3", "We won't ring this number again", "open"),
            ("*", "calling for Priya", "open"),
            ("9", "calling for Priya", "open"),
            ("11", "calling for Priya", "open"),
            ("", "calling for Priya", "open"),
        ],
    )
    def test_does_what_a_key_asks(self, house, ringing, key, words, state):
        escalation, attempt = ringing
        for _ in range(2):  # Twice is as good as once: the carrier may ask again.
            spoken, _ = said(house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": key}))
            assert words in spoken
        assert house.escalation(escalation).state == state

    def test_that_comes_second_hears_who_has_it(self, house, ringing):
        escalation, first = ringing
        house.clock.passes(110)
        house.rings(escalation)
        second = next(
            one.id for one in house.escalation(escalation).offers() if one.person == "tom"
        )
        house.webhook(f"/twilio/call/{first}/key/1", {"Digits": "1"})
        spoken, keys = said(house.webhook(f"/twilio/call/{second}", {"CallSid": SID}))
        assert spoken == "Priya has already taken this. Thank you. You can hang up."
        assert keys is None

    def test_with_the_book_away_says_that_nothing_was_taken(self, house, ringing):
        _, attempt = ringing
        house.book.works_for = 0
        spoken, _ = said(house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"}))
        assert "nothing was taken" in spoken

    @pytest.mark.parametrize("attempt", [UNKNOWN, "x", "%00", "é", "f" * 300])
    @pytest.mark.parametrize("route", ROUTES[:3])
    def test_that_we_know_nothing_of_harms_nobody(self, any_house, route, attempt):
        answer = any_house.webhook(
            route.format(attempt).replace("é", "%C3%A9"), {"CallSid": SID, "Digits": "1"}
        )
        assert "You do not need to do anything" in said(answer)[0]

    def test_that_names_no_call_harms_nobody(self, house, ringing):
        answer = house.webhook(f"/twilio/call/{ringing[1]}", {"CallSid": "nonsense"})
        assert "You do not need to do anything" in said(answer)[0]


class TestStatus:
    def test_moves_the_call_on_and_rings_the_bell(self, any_house):
        raised = any_house.raises()
        attempt = any_house.rings(raised["id"])
        any_house.bell.rung.clear()
        for status in ("initiated", "ringing", "no-answer"):
            answer = moved(any_house, attempt, status)
            assert (answer.status_code, answer.data) == (204, b"")
        found = any_house.escalation(raised["id"]).attempt(attempt)
        assert found.call(SID).status is CallStatus.NO_ANSWER
        assert any_house.bell.rung == [raised["id"]] * 3

    def test_may_come_twice_late_and_shuffled(self, house, ringing):
        escalation, attempt = ringing
        for status in ("in-progress", "ringing", "completed", "ringing", "completed"):
            moved(house, attempt, status)
        found = house.escalation(escalation).attempt(attempt)
        assert found.call(SID).status is CallStatus.COMPLETED
        kinds = names_of(
            house.asks("sam").get(f"/api/v1/escalations/{escalation}").json["timeline"]
        )
        assert kinds.count("answered") == 1
        assert "ringing" not in kinds

    def test_with_the_same_token_is_the_same_whatever_its_spelling(self, house, ringing):
        escalation, attempt = ringing
        for token, status in (("One", "ringing"), ("oNE", "completed")):
            house.webhook(
                f"/twilio/call/{attempt}/status",
                {"CallSid": SID, "CallStatus": status},
                headers={"I-Twilio-Idempotency-Token": token},
            )
        call = house.escalation(escalation).attempt(attempt).call(SID)
        assert call.status is CallStatus.RINGING

    @pytest.mark.parametrize(
        "fields",
        [
            {"CallSid": SID, "CallStatus": "dreaming"},
            {"CallSid": SID},
            {"CallStatus": "completed"},
            {"CallSid": "x", "CallStatus": "completed"},
            {},
        ],
    )
    def test_that_we_cannot_read_changes_nothing(self, house, ringing, fields):
        escalation, attempt = ringing
        before = house.escalation(escalation)
        assert house.webhook(f"/twilio/call/{attempt}/status", fields).status_code == 204
        assert house.escalation(escalation) == before

    @pytest.mark.parametrize("attempt", [UNKNOWN, "x", "%00"])
    def test_of_what_we_do_not_know_changes_nothing(self, any_house, attempt):
        fields = {"CallSid": SID, "CallStatus": "completed"}
        assert any_house.webhook(f"/twilio/call/{attempt}/status", fields).status_code == 204
        fields = {"MessageSid": TEXT, "MessageStatus": "failed"}
        assert any_house.webhook(f"/twilio/text/{attempt}/status", fields).status_code == 204

    def test_with_the_book_away_is_asked_for_again(self, house, ringing):
        escalation, attempt = ringing
        house.book.works_for, house.book.outage = 0, BookUnavailable()
        answer = moved(house, attempt, "no-answer")
        assert (answer.status_code, answer.data) == (503, b"")
        house.book.works_for = None
        moved(house, attempt, "no-answer")
        call = house.escalation(escalation).attempt(attempt).call(SID)
        assert call.status is CallStatus.NO_ANSWER

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [("failed", "failed"), ("undelivered", "failed"), ("delivered", None), ("odd", None)],
    )
    def test_of_a_text_counts_where_it_did_not_arrive(self, house, ringing, status, outcome):
        escalation, _ = ringing
        text = next(one for one in house.escalation(escalation).offers() if one.channel == "text")
        fields = {"MessageSid": TEXT, "MessageStatus": status}
        answer = house.webhook(f"/twilio/text/{text.id}/status", fields)
        assert (answer.status_code, answer.data) == (204, b"")
        assert house.escalation(escalation).attempt(text.id).outcome == outcome


class TestCallIn:
    def test_from_an_officer_offers_to_ring_back_and_does(self, house, ringing):
        escalation, _ = ringing
        caller = {"From": number(111).e164}
        spoken, keys = said(house.webhook("/twilio/incoming/voice", caller))
        assert "Press 1, and we will ring you back now." in spoken
        path = keys.partition("#")[0].removeprefix(PUBLIC)
        spoken, _ = said(house.webhook(path, caller | {"Digits": "1"}))
        assert "We are ringing you back now" in spoken
        purposes = [one.purpose for one in house.escalation(escalation).attempts]
        assert "ring_back" in purposes
        assert house.escalation(escalation).state == "open"

    @pytest.mark.usefixtures("ringing")
    def test_offers_twice_and_no_more(self, house):
        caller = {"From": number(111).e164}
        second = house.webhook("/twilio/incoming/voice/menu/2", caller)
        assert said(second)[1].partition("#")[0].endswith("/key/2")
        assert parsed(second.text).find("Redirect") is None
        third = house.webhook("/twilio/incoming/voice/menu/3", caller)
        assert [one.tag for one in parsed(third.text)] == ["Hangup"]

    @pytest.mark.usefixtures("ringing")
    @pytest.mark.parametrize("sender", ["+442079460001", "anonymous", "", "client:sam", "+447700"])
    def test_from_anybody_else_hears_who_this_is_and_a_line(self, house, sender):
        spoken, keys = said(house.webhook("/twilio/incoming/voice", {"From": sender}))
        assert "This is Harbour Lane's call-out line." in spoken
        assert "dial 9 9 9" in spoken
        assert "0 2 0 7 9" in spoken
        assert keys is None

    def test_with_the_book_away_says_the_truth(self, house):
        house.book.works_for = 0
        spoken, _ = said(house.webhook("/twilio/incoming/voice", {"From": number(111).e164}))
        assert "something is wrong on our side" in spoken


class TestTextIn:
    def texts(self, house, body, sender=111, sid=TEXT, **more):
        fields = {"From": number(sender).e164, "Body": body, "MessageSid": sid} | more
        return house.webhook("/twilio/incoming/text", fields)

    def test_of_the_digit_takes_it(self, any_house):
        raised = any_house.raises()
        any_house.rings(raised["id"])
        (answer,) = replied(self.texts(any_house, " 1. "))
        assert "Ring Sam Lee now on 07700 900123" in answer
        assert any_house.escalation(raised["id"]).holder.person == "priya"

    @pytest.mark.usefixtures("ringing")
    def test_that_comes_twice_is_answered_once(self, house):
        assert replied(self.texts(house, "1"))
        assert replied(self.texts(house, "1")) == []

    def test_of_anything_else_is_asked_for_the_digit_alone(self, house, ringing):
        (answer,) = replied(self.texts(house, "2 mins, I'll take it"))
        assert "the digit alone" in answer
        assert house.escalation(ringing[0]).state == "open"

    def test_from_staff_raises(self, house):
        (answer,) = replied(self.texts(house, "Ring", sender=123))
        assert "has started" in answer
        assert len(house.bell.rung) == 1

    @pytest.mark.parametrize("sender", ["HARBOUR", "", "07700900111", "+0447700900111"])
    def test_from_what_nobody_can_answer_is_dropped(self, house, ringing, sender):
        assert replied(self.texts(house, "1", From=sender)) == []
        assert replied(self.texts(house, "1", sid="x")) == []
        assert house.escalation(ringing[0]).state == "open"

    @pytest.mark.usefixtures("ringing")
    def test_with_the_book_away_is_asked_for_again(self, house):
        house.book.works_for = 0
        answer = self.texts(house, "1")
        assert (answer.status_code, answer.data) == (503, b"")
        house.book.works_for = None
        assert replied(self.texts(house, "1"))

    def test_is_answered_to_somebody_with_a_name_that_looks_like_markup(self, house):
        people = dict(example_rota().people)
        odd = "</Message><Dial>+447700900199</Dial>"
        people["sam"] = type(people["sam"])(
            key="sam", name=odd, phone=number(123), roles=people["sam"].roles
        )
        house.changes_rota(example_rota(people=people))
        house.rings(house.raises()["id"])
        answer = self.texts(house, "1")
        assert [one.tag for one in parsed(answer.text).iter()] == ["Response", "Message"]
