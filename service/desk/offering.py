"""What a call offers: its own call-out, and every other that waits for the same phone."""

from collections.abc import Iterable
from datetime import datetime

from service.desk.spots import Case, Offered, Said, Spot
from service.domain import words
from service.domain.attempt import Attempt
from service.domain.by_call import is_told_by_call
from service.domain.escalation import Escalation
from service.domain.ladder import Channel
from service.domain.sharing import asked_at, at_phone
from service.domain.timetable import wrong_numbers
from service.domain.words import TAKE_KEYS, Offer
from service.ports import Page


def opening(page: Page, escalation: Escalation, call: Attempt, now: datetime, turn: int) -> Said:
    """Say what waits for whoever holds this phone, oldest first, each with a key of its own.

    Where nothing does any more, say what became of the call-out that the phone was rung for.
    """
    if call.phone in wrong_numbers(escalation):
        return Said(words.wrong_person())
    cases = _waiting(page, escalation, call, now)[: len(TAKE_KEYS)]
    if not cases:
        return Said(_nothing_left(escalation))
    only = len(cases) == 1 and cases[0].offered == own(escalation, call)
    if only and cases[0].theirs and is_told_by_call(call):
        return cases[0].says(
            words.taken_opening(escalation.organisation, cases[0].first_name, turn)
        )
    texts = any(one.rung.texts for one in cases) and not page.marks(call.phone).texts_off
    script = words.opening_for(
        escalation.organisation,
        _keys(cases),
        turn=turn,
        practice=cases[0].escalation.drill,
        texts=texts,
    )
    offered = () if only else tuple(one.offered for one in cases)
    return Said(script, Spot(attempt=call.id, offered=offered))


def case(page: Page, offered: Offered, call: Attempt) -> Case | None:
    """Return the call-out that *offered* names; ``None`` where we cannot have offered it here."""
    escalation = page.escalation(offered.escalation)
    if escalation is None:
        return None
    here = at_phone(escalation, call.phone)
    if offered.nth >= len(here):
        return None
    return Case(escalation=escalation, rung=here[offered.nth], call=call, offered=offered)


def own(escalation: Escalation, call: Attempt) -> Offered | None:
    """Return the call's own call-out, for whoever it was made for."""
    here = [rung.person for rung in at_phone(escalation, call.phone)]
    return Offered(escalation.id, here.index(call.person)) if call.person in here else None


def is_officers(call: Attempt | None) -> bool:
    """Whether it is a call that asks an officer to take something, or tells whom to ring."""
    return (
        call is not None
        and call.channel is Channel.CALL
        and (call.purpose.asks or is_told_by_call(call))
        and call.person is not None
    )


def _waiting(page: Page, escalation: Escalation, call: Attempt, now: datetime) -> list[Case]:
    """Return each call-out with each of those who may take it here, the oldest first.

    A practice is offered alone, and only where nothing real is: that goes first, also on a
    call that was made for practice.
    """
    found = [escalation, *page.at_number(call.phone)]
    real = {one.id: one for one in found if not one.drill}
    waiting = _asked(real.values(), escalation, call, now)
    return waiting or (_asked([escalation], escalation, call, now) if escalation.drill else [])


def _asked(
    found: Iterable[Escalation], own: Escalation, call: Attempt, now: datetime
) -> list[Case]:
    cases = []
    for one in sorted(found, key=lambda one: (one.raised_at, one.id)):
        rung_for = call.person if one.id == own.id else None
        if rung_for is None and not any(offer.phone == call.phone for offer in one.offers()):
            continue  # It was raised from here, which says nothing to the officer of it.
        here = at_phone(one, call.phone)
        cases += [
            Case(escalation=one, rung=here[nth], call=call, offered=Offered(one.id, nth))
            for nth in asked_at(one, call.phone, now, rung_for=rung_for)
        ]
    return cases


def _keys(cases: list[Case]) -> list[Offer]:
    order = list(dict.fromkeys(one.escalation.id for one in cases))
    return [
        Offer(key, one.first_name, order.index(one.escalation.id) + 1)
        for key, one in zip(TAKE_KEYS, cases, strict=False)
    ]


def _nothing_left(escalation: Escalation) -> words.Script:
    if escalation.holder is None or escalation.state.closed:
        script = words.over_already()
    else:
        script = words.taken_already(escalation.holder.first_name)
    return words.practised(script) if escalation.drill else script
