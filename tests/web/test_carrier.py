"""What the carrier signs is heard; nothing else comes past the door."""

import pytest
from web.carried import SID, TEXT, UNKNOWN
from web.house import ACCOUNT, PUBLIC, names_of, signature_of

from service.domain.attempt import CallStatus
from service.ports import BookUnavailable

ROUTES = (
    "/twilio/call/{}",
    "/twilio/call/{}/menu/2",
    "/twilio/call/{}/key/1",
    "/twilio/call/{}/status",
    "/twilio/call/{}/taken/own/0/menu/2",
    "/twilio/call/{}/taken/own/0/key/1",
    "/twilio/call/{0}/through/own/{0}/over",
    "/twilio/through/{}",
    "/twilio/through/{}/menu/2",
    "/twilio/through/{}/key/1",
    "/twilio/through/{}/status",
    "/twilio/text/{}/status",
    "/twilio/incoming/voice",
    "/twilio/incoming/voice/menu/2",
    "/twilio/incoming/voice/key/1",
    "/twilio/incoming/voice/caller/menu/2",
    "/twilio/incoming/voice/caller/key/1",
    "/twilio/incoming/text",
)


def moved(house, attempt, status, **more):
    fields = {"CallSid": SID, "CallStatus": status} | more
    return house.webhook(f"/twilio/call/{attempt}/status", fields)


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

    def test_is_named_by_what_is_signed_and_not_by_the_carriers_token(self, house, ringing):
        escalation, attempt = ringing
        for status in ("ringing", "completed"):
            house.webhook(
                f"/twilio/call/{attempt}/status",
                {"CallSid": SID, "CallStatus": status},
                headers={"I-Twilio-Idempotency-Token": "one"},
            )
        call = house.escalation(escalation).attempt(attempt).call(SID)
        assert call.status is CallStatus.COMPLETED

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
