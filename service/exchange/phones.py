"""One phone: whose it is, what it does next, what it holds."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from service.exchange.behaviours import (
    CallBehaviour,
    Receiving,
    TextBehaviour,
    call_behaviour,
    text_behaviour,
)
from service.exchange.errors import BadInput

#: What a person texts to be left in peace, and to be written to again.
#: Source: https://help.twilio.com/articles/223134027.
STOP_WORDS = frozenset(
    {"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"}
)
START_WORDS = frozenset({"START", "YES", "UNSTOP"})
#: What the carrier answers by itself, and hands over all the same.
HELP_WORDS = frozenset({"HELP", "INFO"})

#: A landline takes no texts: the carrier accepts them and they fail later.
LANDLINE = TextBehaviour(kind=Receiving.FAIL, status="undelivered", code=30006)


@dataclass(slots=True)
class Phone:
    """Any number may be a phone. Whoever uses it holds the exchange's lock."""

    number: str
    name: str | None = None
    takes_texts: bool = True
    call: CallBehaviour = field(default_factory=CallBehaviour)
    next_calls: deque[CallBehaviour] = field(default_factory=deque)
    text: TextBehaviour = field(default_factory=TextBehaviour)
    next_texts: deque[TextBehaviour] = field(default_factory=deque)
    #: Our numbers that this phone has told to stop.
    stopped: set[str] = field(default_factory=set)
    #: The call it is ringing with or in; a second one finds it engaged.
    engaged: str | None = None

    def take_call_behaviour(self) -> CallBehaviour:
        """Give what it does with the call that comes now."""
        return self.next_calls.popleft() if self.next_calls else self.call

    def take_text_behaviour(self) -> TextBehaviour:
        """Give what becomes of the text that comes now."""
        if self.next_texts:
            return self.next_texts.popleft()
        return self.text if self.takes_texts else LANDLINE

    def forget(self) -> None:
        """Become as new, but for whose phone it is."""
        self.call, self.text = CallBehaviour(), TextBehaviour()
        self.next_calls.clear()
        self.next_texts.clear()
        self.stopped.clear()
        self.engaged = None

    def told(self, asked: object) -> None:
        """Take what the knob says; what it leaves out stays as it is.

        Raises:
            BadInput: Says which field is wrong; then nothing has changed.
        """
        if not isinstance(asked, dict) or not set(asked) <= set(_READERS):
            raise BadInput(f"A phone is a JSON object with the fields {', '.join(_READERS)}.")
        read = {name: _READERS[name](value) for name, value in asked.items()}
        for name, value in read.items():
            setattr(self, name, value)

    def as_json(self) -> dict[str, object]:
        """Give it as the knob takes it, with what has become of it."""
        return {
            "number": self.number,
            "name": self.name,
            "takes_texts": self.takes_texts,
            "call": self.call.as_json(),
            "next_calls": [each.as_json() for each in self.next_calls],
            "text": self.text.as_json(),
            "next_texts": [each.as_json() for each in self.next_texts],
            "stopped": sorted(self.stopped),
        }


def _name(asked: object) -> str | None:
    if asked is None or (isinstance(asked, str) and len(asked) <= 100):  # noqa: PLR2004
        return asked
    raise BadInput("name is a text of at most 100 characters, or null.")


def _yes_or_no(asked: object) -> bool:
    if isinstance(asked, bool):
        return asked
    raise BadInput("takes_texts is true or false.")


def _several(asked: object) -> list[object]:
    if isinstance(asked, list):
        return asked
    raise BadInput("next_calls and next_texts are lists: one thing to do for each, in order.")


_READERS: dict[str, Callable[[object], object]] = {
    "name": _name,
    "takes_texts": _yes_or_no,
    "call": call_behaviour,
    "next_calls": lambda asked: deque(call_behaviour(each) for each in _several(asked)),
    "text": text_behaviour,
    "next_texts": lambda asked: deque(text_behaviour(each) for each in _several(asked)),
}
