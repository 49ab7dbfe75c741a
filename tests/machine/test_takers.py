"""Fifty officers who take one call-out at once: one has it, and all are told who.

Through the desk, on both books, in threads; the histories that the threads make go through
the checker. By default so many call-outs that a test run need not wait for it; the whole
measure is 200: ``TAKEN_CALL_OUTS=200 pytest tests/machine/test_takers.py``.
"""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial

import pytest
from machine.linearizable import DONE, Asked, Operation, Recorder, linearizable
from servers.migrated import RING

from service.book import SqlBook, open_book
from service.book.patience import Patience
from service.desk import Desk, acting, viewing
from service.desk.acting import Step
from service.desk.raising import Press, raise_escalation
from service.domain.events import Kind
from service.domain.ladder import Channel
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import AlreadyTaken, NotFromHere, NotYours
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.ports import BookUnavailable

OFFICERS = 50
CALL_OUTS = int(os.environ.get("TAKEN_CALL_OUTS", "10"))
#: Whoever may not hand it back is told that somebody else has it, but not who.
ANOTHER = "somebody else"
UNANSWERED = "not possible now"
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PATIENT = Patience(turn=60, lock=60, statement=120, silence=180)


class StoppedClock:
    def now(self) -> datetime:
        return NOW


class QuietBell:
    def ring(self, escalation_id: str) -> None:
        pass


def crowd() -> Rota:
    people = {
        f"p{number}": Person(
            key=f"p{number}",
            name=f"P{number} Example",
            phone=PhoneNumber(f"+447700900{number:03}"),
            texts=True,
            roles=frozenset({Role.OFFICER}),
        )
        for number in range(OFFICERS)
    }
    sam = Person(
        key="sam", name="Sam Lee", phone=PhoneNumber("+447700900999"), roles=frozenset({Role.STAFF})
    )
    rungs = tuple(RungPlan(role="Deputy", holder=key) for key in people)
    ladder = LadderPlan(name="safeguarding", rungs=rungs)
    return Rota(organisation="Harbour Lane", people=people | {"sam": sam}, ladders=(ladder,))


@pytest.fixture
def desks(book_url: str):
    """Five of them, each with a book of its own, as five processes have.

    They wait for their turn as long as it takes: what is asked here is who has it, not how soon.
    """
    books: list[SqlBook] = [open_book(book_url, RING, PATIENT) for _ in range(5)]
    with books[0].writing() as page:
        page.replace_rota(crowd())
    yield [Desk(book, QuietBell(), StoppedClock()) for book in books]
    for book in books:
        book.close()


def at(desks: Sequence[Desk], person: str) -> Desk:
    return desks[int(person[1:]) % len(desks)]


def told_who(desk: Desk, escalation: str, person: str) -> str | None:
    """Take it, and return the key of whoever is said to have it."""
    channel = list(Channel)[int(person[1:]) % 3]
    try:
        taken = acting.acknowledge(
            desk, Step(escalation=escalation, person=person, channel=channel)
        )
    except AlreadyTaken as second:
        return str(second.facts["name"]).lower()
    return taken.holder.person if taken.holder else None


def take(desks: Sequence[Desk], recorder: Recorder, escalation: str, person: str) -> str | None:
    """Take it, and note what was told. On a busy machine somebody may be told to try again."""
    with suppress(BookUnavailable):
        return recorder.ask(
            person, Asked.TAKE, lambda: told_who(at(desks, person), escalation, person)
        )
    return UNANSWERED


def at_once(pool: ThreadPoolExecutor, work, crowd: Sequence[str]) -> list[str | None]:
    start = threading.Barrier(len(crowd))

    def one(person: str) -> str | None:
        start.wait()
        return work(person)

    return list(pool.map(one, crowd))


def test_fifty_at_once_on_each_give_each_one_holder(desks: list[Desk]):
    officers = [f"p{number}" for number in range(OFFICERS)]
    holders, unanswered = [], 0
    with ThreadPoolExecutor(OFFICERS) as pool:
        for _ in range(CALL_OUTS):
            raised, recorder = raise_escalation(desks[0], Press(person="sam")), Recorder()

            told = at_once(pool, partial(take, desks, recorder, raised.id), officers)

            view = viewing.view(desks[0], raised.id, "sam")
            assert view.escalation.holder is not None
            holders.append(view.escalation.holder.person)
            unanswered += told.count(UNANSWERED)
            assert set(told) - {UNANSWERED} == {holders[-1]}
            assert [one.kind for one in view.history].count(Kind.ACKNOWLEDGED) == 1
            assert view.escalation.version == 1
            assert linearizable(recorder.history)
    assert len(holders) == CALL_OUTS
    print(f"{len(holders)} holders of {CALL_OUTS}; told to try again: {unanswered}")  # noqa: T201


def hands_on(desks: Sequence[Desk], recorder: Recorder, escalation: str, person: str) -> None:
    """Take it, hand it back, look, and take it again, as fast as one can."""
    desk = at(desks, person)

    def hand_back() -> str | None:
        try:
            acting.hand_back(desk, Step(escalation=escalation, person=person))
        except NotYours:
            return ANOTHER
        except NotFromHere:
            return None
        return DONE

    def look() -> str | None:
        found = viewing.view(desk, escalation, person).escalation
        return found.holder.person if found.holder else None

    for _ in range(5):
        recorder.ask(person, Asked.TAKE, lambda: told_who(desk, escalation, person))
        recorder.ask(person, Asked.HAND_BACK, hand_back)
        recorder.ask(person, Asked.LOOK, look)


def test_taking_and_handing_back_in_a_crowd_can_be_told_in_order(desks: list[Desk]):
    crowd = [f"p{number}" for number in range(8)]
    with ThreadPoolExecutor(len(crowd)) as pool:
        for _ in range(max(2, CALL_OUTS // 5)):
            raised, recorder = raise_escalation(desks[0], Press(person="sam")), Recorder()
            at_once(pool, partial(hands_on, desks, recorder, raised.id), crowd)
            history = [one for one in recorder.history if one.told != ANOTHER]
            assert len([one for one in history if one.told == DONE]) > 1
            assert linearizable(history)
            assert not linearizable([*history, second_holder(history)])


def second_holder(history: Sequence[Operation]) -> Operation:
    """Somebody who had it all the time as well: the lie that the checker must see."""
    ends = [one.ended for one in history if one.ended is not None]
    return Operation("p99", Asked.LOOK, "p99", min(ends), max(ends))
