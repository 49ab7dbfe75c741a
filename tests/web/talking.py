"""Puts the two through under a page, by the domain's own changes."""

from dataclasses import replace

from service.domain import joining
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Outcome
from service.domain.changes import Act
from service.domain.ladder import Channel


def _changes(house, escalation_id, change):
    with house.real_book.writing() as page:
        changed = change(page.escalation(escalation_id))
        page.save(changed.escalation, changed.events)


def puts_through(house, escalation_id, person):
    """Let the key of *person* ring the colleague's phone; it rings."""
    act = Act(person=person, at=house.clock.now(), channel=Channel.CALL)
    _changes(house, escalation_id, lambda one: joining.put_through(one, act, lambda: "b" * 32))

    def rings(one):
        bridge = one.bridge.with_call(CarrierCall(sid="CB", status=CallStatus.RINGING))
        placed = replace(bridge, state=AttemptState.PLACED)
        return joining.Change(one.with_attempt(placed))

    _changes(house, escalation_id, rings)


def joins(house, escalation_id):
    """Let the colleague press the key."""
    now = house.clock.now()
    _changes(house, escalation_id, lambda one: joining.join(one, one.bridge.id, now))


def hangs_up(house, escalation_id, outcome=Outcome.NO_KEY):
    """Let the call that put them through be over."""

    def ends(one):
        over = one.bridge.end(joining.outcome_of(one.bridge, outcome), house.clock.now())
        calls = tuple(replace(call, status=CallStatus.COMPLETED) for call in over.calls)
        return joining.Change(one.with_attempt(replace(over, calls=calls)))

    _changes(house, escalation_id, ends)
