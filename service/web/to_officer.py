"""What an officer reads of one call-out: a heading, and what to do."""

from service.domain.aftermath import timetable_of
from service.domain.attempt import Outcome
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
        "A colleague needs an officer now.",
        "Take it, and you will see whom to ring.",
    ),
    (State.ACKNOWLEDGED, False): ("{holder} has taken it.", "You do not need to do anything."),
    (State.SPOKEN, False): ("This call-out is over.", "You do not need to do anything."),
    (State.SPOKEN, True): ("Done. You have spoken.", ""),
    (State.CANCELLED, False): (
        "This call-out was called off.",
        "You do not need to do anything.",
    ),
    (State.CANCELLED, True): (
        "{colleague} has called it off.",
        "Please check with them by voice that all is well.",
    ),
}
_NO_ANSWER = "They did not answer when we put you through. Ring them again."
#: What else came of the call that was to put them through.
_MISSED = {
    Outcome.BUSY: "Their phone was busy: if you are talking already, say that you have spoken.",
    Outcome.FAILED: "We could not get through to their phone. Ring them yourself.",
}
_STILL_THEIRS = "Speak, do not text. If you cannot do it, give it back."


def to_officer(escalation: Escalation, person: str, moment: Moment) -> Telling:
    """Say to the officer *person* what is asked of them."""
    holder = escalation.holder
    theirs = colleague_known_to(escalation, person)
    if escalation.state is State.ACKNOWLEDGED and theirs and holder is not None:
        return _holder(escalation, holder, moment)
    if escalation.state is State.OPEN and person in escalation.had_by:
        return _had_it(escalation, person)
    if escalation.state is State.OPEN and passed_on(escalation, person):
        return Telling("You passed it on.", "We ring somebody else. You can still take it.")
    if escalation.state is State.SPOKEN:
        theirs = person in escalation.had_by
    if escalation.drill and escalation.state is State.CANCELLED:
        return Telling("This practice is over.", "You do not need to do anything.")
    heading, then = _SAID[escalation.state, theirs]
    name = holder.first_name if holder else "Somebody"
    return Telling(heading.format(holder=name, colleague=escalation.raiser.name), then)


def may_still_ring(escalation: Escalation, person: str) -> bool:
    """Whether *person* had it until ringing resumed: they know whom to ring, and may."""
    return escalation.state is State.OPEN and any(
        one.person == person and not gave_it_back(escalation, one)
        for one in escalation.earlier[-1:]
    )


def _holder(escalation: Escalation, holder: Holder, moment: Moment) -> Telling:
    name, bridge = escalation.raiser.name, escalation.own_bridge
    if bridge is not None and bridge.talking:
        return Telling(f"You and {name} are on a call.", "When you have spoken, say so.")
    if bridge is not None:
        return Telling(
            f"You are being put through to {name}.", "Stay on your call. Their phone is being rung."
        )
    if escalation.talks:
        return Telling(f"Have you and {name} spoken?", _unless_said(escalation, holder, moment))
    missed = last_put_through(escalation)
    if missed is not None:
        why = _MISSED.get(missed.outcome or Outcome.NO_ANSWER, _NO_ANSWER)
        return Telling(f"Ring {name} now.", f"{why} {_unless_said(escalation, holder, moment)}")
    if holder.reminded_at is None and not asks_whether_spoken(escalation, moment.at):
        return Telling(f"Ring {name} now.", _STILL_THEIRS)
    return Telling(
        f"Ring {name} now.",
        f"If you have spoken, say so. {_unless_said(escalation, holder, moment)}",
    )


def _unless_said(escalation: Escalation, holder: Holder, moment: Moment) -> str:
    limit = timetable_of(escalation, holder).limit
    if escalation.drill or not moment.working or limit <= moment.at:
        return "We have not heard yet that you have."
    return f"If neither of you has said so by {moment.clock(limit)}, we ring the next person."


def _had_it(escalation: Escalation, person: str) -> Telling:
    if may_still_ring(escalation, person):
        return Telling(
            "Ringing has resumed.",
            "We ring the next person. If you have spoken, say so. If not, you can still ring,"
            " or take it again.",
        )
    return Telling(
        "You do not have it any more.",
        "We ring somebody else. If you have spoken, say so. You can still take it.",
    )
