"""A rehearsal in which somebody took it, and what is asked of it."""

from rehearsal import Rehearsal, escalation

from service.domain import changes
from service.domain.attempt import Purpose


def taken(by: str = "priya", **changed: object) -> Rehearsal:
    """Return a night in which *by* took it ten seconds after the press."""
    night = Rehearsal(escalation(**changed)).play(10)
    night.act(changes.acknowledge, by, night.new_id)
    return night


def told(night: Rehearsal, kind: str) -> list[float]:
    return [at for at, one, _ in night.events if one == kind]


def notices(night: Rehearsal, purpose: Purpose) -> list[tuple[str, float]]:
    return [
        (one.name, night.seconds(one.intended_at))
        for one in night.escalation.attempts
        if one.purpose is purpose
    ]
