"""One of the two worlds that the machine keeps in step: a real book and desk, a pretended rest."""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from unittest.mock import patch

from fakes.clock import Clock, QuietBell
from fakes.telephone import FakeTelephone
from sqlalchemy import delete, update

from service.book import SqlBook
from service.book.tables import metadata
from service.desk import Desk
from service.desk.errands import Line
from service.domain.attempt import Attempt
from service.domain.people import PhoneNumber
from service.domain.refusals import Refusal
from service.ports import Outage, Page

if TYPE_CHECKING:
    from service.desk.work import Work


class Died(BaseException):
    """The process ended here, as by ``kill -9``. Nothing of ours may catch it."""


class MortalBook:
    """The real book, in a process that dies in or after a commit when it is told to."""

    def __init__(self, book: SqlBook) -> None:
        self._book = book
        #: How many commits are still done; and whether the last one is kept.
        self._dies: tuple[int, bool] | None = None

    def dies_at(self, commits: int, *, kept: bool) -> None:
        self._dies = (commits, kept)

    def lives(self) -> None:
        self._dies = None

    @contextmanager
    def writing(self) -> Iterator[Page]:
        dying, kept = self._count_down()
        with self._book.writing() as page:
            yield page
            if dying and not kept:
                raise Died
        if dying:
            raise Died

    @contextmanager
    def reading(self) -> Iterator[Page]:
        with self._book.reading() as page:
            yield page

    def _count_down(self) -> tuple[bool, bool]:
        if self._dies is None:
            return False, False
        left, kept = self._dies
        self._dies = None if left == 0 else (left - 1, kept)
        return left == 0, kept


class Carrier(FakeTelephone):
    """The pretended carrier; it remembers whose answers were lost on the way to us."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.now)
        self.lost: list[Attempt] = []

    def behaves(self) -> None:
        self._troubles.clear()

    def call(self, attempt: Attempt) -> str:
        taken = len(self.calls)
        try:
            return super().call(attempt)
        except BaseException:
            if len(self.calls) > taken:
                self.lost.append(attempt)
            raise

    def placed_for(self, attempt: str) -> int:
        return sum(1 for one in self.calls.values() if one.attempt.id == attempt)

    def was_lost(self, phone: PhoneNumber) -> bool:
        return any(one.phone == phone for one in self.lost)


class Side:
    """Book, desk, line, and what its processes have in hand."""

    def __init__(self, book: SqlBook, clock: Clock) -> None:
        self.real_book = book
        self.book = MortalBook(book)
        self.carrier = Carrier(clock)
        self.desk = Desk(self.book, QuietBell(), clock)
        self.line = Line(self.desk, self.carrier)
        self.in_hand: list[Work] = []
        #: Held by processes that are frozen, and may wake up when it is somebody else's.
        self.asleep: list[Work] = []
        empty(book)

    def comes_to(self, do: "Callable[[Side], object]") -> tuple[str, object]:
        """Do it, and say what came of it in a way that two sides can be compared."""
        try:
            return "gave", do(self)
        except (Refusal, Outage) as error:
            return type(error).__name__, str(error)
        except Died:
            # What the process had in hand nobody holds any more; frozen ones are like it.
            self.asleep += self.in_hand
            self.in_hand.clear()
            return "died", None


def empty(book: SqlBook) -> None:
    """Make *book* as good as new; faster than a new one for each example."""
    with book.writing() as page:
        connection = page._connection
        for name in ("escalations", "seen_webhooks", "tickers"):
            connection.execute(delete(metadata.tables[name]))
        connection.execute(
            update(metadata.tables["carrier"]).values(
                failing_since=None, code=0, account=False, checked_at=None, next_call_at=None
            )
        )


@contextmanager
def same_chance(seed: int) -> Iterator[None]:
    """Let ids and references be drawn alike on both sides. Nothing else there is random."""
    drawn = random.Random(seed)  # noqa: S311 - no secret
    with (
        patch.object(secrets, "token_hex", lambda count: drawn.randbytes(count).hex()),
        patch.object(secrets, "choice", drawn.choice),
    ):
        yield
