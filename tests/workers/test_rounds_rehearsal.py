"""By which phones a house rings is kept, what a rehearsal left is said, and one beside it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from web.house import House

from service.desk.raising import Press, raise_escalation
from service.domain.faults import Fault
from service.domain.standing import HouseDeed
from workers.rounds import Rounds


@pytest.fixture
def house(book_url, tmp_path):
    house = House(book_url, tmp_path)
    yield house
    house.closes()


def rounds_of(house: House, *, pretends: bool) -> Rounds:
    settings = house.parts.settings.model_copy(update={"pretends": pretends})
    return Rounds(
        replace(house.parts, settings=settings), elapsed=lambda: house.clock.now().timestamp()
    )


def deeds(house: House):
    with house.real_book.reading() as page:
        return page.deeds()


def rehearses_an_hour_ago(house: House) -> Rounds:
    """Leave something open that was pressed with pretended phones; return a real process."""
    raise_escalation(house.parts.desk, Press(person="sam"))
    rounds_of(house, pretends=True).go()
    house.clock.passes(3600)
    return rounds_of(house, pretends=False)


def rehearsal_lines(said) -> list[str]:
    return [one["event"] for one in said if one["event"].startswith("rehearsal")]


def test_until_when_phones_were_pretended_is_kept_and_what_rings_on_is_said_once(house):
    rounds_of(house, pretends=False).go()
    assert HouseDeed.PRETENDED not in deeds(house)
    house.clock.passes(3600)
    real = rehearses_an_hour_ago(house)
    assert deeds(house)[HouseDeed.PRETENDED] == house.clock.now() - timedelta(hours=1)
    with capture_logs() as said:
        real.go()
        real.go()
    assert rehearsal_lines(said) == ["rehearsal.rings"]


def test_a_book_that_is_away_at_first_does_not_swallow_the_line(house):
    real = rehearses_an_hour_ago(house)
    with capture_logs() as said:
        for works_for in range(4):
            house.book.works_for = works_for
            real.go()
        house.book.works_for = None
        real.go()
        real.go()
    assert rehearsal_lines(said) == ["rehearsal.rings"]


def test_what_is_pressed_in_the_last_seconds_of_a_rehearsal_counts(house):
    going = rounds_of(house, pretends=True)
    going.start()
    house.clock.passes(7)
    going.stop()
    assert deeds(house)[HouseDeed.PRETENDED] == house.clock.now()


def test_who_pretends_beside_real_phones_is_told_of_and_makes_no_rehearsal_of_a_call_out(house):
    real, stray = (rounds_of(house, pretends=pretends) for pretends in (False, True))
    real.go()
    stood = []
    for _ in range(7):
        house.clock.passes(10)
        stray.go()
        real.go()
        with house.real_book.reading() as page:
            stood.append([one.fault for one in page.alarms(house.clock.now()) if one.stands])
    assert HouseDeed.PRETENDED not in deeds(house)
    assert Fault.PRETENDED_BESIDE not in stood[0], "it may be a rehearsal that has just begun"
    assert Fault.PRETENDED_BESIDE in stood[-1]


def test_a_rehearsal_that_begins_right_after_real_phones_is_no_fault(house):
    rounds_of(house, pretends=False).go()
    going = rounds_of(house, pretends=True)
    for _ in range(12):
        house.clock.passes(10)
        going.go()
        with house.real_book.reading() as page:
            found = {one.fault for one in page.alarms(house.clock.now()) if one.stands}
        assert Fault.PRETENDED_BESIDE not in found
    assert deeds(house)[HouseDeed.PRETENDED] == house.clock.now()
