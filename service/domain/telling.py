"""What is happening now, in plain words for the colleague who waits.

Each sentence is true at its moment whatever dies next: none promises what only a living
worker keeps while none is awake, and no moment is promised that has passed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from service.domain.aftermath import timetable_of
from service.domain.attempt import Attempt, AttemptState, Outcome, Purpose
from service.domain.escalation import Escalation, Holder, State
from service.domain.ladder import Channel
from service.domain.people import first_name
from service.domain.timetable import QUICK_ROUNDS, calls_failing, nobody_left


@dataclass(frozen=True, slots=True)
class Telling:
    """What holds now, for a heading, and what follows from it; both may be two sentences."""

    now: str
    then: str = ""

    @property
    def whole(self) -> str:
        """Both, for whoever has room for one text."""
        return f"{self.now} {self.then}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """From where it is told: the instant, how a wall clock shows one, and who is awake."""

    at: datetime
    #: Writes an instant as the organisation's wall clocks show it, such as "14:09".
    clock: Callable[[datetime], str]
    #: Whether any ticker is awake.
    working: bool = True


def tell(escalation: Escalation, moment: Moment) -> Telling:
    """Say the truth about *escalation* at *moment*."""
    match escalation.state:
        case State.SPOKEN:
            return Telling("Done. You have spoken.")
        case State.CANCELLED if escalation.drill:
            return Telling("This practice is over.")
        case State.CANCELLED:
            return _cancelled(escalation)
        case State.ACKNOWLEDGED:
            return _taken(escalation, moment)
        case State.OPEN:
            now = _ringing(escalation, working=moment.working)
            return Telling(now, _beside_ringing(escalation))
        case _:
            assert_never(escalation.state)


def nobody_yet(escalation: Escalation, *, working: bool = True) -> bool:
    """Whether the colleague should ring somebody themselves: no officer is being reached."""
    if escalation.state is not State.OPEN:
        return False
    ladder_run_out = escalation.climb.everyone_at is not None or escalation.climb.round > 1
    failing = not working or calls_failing(escalation) or nobody_left(escalation)
    return failing or ladder_run_out


def asks_whether_spoken(escalation: Escalation, at: datetime) -> bool:
    """Whether it is time for the colleague to say if the two have spoken."""
    holder = escalation.holder
    if escalation.state is not State.ACKNOWLEDGED or holder is None or escalation.bridge:
        return False
    question = timetable_of(escalation, holder).question
    due = question is None or question <= at
    return due or bool(escalation.talks) or _busy(escalation)


def gave_it_back(escalation: Escalation, holder: Holder) -> bool:
    """Whether *holder*, who had it, gave it back themselves: then a try of theirs says so."""
    return any(
        one.outcome is Outcome.PASSED_ON and one.ended_at is not None and one.ended_at >= holder.at
        for one in escalation.offers()
        if one.person == holder.person
    )


def last_put_through(escalation: Escalation) -> Attempt | None:
    """Return the last call that was to put the two through since this officer has it."""
    since = escalation.holder.at if escalation.holder else escalation.raised_at
    calls = [
        one
        for one in escalation.attempts
        if one.purpose is Purpose.PUT_THROUGH and one.intended_at >= since
    ]
    return calls[-1] if calls else None


def _cancelled(escalation: Escalation) -> Telling:
    """Say that it is over; whoever had it may yet be put through, to hear that all is well."""
    holder, bridge = escalation.holder, escalation.own_bridge
    if holder is None or bridge is None:
        return Telling("Cancelled. Nobody is being rung.")
    if bridge.talking:
        return Telling(f"Cancelled. You and {holder.first_name} are on a call.")
    return Telling(
        f"Cancelled. We are ringing you now to put you through to {holder.first_name}.",
        "Answer, and press 1.",
    )


# Once somebody has it.


def _taken(escalation: Escalation, moment: Moment) -> Telling:
    holder = escalation.holder
    if holder is None:
        return Telling("Somebody has your call-out.")
    name, bridge = holder.first_name, escalation.own_bridge
    now = f"{name} has your call-out and will ring you on {escalation.raiser.phone.national()}."
    if bridge is None and escalation.bridge is not None:
        # The talk with one who had it before. Until it ends nobody is asked or rung.
        return Telling(now, "When you have spoken, say so.")
    if bridge is not None and bridge.talking:
        return Telling(f"You and {name} are on a call.", "When you have spoken, say so.")
    if bridge is not None:
        return Telling(
            f"We are ringing you now to put you through to {name}. Answer, and press 1.",
            f"If you miss it, {name} can ring you, and you can ring them.",
        )
    coming = _until(escalation, holder, moment)
    if asks_whether_spoken(escalation, moment.at):
        return Telling(_question(escalation, name), coming)
    missed = last_put_through(escalation)
    if missed is not None:
        coming = f"We rang you to put {name} through, and did not reach you. {coming}"
    return Telling(now, coming)


def _question(escalation: Escalation, name: str) -> str:
    talks = escalation.talks
    if any(one.talked for one in talks):
        return f"You and {name} were on a call. Have you spoken?"
    if talks:
        return f"Your call with {name} ended early. Have you spoken?"
    if _busy(escalation):
        return f"Your phone was busy. Are you talking to {name} already?"
    return f"Has {name} rung you?"


def _busy(escalation: Escalation) -> bool:
    """Whether the colleague's phone was busy when put through: the two may be talking."""
    last = last_put_through(escalation)
    return last is not None and last.outcome is Outcome.BUSY


def _until(escalation: Escalation, holder: Holder, moment: Moment) -> str:
    """Say what happens if nobody says that the two have spoken, and when."""
    if not moment.working:
        return (
            "Our system rings nobody else at the moment. "
            f"If {holder.first_name} does not ring, ring them or somebody else yourself."
        )
    limit = timetable_of(escalation, holder).limit
    if escalation.drill:
        return "This is a practice, and it ends by itself."
    if limit <= moment.at:
        return "We are about to ring the next person."
    by = moment.clock(limit)
    return f"If nobody has said by {by} that you two have spoken, we start ringing again."


# While phones ring.


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
        done = "taken it" if _somebody_picked_up(escalation) else "answered"
        return f"Nobody has {done} yet. We keep ringing. Ring someone yourself as well."
    return _between(escalation)


def _somebody_picked_up(escalation: Escalation) -> bool:
    return any(one.outcome in (Outcome.PASSED_ON, Outcome.NO_KEY) for one in escalation.offers())


def _trouble(escalation: Escalation, *, working: bool) -> str | None:
    """Say what keeps us from ringing anybody, if anything does."""
    if not working:
        return "Our system is not ringing anybody at the moment. Ring someone yourself."
    if calls_failing(escalation):
        return "We cannot make calls at the moment. We keep trying. Ring someone yourself."
    if nobody_left(escalation):
        return "We have no number left to ring. Ring someone yourself."
    return None


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
    return f"{last.first_name} has not taken it yet. We keep ringing."


def _beside_ringing(escalation: Escalation) -> str:
    """Say who had it before, and whether somebody is still needed after three rounds."""
    said = []
    if escalation.earlier:
        said.append(_let_go(escalation, escalation.earlier[-1]))
    climb = escalation.climb
    over = climb.round > QUICK_ROUNDS or (
        climb.round == QUICK_ROUNDS and climb.everyone_at is not None
    )
    if over and not escalation.drill:
        said.append(
            "Do you still need someone? We keep ringing, less often. If you do not, call it off."
        )
    return " ".join(said)


def _let_go(escalation: Escalation, holder: Holder) -> str:
    if gave_it_back(escalation, holder):
        return f"{holder.first_name} had it, and cannot do it after all."
    return f"{holder.first_name} had it, and may still ring you."


def _names(escalation: Escalation, state: AttemptState) -> str:
    """Return whose calls stand so: "Priya", or "Priya, Tom and Amina"; empty for nobody's."""
    calls = (one for one in escalation.offers() if one.channel is Channel.CALL)
    names = list(dict.fromkeys(first_name(one.name) for one in calls if one.state is state))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
