"""What a phone does when it is rung or texted, told beforehand."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from service.exchange.errors import ERRORS, TEXT_ERRORS, BadInput

KEYS = frozenset("0123456789*#")

#: Nothing on a line, and nothing that goes wrong with it, takes longer than a day.
MOST_SECONDS = 86_400


class Ringing(StrEnum):
    """What a phone does when it rings."""

    #: Rings in the browser until somebody there does something, or the caller gives up.
    MANUAL = "manual"
    #: A person answers after some seconds, presses keys when prompted, stays or hangs up.
    ANSWER = "answer"
    #: Engaged, at once.
    BUSY = "busy"
    #: Rings and nobody comes; with ``after`` the network gives up that soon.
    NO_ANSWER = "no_answer"
    #: A machine answers, records what is said and never presses a key.
    MAILBOX = "mailbox"
    #: Switched off, out of coverage or no such number: the call fails at once.
    UNREACHABLE = "unreachable"
    #: A person presses reject after some seconds; the caller hears engaged.
    REFUSE = "refuse"
    #: Rings face down for the whole ring time.
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Press:
    """Keys pressed some seconds after a prompt began; one press answers one prompt."""

    after: float
    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBehaviour:
    """What a phone does with one call; times in the line's seconds."""

    kind: Ringing = Ringing.MANUAL
    #: From the first ring; None is the kind's own default.
    after: float | None = None
    press: tuple[Press, ...] = ()
    #: From the last key, or from answering where no key is left; None stays to the end.
    hang_up_after: float | None = None

    def as_json(self) -> dict[str, object]:
        """Give it as the knob takes it."""
        return {
            "kind": self.kind.value,
            "after": self.after,
            "press": [{"after": press.after, "keys": press.keys} for press in self.press],
            "hang_up_after": self.hang_up_after,
        }


class Receiving(StrEnum):
    """What becomes of a text."""

    #: Queued, sent, delivered.
    DELIVER = "deliver"
    #: Accepted, then ``undelivered`` or ``failed`` with a code.
    FAIL = "fail"
    #: Refused by the API with a code.
    REFUSE = "refuse"
    #: Sent, and no receipt ever comes.
    STUCK = "stuck"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBehaviour:
    """What a phone does with one text."""

    kind: Receiving = Receiving.DELIVER
    #: ``undelivered`` or ``failed``, for a failure.
    status: str = "undelivered"
    #: Twilio's code, for a failure or a refusal.
    code: int = 30003
    #: What the phone texts back, if anything, and when.
    reply: str | None = None
    reply_after: float = 0.0

    def as_json(self) -> dict[str, object]:
        """Give it as the knob takes it."""
        return {
            "kind": self.kind.value,
            "status": self.status,
            "code": self.code,
            "reply": self.reply,
            "reply_after": self.reply_after,
        }


def call_behaviour(asked: object) -> CallBehaviour:
    """Read ``"busy"`` or ``{"kind": "answer", "after": 2, "press": [{"after": 1, "keys": "1"}]}``.

    Raises:
        BadInput: Says which field is wrong and what would have been right.
    """
    fields = _fields(asked, {"kind", "after", "press", "hang_up_after"}, "What a phone does")
    return CallBehaviour(
        kind=_kind(Ringing, fields),
        after=seconds_from_knob(fields.get("after"), "after"),
        press=presses(fields.get("press")),
        hang_up_after=seconds_from_knob(fields.get("hang_up_after"), "hang_up_after"),
    )


def text_behaviour(asked: object) -> TextBehaviour:
    """Read ``"stuck"`` or ``{"kind": "fail", "status": "undelivered", "code": 30003}``.

    Raises:
        BadInput: Says which field is wrong and what would have been right.
    """
    known = {"kind", "status", "code", "reply", "reply_after"}
    fields = _fields(asked, known, "What becomes of a text")
    kind = _kind(Receiving, fields)
    refused = kind is Receiving.REFUSE
    status, code = (
        fields.get("status", "undelivered"),
        fields.get("code", 21610 if refused else 30003),
    )
    if status not in ("undelivered", "failed"):
        raise BadInput("status is undelivered or failed.")
    codes = ERRORS if refused else TEXT_ERRORS
    if not isinstance(code, int) or code not in codes:
        raise BadInput(f"code is one of {', '.join(map(str, codes))}.")
    reply = fields.get("reply")
    if reply is not None and not isinstance(reply, str):
        raise BadInput("reply is a text, or left out.")
    return TextBehaviour(
        kind=kind,
        status=status,
        code=code,
        reply=reply,
        reply_after=seconds_from_knob(fields.get("reply_after"), "reply_after") or 0.0,
    )


def presses(asked: object) -> tuple[Press, ...]:
    """Read ``[{"after": 1, "keys": "1"}]``, or just ``"1"`` for one press at once.

    Raises:
        BadInput: Says what would have been right.
    """
    if asked is None:
        return ()
    if isinstance(asked, str):
        asked = [{"keys": asked}]
    if not isinstance(asked, list):
        raise BadInput('press is a list such as [{"after": 1, "keys": "1"}].')
    return tuple(_press(each) for each in asked)


def _press(asked: object) -> Press:
    fields = _fields(
        {"keys": asked} if isinstance(asked, str) else asked,
        {"after", "keys"},
        "A press",
        kind=False,
    )
    after = seconds_from_knob(fields.get("after"), "after") or 0.0
    return Press(after, keys_from_knob(fields.get("keys")))


def keys_from_knob(asked: object) -> str:
    """Read the keys of a phone: digits, star and hash.

    Raises:
        BadInput: There are none, or others.
    """
    if not isinstance(asked, str) or not asked or not set(asked) <= KEYS:
        raise BadInput('keys are digits, * and #, such as "1".')
    return asked


def seconds_from_knob(asked: object, name: str, most: int = MOST_SECONDS) -> float | None:
    """Read the seconds of the field *name*; None is none.

    Raises:
        BadInput: They are no number from 0 to *most*.
    """
    if asked is None:
        return None
    # The comparison also refuses NaN and Infinity, which Python's JSON holds and others' does not.
    if isinstance(asked, bool) or not isinstance(asked, int | float) or not 0 <= asked <= most:
        raise BadInput(f"{name} is a number of seconds from 0 to {most}.")
    return float(asked)


def _fields(
    asked: object, known: Collection[str], what: str, *, kind: bool = True
) -> dict[str, object]:
    if isinstance(asked, str) and kind:
        asked = {"kind": asked}
    if not isinstance(asked, dict) or not set(asked) <= set(known):
        raise BadInput(f"{what} is a JSON object with the fields {', '.join(sorted(known))}.")
    return asked


Kind = TypeVar("Kind", bound=StrEnum)


def _kind(kinds: type[Kind], fields: dict[str, object]) -> Kind:
    try:
        return kinds(str(fields.get("kind")))
    except ValueError:
        raise BadInput(f"kind is one of {', '.join(kinds)}.") from None
