"""A short selection of the faults, and what holds for all of them. `make faults` has them all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from faults.cradle import Nursery
from faults.fault import Fault
from faults.invariants import Bounds
from faults.lanes import Lane, Task
from faults.rows import FAULTS
from faults.rows.crash_points import at_step
from faults.stories import FIRST, SECOND
from faults.trapped import POINTS

BY_NAME = {fault.name: fault for fault in FAULTS}
#: One of each kind: the bell, a process, the carrier, a phone that is needed again, a step.
SELECTION = (
    ("bell frozen for 10 s", "sqlite"),
    ("one worker killed", "sqlite"),
    ("3 connections dropped, placed", "sqlite"),
    ("officers needed again, ends lost", "sqlite"),
    ("dies at start.after_commit", "postgres"),
)


def test_there_is_one_fault_of_each_name():
    tasks = [Task(fault, book).name for fault in FAULTS for book in fault.books]
    assert len(set(tasks)) == len(tasks)


def test_a_process_dies_at_every_step_that_there_is():
    assert {fault.name for fault in FAULTS if fault.name.startswith("dies")} == {
        f"dies at {point}" for point in POINTS
    }


@pytest.fixture(scope="module")
def gauged(nursery: Nursery) -> Iterator[Nursery]:
    with nursery.gauged():
        yield nursery


@pytest.fixture
def lane(gauged: Nursery) -> Iterator[Lane]:
    lane = Lane(gauged)
    yield lane
    lane.close()


def short(fault: Fault) -> Fault:
    """Return *fault* on a night of four presses, each of which somebody takes."""
    return replace(fault, presses=4, over_seconds=1.0, stories=(SECOND, FIRST))


@pytest.mark.processes
@pytest.mark.parametrize(("name", "book"), SELECTION, ids=[name for name, _ in SELECTION])
def test_nothing_is_lost_whatever_fails(lane, name, book):
    row = lane.do(Task(short(BY_NAME[name]), book), seed=20261122)
    assert not row.violations, (row.busy, row.violations)


@pytest.mark.processes
def test_a_site_is_as_good_as_new_in_its_second_night(lane):
    """Officers who took something in the first are rung in the second like any other."""
    taken = replace(short(BY_NAME["no fault"]), presses=14, over_seconds=2.0, stories=(FIRST,))
    rows = [lane.do(Task(taken, "sqlite"), seed=seed) for seed in (1, 2)]
    assert not [row.violations for row in rows if row.violations], [row.busy for row in rows]


@pytest.mark.processes
def test_a_step_that_no_process_comes_to_is_no_proof(lane):
    never = short(BY_NAME["dies at renew.after_commit"])
    row = lane.do(
        Task(replace(never, strike=at_step("nowhere", "die", within_seconds=3)), "sqlite"), seed=1
    )
    assert any("comes to nowhere" in said for said in row.violations)


def test_a_busy_machine_is_given_more_time_and_no_more_duplicates():
    assert Bounds(late=5.0, duplicates=1).on(4.0) == Bounds(
        late=10.0, duplicates=1, rings_on=4.0, told=5.0
    )
    assert Bounds().on(1.2) == Bounds()
