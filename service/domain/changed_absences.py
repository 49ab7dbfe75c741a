"""Says how what lies over a rota, and its regular practices, differ from another's."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from service.domain.absences import Swap, TimeAway
from service.domain.catalogue import _, ngettext
from service.domain.held import Named, named, said_span
from service.domain.listing import all_of
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
    now = _every(new.practice, named(new)) if new.practice else ""
    was = _every(old.practice, named(old)) if old.practice else ""
    if now and was:
        return [_("Regular practices now come {now}; they came {was}.", now=now, was=was)]
    if now:
        return [_("Regular practices now come {now}; there were none.", now=now)]
    return [_("Regular practices no longer come; they came {was}.", was=was)]


def _every(plan: PracticePlan, names: Named) -> str:
    who = names.get(plan.starts, _("somebody who has left"))
    return ngettext(
        "every {count} day at {at:%H:%M}, started by {who}",
        "every {count} days at {at:%H:%M}, started by {who}",
        plan.every_days,
        at=plan.at,
        who=who,
    )


def _away(old: Rota, new: Rota, before: Named, after: Named) -> list[str]:
    gone, come = _apart(old.away, new.away)
    found = []
    for one in come:
        who = _name(one.person, after)
        was = next((each for each in gone if each.person == one.person), None)
        if was is None:
            found.append(_("{who} is now away {when}.", who=who, when=said_span(one.span)))
        else:
            gone.remove(was)
            now, then = said_span(one.span), said_span(was.span)
            found.append(_("{who} is now away {now}; it was {was}.", who=who, now=now, was=then))
    found += [
        _(
            "{who} is no longer away {when}.",
            who=_name(one.person, before),
            when=said_span(one.span),
        )
        for one in gone
    ]
    if not found and old.away != new.away:
        found.append(_("The order of the time away is changed."))
    return found


def _swaps(old: Rota, new: Rota, before: Named, after: Named) -> list[str]:
    gone, come = _apart(old.swaps, new.swaps)
    found = [
        _("{two} no longer swap {when}.", two=_pair(swap, before), when=said_span(swap.span))
        for swap in gone
    ]
    found += [
        _("{two} now swap {when}.", two=_pair(swap, after), when=said_span(swap.span))
        for swap in come
    ]
    if not found and old.swaps != new.swaps:
        found.append(_("The order of the swaps is changed."))
    return found


def _pair(swap: Swap, names: Named) -> str:
    return all_of((_name(swap.one, names), _name(swap.other, names)))


def _name(key: str, names: Named) -> str:
    return names.get(key, _("Somebody who has left"))


def _apart(old: Iterable[Thing], new: Iterable[Thing]) -> tuple[list[Thing], list[Thing]]:
    """Return what is only in *old*, and what is only in *new*."""
    before: Counter[Thing] = Counter(old)
    after: Counter[Thing] = Counter(new)
    return list((before - after).elements()), list((after - before).elements())
