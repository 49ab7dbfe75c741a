"""Lets the night go on under a page, by the desk's own verbs."""

from service.desk import acting, errands
from service.desk.acting import Step
from service.desk.advancing import advance
from service.domain.attempt import CallStatus


def look(house, escalation_id):
    """Do what is due now, until nothing is."""
    house.has_a_ticker()
    for _ in range(6):
        for work in advance(house.parts.desk, escalation_id):
            errands.run(house.parts.line, work)


def climbs(house, escalation_id, seconds):
    """Let so many seconds pass in which nobody answers."""
    look(house, escalation_id)
    for _ in range(0, seconds, 15):
        house.clock.passes(15)
        for call in list(house.telephone.calls.values()):
            house.telephone.becomes(call.sid, CallStatus.NO_ANSWER)
        look(house, escalation_id)


def does(house, verb, escalation_id, person):
    """Let *person* do it, as by their page."""
    getattr(acting, verb)(house.parts.desk, Step(escalation=escalation_id, person=person))
