"""Nights in which the machine's clock is set: no phone rings early, none late, none twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fakes.clock import START
from servers.migrated import RING
from stories.night import Night
from stories.phone import Phone

from service.book import open_book
from service.desk import acting
from service.domain.dating import Dating
from service.domain.faults import Fault
from workers.timekeeping import Timekeeper

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


class Machine:
    """A night on a machine whose wall clock can be set."""

    def __init__(self, book_url: str) -> None:
        self.boot, self.set_so_far = "one", timedelta()
        self.night: Night | None = None
        self.book = open_book(book_url, RING, clocks=self.clocks)
        self.night = Night(self.book)
        self.timekeeper = Timekeeper(self.night.desk, self.clocks)
        self.timekeeper.look()

    def clocks(self) -> Dating:
        at = self.night.clock.at if self.night else START
        return Dating(self.boot, self.set_so_far, at)

    def elapsed(self) -> timedelta:
        return self.night.clock.at - self.set_so_far - START

    def is_set_by(self, by: timedelta, *, noticed: bool = True) -> None:
        self.night.clock.at += by
        self.set_so_far += by
        if noticed:
            self.timekeeper.look()
        self.night.settle()

    def restarts(self, *, clock_behind: timedelta) -> None:
        self.boot = "two"
        self.night.clock.at -= clock_behind
        self.set_so_far -= clock_behind
        self.timekeeper = Timekeeper(self.night.desk, self.clocks)
        self.timekeeper.look()
        self.night.settle()

    def alarms(self) -> list[Fault]:
        with self.book.reading() as page:
            return [one.fault for one in page.alarms(START - timedelta(days=9))]


@pytest.fixture
def machine(book_url: str) -> Iterator[Machine]:
    machine = Machine(book_url)
    yield machine
    machine.night.is_quiet()
    machine.book.close()


def nobody_answers(phone: Phone, machine: Machine, *, at: int) -> None:
    """*phone* rings so many seconds after the press by a clock that nobody set."""
    phone.rings()
    assert machine.elapsed() == timedelta(seconds=at)
    phone.and_is_not_answered()


@pytest.mark.parametrize("by", [HOUR, -HOUR, timedelta(days=3), -timedelta(minutes=2)])
def test_the_whole_ladder_is_climbed_at_its_own_pace(machine, by):
    amara, ben = machine.night.puts_on_duty("Amara", "Ben")
    machine.night.raises()
    nobody_answers(amara, machine, at=0)
    machine.is_set_by(by)
    nobody_answers(amara, machine, at=60)
    machine.is_set_by(-by)
    nobody_answers(ben, machine, at=105)
    machine.is_set_by(by)
    nobody_answers(ben, machine, at=165)
    assert machine.alarms() == [Fault.CLOCK_JUMPED]
    ben_is_rung_with_everyone(machine, amara, ben)


def ben_is_rung_with_everyone(machine: Machine, amara: Phone, ben: Phone) -> None:
    amara.rings()
    assert machine.elapsed() == timedelta(seconds=210)
    ben.rings().then_presses("1")
    amara.is_hung_up()


def test_a_clock_put_forward_that_no_ticker_has_noticed_yet_rings_nobody_early(machine):
    amara, ben = machine.night.puts_on_duty("Amara", "Ben")
    machine.night.raises()
    nobody_answers(amara, machine, at=0)
    machine.is_set_by(HOUR, noticed=False)
    nobody_answers(amara, machine, at=60)
    ben.rings().then_presses("1")
    assert machine.elapsed() == 105 * SECOND


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_a_call_under_way_is_neither_lost_nor_placed_again(machine, by):
    amara, ben = machine.night.puts_on_duty("Amara", "Ben")
    machine.night.raises()
    amara.rings()
    machine.is_set_by(by)
    machine.night.passes(10 * SECOND)
    amara.answers().presses("1")
    assert len(machine.night.telephone.calls) == 1
    machine.night.colleague_sees("Amara has your call-out")
    del ben


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_what_was_taken_stays_taken(machine, by):
    amara, _ben = machine.night.puts_on_duty("Amara", "Ben")
    machine.night.raises()
    amara.rings().then_presses("1")
    machine.is_set_by(by)
    machine.night.passes(timedelta(minutes=2))
    machine.night.does(acting.confirm, machine.night.sam)
    machine.night.passes(2 * HOUR)


def test_a_machine_that_starts_with_its_clock_behind_goes_on_within_one_wait(machine):
    amara, ben = machine.night.puts_on_duty("Amara", "Ben")
    machine.night.raises()
    nobody_answers(amara, machine, at=0)
    machine.restarts(clock_behind=HOUR)
    amara.rings()
    assert machine.elapsed() <= 2 * 60 * SECOND
    amara.and_is_not_answered()
    ben.rings().then_presses("1")


def test_every_ticker_notices_and_it_is_one_alarm(machine):
    other = Timekeeper(machine.night.desk, machine.clocks)
    assert not other.look()
    machine.is_set_by(HOUR)
    assert other.look()
    assert not other.look()
    assert machine.alarms() == [Fault.CLOCK_JUMPED]


def test_a_clock_that_is_slewed_is_no_alarm(machine):
    for _ in range(10):
        machine.is_set_by(SECOND / 2)
    assert machine.alarms() == []
