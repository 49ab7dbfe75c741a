"""Who is on duty at an instant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from service.domain.absences import Swap, TimeAway, away_at, swapped_at
from service.domain.directory import DirectoryEntry
from service.domain.ladder import Ladder, LadderPace, Rung, RungPace
from service.domain.people import Person, Role
from service.domain.shifts import Shift, Turns


@dataclass(frozen=True, slots=True, kw_only=True)
class RungPlan:
    """A rung as the rota keeps it: a role, and who holds it when.

    A shift goes before the turns, and the turns before the holder: whoever comes later stands
    in where those before are away, or where no shift is.
    """

    role: str
    holder: str | None = None
    turns: Turns | None = None
    shifts: tuple[Shift, ...] = ()
    pace: RungPace = field(default_factory=RungPace)

    @property
    def people(self) -> frozenset[str]:
        """The keys of all who may come to hold it."""
        held = [self.holder] if self.holder else []
        turns = self.turns.people if self.turns else ()
        return frozenset([*held, *turns, *(shift.person for shift in self.shifts)])

    def candidates(self, at: datetime, zone: ZoneInfo) -> tuple[str, ...]:
        """Return the keys of who may hold it at the instant *at*, the first one first."""
        found = [shift.person for shift in self.shifts if shift.holds(at, zone)]
        found += self.turns.order(at, zone) if self.turns else ()
        found += [self.holder] if self.holder else []
        return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPlan:
    """A ladder as the rota keeps it."""

    name: str
    rungs: tuple[RungPlan, ...]
    pace: LadderPace = field(default_factory=LadderPace)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticePlan:
    """Regular practices: how often, at what time of a working day, and who starts them."""

    every_days: int
    at: time
    #: The key of an admin or officer, who plays the colleague.
    starts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """Everything that admins keep: people, ladders (the first is the default), directory."""

    organisation: str
    timezone: str = "Europe/London"
    people: dict[str, Person] = field(default_factory=dict)
    ladders: tuple[LadderPlan, ...] = ()
    away: tuple[TimeAway, ...] = ()
    swaps: tuple[Swap, ...] = ()
    practice: PracticePlan | None = None
    directory: tuple[DirectoryEntry, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nobody in it at all, as in a book that is new."""
        return not self.people

    @property
    def zone(self) -> ZoneInfo:
        """Where the organisation's wall clocks hang."""
        return ZoneInfo(self.timezone)

    def local(self, at: datetime) -> datetime:
        """Return the instant *at* as the organisation's wall clocks show it."""
        return at.astimezone(self.zone)

    def plan(self, name: str | None) -> LadderPlan | None:
        """Return the ladder of that name, or the default one where no name is given."""
        if name is None:
            return self.ladders[0] if self.ladders else None
        return next((ladder for ladder in self.ladders if ladder.name == name), None)

    def plan_of(self, person: str) -> LadderPlan | None:
        """Return the ladder that a press of *person* climbs if they choose none."""
        known = self.people.get(person)
        return self.plan(known.ladder if known else None) or self.plan(None)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        """Return everybody who holds *role*, in the order of the rota."""
        return tuple(person for person in self.people.values() if role in person.roles)

    def has_place(self, person: str) -> bool:
        """Whether *person* may ever be rung: they stand on a rung, by turn or shift or always."""
        return any(person in rung.people for plan in self.ladders for rung in plan.rungs)

    def away_at(self, at: datetime) -> frozenset[str]:
        """Return the keys of all who are away at the instant *at*."""
        return away_at(self.away, at, self.zone)

    def on_duty(self, plan: LadderPlan, at: datetime, *, raiser: str | None = None) -> Ladder:
        """Return the ladder as it would be climbed at the instant *at*.

        Of who may hold a rung, see ``RungPlan``, each stands where a swap puts them, and the
        first is taken who can be rung: not away, and rather not further up already. Time away
        is ignored for all where it would leave nobody to ring. The *raiser* is passed over,
        with whoever shares their number: nobody is rung about their own press. A rung that
        nobody holds stays, empty, so that the climb can say so; one that only the raiser could
        hold is left out.
        """
        rungs = self._rungs(plan, at, raiser, self.away_at(at))
        if all(rung.empty for rung in rungs):
            rungs = self._rungs(plan, at, raiser, frozenset())
        return Ladder(name=plan.name, rungs=rungs, pace=plan.pace)

    def _rungs(
        self, plan: LadderPlan, at: datetime, raiser: str | None, away: frozenset[str]
    ) -> tuple[Rung, ...]:
        own = self.people[raiser].phone if raiser in self.people else None
        stands_for = swapped_at(self.swaps, at, self.zone)
        placed: set[str] = set()
        rungs = []
        for rung in plan.rungs:
            wanted = _stand_ins(rung.candidates(at, self.zone), stands_for)
            here = [self.people[key] for key in wanted if key in self.people and key not in away]
            free = [one for one in here if one.phone != own]
            if here and not free:
                continue
            person = next((one for one in free if one.key not in placed), next(iter(free), None))
            placed |= {person.key} if person else set()
            rungs.append(_rung(rung, person))
        return tuple(rungs)


def _stand_ins(keys: Iterable[str], stands_for: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(stands_for.get(key, key) for key in keys)


def _rung(plan: RungPlan, person: Person | None) -> Rung:
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
