"""Telling the customer how a call or a text goes on, with all that can go wrong with that."""

import random
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.exchange.faults import FaultKind
from service.exchange.webhooks import WebhookFailed, ask

if TYPE_CHECKING:
    import threading

    from service.exchange.faults import Fault, Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One status callback on its way."""

    #: The sid it is about; callbacks about one thing go out one after the other.
    about: str
    event: str
    url: str
    method: str
    form: dict[str, str]
    #: Whether it is the last about this.
    final: bool
    token: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def on(self) -> str:
        """Say what it is about, as a fault's ``on`` does."""
        return "calls" if self.about.startswith("CA") else "texts"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one callback: ``lost``, an HTTP status, or Twilio's error code."""

    at: datetime
    about: str
    event: str
    outcome: str


class Courier:
    """Carries callbacks, each thing's in order unless a fault shuffles them."""

    def __init__(
        self,
        auth_token: str,
        changed: "threading.Condition",
        faults: "Faults",
        spawn: Callable[..., None],
    ) -> None:
        self._auth_token = auth_token
        self._changed = changed
        self._faults = faults
        self._spawn = spawn
        self._waiting: dict[str, deque[tuple[float, Callback]]] = {}
        self._held: dict[str, list[Callback]] = {}
        self.told: deque[Told] = deque(maxlen=5000)

    def send(self, callback: Callback) -> None:
        """Take a callback; it goes out on another thread. The caller holds the lock."""
        copies = self._copies(callback)
        if self._is_shuffled(callback):
            self._held[callback.about] += copies
            if not callback.final:
                return
            copies = _shuffled(self._held.pop(callback.about))
        delay = self._strikes(FaultKind.DELAY, callback)
        due = time.monotonic() + (delay.seconds if delay else 0)
        if copies and callback.about not in self._waiting:
            self._waiting[callback.about] = deque()
            self._spawn(self._carry, callback.about)
        for copy in copies:
            self._waiting[callback.about].append((due, copy))

    def forget(self) -> None:
        """Drop whatever has not gone out. The caller holds the lock."""
        for waiting in self._waiting.values():
            waiting.clear()
        self._held.clear()
        self.told.clear()

    def _strikes(self, kind: FaultKind, callback: Callback) -> "Fault | None":
        return self._faults.take(frozenset({kind}), callback.on)

    def _copies(self, callback: Callback) -> list[Callback]:
        if self._strikes(FaultKind.LOSE, callback):
            self._note(callback, "lost")
            return []
        return [callback] * (2 if self._strikes(FaultKind.DOUBLE, callback) else 1)

    def _is_shuffled(self, callback: Callback) -> bool:
        if callback.about not in self._held and self._strikes(FaultKind.SHUFFLE, callback):
            self._held[callback.about] = []
        return callback.about in self._held

    def _carry(self, about: str) -> None:
        while (callback := self._next(about)) is not None:
            self._post(callback)

    def _next(self, about: str) -> Callback | None:
        """Wait for the next callback's time; None where none is left."""
        with self._changed:
            while waiting := self._waiting[about]:
                due, callback = waiting[0]
                if (left := due - time.monotonic()) <= 0:
                    waiting.popleft()
                    return callback
                self._changed.wait(left)
            del self._waiting[about]
            return None

    def _post(self, callback: Callback) -> None:
        try:
            reply = ask(
                callback.url, callback.method, callback.form, self._auth_token, callback.token
            )
            outcome = str(reply.status)
        except WebhookFailed as failure:
            outcome = f"error {failure.code}"
        with self._changed:
            self._note(callback, outcome)

    def _note(self, callback: Callback, outcome: str) -> None:
        self.told.append(Told(datetime.now(UTC), callback.about, callback.event, outcome))
        self._changed.notify_all()


def _shuffled(callbacks: list[Callback]) -> list[Callback]:
    """Give them in any order but their own."""
    order = list(callbacks)
    while len(set(map(id, callbacks))) > 1 and order == callbacks:
        random.shuffle(order)
    return order
