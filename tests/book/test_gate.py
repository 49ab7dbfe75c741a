"""Writers of one file take turns, and nobody waits for ever for a turn that does not end."""

import fcntl
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from servers.waiting import wait_until

from service.book.gate import Gate
from service.ports import BookUnavailable

HOLDER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from service.book.gate import Gate
with Gate(Path(sys.argv[1]), 5).turn():
    print("holding", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "book.gate"


def enter(gate):
    with gate.turn():
        return True


def fail_inside(gate):
    with gate.turn():
        raise ZeroDivisionError


def test_it_opens_again_after_each_turn(path):
    gate = Gate(path, 0.01)
    assert enter(gate)
    with pytest.raises(ZeroDivisionError):
        fail_inside(gate)
    assert enter(gate)
    assert enter(Gate(path, 0.01))


def test_another_thread_or_process_does_not_get_in(path):
    gate, elsewhere = Gate(path, 0.01), Gate(path, 0.01)
    with gate.turn():
        with pytest.raises(BookUnavailable, match="thread"):
            enter(gate)
        with pytest.raises(BookUnavailable, match="process"):
            enter(elsewhere)
    assert enter(gate)


def test_whoever_gave_up_keeps_nobody_out_afterwards(path):
    """The lock comes to them at last, with nobody there to take it; it is given back."""
    gate, patient = Gate(path, 0.01), Gate(path, 30)
    with gate.turn():
        for _ in range(5):
            with pytest.raises(BookUnavailable):
                enter(Gate(path, 0.01))
    assert enter(patient)
    assert enter(patient)


def test_whoever_waits_gets_in_when_it_opens(path):
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with ThreadPoolExecutor(3) as pool:
            waiting = [pool.submit(enter, Gate(path, 30)) for _ in range(3)]
            fcntl.flock(held, fcntl.LOCK_UN)
            assert [one.result() for one in waiting] == [True] * 3


def test_threads_that_keep_coming_let_another_process_in(path):
    gate, elsewhere = Gate(path, 30), Gate(path, 10)
    done = threading.Event()

    def keeps_coming():
        while not done.is_set():
            enter(gate)

    with ThreadPoolExecutor(4) as pool:
        coming = [pool.submit(keeps_coming) for _ in range(4)]
        try:
            assert enter(elsewhere)
        finally:
            done.set()
        assert [one.result() for one in coming] == [None] * 4


def test_a_thread_hands_the_gate_on_before_a_process_that_waits(path, monkeypatch):
    """Until its time is up; here it never is."""
    monkeypatch.setattr("service.book.gate.OWN_SECONDS", 60.0)
    gate, elsewhere = Gate(path, 30), Gate(path, 30)
    came = []

    def comes(by, name):
        with by.turn():
            came.append(name)

    with ThreadPoolExecutor(2) as pool, gate.turn():
        pool.submit(comes, elsewhere, "another process")
        wait_until("it waits", lambda: elsewhere._waiter, within_seconds=10)
        pool.submit(comes, gate, "another thread")
        wait_until("it waits", lambda: gate._waiting, within_seconds=10)
    assert came == ["another thread", "another process"]


def test_a_thread_that_gives_up_is_handed_nothing(path, monkeypatch):
    monkeypatch.setattr("service.book.gate.OWN_SECONDS", 60.0)
    gate = Gate(path, 0.2)
    with ThreadPoolExecutor(1) as pool, gate.turn():
        waits = pool.submit(enter, gate)
        with pytest.raises(BookUnavailable):
            waits.result()
    assert enter(Gate(path, 0.2))


def test_a_holder_that_is_frozen_is_an_outage_and_one_that_dies_lets_go(path, start, root):
    child = start("python", "-c", HOLDER, str(path), str(root), env={})
    child.ready("the child is in", lambda: "holding" in child.said)
    child.freeze()
    with pytest.raises(BookUnavailable, match="process"):
        enter(Gate(path, 0.01))
    child.kill()
    assert enter(Gate(path, 30))


def test_a_folder_that_is_not_there_is_an_outage(tmp_path):
    with pytest.raises(BookUnavailable, match="folder"):
        enter(Gate(tmp_path / "gone" / "book.gate", 0.01))
