"""What is happening now, in one plain sentence for the colleague who waits."""

from typing import assert_never

from service.domain.attempt import AttemptState
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.people import first_name
from service.domain.timetable import QUICK_ROUNDS, calls_failing, nobody_left


def now_sentence(escalation: Escalation, *, working: bool = True) -> str:
    """Say the truth about *escalation*; ``working`` is whether any ticker is awake."""
    match escalation.state:
        case State.SPOKEN:
            return "Done. You have spoken."
        case State.CANCELLED:
            return "Cancelled. Nobody is being rung."
        case State.ACKNOWLEDGED:
            return _taken(escalation)
        case State.OPEN:
            return _ringing(escalation, working=working)
        case _:
            assert_never(escalation.state)


def nobody_yet(escalation: Escalation, *, working: bool = True) -> bool:
    """Whether the colleague should ring somebody themselves: no officer is being reached."""
    if escalation.state is not State.OPEN:
        return False
    ladder_run_out = escalation.climb.everyone_at is not None or escalation.climb.round > 1
    failing = not working or calls_failing(escalation) or nobody_left(escalation)
    return failing or ladder_run_out


def _taken(escalation: Escalation) -> str:
    name = escalation.holder.first_name if escalation.holder else "Somebody"
    return f"{name} has your call-out and will ring you on {escalation.raiser.phone.national()}."


def _ringing(escalation: Escalation, *, working: bool) -> str:
    trouble = _trouble(escalation, working=working)
    if trouble is not None:
        return trouble
    names = _names(escalation, AttemptState.PLACED)
    if names:
        return f"Ringing {names}."
    starting = _names(escalation, AttemptState.DIALLING)
    if starting:
        return f"Starting to ring {starting}."
    if escalation.climb.everyone_at is not None:
        return _run_out(escalation)
    return _between(escalation)


def _trouble(escalation: Escalation, *, working: bool) -> str | None:
    """Say what keeps us from ringing anybody, if anything does."""
    if not working:
        return "Our system is not ringing anybody at the moment. Ring someone yourself."
    if calls_failing(escalation):
        return "We cannot make calls at the moment. We keep trying. Ring someone yourself."
    if nobody_left(escalation):
        return "We have no number left to ring. Ring someone yourself."
    return None


def _run_out(escalation: Escalation) -> str:
    if escalation.climb.round >= QUICK_ROUNDS:
        return (
            "Nobody has taken it yet. Do you still need someone? "
            "We keep ringing, less often. Ring someone yourself as well."
        )
    return "Nobody has answered yet. We keep ringing. Ring someone yourself as well."


def _between(escalation: Escalation) -> str:
    """Say what holds while no phone rings: the pause between two tries."""
    begun = [escalation.rungs[index] for index in escalation.climb.begun]
    last = next((rung for rung in reversed(begun) if not rung.empty), None)
    tried = any(
        one.tried and last is not None and one.person == last.person for one in escalation.offers()
    )
    if last is None:
        return "Starting to ring."
    if not tried:
        return f"Starting to ring {last.first_name}."
    return f"{last.first_name} has not answered yet. We will ring again in a moment."


def _names(escalation: Escalation, state: AttemptState) -> str:
    """Return whose calls stand so: "Priya", or "Priya, Tom and Amina"; empty for nobody's."""
    calls = (one for one in escalation.offers() if one.channel is Channel.CALL)
    names = list(dict.fromkeys(first_name(one.name) for one in calls if one.state is state))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
