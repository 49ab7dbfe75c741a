"""Ladders, and the rungs of each: who holds them, in which order, at what pace.

A rung is named by its place on the ladder, from 0; the version that a page hands back says that
the order is the one it was shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from service.domain.catalogue import N_, _
from service.domain.edits.places import moved, one_of, without
from service.domain.edits.settling import settle
from service.domain.ladder import LadderPace, RungPace
from service.domain.names import plain_name
from service.domain.refusals import Refusal, UnknownLadder
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.rota_rules import check_officers, check_shifts, check_turns
from service.domain.shifts import Shift, Turns

#: What the one rung of a new ladder is called.
FIRST_ROLE = N_("Safeguarding officer")


class LadderNameTaken(Refusal):
    """Nobody could tell them apart."""

    problem = N_("Another ladder has this name already.")
    mend = N_("Give this one a name of its own.")


class LastLadder(Refusal):
    """Nobody could be rung."""

    problem = N_("This is the only ladder: without it nobody could be rung.")
    mend = N_("Add another ladder first, or change who stands on this one.")


class LastRung(Refusal):
    """The ladder would ring nobody."""

    problem = N_("This is the only place on the ladder.")
    mend = N_("Add another place first, or take out the ladder.")


def add_ladder(rota: Rota, name: str, *, like: str | None = None) -> Rota:
    """Return *rota* with another ladder, the last one: as another stands, or with an empty rung.

    Raises:
        LadderNameTaken, UnknownLadder, and a refusal of ``names``: not this one.
    """
    model = ladder(rota, like) if like is not None else _empty()
    return replace(rota, ladders=(*rota.ladders, replace(model, name=_free_name(rota, name))))


def rename_ladder(rota: Rota, name: str, new: str) -> Rota:
    """Return *rota* with the ladder *name* called *new*, also where people have it as theirs.

    Raises:
        LadderNameTaken, UnknownLadder, and a refusal of ``names``: not this one.
    """
    plan = ladder(rota, name)
    if plain_name(new) == name:
        return rota
    renamed = replace(plan, name=_free_name(rota, new))
    people = {
        key: replace(person, ladder=renamed.name) if person.ladder == name else person
        for key, person in rota.people.items()
    }
    return replace(_put(rota, name, renamed), people=people)


def remove_ladder(rota: Rota, name: str) -> Rota:
    """Return *rota* without the ladder *name*; whose ladder it was has the default one.

    Raises:
        LastLadder, UnknownLadder: not this one.
    """
    plan = ladder(rota, name)
    if len(rota.ladders) == 1:
        raise LastLadder
    return settle(replace(rota, ladders=tuple(one for one in rota.ladders if one is not plan)))


def move_ladder(rota: Rota, name: str, by: int) -> Rota:
    """Return *rota* with the ladder *name* moved *by* places: -1 is up. At the end it stays.

    Raises:
        UnknownLadder: there is none of that name.
    """
    place = rota.ladders.index(ladder(rota, name))
    return replace(rota, ladders=moved(rota.ladders, place, by))


def make_default(rota: Rota, name: str) -> Rota:
    """Return *rota* with the ladder *name* first.

    Raises:
        UnknownLadder: there is none of that name.
    """
    return move_ladder(rota, name, -len(rota.ladders))


def set_ladder_pace(rota: Rota, name: str, pace: LadderPace) -> Rota:
    """Return *rota* with the waits of the ladder *name* as *pace* has them.

    Raises:
        UnknownLadder: there is none of that name.
    """
    return _put(rota, name, replace(ladder(rota, name), pace=pace))


def add_rung(rota: Rota, name: str, rung: RungPlan) -> Rota:
    """Return *rota* with another *rung*, the last one of the ladder *name*.

    Raises:
        As ``set_rung``.
    """
    plan = ladder(rota, name)
    return _put(rota, name, replace(plan, rungs=(*plan.rungs, _checked(rota, rung))))


def remove_rung(rota: Rota, name: str, place: int) -> Rota:
    """Return *rota* without the rung at that *place* of the ladder *name*.

    Raises:
        LastRung, NoSuchPlace, UnknownLadder: not this one.
    """
    plan = ladder(rota, name)
    one_of(plan.rungs, place)
    if len(plan.rungs) == 1:
        raise LastRung
    return _put(rota, name, replace(plan, rungs=without(plan.rungs, place)))


def move_rung(rota: Rota, name: str, place: int, by: int) -> Rota:
    """Return *rota* with that rung moved *by* places: -1 is up. At the end it stays.

    Raises:
        NoSuchPlace, UnknownLadder: not this one.
    """
    plan = ladder(rota, name)
    return _put(rota, name, replace(plan, rungs=moved(plan.rungs, place, by)))


def set_rung(rota: Rota, name: str, place: int, rung: RungPlan) -> Rota:
    """Return *rota* with *rung* at that *place* of the ladder *name*.

    Raises:
        NoSuchPlace, UnknownLadder, NotAnOfficer, OneInTurn, TwiceInTurn, NoWeekday,
        ShiftsOverlap, and a refusal of ``names``: not this one.
    """
    plan = ladder(rota, name)
    one_of(plan.rungs, place)
    rungs = (*plan.rungs[:place], _checked(rota, rung), *plan.rungs[place + 1 :])
    return _put(rota, name, replace(plan, rungs=rungs))


def set_role(rota: Rota, name: str, place: int, role: str) -> Rota:
    """Return *rota* with that rung called *role*; raises as ``set_rung``."""
    return set_rung(rota, name, place, replace(rung_at(rota, name, place), role=role))


def set_holder(rota: Rota, name: str, place: int, holder: str | None) -> Rota:
    """Return *rota* with that rung held by one person alone, or by nobody; its turns end.

    Raises as ``set_rung``. Shifts stay, and go before the holder.
    """
    rung = replace(rung_at(rota, name, place), holder=holder, turns=None)
    return set_rung(rota, name, place, rung)


def set_turns(rota: Rota, name: str, place: int, turns: Turns | None) -> Rota:
    """Return *rota* with that rung held in turn; who held it alone does not any more.

    Raises as ``set_rung``. ``None`` leaves it to the shifts, or to nobody.
    """
    rung = replace(rung_at(rota, name, place), holder=None, turns=turns)
    return set_rung(rota, name, place, rung)


def set_shifts(rota: Rota, name: str, place: int, shifts: Sequence[Shift]) -> Rota:
    """Return *rota* with the *shifts* of that rung; outside of them its turns or holder stand.

    Raises as ``set_rung``.
    """
    rung = replace(rung_at(rota, name, place), shifts=tuple(shifts))
    return set_rung(rota, name, place, rung)


def set_rung_pace(rota: Rota, name: str, place: int, pace: RungPace) -> Rota:
    """Return *rota* with the waits of that rung as *pace* has them; raises as ``set_rung``."""
    return set_rung(rota, name, place, replace(rung_at(rota, name, place), pace=pace))


def ladder(rota: Rota, name: str) -> LadderPlan:
    """Return the ladder of that *name*.

    Raises:
        UnknownLadder: there is none.
    """
    plan = rota.plan(name)
    if plan is None:
        raise UnknownLadder(allowed=", ".join(one.name for one in rota.ladders))
    return plan


def rung_at(rota: Rota, name: str, place: int) -> RungPlan:
    """Return the rung at that *place* of the ladder *name*.

    Raises:
        NoSuchPlace, UnknownLadder: there is none.
    """
    return one_of(ladder(rota, name).rungs, place)


def _empty() -> LadderPlan:
    return LadderPlan(name="", rungs=(RungPlan(role=_(FIRST_ROLE)),))


def _free_name(rota: Rota, name: str) -> str:
    plain = plain_name(name)
    if rota.plan(plain) is not None:
        raise LadderNameTaken
    return plain


def _put(rota: Rota, name: str, plan: LadderPlan) -> Rota:
    ladders = tuple(plan if one.name == name else one for one in rota.ladders)
    return settle(replace(rota, ladders=ladders))


def _checked(rota: Rota, rung: RungPlan) -> RungPlan:
    check_officers(rota, rung.people)
    if rung.turns:
        check_turns(rung.turns, rung.holder)
    check_shifts(rung.shifts)
    return replace(rung, role=plain_name(rung.role, N_("role")))
