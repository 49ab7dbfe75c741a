"""What a ticker has in hand keeps its lease, is done once, and never hangs for ever."""

import threading
from dataclasses import replace
from datetime import timedelta
from time import monotonic

from fakes.slow_telephones import SlowTelephone
from fakes.telephone import FakeTelephone
from servers.tickers import Tickers, now, press
from servers.waiting import wait_until

from service.desk import Desk, advancing
from service.desk.errands import Line
from service.domain.attempt import AttemptState


def test_stopping_finishes_what_is_in_hand(desk: Desk, tickers: Tickers, slow: SlowTelephone):
    ticker = tickers(Line(desk, slow, 1e9), "worker")
    ticker.start()
    raised = press(desk)
    assert slow.asked.wait(10)
    stopping = threading.Thread(target=ticker.stop)
    stopping.start()
    slow.let_through.set()
    stopping.join(10)
    call = now(desk, raised).attempts[0]
    assert call.state is AttemptState.PLACED
    assert call.calls


def test_what_is_in_hand_keeps_its_lease_while_the_carrier_takes_its_time(
    desk: Desk, tickers: Tickers, slow: SlowTelephone
):
    ticker = tickers(Line(desk, slow, 1e9), "worker", every_seconds=0.05)
    ticker.start()
    raised = press(desk)
    assert slow.asked.wait(10)
    first = now(desk, raised).attempts[0].due_at
    wait_until(
        "the lease is renewed",
        lambda: now(desk, raised).attempts[0].due_at > first,
        within_seconds=10,
    )
    slow.let_through.set()
    ticker.stop()
    assert now(desk, raised).attempts[0].fence == 1


def test_a_sleeper_whose_work_was_taken_over_dials_nothing(desk: Desk, tickers: Tickers):
    telephone = FakeTelephone()
    line = Line(desk, telephone, 1e9)
    raised = press(desk)
    (asleep,) = advancing.advance(desk, raised.id)
    with desk.book.writing() as page:
        taken = page.escalation(raised.id)
        attempt = replace(taken.attempts[0], due_at=desk.clock.now() - timedelta(seconds=1))
        page.save(replace(taken.with_attempt(attempt), due_at=desk.clock.now()))
    (awake,) = advancing.advance(desk, raised.id)
    advancing_by = {asleep.fence, awake.fence}
    for work in (asleep, awake):
        from_now = tickers(line, "worker")
        from_now._do(work)
    assert advancing_by == {1, 2}
    assert len(telephone.calls) == 1


def test_an_errand_that_only_waits_its_turn_is_not_stuck_and_keeps_its_lease(
    desk: Desk, tickers: Tickers, monkeypatch
):
    telephone, ended, busy = FakeTelephone(), threading.Event(), threading.Event()
    ticker = tickers(Line(desk, telephone, 1e9), "worker", slots=1, when_stuck=ended.set)
    ticker._pool.submit(busy.wait, 30)
    raised = press(desk)
    assert ticker.look(raised.id)
    first = now(desk, raised).attempts[0].due_at
    monkeypatch.setattr("workers.ticker.monotonic", lambda: monotonic() + 100)
    ticker._keep_leases()
    renewed = now(desk, raised).attempts[0].due_at
    busy.set()
    ticker.stop()
    assert not ended.is_set()
    assert renewed > first
    assert len(telephone.calls) == 1


def test_an_errand_that_hangs_ends_the_process(
    desk: Desk, tickers: Tickers, slow: SlowTelephone, monkeypatch
):
    ended = threading.Event()
    monkeypatch.setattr("workers.ticker.STUCK_SECONDS", 0.0)
    ticker = tickers(Line(desk, slow, 1e9), "worker", every_seconds=0.01, when_stuck=ended.set)
    ticker.start()
    press(desk)
    assert slow.asked.wait(10)
    assert ended.wait(10)
