"""Calls out and in: what is said, and what a key does."""

import pytest
from web.carried import SID, UNKNOWN, parsed, said
from web.house import PUBLIC, number

ROUTES = ("/twilio/call/{}", "/twilio/call/{}/menu/2", "/twilio/call/{}/key/1")


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
            ("1", "Or ring Sam Lee now", "acknowledged"),
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
    @pytest.mark.parametrize("route", ROUTES)
    def test_that_we_know_nothing_of_harms_nobody(self, any_house, route, attempt):
        answer = any_house.webhook(
            route.format(attempt).replace("é", "%C3%A9"), {"CallSid": SID, "Digits": "1"}
        )
        assert "You do not need to do anything" in said(answer)[0]

    def test_that_names_no_call_harms_nobody(self, house, ringing):
        answer = house.webhook(f"/twilio/call/{ringing[1]}", {"CallSid": "nonsense"})
        assert "You do not need to do anything" in said(answer)[0]


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
