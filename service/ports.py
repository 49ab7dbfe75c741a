"""What the desk asks of the world. Each promise says what it keeps, and what it does not."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from service.domain.attempt import Attempt, CallStatus
from service.domain.escalation import Escalation
from service.domain.events import Event
from service.domain.line import CallLine
from service.domain.people import PhoneNumber
from service.domain.standing import Beat, CarrierStanding
from service.domain.text_fate import TextFate
from service.forgetting_page import CarrierRecords
from service.page_parts import PageParts


class Outage(Exception):
    """The world failed. The climb goes on, and says so."""


class BookUnavailable(Outage):
    """The book could not be read or written: nothing was kept."""


class BookUncertain(Outage):
    """The commit's answer was lost: it may be kept or not. Ask again with the same key."""


class NotPlaced(Outage):
    """The carrier certainly did not take it, and would take nothing from anybody now.

    ``account`` is true where an admin must mend something (a wrong token, a suspended
    account), false where it may pass by itself (too many requests, no connection).
    """

    def __init__(self, code: int = 0, *, account: bool = False) -> None:
        super().__init__(f"carrier code {code}")
        self.code = code
        self.account = account


class Refused(Outage):
    """The carrier certainly did not take it, and the reason lies with this number or channel.

    Also whatever we do not know: another channel or another person is the safe answer.
    ``stopped`` is true where its owner has told the carrier to let no text of ours through.
    """

    def __init__(self, code: int = 0, *, stopped: bool = False) -> None:
        super().__init__(f"carrier code {code}")
        self.code = code
        self.stopped = stopped


class Uncertain(Outage):
    """The request may have reached the carrier; no answer did. Look before trying again."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""


class Bell(Protocol):
    """Hints that a book is worth looking at. A hint may be lost, doubled or late."""

    def ring(self, escalation_id: str) -> None:
        """Hint at one escalation. Returns at once, never raises, promises nothing."""

    def answers(self) -> bool:
        """Whether a hint would be heard now. Takes a third of a second at most, never raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCall:
    """A call as the carrier tells of it."""

    sid: str
    status: CallStatus
    created_at: datetime | None = None


class Telephone(CarrierRecords, Protocol):
    """Calls and texts. Every method ends within its total time limit, about five seconds."""

    def call(self, attempt: Attempt) -> str:
        """Have the carrier ring ``attempt.phone``; return the carrier's id of the call.

        The carrier asks back, at an address that carries ``attempt.id``, what to say.

        Raises:
            NotPlaced, Refused, Uncertain: see there.
        """

    def text(self, attempt: Attempt, body: str) -> str:
        """Have the carrier deliver *body*; return its id of the text.

        Raises:
            NotPlaced, Refused, Uncertain: see there.
        """

    def announce(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """Have the carrier ring *phone* for no escalation; return the carrier's id of the call.

        The carrier asks back what to say, and tells how it fares, at addresses that carry
        *token*: the id of a code, see ``desk.codes``.

        Raises:
            NotPlaced, Refused, Uncertain: see there.
        """

    def let_ring(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """Have the carrier ring *phone* to find out when its mailbox answers; as ``announce``.

        *token* is the id of a measuring, see ``desk.proving``.

        Raises:
            NotPlaced, Refused, Uncertain: see there.
        """

    def send(self, phone: PhoneNumber, body: str, good_for: timedelta) -> str:
        """Have the carrier deliver *body*, for no escalation; return its id of the text.

        Where it cannot be delivered while it is *good_for* something, it is dropped.

        Raises:
            NotPlaced, Refused, Uncertain: see there.
        """

    def status(self, sid: str) -> CallStatus | None:
        """Ask how the call *sid* stands; ``None`` where the carrier knows no such call.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """

    def fate(self, sid: str) -> TextFate | None:
        """Ask what became of the text *sid*; ``None`` where the carrier knows no such text.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """

    def find(self, phone: PhoneNumber, since: datetime) -> Sequence[SeenCall]:
        """Return our calls to *phone* that the carrier began at or after *since*.

        A call may be missing for some seconds after it was placed.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """

    def hang_up(self, sid: str, *, answered: bool) -> None:
        """End the call *sid*: one that rings only, unless *answered*.

        A call that is over already is no error.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """


class Page(PageParts, Protocol):
    """One transaction of the book. What is not committed when the block is left is undone."""

    # Escalations.

    def add(
        self, escalation: Escalation, events: Sequence[Event], *, key: str | None, digest: str
    ) -> bool:
        """Write a new escalation and its first events; False where its raiser has used *key*.

        Also False where the reference is in use: the caller looks up the key, and if there
        is nothing, draws another reference.
        """

    def by_key(self, person: str, key: str) -> tuple[str, str] | None:
        """Return (escalation id, digest of the body) that *person* sent with *key*."""

    def escalation(self, escalation_id: str, seen_by: str | None = None) -> Escalation | None:
        """Return it whole, locked until the block is left where the page is for writing.

        To look for what *seen_by* may not know of costs what it costs for what there is not.
        """

    def claim(self, escalation_id: str, now: datetime) -> Escalation | None:
        """Return it locked if it is due at *now*, and nobody else is looking at it."""

    def of_attempt(self, attempt_id: str) -> Escalation | None:
        """Return the escalation, locked like ``escalation``, that owns the attempt."""

    def save(self, escalation: Escalation, events: Sequence[Event] = ()) -> None:
        """Write what changed since it was read in this block, and the history of it.

        Raises:
            BookUnavailable: where somebody else changed it meanwhile (never under a lock).
        """

    def start_dialling(self, attempt_id: str, fence: int, now: datetime) -> bool:
        """Move the attempt from intent to dialling, if *fence* is still its own.

        An attempt that asks somebody to take it moves only while its escalation is open.
        False: leave it alone.
        """

    def record(self, escalation_id: str, events: Sequence[Event]) -> None:
        """Add to the history of an escalation, without reading it."""

    def known_calls(self, sids: Sequence[str]) -> frozenset[str]:
        """Return those of *sids* that some attempt, or a code, owns already."""

    def at_number(self, phone: PhoneNumber) -> Sequence[Escalation]:
        """Return what is not closed and tried *phone* or came from it, oldest first, locked."""

    def take_slot(self, now: datetime, per_second: float) -> datetime:
        """Take the carrier's next free moment for a call: *now*, or later.

        A moment that is later is not taken: come back then.
        """

    def line(self) -> CallLine:
        """Return who waits for the carrier's next moment, and when that is."""

    def renew(self, attempt_ids: Sequence[str], fences: Sequence[int], until: datetime) -> None:
        """Put off the lease of attempts that are still in these hands."""

    def due(self, now: datetime, limit: int) -> Sequence[str]:
        """Return the ids of escalations that are due, the longest due first."""

    def misdated(self) -> Sequence[str]:
        """Return the ids of what something is due of, and another clock than now's dated.

        Whoever reads one on a page for writing has it dated anew,
        so that every wait in it keeps its length; on other pages it only looks so.
        """

    def history(self, escalation_id: str) -> Sequence[Event]:
        """Return its events, oldest first."""

    def raised_by(self, person: str) -> Sequence[Escalation]:
        """Return what *person* raised and is not closed, newest first, without practices."""

    def concerning(self, person: str) -> Sequence[Escalation]:
        """Return what lists *person* as an officer and is not closed, oldest first."""

    def called_off(self, person: str, since: datetime) -> Sequence[Escalation]:
        """Return what lists *person* and was cancelled since, newest first, without practices."""

    def drills(self, since: datetime, *, running: bool = False) -> Sequence[Escalation]:
        """Return the practices raised at or after *since*, newest first; *running* ones alone."""

    def engaged(self, phone: PhoneNumber, besides: str) -> bool:
        """Whether a call to *phone* is under way for an escalation other than *besides*."""

    def count_open(self) -> int:
        """Return how many escalations are not closed, without practices."""

    def was_seen(self, key: str) -> bool:
        """Whether the webhook *key* has been remembered, which this does not do."""

    def seen(self, key: str, now: datetime) -> bool:
        """Remember *key*; whether it had been remembered already."""

    def beat(self, beat: Beat) -> None:
        """Note that a ticker is alive."""

    def beats(self) -> Sequence[Beat]:
        """Return the latest beat of each ticker."""

    def carrier(self) -> CarrierStanding:
        """Return how the carrier has been treating us."""

    def note_carrier(self, standing: CarrierStanding) -> None:
        """Keep how the carrier has been treating us."""


class Book(Protocol):
    """The only truth."""

    def writing(self) -> AbstractContextManager[Page]:
        """Open a transaction that commits when the block ends, and undoes it on an error.

        Writers queue; none starves. No request to anybody else belongs inside.

        Raises:
            BookUnavailable, BookUncertain: see there.
        """

    def reading(self) -> AbstractContextManager[Page]:
        """Open a transaction that sees one state of the book and writes nothing.

        Raises:
            BookUnavailable: see there.
        """
