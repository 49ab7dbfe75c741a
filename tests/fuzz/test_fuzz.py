"""A little of what ``make fuzz`` throws, at every door; and that the fuzzer finds what is wrong."""

import pytest
from fuzz import aftermath
from fuzz.parts import DOORS, Thrown, throw_at
from fuzz.tally import SLOW, Tally
from web.house import House
from werkzeug.test import TestResponse

from service.domain.escalation import State

LITTLE = Thrown(pieces=600, seed=7)


@pytest.fixture
def house(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    yield house
    house.closes()


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_nothing_that_is_thrown_at_it_breaks_it(house, door):
    tally = Tally(door.name)
    throw_at(house, door, LITTLE, tally)
    assert tally.asked >= LITTLE.pieces * door.share // 100 * 0.8
    assert tally.findings == []
    after = Tally("still in the book", raised=tally.raised)
    aftermath.look(house, after)
    assert after.findings == []


def test_the_api_is_thrown_what_it_takes_as_well(house):
    tally = Tally("api")
    throw_at(house, DOORS[0], LITTLE, tally)
    assert tally.raised
    assert {200, 202, 404, 422} <= tally.statuses.keys()


@pytest.mark.parametrize("door", [one for one in DOORS if one.name in {"rota files", "texts"}])
def test_the_same_seed_throws_the_same(house, door, monkeypatch):
    def thrown():
        tally, pieces = Tally(door.name), []
        monkeypatch.setattr(tally, "times", lambda piece, _act: pieces.append(piece))
        throw_at(house, door, LITTLE, tally)
        return pieces

    assert thrown() == thrown() != []


def test_a_failure_of_ours_is_found(house):
    house.app.view_functions["carrier.incoming_text"] = lambda: ("", 500)
    tally = Tally("signed")
    throw_at(house, DOORS[1], LITTLE, tally)
    assert tally.failures
    assert any("answered 500" in one for one in tally.findings)


def test_what_raises_and_what_takes_too_long_is_found(monkeypatch):
    tally = Tally("door")
    tally.times("a piece", lambda: 1 / 0)
    assert "ZeroDivisionError" in tally.findings[0]
    assert "a piece" in tally.findings[0]
    clock = iter((0.0, SLOW * 2))
    monkeypatch.setattr("fuzz.tally.time.thread_time", lambda: next(clock))
    tally.times("a slow one", lambda: None)
    assert "took 2.00 s: a slow one" in tally.findings[1]


def test_what_was_taken_in_and_is_lost_or_stands_still_is_found(house, monkeypatch):
    tally = Tally("after", raised={"0" * 32})
    aftermath.look(house, tally)
    assert "is lost" in tally.findings[0]
    raised = house.raises()["id"]
    monkeypatch.setattr(aftermath, "advance", lambda *_: ())
    tally = Tally("after", raised={raised})
    aftermath.look(house, tally)
    assert house.escalation(raised).state is State.OPEN
    assert "does not move" in tally.findings[0]


def test_an_answer_is_counted_by_its_status(house):
    tally = Tally("door")
    answer = tally.asks("a piece", lambda: house.asks().get("/health/live"))
    assert isinstance(answer, TestResponse)
    assert tally.statuses == {200: 1}
    assert " 200: 1" in tally.line()
