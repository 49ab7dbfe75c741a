"""Says how what lies over a rota, and its regular practices, differ from another's."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from service.domain.absences import Swap, TimeAway
from service.domain.held import Named, named, said_span
from service.domain.rota import PracticePlan, Rota

Thing = TypeVar("Thing", TimeAway, Swap)


def absences(old: Rota, new: Rota) -> list[str]:
    """Return one sentence for each difference in time away and swaps."""
    was, now = named(old), named(new)
    return [*_away(old, new, was, now), *_swaps(old, new, was, now)]


def practice(old: Rota, new: Rota) -> list[str]:
    """Return a sentence where the regular practices differ."""
    if old.practice == new.practice:
        return []
    now = f"now come {_every(new.practice, named(new))}" if new.practice else "no longer come"
    was = f"they came {_every(old.practice, named(old))}" if old.practice else "there were none"
    return [f"Regular practices {now}; {was}."]


def _every(plan: PracticePlan, names: Named) -> str:
    who = names.get(plan.starts, "somebody who has left")
    return f"every {plan.every_days} days at {plan.at:%H:%M}, started by {who}"


def _away(old: Rota, new: Rota, before: Named, after: Named) -> list[str]:
    gone, come = _apart(old.away, new.away)
    found = []
    for one in come:
        who = _name(one.person, after)
        was = next((each for each in gone if each.person == one.person), None)
        if was is None:
            found.append(f"{who} is now away {said_span(one.span)}.")
        else:
            gone.remove(was)
            found.append(f"{who} is now away {said_span(one.span)}; it was {said_span(was.span)}.")
    found += [
        f"{_name(one.person, before)} is no longer away {said_span(one.span)}." for one in gone
    ]
    if not found and old.away != new.away:
        found.append("The order of the time away is changed.")
    return found


def _swaps(old: Rota, new: Rota, before: Named, after: Named) -> list[str]:
    gone, come = _apart(old.swaps, new.swaps)
    found = [f"{_pair(swap, before)} no longer swap {said_span(swap.span)}." for swap in gone]
    found += [f"{_pair(swap, after)} now swap {said_span(swap.span)}." for swap in come]
    if not found and old.swaps != new.swaps:
        found.append("The order of the swaps is changed.")
    return found


def _pair(swap: Swap, names: Named) -> str:
    return f"{_name(swap.one, names)} and {_name(swap.other, names)}"


def _name(key: str, names: Named) -> str:
    return names.get(key, "Somebody who has left")


def _apart(old: Iterable[Thing], new: Iterable[Thing]) -> tuple[list[Thing], list[Thing]]:
    """Return what is only in *old*, and what is only in *new*."""
    before: Counter[Thing] = Counter(old)
    after: Counter[Thing] = Counter(new)
    return list((before - after).elements()), list((after - before).elements())
