"""A practice: who may be rung for one, and when. What it came to stands in ``drill_report``."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from service.domain.catalogue import N_
from service.domain.decide import PRACTICE_ENDS
from service.domain.ladder import Ladder, Rung
from service.domain.people import Person, Role
from service.domain.refusals import Refusal

#: Between these hours of the organisation's wall clock only those who have agreed are rung.
NIGHT_FROM, NIGHT_TO = time(21), time(8)
#: From the start of one practice to the start of the next. Networks stop what is repeated,
#: people stop answering it; and whoever would find something out by trying over and over
#: (see ``decisions/0012``) learns next to nothing.
APART = timedelta(hours=1)
#: No practice is under way for longer: its one round, and then the wait for "we have spoken".
LONGEST = timedelta(days=1)
#: Who may start one.
MAY_START = frozenset({Role.ADMIN, Role.OFFICER})


class MayNotPractise(Refusal):
    """They are neither an admin nor an officer."""

    problem = N_("Only an admin or an officer may start a practice.")
    mend = N_("Ask one of them: {allowed}.")


class PracticeRuns(Refusal):
    """One at a time."""

    problem = N_("A practice is under way already.")
    mend = N_(
        "Wait until it has ended, an hour after its start at the latest, and start another then."
    )


class PracticeTooSoon(Refusal):
    """There was one just now, however it ended."""

    problem = N_("The last practice began at {at}, and there is one an hour at most.")
    mend = N_("Start another from {again}.")


class NobodyToPractise(Refusal):
    """Nobody stands on the ladder but whoever starts it."""

    problem = N_("Nobody would be rung: there is nobody on this ladder besides whoever starts it.")
    mend = N_("Have somebody else start it, or give a place on the ladder to another officer.")


class NobodyByNight(Refusal):
    """It is night, and nobody has agreed."""

    problem = N_(
        "From 21:00 to 08:00 only officers who have agreed are rung for practice, "
        "and nobody on this ladder has."
    )
    mend = N_("Start it by day; or ask them to agree, which they do on their own page.")


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a practice rings, and whether it is night for any of it."""

    ladder: Ladder
    by_night: bool


def cast_for(ladder: Ladder, people: Mapping[str, Person], now: datetime) -> Cast:
    """Return whom a practice on *ladder* would ring, from the local wall time *now* on.

    By night a phone rings only if everybody on the ladder whose phone it is has agreed. It
    counts as night where any of its round would fall into it.

    Raises:
        NobodyToPractise, NobodyByNight: nobody is left.
    """
    night = any(is_night(one) for one in (now, now + length_of(ladder)))
    refused = {rung.phone for rung in ladder.rungs if night and not _agreed(rung, people)}
    kept = tuple(rung for rung in ladder.rungs if rung.empty or rung.phone not in refused)
    if _nobody(ladder.rungs):
        raise NobodyToPractise
    if _nobody(kept):
        raise NobodyByNight
    return Cast(replace(ladder, rungs=kept), night)


def is_night(local: datetime) -> bool:
    """Whether people sleep at the wall time *local*."""
    return local.time() >= NIGHT_FROM or local.time() < NIGHT_TO


def length_of(ladder: Ladder) -> timedelta:
    """Return how long a practice on *ladder* takes if nobody takes it."""
    waits = (rung.pace.before_next for rung in ladder.rungs if not rung.empty)
    return sum(waits, PRACTICE_ENDS)


def _agreed(rung: Rung, people: Mapping[str, Person]) -> bool:
    person = people.get(rung.person or "")
    return person is not None and person.night_drills


def _nobody(rungs: Iterable[Rung]) -> bool:
    return all(rung.empty for rung in rungs)
