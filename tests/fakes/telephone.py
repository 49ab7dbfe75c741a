"""A telephone in memory: it keeps `ports.Telephone`, and does what the story says."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.attempt import Attempt, CallStatus
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate, TextStage
from service.ports import Outage, SeenCall


@dataclass(slots=True, kw_only=True)
class FakeCall:
    sid: str
    attempt: Attempt
    created_at: datetime
    status: CallStatus = CallStatus.QUEUED


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeText:
    sid: str
    attempt: Attempt
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A call for no escalation; `token` leads to what it says."""

    sid: str
    phone: PhoneNumber
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A text for no escalation."""

    sid: str
    phone: PhoneNumber
    body: str
    good_for: timedelta


class FakeTelephone:
    """Every call and text that it took is in `calls` and `texts`, by the carrier's id."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.calls: dict[str, FakeCall] = {}
        self.texts: dict[str, FakeText] = {}
        self.announced: list[Announced] = []
        #: How calls for no escalation stand, by the carrier's id; one that is not here is unknown.
        self.announced_are: dict[str, CallStatus] = {}
        self.sent: list[Sent] = []
        #: What became of texts, by the carrier's id. All others were delivered, or lost for this.
        self.fates: dict[str, TextFate] = {}
        self.loses = 0
        #: The ids of calls that we ended, in that order.
        self.hung_up: list[str] = []
        #: The ids of what we had deleted; and what it knows of that nobody here placed.
        self.forgotten: list[str] = []
        self.strangers: list[str] = []
        self.not_over: set[str] = set()
        self._now = now
        self._troubles: deque[tuple[Outage, bool]] = deque()

    def fails_next(self, outage: Outage, *, after_taking: bool = False) -> None:
        """Raise *outage* at the next request that asks nothing more of an earlier one.

        With *after_taking* the call or text is taken all the same: its answer is lost.
        """
        self._troubles.append((outage, after_taking))

    def becomes(self, sid: str, status: CallStatus) -> None:
        """Move a call on; one that is over stays so."""
        if not self.calls[sid].status.final:
            self.calls[sid].status = status

    def call(self, attempt: Attempt) -> str:
        sid = f"CA{len(self.calls):032x}"
        call = FakeCall(sid=sid, attempt=attempt, created_at=self._now())
        self._take(lambda: self.calls.update({sid: call}))
        return sid

    def text(self, attempt: Attempt, body: str) -> str:
        sid = f"SM{len(self.texts):032x}"
        text = FakeText(sid=sid, attempt=attempt, body=body)
        self._take(lambda: self.texts.update({sid: text}))
        return sid

    def announce(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:  # noqa: ARG002
        sid = f"CA{0xC0DE + len(self.announced):032x}"
        self._take(lambda: self.announced.append(Announced(sid=sid, phone=phone, token=token)))
        return sid

    def let_ring(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        return self.announce(phone, token, ring_seconds)

    def send(self, phone: PhoneNumber, body: str, good_for: timedelta) -> str:
        sid = f"SM{0xC0DE + len(self.sent):032x}"
        self._take(
            lambda: self.sent.append(Sent(sid=sid, phone=phone, body=body, good_for=good_for))
        )
        return sid

    def status(self, sid: str) -> CallStatus | None:
        self._take(lambda: None)
        known = self.calls.get(sid)
        return known.status if known else self.announced_are.get(sid)

    def fate(self, sid: str) -> TextFate | None:
        self._take(lambda: None)
        known = sid in self.texts or any(one.sid == sid for one in self.sent)
        stage = TextStage.NOT_DELIVERED if self.loses else TextStage.DELIVERED
        return self.fates.get(sid, TextFate(stage, self.loses)) if known else None

    def find(self, phone: PhoneNumber, since: datetime) -> Sequence[SeenCall]:
        self._take(lambda: None)
        return [
            SeenCall(sid=call.sid, status=call.status, created_at=call.created_at)
            for call in self.calls.values()
            if call.attempt.phone.e164 == phone.e164 and call.created_at >= since
        ]

    def hang_up(self, sid: str, *, answered: bool) -> None:
        self._take(lambda: self.hung_up.append(sid))
        if sid in self.calls and (answered or self.calls[sid].status is not CallStatus.IN_PROGRESS):
            self.becomes(sid, CallStatus.COMPLETED if answered else CallStatus.CANCELED)

    def forget(self, sid: str) -> bool:
        over = sid not in self.not_over and (sid not in self.calls or self.calls[sid].status.final)
        self._take(lambda: self.forgotten.append(sid) if over else None)
        if over:
            self.calls.pop(sid, None)
            self.texts.pop(sid, None)
        return over

    def remembered(self, before: datetime) -> Sequence[str]:
        self._take(lambda: None)
        old = [sid for sid, call in self.calls.items() if call.created_at < before]
        return [*old, *self.strangers]

    def _take(self, record: Callable[[], None]) -> None:
        outage, taken = self._troubles.popleft() if self._troubles else (None, True)
        if taken:
            record()
        if outage is not None:
            raise outage
