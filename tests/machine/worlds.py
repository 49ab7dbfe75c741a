"""Two worlds, each with a real book, in which the same is done; and what holds after each step."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from fakes.clock import Clock
from hypothesis.stateful import RuleBasedStateMachine, invariant
from machine import sound
from machine.cast import PEOPLE
from machine.side import Side, same_chance

from service.book import SqlBook

if TYPE_CHECKING:
    from service.domain.escalation import Escalation
    from service.domain.events import Event


class Worlds(RuleBasedStateMachine):
    """What a step is done to, and looked at after it."""

    def __init__(self, *books: SqlBook) -> None:
        super().__init__()
        self.clock = Clock()
        self.sides = [Side(book, self.clock) for book in books]
        self.names, self.chances = count(), count()
        self.kept: dict[str | None, str] = {}
        self.found: dict[str, Escalation] = {}
        self.told: dict[str, list[Event]] = {}
        self.last_name = "none yet"

    def both(self, do: Callable[[Side], object]) -> object:
        """Do it on both sides; return what came of it, which must be the same."""
        seed, said = next(self.chances), []
        for side in self.sides:
            with same_chance(seed):
                said.append(side.comes_to(do))
        assert all(one == said[0] for one in said), said
        self.outcome, what = said[0]
        return what if self.outcome == "gave" else None

    @property
    def one(self) -> Side:
        return self.sides[0]

    def name(self, *, again: bool = False) -> str:
        """Name a webhook; a carrier that is not certain sends one twice."""
        if not again:
            self.last_name = f"webhook-{next(self.names)}"
        return self.last_name

    @invariant()
    def both_books_are_the_same_and_sound(self):
        seen = [self._seen_in(side) for side in self.sides]
        assert all(one == seen[0] for one in seen)
        after, told = seen[0][0], seen[0][1]
        assert set(self.found) <= set(after), "an escalation is lost"
        assert set(self.kept.values()) <= set(after), "what was answered is lost"
        sound.something_will_be_done(after, self.clock.now())
        sound.the_history_tells_the_state(after, told)
        sound.nothing_goes_back(self.found, after)
        sound.nobody_is_asked_once_it_is_taken(self.found, after)
        sound.no_phone_rings_twice(after, self.one)
        self.found, self.told = after, told

    def _seen_in(self, side: Side) -> tuple[object, ...]:
        with side.real_book.reading() as page:
            due = list(page.due(self.clock.now(), 1000))
            every = list(page.due(self.clock.now() + timedelta(days=99), 1000))
            known = dict.fromkeys([*self.found, *every])
            found = {identity: page.escalation(identity) for identity in known}
            return (
                dict(sorted(found.items())),
                {identity: page.history(identity) for identity in known},
                [one for one in every if one in due],
                [sorted(one.id for one in page.concerning(person)) for person in PEOPLE],
                [[one.id for one in page.raised_by(person)] for person in PEOPLE],
                page.count_open(),
                page.carrier(),
            )
