"""What a lack of cover is called on the pages: who can be relied on, and why not the others."""

from collections.abc import Sequence

from service.domain.catalogue import _, ngettext
from service.domain.cover import Cover, Gap, Lack
from service.domain.listing import all_of, in_order
from service.domain.people import PhoneNumber
from service.domain.rota import Rota
from service.web.on_duty import Names
from service.web.periods import day_and_time, period

Counted = frozenset[PhoneNumber]


def until(rota: Rota, cover: Cover) -> str:
    """Say until when a ladder is covered: by two people or more, on phones of their own."""
    if cover.until is None:
        return _("Covered until at least {when}.", when=day_and_time(rota, cover.ends))
    if cover.until <= cover.starts:
        return _("Not covered now.")
    return _("Covered until {when}.", when=day_and_time(rota, cover.until))


def when(rota: Rota, cover: Cover, gap: Gap) -> str:
    """Say from when to when a gap lasts, as far as we look."""
    if gap.starts <= cover.starts:
        if gap.ends >= cover.ends:
            return _("For all of the next eight weeks")
        return _("From now to {when}", when=day_and_time(rota, gap.ends))
    if gap.ends >= cover.ends:
        return _("From {when} on", when=day_and_time(rota, gap.starts))
    return period(rota, gap.starts, gap.ends)


def what(gap: Gap, counted: Counted, names: Names) -> str:
    """Say what is lacking, in one or two sentences."""
    held = list(_names(gap, names))
    match gap.lack:
        case Lack.NOBODY:
            return _("Nobody is on the rota. A press would ring nobody.")
        case Lack.ALL_AWAY:
            return _("Everybody is away. We would ring {names} all the same.", names=all_of(held))
        case Lack.NONE_PROVED:
            return _unchecked(held)
        case Lack.ONE_PERSON:
            return _one_person(gap, counted, names)
        case Lack.ONE_PHONE:
            return _(
                "{names} share one phone. If it is not answered, nobody else is rung.",
                names=all_of(held),
            )


def _one_person(gap: Gap, counted: Counted, names: Names) -> str:
    sure = list(_names(gap, names, counted))
    unsure = [one for one in _names(gap, names) if one not in sure]
    if len(sure) > 1:
        return _("One person at a time: {names}.", names=in_order(sure))
    if unsure:
        only = _("Only {name} can be relied on.", name=sure[0])
        return f"{only} {_unchecked(unsure)}"
    return _("Only {name} can be rung. If they do not answer, nobody else is rung.", name=sure[0])


def _names(gap: Gap, names: Names, counted: Counted | None = None) -> Sequence[str]:
    """Return who is rung in it, in their order; only those on the *counted*, where given."""
    rungs = [rung for stretch in gap.stretches for rung in stretch.held]
    wanted = [one for one in rungs if counted is None or one.phone in counted]
    return list(dict.fromkeys(names[one.person] for one in wanted if one.person))


def _unchecked(people: Sequence[str]) -> str:
    return ngettext(
        "{names} would be rung, and their number is not checked.",
        "{names} would be rung, and no number of theirs is checked.",
        len(people),
        names=all_of(people),
    )
