"""The API keeps its contract to the letter."""

import json
from io import BytesIO

import pytest
from web.house import NUMBERS, OFFICERS, PUBLIC, example_rota, names_of, number

from service.domain.rota import LadderPlan, RungPlan
from service.ports import BookUnavailable, BookUncertain

PRESS = "/api/v1/escalations"
#: An id that we could have made, and did not.
UNKNOWN = "0" * 32


def at(escalation, verb=""):
    return f"{PRESS}/{escalation['id']}{verb}"


def fields(answer):
    return [one["field"] for one in answer.json["errors"]]


def open_book_of(house):
    with house.real_book.reading() as page:
        return page.count_open()


class TestLadders:
    def test_say_who_would_be_rung_now(self, house):
        answer = house.asks("noor").get("/api/v1/ladders")
        assert answer.status_code == 200
        assert answer.json == [
            {"name": "safeguarding", "ring": OFFICERS},
            {"name": "premises", "ring": OFFICERS[1:]},
        ]

    def test_leave_out_who_asks_and_a_rung_that_nobody_holds(self, house):
        rungs = (RungPlan(role="Officer"), RungPlan(role="Deputy", holder="tom"))
        house.changes_rota(example_rota(ladders=(LadderPlan(name="one", rungs=rungs),)))
        (ladder,) = house.asks("sam").get("/api/v1/ladders").json
        assert [one["person"] for one in ladder["ring"]] == ["tom"]
        assert house.asks("tom").get("/api/v1/ladders").json == [{"name": "one", "ring": []}]


class TestPress:
    def test_is_kept_and_rung_when_it_answers(self, any_house):
        answer = any_house.asks("sam").post(PRESS, json={})
        assert answer.status_code == 202
        assert answer.content_type == "application/json"
        raised = answer.json
        kept = any_house.escalation(raised["id"])
        assert raised == {
            "id": kept.id,
            "reference": kept.reference,
            "state": "open",
            "raised_at": "2026-11-22T03:00:00.000Z",
            "url": f"{PUBLIC}/call-outs/{kept.id}",
            "ring": OFFICERS,
            "numbers": NUMBERS,
        }
        assert any_house.bell.rung == [kept.id]

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"data": b""},
            {"data": b"", "content_type": "application/json"},
            {"data": b"{}", "content_type": "application/json; charset=utf-8"},
            {"data": b" {} ", "content_type": "Application/JSON"},
        ],
    )
    def test_needs_nothing_in_it(self, house, sent):
        assert house.asks("sam").post(PRESS, **sent).status_code == 202

    def test_from_a_signed_in_browser_is_as_good_as_a_token(self, house):
        answer = house.browses("sam").post(PRESS, headers={"Origin": PUBLIC})
        assert answer.status_code == 202

    def test_rings_those_who_were_chosen_in_the_ladders_order(self, house):
        raised = house.raises(ladder="safeguarding", ring=["amina", "priya", "amina"])
        assert [one["person"] for one in raised["ring"]] == ["priya", "amina"]
        assert "Tom Reed" not in str(raised)

    def test_takes_a_number_to_ring_back_on(self, house):
        raised = house.raises(callback="+44 (0)7700 900 199")
        assert house.escalation(raised["id"]).raiser.phone == number(199)

    def test_without_a_key_is_a_new_one_each_time(self, house):
        assert house.raises()["id"] != house.raises()["id"]

    def test_is_the_same_for_ever_with_the_same_key_as_it_is_now(self, house):
        sam, key = house.asks("sam"), {"Idempotency-Key": "k" * 200}
        first = sam.post(PRESS, json={"ring": ["tom"]}, headers=key).json
        sam.post(at(first, "/cancel"))
        house.clock.passes(400 * 24 * 3600)
        again = sam.post(PRESS, json={"ring": ["tom", "tom"]}, headers=key)
        assert again.status_code == 202
        assert again.json == first | {"state": "cancelled"}

    def test_with_a_used_key_and_another_body_is_refused(self, house):
        sam, key = house.asks("sam"), {"Idempotency-Key": "one"}
        sam.post(PRESS, json={}, headers=key)
        answer = sam.post(PRESS, json={"ring": ["tom"]}, headers=key)
        assert answer.status_code == 409
        assert open_book_of(house) == 1

    def test_with_somebody_elses_key_is_ones_own(self, house):
        key = {"Idempotency-Key": "one"}
        first = house.asks("sam").post(PRESS, json={}, headers=key).json
        second = house.asks("jo").post(PRESS, json={}, headers=key).json
        assert first["id"] != second["id"]

    @pytest.mark.parametrize("person", ["priya", "noor", "grace"])
    def test_is_for_staff_alone(self, house, person):
        answer = house.asks(person).post(PRESS, json={})
        assert answer.status_code == 403
        assert open_book_of(house) == 0

    def test_where_nobody_can_be_rung_says_so_with_numbers(self, house):
        house.changes_rota(example_rota(ladders=()))
        answer = house.asks("sam").post(PRESS, json={})
        assert answer.status_code == 503
        assert answer.json["numbers"] == [NUMBERS[0], NUMBERS[-1]]
        assert open_book_of(house) == 0

    def test_with_the_book_away_gives_the_numbers_it_remembers(self, house):
        sam = house.asks("sam")
        house.raises()
        house.book.works_for = 0
        answer = sam.post(PRESS, json={})
        assert answer.status_code == 503
        assert answer.json["numbers"] == [NUMBERS[0], NUMBERS[-1]]
        assert "nothing was done" in answer.json["detail"]

    def test_with_the_book_away_from_the_first_minute_still_names_999(self, house):
        sam = house.asks("sam")
        house.book.works_for = 0
        assert sam.post(PRESS).json["numbers"] == [NUMBERS[0]]

    def test_that_may_have_been_kept_does_not_claim_that_it_was_not(self, house):
        sam = house.asks("sam")
        house.book.works_for, house.book.outage = 1, BookUncertain()
        answer = sam.post(PRESS, json={}, headers={"Idempotency-Key": "one"})
        assert answer.status_code == 503
        assert "nothing" not in answer.json["detail"]
        assert "same key" in answer.json["detail"]

    def test_that_was_kept_is_never_answered_with_a_failure(self, house):
        sam = house.asks("sam")
        house.book.works_for, house.book.outage = 2, BookUnavailable()
        answer = sam.post(PRESS, json={})
        assert answer.status_code == 202
        assert answer.json["numbers"][0]["phone"] == "999"

    def test_asks_the_book_three_times_and_writes_once(self, house):
        sam = house.asks("sam")
        house.book.asked = 0
        sam.post(PRESS, json={})
        assert house.book.asked == 3


class TestWrongFields:
    @pytest.mark.parametrize(
        ("body", "named"),
        [
            ({"ring": []}, ["ring"]),
            ({"ring": ["nobody-of-that-key"]}, ["ring"]),
            ({"ring": ["tom", "sam"]}, ["ring"]),
            ({"ring": "tom"}, ["ring"]),
            ({"ring": None}, ["ring"]),
            ({"ring": [1]}, ["ring"]),
            ({"ring": [["tom"]]}, ["ring"]),
            ({"ring": ["x" * 101]}, ["ring"]),
            ({"ring": ["tom"] * 101}, ["ring"]),
            ({"ladder": "no ladder"}, ["ladder"]),
            ({"ladder": ""}, ["ladder"]),
            ({"ladder": 1}, ["ladder"]),
            ({"ladder": None}, ["ladder"]),
            ({"ladder": "\0"}, ["ladder"]),
            ({"callback": 7700900123}, ["callback"]),
            ({"callback": ""}, ["callback"]),
            ({"callback": None}, ["callback"]),
            ({"callback": "999"}, ["callback"]),
            ({"callback": "0900 123"}, ["callback"]),
            ({"callback": "+1 212 555 0100"}, ["callback"]),
            ({"callback": "not a number"}, ["callback"]),
            ({"ladder": 1, "ring": 2, "callback": 3}, ["ladder", "ring", "callback"]),
            ({"about": "words"}, [None]),
            ({"Ring": ["tom"], "reason": 1, "ladder": 2}, ["ladder", None]),
            ([], [None]),
            ("{}", [None]),
            (None, [None]),
            (1, [None]),
        ],
    )
    def test_are_named_where_we_know_them(self, house, body, named):
        sent = {"data": json.dumps(body), "content_type": "application/json"}
        answer = house.asks("sam").post(PRESS, **sent)
        assert answer.status_code == 422
        assert answer.content_type == "application/problem+json"
        assert fields(answer) == named
        assert all(one["problem"] and one["mend"] for one in answer.json["errors"])
        assert open_book_of(house) == 0

    def test_that_are_not_known_are_answered_with_those_that_are(self, house):
        answer = house.asks("sam").post(PRESS, json={"what_happened": "a secret"})
        (error,) = answer.json["errors"]
        assert error["mend"] == "Use only: ladder, ring, callback."
        assert "what_happened" not in answer.text
        assert "secret" not in answer.text

    def test_of_a_ladder_or_ring_say_what_would_have_been_fine(self, house):
        sam = house.asks("sam")
        (ladder,) = sam.post(PRESS, json={"ladder": "none"}).json["errors"]
        assert ladder["mend"] == "Choose from: safeguarding, premises."
        (ring,) = sam.post(PRESS, json={"ring": ["none"]}).json["errors"]
        assert ring["mend"] == "Choose from: priya, tom, amina."

    @pytest.mark.parametrize("key", ["", "k" * 201, "caf\xe9", "a\tb", "\x7f"])
    def test_include_the_key(self, house, key):
        answer = house.asks("sam").post(PRESS, headers={"Idempotency-Key": key})
        assert answer.status_code == 422
        assert fields(answer) == ["Idempotency-Key"]

    @pytest.mark.parametrize("verb", ["cancel", "spoken", "ring-again"])
    def test_are_refused_where_the_address_says_all(self, house, verb):
        raised = house.raises()
        answer = house.asks("sam").post(at(raised, f"/{verb}"), json={"reason": "words"})
        assert answer.status_code == 422
        assert "words" not in answer.text
        assert house.escalation(raised["id"]).state == "open"


class TestBodies:
    @pytest.mark.parametrize(
        "body",
        [
            b"{",
            b"ring=tom",
            b"\xff\xfe{}",
            b'{"ladder": "caf\xe9"}',
            "{}".encode("utf-16"),
            b"\xef\xbb\xbf{}",
            b'{"ladder": NaN}',
            b'{"ring": ["tom"], "ring": ["priya"]}',
            b"{}{}",
            b"[" * 9000,
            b'{"ladder": ' + b"9" * 9000 + b"}",
            b"{'ladder': 'safeguarding'}",
        ],
    )
    def test_that_are_not_json_are_400(self, house, body):
        answer = house.asks("sam").post(PRESS, data=body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.content_type == "application/problem+json"

    @pytest.mark.parametrize(
        "kind",
        [None, "text/plain", "application/x-www-form-urlencoded", "application/problem+json"],
    )
    def test_that_are_called_something_else_are_415(self, house, kind):
        answer = house.asks("sam").post(PRESS, data=b"{}", content_type=kind)
        assert answer.status_code == 415

    def test_over_16_kilobytes_are_413_and_those_just_under_are_read(self, house):
        sam = house.asks("sam")
        large = {"content_type": "application/json", "data": b'{"ladder": "' + b"x" * 16370 + b'"}'}
        assert sam.post(PRESS, **large | {"data": large["data"] + b" "}).status_code == 413
        assert sam.post(PRESS, **large).status_code == 422

    @pytest.mark.parametrize(("spaces", "status"), [(16000, 202), (16382, 413), (20000, 413)])
    def test_in_chunks_are_held_to_the_same(self, house, spaces, status):
        answer = house.asks("sam").post(
            PRESS,
            input_stream=BytesIO(b"{}" + b" " * spaces),
            content_type="application/json",
            headers={"Transfer-Encoding": "chunked"},
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert answer.status_code == status


class TestWhoAsks:
    @pytest.mark.parametrize(
        "header",
        [
            "",
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic c2FtOnNhbQ==",
            "Bearer \xe9",
            "bearer two words",
            "x" * 5000,
        ],
    )
    def test_with_no_token_that_we_know_is_401(self, house, header):
        answer = house.asks().post(PRESS, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.content_type == "application/problem+json"

    def test_with_nothing_at_all_is_401_even_for_a_body_that_is_wrong(self, house):
        assert house.asks().post(PRESS, data=b"{", content_type="text/plain").status_code == 401

    def test_with_a_token_in_any_spelling_of_bearer_is_known(self, house):
        header = {"Authorization": f"bEARER  {house.token('sam')}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 200

    def test_with_a_revoked_token_is_401(self, house):
        token = house.token("sam")
        house.parts.keys.revoke(token)
        header = {"Authorization": f"Bearer {token}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 401

    def test_and_left_the_rota_is_401(self, house):
        sam = house.asks("sam")
        people = {key: one for key, one in example_rota().people.items() if key != "sam"}
        house.changes_rota(example_rota(people=people))
        assert sam.post(PRESS).status_code == 401

    def test_with_a_wrong_token_is_not_made_good_by_a_cookie(self, house):
        browser = house.browses("sam")
        answer = browser.get("/api/v1/ladders", headers={"Authorization": "Bearer x"})
        assert answer.status_code == 401

    def test_behind_a_proxy_with_a_password_of_its_own_is_known_by_cookie(self, house):
        browser = house.browses("sam")
        headers = {"Authorization": "Basic c2FtOnNhbQ=="}
        assert browser.get("/api/v1/ladders", headers=headers).status_code == 200
        headers |= {"Sec-Fetch-Site": "cross-site"}
        assert browser.post(PRESS, headers=headers).status_code == 403

    def test_with_a_sessions_token_as_a_bearer_is_401_and_so_is_the_reverse(self, house):
        browser = house.browses("sam")
        session = browser.client.get_cookie("__Host-session", domain=PUBLIC[8:]).value
        header = {"Authorization": f"Bearer {session}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 401
        browser.client.set_cookie(
            "__Host-session", house.token("sam"), domain=PUBLIC[8:], secure=True
        )
        assert browser.get("/api/v1/ladders").status_code == 401


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
        attempt = house.rings(raised["id"])
        for officer in ("priya", "tom"):
            shown = house.asks(officer).get(at(raised))
            assert shown.status_code == 200
            assert "Sam" not in shown.text
            assert "900123" not in shown.text
        house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"})
        assert house.asks("priya").get(at(raised)).json["now"] == "Ring Sam Lee now."
        other = house.asks("tom").get(at(raised))
        assert other.json["now"] == "Priya has taken it."
        assert "Sam" not in other.text
        assert "900123" not in other.text

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


class TestMethods:
    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("GET", PRESS, {"POST"}),
            ("PUT", PRESS, {"POST"}),
            ("OPTIONS", PRESS, {"POST"}),
            ("TRACE", PRESS, {"POST"}),
            ("DELETE", f"{PRESS}/{UNKNOWN}", {"GET", "HEAD"}),
            ("POST", f"{PRESS}/{UNKNOWN}", {"GET", "HEAD"}),
            ("GET", f"{PRESS}/{UNKNOWN}/cancel", {"POST"}),
            ("POST", "/api/v1/ladders", {"GET", "HEAD"}),
            ("ANYTHING", "/api/v1/ladders", {"GET", "HEAD"}),
        ],
    )
    def test_that_an_address_does_not_have_are_405_with_those_it_has(
        self, house, method, path, allowed
    ):
        answer = house.asks("sam").open(method, path)
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"
        assert set(answer.headers["Allow"].split(", ")) == allowed

    def test_head_is_get_without_a_body(self, house):
        sam = house.asks("sam")
        full, head = sam.get("/api/v1/ladders"), sam.open("HEAD", "/api/v1/ladders")
        assert head.status_code == 200
        assert head.headers["Content-Length"] == full.headers["Content-Length"]
        assert not head.data

    def test_an_address_that_is_none_is_404_without_repeating_it(self, house):
        for path in ("/api/v1/nothing-here", "/api/v2/ladders", "/api/", "/api/v1//ladders"):
            answer = house.asks("sam").get(path)
            assert answer.status_code == 404
            assert answer.content_type == "application/problem+json"
            assert "nothing-here" not in answer.text


def test_a_flood_of_presses_is_never_answered_429(house):
    sam = house.asks("sam")
    assert {sam.post(PRESS).status_code for _ in range(60)} == {202}


def test_an_empty_directory_leaves_the_officers_own_numbers(house):
    house.changes_rota(example_rota(directory=()))
    raised = house.raises()
    assert raised["numbers"] == NUMBERS[1:4]
    assert house.asks("sam").get(at(raised)).json["numbers"] == NUMBERS[1:4]
