"""The loop that does what is due, with its real threads, on a real book."""

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fakes.slow_telephones import HangingTexts, ListeningTelephone
from fakes.telephone import FakeTelephone
from servers.tickers import PEOPLE, ROTA, Tickers, now, press, stopped_at_the_end
from servers.waiting import wait_until

from service.desk import Desk, advancing
from service.desk.errands import Line
from service.desk.raising import Press, raise_escalation
from service.domain.people import Person, PhoneNumber
from service.domain.rota import LadderPlan, RungPlan
from service.ports import BookUnavailable

if TYPE_CHECKING:
    from workers.ticker import Ticker


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
