"""What is past its time goes by itself, along with the rounds."""

from servers.migrated import RING
from sqlalchemy import func, select
from web.house import House

from service.book.access_tables import codes, limits
from service.book.opening import alone, read_address
from service.desk import carrier_traces
from service.domain.standing import HouseDeed
from workers.forgetting import EVERY_SECONDS, LOOK_FOR_MORE_SECONDS
from workers.rounds import Rounds


def test_the_rounds_have_the_carrier_delete_what_is_due(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.has_a_ticker()
    elapsed = [0.0]
    rounds = Rounds(house.parts, elapsed=lambda: elapsed[0])
    carrier_traces.note(house.parts.desk, "SM1")
    house.clock.passes(24 * 3600 - 1)
    rounds.go()
    assert house.telephone.forgotten == []
    house.clock.passes(1)
    elapsed[0] += EVERY_SECONDS - 1
    rounds.go()
    assert house.telephone.forgotten == []  # Not at each round.
    elapsed[0] += 1
    rounds.go()
    assert house.telephone.forgotten == ["SM1"]
    house.closes()


def test_they_look_for_what_nobody_noted_now_and_then(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.has_a_ticker()
    elapsed = [0.0]
    rounds = Rounds(house.parts, elapsed=lambda: elapsed[0])
    house.telephone.strangers = ["SM9"]
    rounds.go()
    assert house.telephone.forgotten == []
    elapsed[0] += LOOK_FOR_MORE_SECONDS
    rounds.go()
    assert house.telephone.forgotten == ["SM9"]
    house.closes()


def test_they_write_down_when_they_last_did(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.has_a_ticker()
    Rounds(house.parts, elapsed=lambda: 0.0).go()
    with house.real_book.reading() as page:
        assert page.deeds()[HouseDeed.FORGOT] == house.clock.now()
    house.closes()


def test_they_let_tallies_and_codes_go_after_a_day(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.has_a_ticker()
    rounds = Rounds(house.parts, elapsed=lambda: 0.0)
    house.asks().post("/sign-in", data={"number": "07700 900123", "by": "text"})
    house.app.extensions["escalate"].background.settle()
    assert kept_for_a_day(sqlite_book_url) == {"codes", "limits"}
    house.clock.passes(25 * 3600)
    rounds.go()
    assert kept_for_a_day(sqlite_book_url) == set()
    house.closes()


def kept_for_a_day(url):
    with alone(read_address(url), RING) as connection:
        return {
            table.name
            for table in (codes, limits)
            if connection.scalar(select(func.count()).select_from(table))
        }


def test_they_let_call_outs_go_that_are_past_their_time(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.has_a_ticker()
    rounds = Rounds(house.parts, elapsed=lambda: 0.0)
    raised = house.raises()
    house.asks("sam").post(f"/api/v1/escalations/{raised['id']}/cancel")
    house.clock.passes(365 * 24 * 3600)
    rounds.go()
    assert house.escalation(raised["id"]) is None
    house.closes()
