"""What a lack of cover is called on the pages: who can be relied on, and why not the others."""

from collections.abc import Sequence

from service.domain.cover import Cover, Gap, Lack
from service.domain.people import PhoneNumber
from service.domain.rota import Rota
from service.web.on_duty import Names
from service.web.periods import day_and_time, period

Counted = frozenset[PhoneNumber]


def until(rota: Rota, cover: Cover) -> str:
    """Say until when a ladder is covered: by two people or more, on phones of their own."""
    if cover.until is None:
        return f"Covered until at least {day_and_time(rota, cover.ends)}."
    if cover.until <= cover.starts:
        return "Not covered now."
    return f"Covered until {day_and_time(rota, cover.until)}."


def when(rota: Rota, cover: Cover, gap: Gap) -> str:
    """Say from when to when a gap lasts, as far as we look."""
    if gap.starts <= cover.starts:
        if gap.ends >= cover.ends:
            return "For all of the next eight weeks"
        return f"From now to {day_and_time(rota, gap.ends)}"
    if gap.ends >= cover.ends:
        return f"From {day_and_time(rota, gap.starts)} on"
    return period(rota, gap.starts, gap.ends)


def what(gap: Gap, counted: Counted, names: Names) -> str:
    """Say what is lacking, in one or two sentences."""
    held = list(_names(gap, names))
    match gap.lack:
        case Lack.NOBODY:
            return "Nobody is on the rota. A press would ring nobody."
        case Lack.ALL_AWAY:
            return f"Everybody is away. We would ring {_and(held)} all the same."
        case Lack.NONE_PROVED:
            return f"{_rung(held)}, and {_not_checked(len(held))}"
        case Lack.ONE_PERSON:
            return _one_person(gap, counted, names)
        case Lack.ONE_PHONE:
            return f"{_and(held)} share one phone. If it is not answered, nobody else is rung."


def _one_person(gap: Gap, counted: Counted, names: Names) -> str:
    sure = list(_names(gap, names, counted))
    unsure = [one for one in _names(gap, names) if one not in sure]
    if len(sure) > 1:
        return f"One person at a time: {', then '.join(sure)}."
    if unsure:
        return f"Only {sure[0]} can be relied on. {_rung(unsure)}, and {_not_checked(len(unsure))}"
    return f"Only {sure[0]} can be rung. If they do not answer, nobody else is rung."


def _names(gap: Gap, names: Names, counted: Counted | None = None) -> Sequence[str]:
    """Return who is rung in it, in their order; only those on the *counted*, where given."""
    rungs = [rung for stretch in gap.stretches for rung in stretch.held]
    wanted = [one for one in rungs if counted is None or one.phone in counted]
    return list(dict.fromkeys(names[one.person] for one in wanted if one.person))


def _rung(people: Sequence[str]) -> str:
    return f"{_and(people)} would be rung"


def _not_checked(number: int) -> str:
    return "their number is not checked." if number == 1 else "no number of theirs is checked."


def _and(people: Sequence[str]) -> str:
    if len(people) <= 1:
        return "".join(people)
    return f"{', '.join(people[:-1])} and {people[-1]}"
