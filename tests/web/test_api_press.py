"""A press over the API is kept, rung, and answered to the letter."""

import pytest
from web.house import NUMBERS, OFFICERS, PUBLIC, example_rota, number

from service.domain.rota import LadderPlan, RungPlan
from service.ports import BookUnavailable, BookUncertain

PRESS = "/api/v1/escalations"


def at(escalation, verb=""):
    return f"{PRESS}/{escalation['id']}{verb}"


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

    @pytest.mark.parametrize("texts", [True, False])
    def test_says_whether_the_colleagues_phone_gets_texts(self, house, texts):
        raised = house.raises(texts=texts)
        assert house.escalation(raised["id"]).raiser.texts is texts

    def test_texts_that_are_neither_true_nor_false_are_refused(self, house):
        for wrong in ("yes", 1, None):
            answer = house.asks("sam").post(PRESS, json={"texts": wrong})
            assert answer.status_code == 422
            assert answer.json["errors"][0]["field"] == "texts"

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
        house.book.works_for, house.book.outage = 0, BookUncertain()
        answer = sam.post(PRESS, json={}, headers={"Idempotency-Key": "one"})
        assert answer.status_code == 503
        assert "nothing" not in answer.json["detail"]
        assert "same key" in answer.json["detail"]

    def test_that_was_kept_is_never_answered_with_a_failure(self, house):
        sam = house.asks("sam")
        house.book.works_for, house.book.outage = 1, BookUnavailable()
        answer = sam.post(PRESS, json={})
        assert answer.status_code == 202
        assert answer.json["numbers"][0]["phone"] == "999"

    def test_asks_the_book_once_and_that_is_the_writing(self, house):
        sam = house.asks("sam")
        house.book.asked = 0
        sam.post(PRESS, json={})
        assert house.book.asked == 1


def open_book_of(house):
    with house.real_book.reading() as page:
        return page.count_open()


def test_a_flood_of_presses_is_never_answered_429(house):
    sam = house.asks("sam")
    assert {sam.post(PRESS).status_code for _ in range(60)} == {202}


def test_an_empty_directory_leaves_the_officers_own_numbers(house):
    house.changes_rota(example_rota(directory=()))
    raised = house.raises()
    assert raised["numbers"] == NUMBERS[1:4]
    assert house.asks("sam").get(at(raised)).json["numbers"] == NUMBERS[1:4]
