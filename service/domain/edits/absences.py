"""Time away and swaps, each named by its place in the rota, from 0. Both may be half a day."""

from dataclasses import replace
from datetime import datetime

from service.domain.absences import Span, Swap, TimeAway
from service.domain.edits.places import one_of, without
from service.domain.rota import Rota
from service.domain.rota_rules import Past, check_comes, check_officers, check_span, check_swap


def add_away(rota: Rota, away: TimeAway, now: datetime) -> Rota:
    """Return *rota* with somebody's time *away*, as seen at the instant *now*.

    It may have begun, and may overlap other time of the same person.

    Raises:
        NotAnOfficer, EndsBeforeStart, Past, NeverComes, ComesTwice: not this time.
    """
    _check_away(rota, away, now)
    return replace(rota, away=(*rota.away, away))


def change_away(rota: Rota, place: int, away: TimeAway, now: datetime) -> Rota:
    """Return *rota* with *away* at that *place*; what is as it was is not checked anew.

    Raises:
        NoSuchPlace, and as ``add_away``: not this time.
    """
    if one_of(rota.away, place) == away:
        return rota
    _check_away(rota, away, now)
    return replace(rota, away=(*rota.away[:place], away, *rota.away[place + 1 :]))


def remove_away(rota: Rota, place: int) -> Rota:
    """Return *rota* without the time away at that *place*.

    Raises:
        NoSuchPlace: there is none.
    """
    return replace(rota, away=without(rota.away, place))


def add_swap(rota: Rota, swap: Swap, now: datetime) -> Rota:
    """Return *rota* with a *swap*, as seen at the instant *now*. It may have begun.

    Raises:
        NotAnOfficer, SwapAlone, EndsBeforeStart, Past, NeverComes, ComesTwice, SwapsOverlap:
        not this swap.
    """
    check_officers(rota, (swap.one, swap.other))
    check_swap(swap, rota.swaps)
    _check_edges(rota, swap.span, now)
    return replace(rota, swaps=(*rota.swaps, swap))


def remove_swap(rota: Rota, place: int) -> Rota:
    """Return *rota* without the swap at that *place*.

    Raises:
        NoSuchPlace: there is none.
    """
    return replace(rota, swaps=without(rota.swaps, place))


def _check_away(rota: Rota, away: TimeAway, now: datetime) -> None:
    check_officers(rota, (away.person,))
    check_span(away.span)
    _check_edges(rota, away.span, now)


def _check_edges(rota: Rota, span: Span, now: datetime) -> None:
    for edge in (span.starts, span.ends):
        check_comes(edge, rota.zone)
    if span.instants(rota.zone)[1] <= now:
        raise Past
