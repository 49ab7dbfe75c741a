"""Who is on duty at an instant, and where the gaps are."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from service.domain.directory import DirectoryEntry
from service.domain.ladder import Ladder, LadderPace, Rung, RungPace
from service.domain.people import Person, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RungPlan:
    """A rung as the rota keeps it: a role, and the key of the person who holds it."""

    role: str
    holder: str | None = None
    pace: RungPace = field(default_factory=RungPace)


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPlan:
    """A ladder as the rota keeps it."""

    name: str
    rungs: tuple[RungPlan, ...]
    pace: LadderPace = field(default_factory=LadderPace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Everything that admins keep: people, ladders (the first is the default), directory."""

    organisation: str
    timezone: str = "Europe/London"
    people: dict[str, Person] = field(default_factory=dict)
    ladders: tuple[LadderPlan, ...] = ()
    directory: tuple[DirectoryEntry, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nobody in it at all, as in a book that is new."""
        return not self.people

    def local(self, at: datetime) -> datetime:
        """Return the instant *at* as the organisation's wall clocks show it."""
        return at.astimezone(ZoneInfo(self.timezone))

    def plan(self, name: str | None) -> LadderPlan | None:
        """Return the ladder of that name, or the default one where no name is given."""
        if name is None:
            return self.ladders[0] if self.ladders else None
        return next((ladder for ladder in self.ladders if ladder.name == name), None)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return everybody who holds *role*, in the order of the rota."""
        return tuple(person for person in self.people.values() if role in person.roles)

    def on_duty(self, plan: LadderPlan, at: datetime, *, raiser: str | None = None) -> Ladder:
        """Return the ladder as it would be climbed at the instant *at*.

        The *raiser* is left out, with whoever shares their number: nobody is rung about
        their own press. A rung that nobody holds stays, empty, so that the climb can say so.
        """
        own = self.people[raiser].phone if raiser in self.people else None
        rungs = (self._rung(rung, at) for rung in plan.rungs)
        kept = tuple(rung for rung in rungs if rung.empty or rung.phone != own)
        return Ladder(name=plan.name, rungs=kept, pace=plan.pace)

    def _rung(self, plan: RungPlan, _at: datetime) -> Rung:
        person = self.people.get(plan.holder or "")
        if person is None:
            return Rung(role=plan.role, pace=plan.pace)
        return Rung(
            role=plan.role,
            person=person.key,
            name=person.name,
            phone=person.phone,
            texts=person.texts,
            pace=plan.pace,
        )
