"""The table of failures, row by row, and what is not in it."""

import pytest
from twilio.base.exceptions import (
    TwilioException,
    TwilioRestException,
    TwilioServiceException,
)
from twilio.http.response import Response

from service.domain.attempt import Failure
from service.domain.text_fate import TextFate, TextStage
from service.exchange.errors import TEXT_ERRORS
from service.ports import NotPlaced, Refused, Uncertain
from service.telephone.failures import (
    BY_STATUS,
    LOSSES,
    ROWS,
    SOURCE,
    TEXTS_STOPPED,
    ErrorAnswer,
    Verdict,
    mend_of,
    reason_of,
    text_ended,
    text_fate,
    text_stopped,
)

ACCOUNT = [20003, 20008, 10001, 20005, 30002, 20404, 21210, 21212, 21213, 21603, 21606]
ACCOUNT += [21659, 21660, 21661, 21701, 21703, 21704, 21705, 11100, 21205, 21609]
CARRIER = [20429, 10004, 22005, 21611, 30001]
UNCERTAIN = [20500, 20503]
REFUSED = [13223, 13224, 13225, 13227, 21201, 21202, 21211, 21214, 21215, 21216, 21217, 21219]
REFUSED += [21401, 21408, 21602, 21604, 21608, 21612, 21614, 21617, 21619, 21635, 30029]
REFUSED += [32016, 32100, 32203]
STOPPED = [21610]
REFUSED_TEXTS = [21211, 21408, 21608, 21610, 21612, 21614, 21635]

EXPECTED = (
    dict.fromkeys(ACCOUNT, (NotPlaced, True))
    | dict.fromkeys(CARRIER, (NotPlaced, False))
    | dict.fromkeys(UNCERTAIN, (Uncertain, None))
    | dict.fromkeys(REFUSED, (Refused, False))
    | dict.fromkeys(STOPPED, (Refused, True))
)


def met(status, code=0):
    outage = ErrorAnswer(status, code).outage()
    return type(outage), getattr(outage, "account", getattr(outage, "stopped", None))


@pytest.mark.parametrize("code", sorted({code for row in ROWS for code in row.codes}))
def test_each_row_of_the_table_is_met_as_its_class_says(code):
    # Whatever the status beside it: Twilio answers one code now with 400, now with 403.
    assert {met(status, code) for status in (400, 401, 403, 429, 500)} == {EXPECTED[code]}
    assert getattr(ErrorAnswer(400, code).outage(), "code", code) == code


def test_no_row_is_missing_and_no_code_stands_twice():
    codes = [code for row in ROWS for code in row.codes]
    assert sorted(codes) == sorted(EXPECTED)


def test_each_row_says_why():
    assert all(row.reason for row in ROWS)


def test_whatever_becomes_of_a_text_has_a_reason_and_what_to_do():
    codes = {code for loss in LOSSES for code in loss.codes}
    assert not codes & {code for row in ROWS for code in row.codes}
    stopped = {code for code in TEXTS_STOPPED if ErrorAnswer(400, code).verdict != "account"}
    for code in codes | set(TEXT_ERRORS) - {30002} | stopped | set(REFUSED_TEXTS):
        assert "list" not in reason_of(code)
        assert mend_of(code)
        assert SOURCE not in mend_of(code)


def test_a_code_that_nobody_knows_is_to_be_looked_up():
    assert mend_of(98765) == f"Look the code up: {SOURCE}98765"
    assert mend_of(401) == mend_of(0) == mend_of(20005) == ""


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        *((status, TextStage.WAITS) for status in ("accepted", "queued", "sending", "", "new")),
        ("sent", TextStage.SENT),
        *((status, TextStage.DELIVERED) for status in ("delivered", "read")),
        *((status, TextStage.NOT_SENT) for status in ("failed", "canceled")),
        ("undelivered", TextStage.NOT_DELIVERED),
    ],
)
def test_how_far_a_text_came_is_read_from_its_record(status, stage):
    assert text_fate(status, 30006) == text_fate(status, "30006") == TextFate(stage, 30006)
    for code in (None, "", "x", [], 0, True, "-30006", "447700900111", "²"):
        assert text_fate(status, code) == TextFate(stage)
    assert stage.lost == (text_ended(status, None) is not None)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        *((status, (NotPlaced, True)) for status in (301, 302, 303, 307, 308)),
        *((status, (NotPlaced, True)) for status in (401, 403, 404, 407)),
        (429, (NotPlaced, False)),
        *((status, (Uncertain, None)) for status in (500, 502, 503, 504, 599)),
        *((status, (Refused, False)) for status in (0, 400, 405, 409, 410, 418, 422)),
    ],
)
def test_a_code_that_is_not_in_the_table_is_met_by_its_status(status, expected):
    assert met(status) == met(status, 98765) == expected


def test_every_status_in_the_table_was_tried_above():
    assert set(BY_STATUS) == {301, 302, 303, 307, 308, 401, 403, 404, 407, 429, *range(500, 600)}


def test_what_nobody_knows_is_this_numbers_own_failure():
    assert ErrorAnswer(0, 0).verdict is Verdict.REFUSED


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (TwilioRestException(400, "/x", "no", 21211), ErrorAnswer(400, 21211)),
        (TwilioRestException(502, "/x", "<html>", 502), ErrorAnswer(502, 0)),
        (TwilioRestException(400, "/x", "no", None), ErrorAnswer(400, 0)),
        (TwilioRestException(400, "/x", "no", "+447700900111"), ErrorAnswer(400, 0)),
        (TwilioRestException(400, "/x", "no", 447700900111), ErrorAnswer(400, 0)),
        (TwilioRestException(400, "/x", "no", code=True), ErrorAnswer(400, 0)),
        (TwilioServiceException("u", "t", 429, 20429), ErrorAnswer(429, 20429)),
        (TwilioServiceException("u", "t", "bad", []), ErrorAnswer(0, 0)),
        (TwilioException("Unable to fetch page", Response(401, "{}")), ErrorAnswer(401, 0)),
        (TwilioException("anything"), ErrorAnswer(0, 0)),
    ],
)
def test_what_the_library_raises_is_reduced_to_two_figures(fault, expected):
    assert ErrorAnswer.of(fault) == expected


def test_an_outage_names_the_code_or_else_the_status():
    assert str(ErrorAnswer(400, 21211).outage()) == "carrier code 21211"
    assert str(ErrorAnswer(502, 0).outage()) == "carrier code 502"


@pytest.mark.parametrize("status", ["failed", "undelivered", "canceled"])
def test_a_text_that_did_not_arrive_lies_with_this_person(status):
    for code in (None, "", "30003", "30004", "30005", "30006", "30007", "30008", "99999", "x", "²"):
        assert text_ended(status, code) is Failure.PERSON


@pytest.mark.parametrize("code", sorted(TEXTS_STOPPED))
def test_a_text_that_stopped_at_our_own_number_lies_with_the_carrier(code):
    assert text_ended("undelivered", str(code)) is Failure.CARRIER


@pytest.mark.parametrize(
    "status", ["accepted", "queued", "sending", "sent", "delivered", "read", "", "new-status"]
)
def test_a_text_that_is_under_way_or_has_arrived_is_no_failure(status):
    assert text_ended(status, "30002") is None


@pytest.mark.parametrize("status", ["failed", "undelivered"])
def test_a_text_that_its_owner_blocks_was_stopped_there(status):
    assert [text_stopped(status, code) for code in ("30004", "21610")] == [True, True]


@pytest.mark.parametrize("code", [None, "", "30003", "30005", "30006", "30008", "99999"])
def test_any_other_failure_says_nothing_of_stopping(code):
    assert not text_stopped("undelivered", code)


def test_a_text_that_arrived_was_not_stopped():
    assert not text_stopped("delivered", "30004")
