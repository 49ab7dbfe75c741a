"""A call-out over the API: shown to those it concerns, and to nobody else."""

import pytest
from web.climbing import climbs, does
from web.house import names_of

PRESS = "/api/v1/escalations"
#: An id that we could have made, and did not.
UNKNOWN = "0" * 32


def at(escalation, verb=""):
    return f"{PRESS}/{escalation['id']}{verb}"


class TestCallOut:
    def test_shows_its_raiser_the_whole_climb(self, any_house):
        raised = any_house.raises()
        any_house.has_a_ticker()
        attempt = any_house.rings(raised["id"])
        any_house.clock.passes(8)
        any_house.webhook(f"/twilio/call/{attempt}", {"CallSid": "CA" + "a" * 32})
        any_house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"})
        answer = any_house.asks("sam").get(at(raised))
        assert answer.status_code == 200
        shown = answer.json
        assert shown["state"] == "acknowledged"
        assert shown["acknowledged"] == {"name": "Priya Shah", "at": "2026-11-22T03:00:08.000Z"}
        assert shown["now"] == "Priya has your call-out and will ring you on 07700 900123."
        assert {key: shown[key] for key in raised if key != "state"} == {
            key: raised[key] for key in raised if key != "state"
        }
        lines = shown["timeline"]
        assert lines[0] == {
            "at": "2026-11-22T03:00:00.000Z",
            "kind": "raised",
            "name": "Sam Lee",
        }
        assert names_of(lines)[-2:] == ["ended", "acknowledged"]
        assert lines[-1] == {
            "at": "2026-11-22T03:00:08.000Z",
            "kind": "acknowledged",
            "name": "Priya Shah",
            "channel": "call",
        }
        assert lines[-2]["outcome"] == "acknowledged"
        assert all(None not in line.values() for line in lines)

    def test_says_null_while_nobody_has_it(self, house):
        shown = house.asks("sam").get(at(house.raises())).json
        assert shown["acknowledged"] is None

    def test_tells_when_no_ticker_is_awake(self, house):
        shown = house.asks("sam").get(at(house.raises())).json
        assert shown["now"].startswith("Our system is not ringing anybody")

    def test_keeps_the_colleagues_name_from_officers_until_they_have_it(self, house):
        raised = house.raises()
        house.rings(raised["id"])
        for officer in ("priya", "tom"):
            shown = house.asks(officer).get(at(raised))
            assert shown.status_code == 200
            assert "Sam" not in shown.text
            assert "900123" not in shown.text
        climbs(house, raised["id"], 330)  # The colleague has been texted by now.
        for officer in ("priya", "tom"):
            assert "Sam" not in house.asks(officer).get(at(raised)).text
        does(house, "acknowledge", raised["id"], "priya")
        assert house.asks("priya").get(at(raised)).json["now"] == "Ring Sam Lee now."
        other = house.asks("tom").get(at(raised))
        assert other.json["now"] == "Priya has taken it."
        assert "Sam" not in other.text
        assert "900123" not in other.text

    def test_says_beside_what_holds_what_follows(self, house):
        house.has_a_ticker()
        raised = house.raises()
        assert house.asks("sam").get(at(raised)).json["then"] == ""
        does(house, "acknowledge", raised["id"], "priya")
        shown = house.asks("sam").get(at(raised)).json
        assert shown["then"] == (
            "If Priya has not rung by 03:15, we start ringing again. When you have spoken, say so."
        )
        assert house.asks("priya").get(at(raised)).json["then"].startswith("Speak, do not text.")
        assert house.asks("tom").get(at(raised)).json["then"] == "You do not need to do anything."

    def test_is_the_same_to_the_byte_for_unknown_and_not_yours(self, any_house):
        raised = any_house.raises(ring=["tom"])
        paths = [PRESS + "/" + UNKNOWN, PRESS + "/x", PRESS + "/%00%ff", at(raised)]
        for person in ("priya", "noor", "grace", "jo"):
            asks = any_house.asks(person)
            for suffix, method in (
                ("", "GET"),
                ("/cancel", "POST"),
                ("/spoken", "POST"),
                ("/ring-again", "POST"),
            ):
                found = [asks.open(method, path + suffix) for path in paths]
                assert {one.status_code for one in found} == {404}
                assert len({one.data for one in found}) == 1
                assert len({str(sorted(one.headers)) for one in found}) == 1

    @pytest.mark.parametrize(
        ("verb", "state"), [("cancel", "cancelled"), ("spoken", "spoken"), ("ring-again", "open")]
    )
    def test_does_what_its_raiser_asks_and_shows_it(self, any_house, verb, state):
        raised = any_house.raises()
        sam = any_house.asks("sam")
        for _ in range(2):  # Again is no error.
            answer = sam.post(at(raised, f"/{verb}"))
            assert answer.status_code == 200
            assert answer.json == sam.get(at(raised)).json
            assert answer.json["state"] == state

    @pytest.mark.parametrize("verb", ["cancel", "spoken", "ring-again"])
    def test_refuses_an_officer_who_may_see_it_what_is_not_theirs(self, house, verb):
        raised = house.raises()
        answer = house.asks("tom").post(at(raised, f"/{verb}"))
        assert answer.status_code == 403
        assert house.escalation(raised["id"]).state == "open"

    @pytest.mark.parametrize(
        ("first", "then"),
        [
            ("cancel", "spoken"),
            ("cancel", "ring-again"),
            ("spoken", "cancel"),
            ("spoken", "ring-again"),
        ],
    )
    def test_refuses_what_its_state_does_not_allow(self, house, first, then):
        raised, sam = house.raises(), house.asks("sam")
        sam.post(at(raised, f"/{first}"))
        answer = sam.post(at(raised, f"/{then}"))
        assert answer.status_code == 409
        assert answer.json["type"] == "urn:escalate:problem:not-from-here"

    def test_can_be_confirmed_by_the_officer_who_has_it(self, house):
        raised = house.raises()
        attempt = house.rings(raised["id"])
        house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"})
        answer = house.asks("priya").post(at(raised, "/spoken"))
        assert answer.status_code == 200
        assert answer.json["state"] == "spoken"

    def test_rung_again_never_adds_somebody_who_was_not_chosen(self, house):
        raised = house.raises(ring=["tom"])
        house.clock.passes(60)
        again = house.asks("sam").post(at(raised, "/ring-again")).json
        assert [one["person"] for one in again["ring"]] == ["tom"]
