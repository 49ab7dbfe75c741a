"""The person at a phone, who does on the line what the phone was told beforehand."""

import math
from collections import deque

from service.exchange.behaviours import CallBehaviour, Press

NEVER = math.inf


class Person:
    """Presses keys when prompted, and hangs up. Instants are monotonic seconds."""

    def __init__(self, behaviour: CallBehaviour | None = None, pace: float = 1.0) -> None:
        behaviour = behaviour or CallBehaviour()
        self._pace = pace
        self._presses = deque(behaviour.press)
        self._hang_up_after = behaviour.hang_up_after
        self._due: tuple[float, str] | None = None
        self._last_act = NEVER

    def answers(self, now: float) -> None:
        """Begin to count: the person is on the line."""
        self._last_act = now

    def prompted(self, now: float) -> None:
        """Hear a prompt begin; the next press answers it."""
        if self._due is None and self._presses:
            press = self._presses.popleft()
            self._due = (now + press.after * self._pace, press.keys)

    def will_press(self, press: Press) -> None:
        """Answer one more prompt."""
        self._presses.append(press)

    def will_leave(self, after: float) -> None:
        """Hang up that long after the last key."""
        self._hang_up_after = after

    def take_keys(self, now: float) -> str:
        """Give the keys pressed by *now*, once."""
        if self._due is None or self._due[0] > now:
            return ""
        _at, keys = self._due
        self._due, self._last_act = None, now
        return keys

    def next_act(self) -> float:
        """Give the instant of the next key or of hanging up; infinity where there is none."""
        if self._due is not None:
            return self._due[0]
        return self.leaves_at()

    def leaves_at(self) -> float:
        """Give the instant of hanging up; infinity while a key is still to be pressed."""
        if self._hang_up_after is None or self._presses or self._due is not None:
            return NEVER
        return self._last_act + self._hang_up_after * self._pace
