"""An open line: every wait of a call happens here, so that every wait can be cut short."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from service.exchange.calls import Call, CallStatus, Spoken

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard


class LineDropped(Exception):
    """The call is over, whoever ended it."""


class Redirected(Exception):
    """The customer sends the call elsewhere."""


def never() -> bool:
    """Wait for nothing but time."""
    return False


class Line:
    """One call from its own side."""

    def __init__(self, board: "Switchboard", call: Call) -> None:
        self.board = board
        self.call = call

    def hold(self, seconds: float, until: Callable[[], bool] = never) -> bool:
        """Stay on the line; say whether *until* came true within *seconds* of the line.

        Raises:
            LineDropped: The call ended meanwhile.
            Redirected: The customer sent it elsewhere.
        """
        deadline = time.monotonic() + seconds * self.board.settings.pace
        with self.board.changed:
            while True:
                self._act()
                self._check()
                if until():
                    return True
                now = time.monotonic()
                if now >= deadline:
                    return False
                left = min(deadline, self.call.person.next_act()) - now
                # An infinite wait is no timeout to a condition.
                self.board.changed.wait(min(max(left, 0), 3600))

    def say(self, words: Spoken, until: Callable[[], bool] = never) -> bool:
        """Say something; say whether *until* cut it short."""
        began = time.monotonic()
        with self.board.changed:
            self._check()
            self.call.said.append(words)
            self.board.changed.notify_all()
        # Speech takes real seconds already; hold counts in the line's.
        pace = self.board.settings.pace
        cut = self.hold(words.seconds / pace if pace else 0, until)
        if cut:
            words.cut_after = time.monotonic() - began
        return cut

    def speech(self, text: str, voice: str = "", language: str = "", rest: float = 0) -> Spoken:
        """Give the words with the time they take; *rest* is silence among them, seconds."""
        settings = self.board.settings
        spoken = len(text) * settings.speech_seconds_per_character
        silence = rest if settings.speech_seconds_per_character else 0
        seconds = (spoken + silence) * settings.pace
        return Spoken(text, datetime.now(UTC), seconds, voice, language)

    def _act(self) -> None:
        """Do what the person at the phone does by now."""
        now = time.monotonic()
        if keys := self.call.person.take_keys(now):
            self.call.press(keys)
            self.board.changed.notify_all()
        if self.call.answered and self.call.person.leaves_at() <= now:
            self.board.finish(self.call, CallStatus.COMPLETED)

    def _check(self) -> None:
        if self.call.is_over:
            raise LineDropped
        if self.call.redirected is not None:
            raise Redirected
