"""A book from yesterday's backup: what was open goes on, marked late; what was closed rests."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest
from fakes.clock import Clock
from fakes.telephone import FakeTelephone
from outages.site import NoBell
from servers.migrated import RING
from web.house import example_rota

from service.backup import read_backup, write_backup
from service.book import copy_in, copy_out, open_book
from service.desk import Desk, acting, errands
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.errands import Line
from service.desk.raising import Press, raise_escalation
from service.domain.attempt import CallStatus
from service.domain.escalation import State
from service.domain.events import Kind


class Worker:
    """One process's hands, over one book."""

    def __init__(self, url: str, clock: Clock, telephone: FakeTelephone) -> None:
        self.book, self.clock, self.telephone = open_book(url, RING), clock, telephone
        self.desk = Desk(self.book, NoBell(), clock)

    def works(self, seconds: int) -> None:
        for _ in range(seconds):
            with self.book.reading() as page:
                due = page.due(self.clock.now(), 99)
            for escalation in due:
                for work in advance(self.desk, escalation):
                    errands.run(Line(self.desk, self.telephone, 1e9), work)
            self.clock.passes(1)

    def rung_for(self) -> set[str]:
        """Return the escalations for which the carrier has had calls so far."""
        found = set()
        with self.book.reading() as page:
            for call in self.telephone.calls.values():
                owner = page.of_attempt(call.attempt.id)
                found.add(owner.id if owner else "one that this book does not know")
        return found

    def lines(self, escalation: str) -> list[Kind]:
        with self.book.reading() as page:
            return [one.kind for one in page.history(escalation)]


def restored_from_backup(url: str, clock: Clock, folder: Path, into: str) -> None:
    """Make a backup of the book as a site does, and a book of it elsewhere."""
    pair = pyrage.x25519.Identity.generate()
    (folder / "key.txt").write_text(str(pair))
    lines = copy_out(url, RING, clock.now())
    file = write_backup(lines, str(pair.to_public()), folder / "backups", clock.now())

    def pour(take: Callable[[bytes], None]) -> None:
        read_backup(file, folder / "key.txt", take)

    copy_in(into, RING, pour)


@pytest.fixture
def empty_place(request: pytest.FixtureRequest, book_url: str, tmp_path: Path) -> str:
    """The address of an empty database of the same kind."""
    if book_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path}/restored/book.sqlite"
    server = request.getfixturevalue("postgres_server")
    return str(server.url(server.new_database()))


def test_a_restored_book_goes_on_late_and_never_rings_for_what_was_closed(
    book_url: str, empty_place: str, tmp_path: Path
):
    clock = Clock()
    telephone = FakeTelephone(clock.now)
    before = Worker(book_url, clock, telephone)
    with before.book.writing() as page:
        page.replace_rota(example_rota())
    still_open = raise_escalation(before.desk, Press(person="sam")).id
    before.works(3)
    closed = raise_escalation(before.desk, Press(person="jo")).id
    acting.cancel(before.desk, Step(escalation=closed, person="jo"))
    before.book.close()
    restored_from_backup(book_url, clock, tmp_path, empty_place)
    restored = Worker(empty_place, clock, telephone)

    for sid in telephone.calls:
        telephone.becomes(sid, CallStatus.NO_ANSWER)
    rung = len(telephone.calls)
    clock.passes(timedelta(days=1).total_seconds())
    restored.works(30)

    assert len(telephone.calls) > rung, "ringing goes on"
    assert restored.rung_for() == {still_open}
    assert restored.lines(still_open).count(Kind.LATE) == 1
    assert Kind.LATE not in restored.lines(closed)
    with restored.book.reading() as page:
        assert page.escalation(closed).state is State.CANCELLED
    restored.book.close()
