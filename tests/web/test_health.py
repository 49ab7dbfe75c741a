"""Whether the house stands, told without telling of anybody."""

import pytest
from web.house import example_rota

from service.domain.faults import Fault
from service.domain.standing import CarrierStanding

WELL = {"book": "ok", "bell": "ok", "ticker": "ok", "carrier": "ok", "rota": "ok"}


def metrics_of(answer):
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def from_outside(house, person=None, **more):
    return house.asks(person).get(
        "/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}, **more
    )


def test_live_asks_nothing_of_anybody(house):
    house.book.works_for = 0
    answer = house.asks().get("/health/live")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_ready_is_ok_where_a_press_would_be_served(any_house):
    any_house.has_a_ticker()
    answer = any_house.asks().get("/health/ready")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "checks": WELL})


def test_a_dead_bell_is_degraded_and_still_ready(house):
    house.has_a_ticker()
    house.bell.hears = False
    answer = house.asks().get("/health/ready")
    assert (answer.status_code, answer.json["status"]) == (200, "degraded")


def test_a_ticker_silent_for_more_than_ten_seconds_is_not_ready(house):
    house.has_a_ticker()
    house.clock.passes(10)
    assert house.asks().get("/health/ready").status_code == 200
    house.clock.passes(0.1)
    answer = house.asks().get("/health/ready")
    assert answer.status_code == 503
    assert [name for name, said in answer.json["checks"].items() if said != "ok"] == ["ticker"]


def test_nobody_to_ring_is_not_ready(house):
    house.has_a_ticker()
    house.changes_rota(example_rota(ladders=()))
    answer = house.asks().get("/health/ready")
    assert answer.status_code == 503
    assert [name for name, said in answer.json["checks"].items() if said != "ok"] == ["rota"]


def test_a_carrier_that_fails_is_not_ready(house):
    house.has_a_ticker()
    now = house.clock.now()
    with house.real_book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, code=20003, checked_at=now))
    answer = house.asks().get("/health/ready")
    assert answer.status_code == 503
    assert [name for name, said in answer.json["checks"].items() if said != "ok"] == ["carrier"]


def test_a_book_that_is_away_is_not_ready(house):
    house.book.works_for = 0
    answer = house.asks().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json["checks"]["book"] == "cannot be written"


def test_metrics_draw_the_house_for_this_machine(any_house):
    any_house.has_a_ticker("worker")
    any_house.clock.passes(3)
    any_house.has_a_ticker("watch")
    answer = any_house.asks().get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain")
    assert metrics_of(answer).items() >= {
        ("escalate_ready", 1),
        *((f'escalate_check{{check="{name}"}}', 1) for name in WELL),
        ('escalate_ticker_silent_seconds{role="worker"}', 3),
        ('escalate_ticker_silent_seconds{role="watch"}', 0),
        ('escalate_tickers{role="worker"}', 1),
        ("escalate_late", 0),
        ("escalate_overdue_seconds", 0),
        *((f'escalate_fault{{fault="{one.value}"}}', 0) for one in Fault),
    }


def test_metrics_are_the_same_whether_or_not_anybody_has_called(house):
    house.has_a_ticker()
    before = house.asks().get("/metrics").text
    raised = house.raises()
    assert house.asks().get("/metrics").text == before
    house.rings(raised["id"])
    assert house.asks().get("/metrics").text == before


@pytest.mark.parametrize("called", [True, False])
def test_metrics_tell_that_work_would_stay_undone_and_not_whether_there_is_any(house, called):
    house.has_a_ticker()
    if called:
        house.raises()
    house.clock.passes(9)
    assert metrics_of(house.asks().get("/metrics"))["escalate_late"] == 0
    house.clock.passes(9)
    assert metrics_of(house.asks().get("/metrics"))["escalate_late"] == 1
    house.has_a_ticker()
    with house.real_book.writing() as page:
        page.notice(Fault.STALLED, house.clock.now())
    assert metrics_of(house.asks().get("/metrics"))["escalate_late"] == 1


def test_metrics_say_what_they_can_with_the_book_away(house):
    house.book.works_for = 0
    found = metrics_of(house.asks().get("/metrics"))
    assert found["escalate_ready"] == 0
    assert found['escalate_check{check="book"}'] == 0
    assert "escalate_late" not in found


def test_metrics_from_elsewhere_need_an_admins_token(house):
    assert from_outside(house).status_code == 401
    assert from_outside(house, "sam").status_code == 403
    assert from_outside(house, "priya").status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_metrics_through_a_proxy_on_this_machine_count_as_from_elsewhere(house, header):
    answer = house.asks().get("/metrics", headers={header: "127.0.0.1"})
    assert answer.status_code == 401
