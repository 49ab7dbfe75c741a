"""What is wrong in a request is named, and never repeated."""

import json
from io import BytesIO

import pytest

PRESS = "/api/v1/escalations"


def at(escalation, verb=""):
    return f"{PRESS}/{escalation['id']}{verb}"


def fields(answer):
    return [one["field"] for one in answer.json["errors"]]


def open_book_of(house):
    with house.real_book.reading() as page:
        return page.count_open()


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
        assert error["mend"] == "Use only: ladder, ring, callback, texts."
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
