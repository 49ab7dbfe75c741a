"""The carrier's records of what is over: looked for, and deleted, through the real client."""

import json
from datetime import UTC, datetime

import pytest
from fakes.carrier import says
from telephone.conftest import BASE, OUR_TEXTS, OURS, SID, refusal

from service.ports import NotPlaced

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("sid", "path"),
    [(SID, f"/Calls/{SID}.json"), ("SM" + "1" * 32, f"/Messages/SM{'1' * 32}.json")],
)
def test_a_record_is_deleted(telephone, carrier, sid, path):
    carrier.answer = says(204, "")
    assert telephone.forget(sid) is True
    (asked,) = carrier.asked
    assert (asked.method, asked.path) == ("DELETE", f"{BASE}{path}")


def test_a_record_that_is_not_there_is_gone(telephone, carrier):
    carrier.answer = refusal(404, 20404)
    assert telephone.forget(SID) is True


def test_a_record_of_what_is_not_over_stays_for_now(telephone, carrier):
    carrier.answer = refusal(409, 20009)
    assert telephone.forget(SID) is False


def test_a_page_in_the_carriers_place_deletes_nothing(telephone, carrier):
    carrier.answer = says(200, "<title>Maintenance</title>", "text/html")
    with pytest.raises(NotPlaced):
        telephone.forget(SID)


def test_old_records_are_looked_for_by_both_our_numbers_and_the_day(telephone, carrier):
    seen = iter(
        json.dumps({kind: [{"sid": f"{sort}{at}" + "0" * 31}], "page": 0})
        for at, (kind, sort) in enumerate([("calls", "CA")] * 2 + [("messages", "SM")] * 2)
    )

    def answer(server, line):
        says(200, next(seen))(server, line)

    carrier.answer = answer
    found = telephone.remembered(NOON)
    assert [sid[:3] for sid in found] == ["CA0", "CA1", "SM2", "SM3"]
    day = "2026-02-28T00:00:00Z"
    assert [dict(asked.query) for asked in carrier.asked] == [
        {"From": OURS, "StartTime<": day, "PageSize": "50"},
        {"To": OURS, "StartTime<": day, "PageSize": "50"},
        {"From": OUR_TEXTS, "DateSent<": day, "PageSize": "50"},
        {"To": OUR_TEXTS, "DateSent<": day, "PageSize": "50"},
    ]
