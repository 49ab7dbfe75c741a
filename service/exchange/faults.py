"""The ways in which a carrier as a whole can fail, each a knob with a count."""

from dataclasses import dataclass
from enum import StrEnum

from service.exchange.behaviours import seconds_from_knob
from service.exchange.errors import BadInput


class FaultKind(StrEnum):
    """What goes wrong."""

    #: The request is refused and nothing is placed.
    ANSWER_401 = "answer_401"
    ANSWER_429 = "answer_429"
    ANSWER_500 = "answer_500"
    #: A web page with status 200, as a proxy in between would answer; nothing is placed.
    ANSWER_HTML = "answer_html"
    #: Silence for the seconds given, then the connection closes; nothing is placed.
    HANG_BEFORE = "hang_before"
    #: The same, after the request was carried out: the answer is lost.
    HANG_AFTER = "hang_after"
    #: The connection drops at once, before or after the request was carried out.
    RESET_BEFORE = "reset_before"
    RESET_AFTER = "reset_after"
    #: Carried out, and answered a byte at a time over the seconds given.
    DRIP = "drip"
    #: Accepted with 201, and then nothing: it stays queued.
    NEVER_RING = "accept_and_never_ring"
    #: What becomes of status callbacks. Shuffling holds a call's callbacks until its last.
    LOSE = "callbacks_lose"
    DOUBLE = "callbacks_double"
    DELAY = "callbacks_delay"
    SHUFFLE = "callbacks_shuffle"


#: The faults that meet a request to the REST API.
REQUEST_FAULTS = frozenset(
    kind
    for kind in FaultKind
    if not kind.startswith("callbacks_") and kind is not FaultKind.NEVER_RING
)

TARGETS = ("calls", "texts", "account")
METHODS = ("GET", "POST", "DELETE")


@dataclass(slots=True)
class Fault:
    """One knob, turned."""

    kind: FaultKind
    #: How many more it hits; None is every one until the faults are cleared.
    count: int | None = None
    #: For the hanging, the drip and the delay; real seconds.
    seconds: float = 0.0
    #: Only requests, calls or texts of this kind; None is all.
    on: str | None = None
    #: Only requests with this HTTP method; None is all.
    method: str | None = None

    def as_json(self) -> dict[str, object]:
        """Give it as the knob takes it."""
        return {
            "kind": self.kind.value,
            "count": self.count,
            "seconds": self.seconds,
            "on": self.on,
            "method": self.method,
        }


class Faults:
    """The knobs that are turned now. Whoever uses it holds the exchange's lock."""

    def __init__(self) -> None:
        self._turned: list[Fault] = []
        #: Grows when all is cleared, so that whatever hangs may notice and let go.
        self.cleared = 0

    def add(self, fault: Fault) -> None:
        """Turn one more knob; the oldest that fits strikes first."""
        self._turned.append(fault)

    def clear(self) -> None:
        """Turn every knob back."""
        self._turned.clear()
        self.cleared += 1

    def listed(self) -> list[Fault]:
        """Give the knobs that are turned, oldest first."""
        return list(self._turned)

    def take(self, kinds: frozenset[FaultKind], on: str, method: str | None = None) -> Fault | None:
        """Find the fault that strikes now, and count it down."""
        for fault in self._turned:
            if fault.kind in kinds and fault.on in {None, on} and fault.method in {None, method}:
                if fault.count is not None:
                    fault.count -= 1
                    if not fault.count:
                        self._turned.remove(fault)
                return fault
        return None


def fault_from_knob(asked: object) -> Fault:
    """Read ``{"kind", "count"?, "seconds"?, "on"?, "method"?}``.

    Raises:
        BadInput: Says which field is wrong and what would have been right.
    """
    if not isinstance(asked, dict):
        raise BadInput('A fault is a JSON object, such as {"kind": "answer_500", "count": 2}.')
    unknown = set(asked) - {"kind", "count", "seconds", "on", "method"}
    if unknown:
        raise BadInput("A fault has the fields kind, count, seconds, on and method, no others.")
    try:
        kind = FaultKind(str(asked.get("kind")))
    except ValueError:
        raise BadInput(f"kind is one of {', '.join(FaultKind)}.") from None
    count, seconds = asked.get("count"), seconds_from_knob(asked.get("seconds"), "seconds")
    if count is not None and (type(count) is not int or count < 1):
        raise BadInput("count is a whole number from 1 up; left out, the fault stays.")
    if asked.get("on") not in (None, *TARGETS):
        raise BadInput(f"on is one of {', '.join(TARGETS)}; left out, it means all of them.")
    if asked.get("method") not in (None, *METHODS):
        raise BadInput(f"method is one of {', '.join(METHODS)}; left out, it means all of them.")
    return Fault(kind, count, seconds or 0.0, asked.get("on"), asked.get("method"))
