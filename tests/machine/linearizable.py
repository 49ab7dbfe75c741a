"""Whether what many hands were told at once could have happened one after the other.

A history is a list of operations on one escalation: who asked for what, when they began to
ask, when they were answered, and with what. It is linearizable where each operation can be
put at one moment between its two, so that one holder at a time, taken in that order, gives
every answer (Herlihy and Wing 1990; the search is Wing and Gong's). Whoever only heard who has
it is put in their place as soon as they fit, since that can harm nobody; so only those who
took it or handed it back branch, and a history of thousands is quick.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from time import monotonic_ns

#: The answer to a hand-back that was done.
DONE = "done"


class Asked(StrEnum):
    TAKE = "take"
    HAND_BACK = "hand back"
    LOOK = "look"


@dataclass(frozen=True)
class Operation:
    """One question and its answer, with the times of both on one clock."""

    who: str
    asked: Asked
    #: Who has it, as they were told; ``None`` for nobody; ``DONE`` where it was handed back.
    told: str | None
    began: int
    #: ``None`` where no answer came, so that it may have happened at any time since, or never.
    ended: int | None

    @property
    def changes_nothing(self) -> bool:
        """Whether it was told of what others had done."""
        return self.ended is not None and self.told not in {self.who, DONE}


def answer_of(holder: str | None, who: str, asked: Asked) -> tuple[str | None, str | None]:
    """Return the right answer where *holder* has it, and who has it then."""
    if asked is Asked.TAKE:
        return (holder or who,) * 2
    if asked is Asked.HAND_BACK and holder == who:
        return DONE, None
    return holder, holder


def linearizable(history: Sequence[Operation]) -> bool:
    """Whether there is an order that explains every answer."""
    left = sorted(history, key=lambda one: one.began)
    dead_ends: set[tuple[frozenset[Operation], str | None]] = set()
    tried: list[tuple[list[Operation], str | None]] = [(left, None)]
    while tried:
        left, holder = tried.pop()
        left = _without_what_changes_nothing(left, holder)
        if all(one.ended is None for one in left):
            return True
        here = (frozenset(left), holder)
        if here in dead_ends:
            continue
        dead_ends.add(here)
        for one in _may_be_next(left):
            right, after = answer_of(holder, one.who, one.asked)
            if one.ended is None or one.told == right:
                tried.append(([other for other in left if other is not one], after))
    return False


def _without_what_changes_nothing(left: list[Operation], holder: str | None) -> list[Operation]:
    while True:
        idle = [
            one
            for one in _may_be_next(left)
            if one.changes_nothing and one.told == answer_of(holder, one.who, one.asked)[0]
        ]
        if not idle:
            return left
        left = [one for one in left if one not in idle]


def _may_be_next(left: Sequence[Operation]) -> list[Operation]:
    """Return what began before anything else that is left had its answer."""
    first_answer = min((one.ended for one in left if one.ended is not None), default=None)
    return [one for one in left if first_answer is None or one.began <= first_answer]


class Recorder:
    """Writes a history down while threads make it."""

    def __init__(self) -> None:
        self.history: list[Operation] = []
        self._guard = Lock()

    def ask(self, who: str, asked: Asked, answer: Callable[[], str | None]) -> str | None:
        """Ask, and note when and what was told. An exception counts as no answer."""
        began = monotonic_ns()
        try:
            told = answer()
        except BaseException:
            self._note(Operation(who, asked, None, began, None))
            raise
        self._note(Operation(who, asked, told, began, monotonic_ns()))
        return told

    def _note(self, one: Operation) -> None:
        with self._guard:
            self.history.append(one)
