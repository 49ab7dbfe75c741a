"""What an officer reads of one call-out: a heading, and what to do."""

from service.domain.aftermath import timetable_of
from service.domain.attempt import Outcome
from service.domain.catalogue import N_, _
from service.domain.escalation import Escalation, Holder, State
from service.domain.telling import (
    Moment,
    Telling,
    asks_whether_spoken,
    gave_it_back,
    last_put_through,
)
from service.web.wording import colleague_known_to, passed_on

#: By whether it is theirs. What is open, or taken by them, has more to say.
_SAID = {
    (State.OPEN, False): (
        N_("A colleague needs an officer now."),
        N_("Take it, and you will see whom to ring."),
    ),
    (State.ACKNOWLEDGED, False): (
        N_("{holder} has taken it."),
        N_("You do not need to do anything."),
    ),
    (State.SPOKEN, False): (
        N_("This call-out is over."),
        N_("You do not need to do anything."),
    ),
    (State.SPOKEN, True): (N_("Done. You have spoken."), ""),
    (State.CANCELLED, False): (
        N_("This call-out was called off."),
        N_("You do not need to do anything."),
    ),
    (State.CANCELLED, True): (
        N_("{colleague} has called it off."),
        N_("Please check with them by voice that all is well."),
    ),
}
_NO_ANSWER = N_("They did not answer when we put you through. Ring them again.")
#: What else came of the call that was to put them through.
_MISSED = {
    Outcome.BUSY: N_("Their phone was busy: if you are talking already, say that you have spoken."),
    Outcome.FAILED: N_("We could not get through to their phone. Ring them yourself."),
}


def to_officer(escalation: Escalation, person: str, moment: Moment) -> Telling:
    """Say to the officer *person* what is asked of them."""
    holder = escalation.holder
    theirs = colleague_known_to(escalation, person)
    if escalation.state is State.ACKNOWLEDGED and theirs and holder is not None:
        return _holder(escalation, holder, moment)
    if escalation.state is State.OPEN and person in escalation.had_by:
        return _had_it(escalation, person)
    if escalation.state is State.OPEN and passed_on(escalation, person):
        return Telling(_("You passed it on."), _("We ring somebody else. You can still take it."))
    if escalation.state is State.SPOKEN:
        theirs = person in escalation.had_by
    if escalation.drill and escalation.state is State.CANCELLED:
        return Telling(_("This practice is over."), _("You do not need to do anything."))
    heading, then = _SAID[escalation.state, theirs]
    name = holder.first_name if holder else _("Somebody")
    now = _(heading, holder=name, colleague=escalation.raiser.name)
    return Telling(now, _(then) if then else "")


def may_still_ring(escalation: Escalation, person: str) -> bool:
    """Whether *person* had it until ringing resumed: they know whom to ring, and may."""
    return escalation.state is State.OPEN and any(
        one.person == person and not gave_it_back(escalation, one)
        for one in escalation.earlier[-1:]
    )


def _holder(escalation: Escalation, holder: Holder, moment: Moment) -> Telling:
    name, bridge = escalation.raiser.name, escalation.own_bridge
    if bridge is not None and bridge.talking:
        return Telling(
            _("You and {name} are on a call.", name=name), _("When you have spoken, say so.")
        )
    if bridge is not None:
        return Telling(
            _("You are being put through to {name}.", name=name),
            _("Stay on your call. Their phone is being rung."),
        )
    if escalation.talks:
        heading = _("Have you and {name} spoken?", name=name)
        return Telling(heading, _unless_said(escalation, holder, moment))
    return Telling(_("Ring {name} now.", name=name), _to_ring(escalation, holder, moment))


def _to_ring(escalation: Escalation, holder: Holder, moment: Moment) -> str:
    """Say what the officer needs beside the number: how, what came of a first try, until when."""
    missed = last_put_through(escalation)
    if missed is not None:
        what = _MISSED.get(missed.outcome or Outcome.NO_ANSWER, _NO_ANSWER)
        why = _(what)
    elif holder.reminded_at is None and not asks_whether_spoken(escalation, moment.at):
        return _("Speak, do not text. If you cannot do it, give it back.")
    else:
        why = _("If you have spoken, say so.")
    return f"{why} {_unless_said(escalation, holder, moment)}"


def _unless_said(escalation: Escalation, holder: Holder, moment: Moment) -> str:
    limit = timetable_of(escalation, holder).limit
    if escalation.drill or not moment.working or limit <= moment.at:
        return _("We have not heard yet that you have.")
    by = moment.clock(limit)
    return _("If neither of you has said so by {time}, we ring the next person.", time=by)


def _had_it(escalation: Escalation, person: str) -> Telling:
    if may_still_ring(escalation, person):
        return Telling(
            _("Ringing has resumed."),
            _(
                "We ring the next person. If you have spoken, say so. If not, you can still ring,"
                " or take it again."
            ),
        )
    return Telling(
        _("You do not have it any more."),
        _("We ring somebody else. If you have spoken, say so. You can still take it."),
    )
