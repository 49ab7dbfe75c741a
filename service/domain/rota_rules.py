"""What no change of the rota may leave behind."""

from collections.abc import Iterator

from service.domain.people import Role
from service.domain.refusals import Refusal
from service.domain.rota import Rota


class LastOfficer(Refusal):
    """Nobody would be left to ring."""

    problem = "{name} is the last officer: without them nobody could be rung."
    mend = "Add another officer first, and give them a place on the ladder."


class LastAdmin(Refusal):
    """Nobody would be left to keep the rota."""

    problem = "{name} is the last admin: without them nobody could keep this rota."
    mend = "Make somebody else an admin first."


def refuse_broken(before: Rota, after: Rota) -> None:
    """Refuse a change that leaves a hole nobody could mend.

    Raises:
        LastOfficer, LastAdmin: the last of them would be gone.
    """
    for role, refusal in ((Role.OFFICER, LastOfficer), (Role.ADMIN, LastAdmin)):
        had = before.with_role(role)
        if had and not after.with_role(role):
            raise refusal(name=had[0].name)


def holders(rota: Rota) -> Iterator[str]:
    """Yield the key of everybody who may come to hold a rung."""
    for plan in rota.ladders:
        for rung in plan.rungs:
            yield from rung.people
