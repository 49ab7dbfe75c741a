"""Lets the night go on under a page, by the desk's own verbs."""

from service.desk import acting, errands
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.hearing import call_told
from service.domain.attempt import CallStatus


def look(house, escalation_id, *, rings=True):
    """Do what is due now, until nothing is; with *rings*, the carrier tells that phones ring."""
    house.has_a_ticker()
    for _ in range(6):
        for work in advance(house.parts.desk, escalation_id):
            errands.run(house.parts.line, work)
        if rings:
            phones_are(house, CallStatus.RINGING, of=CallStatus.QUEUED)


def phones_are(house, status, *, of):
    """Let each call that stands as *of* move on to *status*, and the carrier tell so."""
    for call in list(house.telephone.calls.values()):
        if call.status is of:
            house.telephone.becomes(call.sid, status)
            call_told(house.parts.desk, call.attempt.id, call.sid, status, f"{call.sid} {status}")


def climbs(house, escalation_id, seconds):
    """Let so many seconds pass in which nobody answers."""
    look(house, escalation_id)
    for _ in range(0, seconds, 15):
        house.clock.passes(15)
        phones_are(house, CallStatus.NO_ANSWER, of=CallStatus.RINGING)
        look(house, escalation_id)


def does(house, verb, escalation_id, person):
    """Let *person* do it, as by their page."""
    getattr(acting, verb)(house.parts.desk, Step(escalation=escalation_id, person=person))
