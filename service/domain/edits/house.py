"""What holds for the organisation as a whole."""

from dataclasses import replace

from service.domain.catalogue import N_
from service.domain.names import LONGEST_ORGANISATION, plain_name
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.domain.rota import PracticePlan, Rota

#: A year and a day: more seldom is hardly regular, and a number that long is a slip.
MOST_DAYS = 366


class CannotStart(Refusal):
    """Somebody must play the colleague, and know what they do."""

    problem = N_("Practices are started by somebody who is neither an admin nor an officer.")
    mend = N_("Choose an admin or an officer.")


class OddInterval(Refusal):
    """Practices would come too often to mean anything, or never."""

    problem = N_("The days between two practices are out of range.")
    mend = N_("Write a whole number from 1 to {most}; 90 is usual.")


def rename_organisation(rota: Rota, name: str) -> Rota:
    """Return *rota* of an organisation that is called *name*, in every call and text.

    Raises a refusal of ``names``: not this one.
    """
    longest = LONGEST_ORGANISATION
    return replace(rota, organisation=plain_name(name, longest=longest))


def set_practice(rota: Rota, plan: PracticePlan | None) -> Rota:
    """Return *rota* with regular practices as *plan* has them; ``None``: without.

    Raises:
        CannotStart, OddInterval: not this plan.
    """
    if plan is not None:
        check_practice(rota, plan)
    return replace(rota, practice=plan)


def check_practice(rota: Rota, plan: PracticePlan) -> None:
    """Refuse a *plan* that could not be kept.

    Raises:
        CannotStart, OddInterval: not this plan.
    """
    may_start = {one.key for role in (Role.ADMIN, Role.OFFICER) for one in rota.with_role(role)}
    if plan.starts not in may_start:
        raise CannotStart
    if not 1 <= plan.every_days <= MOST_DAYS:
        raise OddInterval(most=MOST_DAYS)
