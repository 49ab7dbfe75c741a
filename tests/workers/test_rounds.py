"""Going round the house: what is found, what is told to whom, and what is mended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from servers.waiting import wait_until
from web.house import House, example_rota

from service.domain.alarms import Word
from service.domain.checks.certificate import CertificateFacts, Trust, certificate
from service.domain.checks.every import as_json
from service.domain.checks.lines import Found
from service.domain.faults import Fault
from service.domain.rota import LadderPlan, RungPlan
from service.domain.standing import Beat, CarrierStanding, Looked
from service.heralds import NotTold
from workers.rounds import Rounds


def ends_in(days: int) -> Found:
    return certificate(CertificateFacts(Trust.TRUSTED, days))


class Listener:
    """An admin's end of one path."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.deaf = False
        self.heard: list[tuple[Word, Fault]] = []
        self.tried = 0

    def tell(self, notice) -> None:
        self.tried += 1
        if self.deaf:
            raise NotTold("deaf")
        self.heard.append((notice.word, notice.fault))


class Watched:
    """A house with a round of its own, and time that passes when the test says so."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.hook, self.mail = Listener("webhook"), Listener("email")
        self.here: list[Fault] = []
        self.rounds = self.another_process()
        self.lives()

    def another_process(self) -> Rounds:
        parts = replace(self.house.parts, heralds=(self.hook, self.mail))
        return Rounds(
            parts,
            also=lambda: self.here,
            elapsed=lambda: self.house.clock.now().timestamp(),
        )

    def lives(self) -> None:
        for role in ("worker", "watch"):
            self.house.has_a_ticker(role)

    def goes_round(self, seconds: float = 0.0) -> list[tuple[Word, Fault]]:
        """Look every ten seconds for so long, with everybody alive; return what was told."""
        before = len(self.hook.heard)
        for _ in range(int(seconds / 10)):
            self.house.clock.passes(10)
            self.lives()
            self.rounds.go()
        if not seconds:
            self.rounds.go()
        return self.hook.heard[before:]

    def carrier_is(self, **standing) -> None:
        now = self.house.clock.now()
        with self.house.real_book.writing() as page:
            page.note_carrier(CarrierStanding(checked_at=now, **standing))

    def was_looked_at(self, *found: Found) -> None:
        with self.house.real_book.writing() as page:
            page.note_look(Looked(self.house.clock.now(), as_json(found)))

    def alarms(self):
        with self.house.real_book.reading() as page:
            return page.alarms(self.house.clock.now() - timedelta(days=7))


@pytest.fixture
def watched(book_url: str, tmp_path: Path) -> Iterator[Watched]:
    house = House(book_url, tmp_path)
    yield Watched(house)
    house.closes()


def test_a_house_that_is_well_tells_nobody_anything(watched):
    assert watched.goes_round(120) == []
    assert watched.alarms() == []


def test_calls_that_fail_are_told_at_once_hourly_and_when_it_is_over(watched):
    watched.carrier_is(failing_since=watched.house.clock.now())
    assert watched.goes_round() == [(Word.RAISED, Fault.CALLS_FAILING)]
    assert watched.goes_round(590) == []
    for _ in range(6):
        watched.carrier_is(failing_since=watched.house.clock.now())
        watched.goes_round(600)
    assert watched.hook.heard[1:] == [(Word.STILL, Fault.CALLS_FAILING)]
    watched.carrier_is()
    assert watched.goes_round(200) == [(Word.OVER, Fault.CALLS_FAILING)]
    assert watched.goes_round(3600) == []
    assert watched.mail.heard == watched.hook.heard


def test_an_account_that_is_refused_is_a_fault_of_its_own(watched):
    watched.carrier_is(failing_since=watched.house.clock.now(), account=True)
    assert watched.goes_round() == [(Word.RAISED, Fault.ACCOUNT)]


def test_what_the_hourly_look_finds_wrong_is_told_until_one_finds_it_right(watched):
    watched.was_looked_at(ends_in(60))
    assert watched.goes_round(20) == []
    watched.was_looked_at(ends_in(1))
    assert watched.goes_round(20) == [(Word.RAISED, Fault.FOUND_WRONG)]
    assert watched.goes_round(300) == []
    watched.was_looked_at(ends_in(60))
    assert watched.goes_round(200) == [(Word.OVER, Fault.FOUND_WRONG)]


def test_of_many_processes_one_tells(watched):
    watched.carrier_is(failing_since=watched.house.clock.now())
    for process in [watched.rounds, *(watched.another_process() for _ in range(3))]:
        process.go()
    assert watched.hook.heard == watched.mail.heard == [(Word.RAISED, Fault.CALLS_FAILING)]


def test_a_path_that_fails_is_tried_again_and_holds_up_nothing(watched):
    watched.hook.deaf = True
    watched.carrier_is(failing_since=watched.house.clock.now(), account=True)
    watched.here = [Fault.HEARTBEAT_UNHEARD]
    watched.goes_round()
    assert {fault for _, fault in watched.mail.heard} == {Fault.ACCOUNT, Fault.HEARTBEAT_UNHEARD}
    assert watched.hook.tried == 1, "once in a round, however much there is to tell"
    watched.hook.deaf = False
    assert {fault for _, fault in watched.goes_round(60)} == {
        Fault.ACCOUNT,
        Fault.HEARTBEAT_UNHEARD,
    }
    assert len(watched.mail.heard) == 2


def test_work_that_nobody_does_is_an_alarm_that_tells_nothing_of_it(watched):
    watched.house.raises()
    watched.house.clock.passes(50)
    assert watched.goes_round(10) == []
    assert watched.goes_round(20) == [(Word.RAISED, Fault.STALLED)]
    assert not watched.rounds.well_within(15)
    for one in watched.alarms():
        assert not {"id", "escalation", "reference", "name"} & set(one.__dataclass_fields__)


def test_work_that_is_done_meanwhile_is_none(watched):
    raised = watched.house.raises()
    watched.house.clock.passes(60)
    watched.goes_round(10)
    watched.house.rings(raised["id"])
    assert watched.goes_round(20) == []
    assert watched.rounds.well_within(0)


def test_an_open_call_out_that_nothing_would_ever_move_is_taken_up_again(watched):
    raised = watched.house.raises()
    with watched.house.real_book.writing() as page:
        lost = page.escalation(raised["id"])
        page.save(replace(lost, due_at=None))
    watched.house.bell.rung.clear()
    watched.goes_round()
    assert watched.house.escalation(raised["id"]).due_at == watched.house.clock.now()
    assert watched.house.bell.rung == [raised["id"]]


@pytest.mark.parametrize(
    ("role", "other", "fault"),
    [("worker", "watch", Fault.NO_WORKER), ("watch", "worker", Fault.NO_WATCH)],
)
def test_who_was_there_and_is_silent_is_missed(watched, role, other, fault):
    for _ in range(6):
        watched.house.clock.passes(10)
        watched.house.has_a_ticker(other)
        watched.rounds.go()
    assert watched.hook.heard == []
    watched.house.clock.passes(10)
    watched.house.has_a_ticker(other)
    watched.rounds.go()
    assert watched.hook.heard == [(Word.RAISED, fault)]


def test_who_was_never_started_is_not_missed(watched):
    now = watched.house.clock.now() + timedelta(days=2)
    watched.house.clock.at = now
    with watched.house.real_book.writing() as page:
        page.beat(Beat("alone", "watch", now))
    watched.rounds.go()
    watched.house.clock.passes(20)
    watched.house.has_a_ticker("watch")
    watched.rounds.go()
    assert watched.hook.heard == []


def test_a_bell_that_is_away_for_a_minute_is_told(watched):
    watched.house.bell.hears = False
    assert watched.goes_round(50) == []
    watched.house.bell.hears = True
    watched.goes_round(10)
    watched.house.bell.hears = False
    assert watched.goes_round(60) == []
    assert watched.goes_round(10) == [(Word.RAISED, Fault.BELL_SILENT)]


def test_a_ladder_that_nobody_holds_is_told(watched):
    empty = LadderPlan(name="premises", rungs=(RungPlan(role="Deputy"),))
    watched.house.changes_rota(example_rota(ladders=(*example_rota().ladders[:1], empty)))
    assert watched.goes_round(60) == []
    assert watched.goes_round(10) == [(Word.RAISED, Fault.NOBODY_TO_RING)]


def test_a_book_that_is_away_is_told_from_memory_and_its_end_by_the_book(watched):
    watched.goes_round(10)
    watched.house.book.works_for = 0
    assert watched.goes_round(10) == []
    assert watched.goes_round(20) == [(Word.RAISED, Fault.BOOK_AWAY)]
    assert watched.goes_round(3590) == []
    assert watched.goes_round(20) == [(Word.STILL, Fault.BOOK_AWAY)]
    assert not watched.rounds.well_within(60)
    watched.house.book.works_for = None
    assert watched.goes_round(100) == []
    assert [one.fault for one in watched.alarms()] == [Fault.BOOK_AWAY]
    assert watched.goes_round(60) == [(Word.OVER, Fault.BOOK_AWAY)]


def test_a_book_that_reads_but_keeps_nothing_is_away(watched):
    watched.carrier_is(failing_since=watched.house.clock.now())
    watched.house.book.works_for = 2  # A look and what is known; then no writing.
    watched.rounds.go()
    watched.house.book.works_for = 0
    assert watched.goes_round(20) == [(Word.RAISED, Fault.BOOK_AWAY)]


def test_rounds_go_by_themselves_until_they_are_stopped(watched):
    watched.carrier_is(failing_since=watched.house.clock.now())
    parts = replace(watched.house.parts, heralds=(watched.hook,))
    rounds = Rounds(parts, every_seconds=0.01)
    rounds.start()
    wait_until("the admins are told", lambda: watched.hook.heard, within_seconds=10)
    rounds.stop()
    assert not rounds._thread.is_alive()


def test_a_bug_in_one_round_does_not_end_them(watched):
    told = []

    def bug():
        told.append(1)
        raise RuntimeError("07700 900111")

    rounds = Rounds(watched.house.parts, also=bug, every_seconds=0.01)
    rounds.start()
    wait_until("it goes round again", lambda: len(told) > 1, within_seconds=10)
    rounds.stop()
