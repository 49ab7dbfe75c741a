"""The loop that does what is due, with its real threads, on a real book."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest
from fakes.telephone import FakeTelephone
from servers.waiting import wait_until

from service.book import SqlBook, open_book
from service.desk import Desk, advancing
from service.desk.errands import Line
from service.desk.raising import Press, raise_escalation
from service.domain.attempt import Attempt, AttemptState
from service.domain.escalation import Escalation
from service.domain.ladder import LadderPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.ports import BookUnavailable
from service.wiring import SystemClock
from workers.ticker import Ticker

PEOPLE = {
    "priya": Person(
        key="priya",
        name="Priya Shah",
        phone=PhoneNumber("+447700900111"),
        roles=frozenset({Role.OFFICER}),
    ),
    "sam": Person(
        key="sam",
        name="Sam Lee",
        phone=PhoneNumber("+447700900123"),
        roles=frozenset({Role.STAFF}),
    ),
}
ROTA = Rota(
    organisation="Harbour Lane",
    people=PEOPLE,
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(RungPlan(role="Officer", holder="priya"),),
            pace=LadderPace(),
        ),
    ),
)


class NoBell:
    """Redis is gone: nobody hints."""

    def ring(self, escalation_id: str) -> None:
        del escalation_id


class SlowTelephone(FakeTelephone):
    """A carrier that takes its time: each call waits until it is let through."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.let_through = threading.Event()

    def call(self, attempt):
        self.asked.set()
        assert self.let_through.wait(30)
        return super().call(attempt)


class HangingTexts(FakeTelephone):
    """A carrier that places each call at once, and hangs on texts until they are let through."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.let_through = threading.Event()

    def text(self, attempt: Attempt, body: str) -> str:
        self.asked.set()
        assert self.let_through.wait(30)
        return super().text(attempt, body)


@pytest.fixture
def book(book_url: str) -> Iterator[SqlBook]:
    book = open_book(book_url)
    with book.writing() as page:
        page.replace_rota(ROTA)
    yield book
    book.close()


@pytest.fixture
def desk(book: SqlBook) -> Desk:
    return Desk(book, NoBell(), SystemClock())


class ListeningTelephone(FakeTelephone):
    """Takes a call only when it has given a text half a second to come first."""

    def __init__(self) -> None:
        super().__init__()
        self.texted = threading.Event()

    def call(self, attempt: Attempt) -> str:
        self.texted.wait(0.5)
        return super().call(attempt)

    def text(self, attempt: Attempt, body: str) -> str:
        self.texted.set()
        return super().text(attempt, body)


Tickers = Callable[..., Ticker]


@contextmanager
def stopped_at_the_end() -> Iterator[Tickers]:
    """Make tickers as `Ticker(…)` does, and stop them however the block is left."""
    with ExitStack() as stack:

        def make(*args, **options) -> Ticker:
            ticker = Ticker(*args, **options)
            stack.callback(ticker.stop)
            return ticker

        yield make


@pytest.fixture
def tickers(desk: Desk) -> Iterator[Tickers]:
    """Make a ticker that is stopped before the book that it looks in is closed."""
    with stopped_at_the_end() as make:
        yield make


@pytest.fixture
def slow(tickers: Tickers) -> Iterator[SlowTelephone]:
    """A slow carrier that lets all through in the end, before the tickers are stopped."""
    telephone = SlowTelephone()
    yield telephone
    telephone.let_through.set()


@pytest.fixture
def hanging(tickers: Tickers) -> Iterator[HangingTexts]:
    """A carrier that hangs on texts, until the tickers are stopped."""
    telephone = HangingTexts()
    yield telephone
    telephone.let_through.set()


def press(desk: Desk) -> Escalation:
    return raise_escalation(desk, Press(person="sam"))


def now(desk: Desk, escalation: Escalation) -> Escalation:
    with desk.book.reading() as page:
        found = page.escalation(escalation.id)
    assert found is not None
    return found


def test_a_test_that_fails_leaves_no_ticker_behind(desk: Desk):
    begun: list[Ticker] = []

    def fails() -> None:
        with stopped_at_the_end() as make:
            begun.append(make(Line(desk, FakeTelephone(), 1e9), "watch"))
            begun[0].start()
            pytest.fail("in the middle")

    with pytest.raises(pytest.fail.Exception, match="in the middle"):
        fails()
    assert not begun[0]._loop.is_alive()


def test_with_no_bell_at_all_what_is_due_is_done(desk: Desk, tickers: Tickers):
    telephone = FakeTelephone()
    ticker = tickers(Line(desk, telephone, 1e9), "watch")
    ticker.start()
    press(desk)
    wait_until("the phone rings", lambda: telephone.calls, within_seconds=10)
    ticker.stop()
    with desk.book.reading() as page:
        assert [beat.role for beat in page.beats()] == ["watch"]


def test_a_text_lets_the_call_beside_it_go_first(desk: Desk, tickers: Tickers, monkeypatch):
    monkeypatch.setattr("workers.ticker.CALL_FIRST_SECONDS", 60.0)
    reads = replace(PEOPLE["priya"], texts=True)
    with desk.book.writing() as page:
        page.replace_rota(replace(ROTA, people=PEOPLE | {"priya": reads}))
    telephone = ListeningTelephone()
    ticker = tickers(Line(desk, telephone, 1e9), "worker")
    ticker.start()
    press(desk)
    wait_until("the phone rings", lambda: telephone.calls, within_seconds=10)
    assert not telephone.texted.is_set()
    ticker.stop()
    assert telephone.texts


def test_texts_that_hang_hold_up_no_call(desk: Desk, tickers: Tickers, hanging: HangingTexts):
    tom = Person(key="tom", name="Tom Reed", phone=PhoneNumber("+447700900112"), texts=True)
    both = RungPlan(role="Officer", holder="priya"), RungPlan(role="Deputy", holder="tom")
    ladder = LadderPlan(name="safeguarding", rungs=both)
    with desk.book.writing() as page:
        page.replace_rota(replace(ROTA, people=PEOPLE | {"tom": tom}, ladders=(ladder,)))
    ticker = tickers(Line(desk, hanging, 1e9), "worker", slots=1)
    ticker.start()
    raise_escalation(desk, Press(person="sam", ring=("tom",)))
    assert hanging.asked.wait(10)
    raise_escalation(desk, Press(person="sam", ring=("priya",)))
    wait_until("both phones ring", lambda: len(hanging.calls) == 2, within_seconds=10)


def test_many_tickers_ring_a_phone_once(desk: Desk, tickers: Tickers):
    telephone = FakeTelephone()
    line = Line(desk, telephone, 1e9)
    four = [tickers(line, "worker", every_seconds=0.01) for _ in range(4)]
    for ticker in four:
        ticker.start()
    raised = [press(desk) for _ in range(3)]
    wait_until(
        "the phone rings",
        lambda: any(one.calls for each in raised for one in now(desk, each).attempts),
        within_seconds=10,
    )
    for ticker in four:
        ticker.stop()
    assert len(telephone.calls) == 1  # One phone, so the others wait until it is free.


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


def test_one_escalation_that_breaks_does_not_stop_the_others(
    desk: Desk, tickers: Tickers, monkeypatch
):
    telephone = FakeTelephone()
    broken, sound = press(desk), raise_escalation(desk, Press(person="sam"))
    honest = advancing.advance

    def breaks(one_desk: Desk, escalation_id: str, per_second: float | None):
        if escalation_id == broken.id:
            raise RuntimeError(PEOPLE["priya"].phone.e164)
        return honest(one_desk, escalation_id, per_second)

    monkeypatch.setattr("workers.ticker.advance", breaks)
    ticker = tickers(Line(desk, telephone, 1e9), "watch")
    ticker.start()
    wait_until("the phone rings", lambda: telephone.calls, within_seconds=10)
    ticker.stop()
    assert now(desk, sound).attempts
    assert not now(desk, broken).attempts


def test_a_book_that_is_away_is_looked_for_again(desk: Desk, tickers: Tickers, monkeypatch):
    telephone = FakeTelephone()
    ticker = tickers(Line(desk, telephone, 1e9), "watch", every_seconds=0.01)
    away = threading.Event()
    honest = type(desk.book).reading

    def reading(self):
        if not away.is_set():
            away.set()
            raise BookUnavailable("gone")
        return honest(self)

    monkeypatch.setattr(type(desk.book), "reading", reading)
    press(desk)
    ticker.start()
    wait_until("the phone rings", lambda: telephone.calls, within_seconds=10)


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
