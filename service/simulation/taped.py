"""The desk's ports, as a strand meets them: each may pause it, end it, or fail it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, cast

from service.domain.attempt import Attempt, CallStatus
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate
from service.ports import BookUncertain, Outage, Page, SeenCall
from service.simulation.strand import Strand, Waits
from service.simulation.trouble import WELL

if TYPE_CHECKING:
    from service.simulation.carrier import Carrier
    from service.simulation.night import Night
    from service.simulation.process import Process


@dataclass(slots=True)
class Told:
    """What one page answered, and how it ended."""

    answers: list[Any] = field(default_factory=list)
    outage: Outage | None = None
    #: What kept it from being opened at all; the strand may have gone on without.
    kept_out: Outage | None = None


class Recorder:
    """A page whose answers are kept."""

    def __init__(self, page: Page, told: Told) -> None:
        self._page = page
        self._answers = told.answers

    def __getattr__(self, name: str) -> Callable[..., Any]:
        ask = getattr(self._page, name)

        def kept(*given: Any, **named: Any) -> Any:
            answer = ask(*given, **named)
            self._answers.append(answer)
            return answer

        return kept


class Retold:
    """A page that only says again what it said."""

    def __init__(self, told: Told) -> None:
        self._answers = iter(told.answers)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *_given, **_named: next(self._answers)


class TapedBook:
    """Keeps ``ports.Book`` over the night's book, for one process."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def writing(self) -> "Block":
        """See ``ports.Book``."""
        return Block(self._night, writes=True)

    def reading(self) -> "Block":
        """See ``ports.Book``."""
        return Block(self._night, writes=False)


class Block:
    """One transaction of a strand."""

    __slots__ = ("_inner", "_night", "_outage", "_strand", "_told", "_writes")

    def __init__(self, night: "Night", *, writes: bool) -> None:
        self._night = night
        self._writes = writes
        strand = night.stage.strand
        assert strand is not None  # noqa: S101 - the desk only runs in strands
        self._strand = strand
        #: What it answered, where that is kept, and whether it is told again.
        self._told: Told | None = None
        self._inner: Any = None
        self._outage: Outage | None = None

    def __enter__(self) -> Page:
        strand = self._strand
        if strand.keeps and strand.replays:
            told: Told = strand.next_told()
            if told.kept_out is not None:
                raise told.kept_out
            self._outage = told.outage
            return cast("Page", Retold(told))
        try:
            self._night.trouble.before_page(strand)
        except Outage as outage:
            if strand.keeps:
                strand.keep(Told(kept_out=outage))
            raise
        strand.at_step += 1
        book = self._night.book
        self._inner = inner = book.writing() if self._writes else book.reading()
        page: Page = inner.__enter__()
        if not strand.keeps:
            return page
        # Before what the block itself draws and asks, as it is when it is told again.
        self._told = told = Told()
        strand.keep(told)
        return cast("Page", Recorder(page, told))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[False]:
        if self._inner is None:
            pass  # It was told again.
        elif kind is None and self._writes:
            self._commit()
        else:
            self._inner.__exit__(kind, error, trace)
        if self._outage is not None:
            raise self._outage
        return False

    def _commit(self) -> None:
        """Commit, unless the process dies or the book loses it; then let the watchman look."""
        night, strand = self._night, self._strand
        fate = night.trouble.at_commit(strand)
        if fate.kept:
            self._inner.__exit__(None, None, None)
            night.committed()
            if fate is WELL:
                return
        else:
            undone = BookUncertain()
            self._inner.__exit__(BookUncertain, undone, None)
        if fate.died is not None:
            raise fate.died
        if fate.uncertain:
            self._outage = BookUncertain()
            if self._told is not None:
                self._told.outage = self._outage


class TapedClock:
    """One process's clock."""

    def __init__(self, night: "Night", process: "Process") -> None:
        self._night = night
        self._process = process

    def now(self) -> datetime:
        """See ``ports.Clock``."""
        strand = self._night.stage.strand
        keeps = strand is not None and strand.keeps
        return self._night.stage.told(self.shows) if keeps else self.shows()

    def shows(self) -> datetime:
        """Return what it shows."""
        return self._night.time.instant(self.ahead())

    def ahead(self) -> int:
        """Return by how many microseconds it is fast."""
        return self._process.skew


class TapedBell:
    """Keeps ``ports.Bell`` as badly as it may."""

    def __init__(self, night: "Night") -> None:
        self._night = night

    def ring(self, escalation_id: str) -> None:
        """See ``ports.Bell``."""
        self._night.stage.told(lambda: self._night.hint(escalation_id))

    def answers(self) -> bool:
        """See ``ports.Bell``."""
        return True


class TapedTelephone:
    """Keeps ``ports.Telephone``: each request leaves the strand until its answer has come."""

    def __init__(self, night: "Night", carrier: "Carrier") -> None:
        self._night = night
        self._carrier = carrier

    def call(self, attempt: Attempt) -> str:
        """See ``ports.Telephone``."""
        sid: str = self._ask(lambda strand: self._carrier.asked_to_call(strand, attempt))
        return sid

    def text(self, attempt: Attempt, body: str) -> str:
        """See ``ports.Telephone``."""
        sid: str = self._ask(lambda strand: self._carrier.asked_to_text(strand, attempt, body))
        return sid

    def announce(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """See ``ports.Telephone``. Nobody signs in while a night is rehearsed."""
        raise NotImplementedError

    def let_ring(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """See ``ports.Telephone``. No number is proved while a night is rehearsed."""
        raise NotImplementedError

    def send(self, phone: PhoneNumber, body: str, good_for: timedelta) -> str:
        """See ``ports.Telephone``. Nobody signs in while a night is rehearsed."""
        raise NotImplementedError

    def status(self, sid: str) -> CallStatus | None:
        """See ``ports.Telephone``."""
        status: CallStatus | None = self._ask(
            lambda strand: self._carrier.asked_for_status(strand, sid)
        )
        return status

    def fate(self, sid: str) -> TextFate | None:
        """See ``ports.Telephone``. Nobody tries a phone while a night is rehearsed."""
        raise NotImplementedError

    def find(self, phone: PhoneNumber, since: datetime) -> Sequence[SeenCall]:
        """See ``ports.Telephone``."""
        seen: Sequence[SeenCall] = self._ask(
            lambda strand: self._carrier.asked_for_calls(strand, phone, since)
        )
        return seen

    def hang_up(self, sid: str, *, answered: bool) -> None:
        """See ``ports.Telephone``."""
        self._ask(lambda strand: self._carrier.asked_to_end(strand, sid, answered=answered))

    def forget(self, sid: str) -> bool:
        """See ``ports.Telephone``. No night is long enough for the carrier's records to go."""
        raise NotImplementedError

    def remembered(self, before: datetime) -> Sequence[str]:
        """See ``ports.Telephone``. As ``forget``."""
        raise NotImplementedError

    def _ask(self, send: Callable[[Strand], None]) -> Any:
        strand = self._night.stage.strand
        assert strand is not None  # noqa: S101 - the desk only runs in strands
        if strand.replays:
            answer = strand.next_told()
            if isinstance(answer, Outage):
                raise answer
            return answer
        self._night.trouble.before_request(strand)
        send(strand)
        self._night.trouble.after_request(strand)
        raise Waits
