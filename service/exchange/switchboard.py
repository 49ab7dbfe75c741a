"""The state of the exchange, and the few ways in which it changes.

One lock guards all of it. Each call runs on its own thread and waits on that lock's
condition, so a key, a cancellation or a fault that is cleared reaches it at once.
"""

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from service.exchange.callbacks import Callback, Courier
from service.exchange.calls import OVER, SIP_CODES, Call, CallStatus, rfc2822
from service.exchange.faults import Faults
from service.exchange.phones import Phone
from service.exchange.rented import rented
from service.exchange.settings import ExchangeSettings
from service.exchange.texts import SETTLED, Text

log = logging.getLogger("exchange")

#: How many calls, texts and log lines are kept; a bench places some thousands.
KEPT = 5000


@dataclass(slots=True)
class AccountState:
    """What the account says of itself, as the knobs leave it."""

    #: ``active``, ``suspended`` or ``closed``.
    status: str = "active"
    #: ``Full`` or ``Trial``.
    kind: str = "Full"
    #: What is left of what was paid, a decimal number of dollars.
    balance: str = "100.00"
    #: Whether a customer profile is approved, and which numbers are verified, E.164.
    approved: bool = True
    verified: tuple[str, ...] = ()
    #: What may be rung in each country that it lists: some of ``CLASSES`` of its knobs.
    ring: dict[str, list[str]] = field(default_factory=lambda: {"GB": ["common"], "IE": []})
    #: Whether each country may be texted.
    text: dict[str, bool] = field(default_factory=lambda: {"GB": True, "IE": False})
    #: What tells of spending, with Twilio's names.
    triggers: list[dict[str, str]] = field(
        default_factory=lambda: [
            {"trigger_by": "price", "usage_category": "totalprice", "recurring": "daily"}
        ]
    )
    #: By how many seconds the exchange's clock is before everybody's: see ``Date``.
    clock_ahead: int = 0


class Switchboard:
    """Phones, calls and texts, in memory. Whoever changes them holds ``changed``."""

    def __init__(self, settings: ExchangeSettings) -> None:
        self.settings = settings
        self.changed = threading.Condition()
        self.phones: dict[str, Phone] = {}
        self.calls: dict[str, Call] = {}
        self.texts: dict[str, Text] = {}
        self.faults = Faults()
        self.account = AccountState()
        self.rented = rented(settings)
        #: What came in over the REST API; it never leaves memory.
        self.requests: deque[dict[str, Any]] = deque(maxlen=KEPT)
        #: What Twilio's debugger would show: (sid, code, words).
        self.warnings: deque[tuple[str, int, str]] = deque(maxlen=KEPT)
        #: Faults of the exchange itself: where, and of what type.
        self.bugs: list[str] = []
        self.stopping = False
        self._threads: set[threading.Thread] = set()
        self.courier = Courier(settings.auth_token, self.changed, self.faults, self.spawn)

    def phone(self, number: str) -> Phone:
        """Give the phone with this number; any number may be one."""
        return self.phones.setdefault(number, Phone(number))

    def is_ours(self, number: str) -> bool:
        """Say whether the number belongs to the account."""
        return number in self.settings.numbers

    def spawn(self, act: Callable[..., None], *about: object) -> None:
        """Do *act* on a thread of its own."""
        thread = threading.Thread(target=self._act, args=(act, about), daemon=True)
        with self.changed:
            self._threads.add(thread)
        thread.start()

    def _act(self, act: Callable[..., None], about: tuple[object, ...]) -> None:
        try:
            act(*about)
        except Exception as fault:  # noqa: BLE001 - one call's fault must not be silent, nor tell
            # The type and the place alone: a message could hold a number or words.
            where = traceback.extract_tb(fault.__traceback__)[-1]
            self.bugs.append(f"{type(fault).__name__} in {where.name}, line {where.lineno}")
            log.error("fault of the exchange: %s", self.bugs[-1])  # noqa: TRY400
        finally:
            with self.changed:
                self._threads.discard(threading.current_thread())
                self.changed.notify_all()

    def wait(self, seconds: float, until: Callable[[], bool]) -> bool:
        """Wait at most *seconds*, real ones, until something is so; say whether it is.

        Stopping the exchange ends the wait.
        """
        deadline = time.monotonic() + seconds
        with self.changed:
            while not until():
                left = deadline - time.monotonic()
                if left <= 0 or self.stopping:
                    return False
                self.changed.wait(left)
            return True

    def add_call(self, call: Call) -> None:
        """Take up a new call."""
        with self.changed:
            self.calls[call.sid] = call
            self._drop_oldest(self.calls, lambda old: old.is_over)
            self.changed.notify_all()

    def add_text(self, text: Text) -> None:
        """Take up a new text."""
        with self.changed:
            self.texts[text.sid] = text
            self._drop_oldest(self.texts, lambda old: old.status in SETTLED)
            self.changed.notify_all()

    @staticmethod
    def _drop_oldest(kept: dict[str, Any], settled: Callable[[Any], bool]) -> None:
        oldest = next(iter(kept))
        if len(kept) > KEPT and settled(kept[oldest]):
            del kept[oldest]

    def announce(self, call: Call, event: str) -> None:
        """Tell the customer of an event, if they asked to hear of it."""
        log.info("call %s: %s", call.short, call.status if event == "completed" else event)
        if not call.wish.url or event not in call.wish.events:
            return
        form = call.parameters() | {
            "Timestamp": rfc2822(datetime.now(UTC)) or "",
            "CallbackSource": "call-progress-events",
            "SequenceNumber": str(call.told),
        }
        if event == "initiated":
            form["CallStatus"] = "initiated"
        if event == "completed":
            form["CallDuration"] = str(call.seconds)
            form["Duration"] = str(-(-call.seconds // 60))
            form["SipResponseCode"] = SIP_CODES[call.status]
        call.told += 1
        self.courier.send(
            Callback(
                about=call.sid,
                event=event,
                url=call.wish.url,
                method=call.wish.method,
                form=form,
                final=event == "completed",
            )
        )

    def tell(self, text: Text) -> None:
        """Tell the customer of a text's new status, if they asked to hear of it."""
        log.info("text %s: %s", text.short, text.status)
        self.changed.notify_all()
        if not text.wish.url:
            return
        self.courier.send(
            Callback(
                about=text.sid,
                event=text.status,
                url=text.wish.url,
                method=text.wish.method,
                form=text.status_parameters(),
                final=text.status in SETTLED,
            )
        )

    def answer(self, call: Call) -> None:
        """Somebody or something picks up."""
        call.status = CallStatus.IN_PROGRESS
        call.answered = datetime.now(UTC)
        call.person.answers(time.monotonic())
        self.announce(call, "answered")
        self.changed.notify_all()

    def finish(self, call: Call, status: CallStatus) -> None:
        """End a call, once; whoever is on it notices."""
        with self.changed:
            if call.is_over:
                return
            self._close(call, status)
            self.announce(call, "completed")

    def _close(self, call: Call, status: CallStatus) -> None:
        call.status, call.ended = status, datetime.now(UTC)
        call.joined = None
        phone = self.phone(call.phone_number)
        if phone.engaged == call.sid:
            phone.engaged = None
        self.changed.notify_all()

    def hang_up(self, call: Call) -> None:
        """End a call in the way that fits how far it has come."""
        with self.changed:
            answered = call.status is CallStatus.IN_PROGRESS
            self.finish(call, CallStatus.COMPLETED if answered else CallStatus.CANCELED)

    def warn(self, sid: str, code: int, words: str) -> None:
        """Note what Twilio's debugger would."""
        with self.changed:
            self.warnings.append((sid, code, words))
            log.warning("warning %d about %s", code, sid[-6:])

    def reset(self) -> None:
        """Forget every call, text, fault, behaviour and setting; phones keep whose they are."""
        with self.changed:
            for call in self.calls.values():
                if call.status not in OVER:
                    self._close(call, CallStatus.CANCELED)
            for kept in (self.calls, self.texts, self.requests, self.warnings):
                kept.clear()
            for phone in self.phones.values():
                phone.forget()
            self.faults.clear()
            self.account, self.rented = AccountState(), rented(self.settings)
            self.courier.forget()
            self.changed.notify_all()

    def close(self) -> None:
        """End everything, and wait for the threads that can end soon."""
        with self.changed:
            self.stopping = True
            self.reset()
            threads = list(self._threads)
        for thread in threads:
            thread.join(timeout=2)
