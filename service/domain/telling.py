"""What is happening now, in plain words for the colleague who waits.

Each sentence is true at its moment whatever dies next: none promises what only a living
worker keeps while none is awake, and no moment is promised that has passed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from service.domain.aftermath import timetable_of
from service.domain.attempt import Attempt, AttemptState, CallStatus, Outcome, Purpose
from service.domain.catalogue import _
from service.domain.escalation import Escalation, Holder, State
from service.domain.foretelling import about_to_ring, in_turn, ran_out, somebody_was_rung, to_come
from service.domain.ladder import Channel
from service.domain.listing import all_of
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
            return Telling(_("Done. You have spoken."))
        case State.CANCELLED if escalation.drill:
            return Telling(_("This practice is over."))
        case State.CANCELLED:
            return _cancelled(escalation)
        case State.ACKNOWLEDGED:
            return _taken(escalation, moment)
        case State.OPEN:
            return Telling(_ringing(escalation, moment), _beside_ringing(escalation))
        case _:
            assert_never(escalation.state)


def nobody_yet(escalation: Escalation, *, working: bool = True) -> bool:
    """Whether the colleague should ring somebody themselves: no officer is being reached."""
    if escalation.state is not State.OPEN:
        return False
    return in_trouble(escalation, working=working) or ran_out(escalation)


def in_trouble(escalation: Escalation, *, working: bool) -> bool:
    """Whether we can ring nobody, and promise nothing of when we can."""
    return not working or calls_failing(escalation) or nobody_left(escalation)


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
    if not somebody_was_rung(escalation) and holder is None:
        return Telling(_("Cancelled. Nobody was rung."))
    if holder is None or bridge is None:
        return Telling(_("Cancelled. Nobody is being rung."))
    name = holder.first_name
    if bridge.talking:
        return Telling(_("Cancelled. You and {name} are on a call.", name=name))
    return Telling(
        _("Cancelled. We are ringing you now to put you through to {name}.", name=name),
        _("Answer, and press 1."),
    )


# Once somebody has it.


def _taken(escalation: Escalation, moment: Moment) -> Telling:
    holder = escalation.holder
    if holder is None:
        return Telling(_("Somebody has your call-out."))
    name, bridge = holder.first_name, escalation.own_bridge
    number = escalation.raiser.phone.national()
    now = _("{name} has your call-out and will ring you on {number}.", name=name, number=number)
    if bridge is None and escalation.bridge is not None:
        # The talk with one who had it before. Until it ends nobody is asked or rung.
        return Telling(now, _("When you have spoken, say so."))
    if bridge is not None and bridge.talking:
        return Telling(
            _("You and {name} are on a call.", name=name), _("When you have spoken, say so.")
        )
    if bridge is not None:
        return Telling(
            _(
                "We are ringing you now to put you through to {name}. Answer, and press 1.",
                name=name,
            ),
            _("If you miss it, {name} can ring you, and you can ring them.", name=name),
        )
    if asks_whether_spoken(escalation, moment.at):
        return Telling(_question(escalation, name), _until(escalation, holder, moment))
    coming = _until(escalation, holder, moment)
    if last_put_through(escalation) is not None:
        missed = _("We rang you to put {name} through, and did not reach you.", name=name)
        coming = f"{missed} {coming}"
    return Telling(now, coming)


def _question(escalation: Escalation, name: str) -> str:
    talks = escalation.talks
    if any(one.talked for one in talks):
        return _("You and {name} were on a call. Have you spoken?", name=name)
    if talks:
        return _("Your call with {name} ended early. Have you spoken?", name=name)
    if _busy(escalation):
        return _("Your phone was busy. Are you talking to {name} already?", name=name)
    return _("Has {name} rung you?", name=name)


def _busy(escalation: Escalation) -> bool:
    """Whether the colleague's phone was busy when put through: the two may be talking."""
    last = last_put_through(escalation)
    return last is not None and last.outcome is Outcome.BUSY


def _until(escalation: Escalation, holder: Holder, moment: Moment) -> str:
    """Say what happens if the officer does not ring, or nobody says that they have, and when."""
    name, limit = holder.first_name, timetable_of(escalation, holder).limit
    if not moment.working:
        return _(
            "Our system rings nobody else at the moment. "
            "If {name} does not ring, ring them or somebody else yourself.",
            name=name,
        )
    if escalation.drill:
        return _("This is a practice, and it ends by itself.")
    if limit <= moment.at:
        return _("We are about to ring the next person.")
    by = moment.clock(limit)
    if escalation.talks or _busy(escalation):
        return _(
            "If nobody has said by {time} that you two have spoken, we start ringing again.",
            time=by,
        )
    return _(
        "If {name} has not rung by {time}, we start ringing again. When you have spoken, say so.",
        name=name,
        time=by,
    )


# While phones ring.


def _ringing(escalation: Escalation, moment: Moment) -> str:
    """Say what we do now, and no more than the carrier has told of it."""
    if in_trouble(escalation, working=moment.working):
        return _trouble(escalation, working=moment.working)
    calls = [one for one in escalation.offers() if one.channel is Channel.CALL and one.live]
    names = _names(one for one in calls if one.listening)
    if names:
        return _picked_up(names)
    names = _names(one for one in calls if rings(one))
    if names:
        return _("Ringing {names}.", names=all_of(names))
    names = _names(one for one in calls if one.state is not AttemptState.INTENT)
    if names:
        return _("Trying {names}.", names=all_of(names))
    return _between(escalation, moment.at)


def rings(call: Attempt) -> bool:
    """Whether the carrier has said that the phone rings: until then it may be off, or far away."""
    return any(one.status is CallStatus.RINGING for one in call.calls)


def _picked_up(names: list[str]) -> str:
    """Say that somebody, or something, has answered: it may be a mailbox."""
    if len(names) == 1:
        return _("{name}'s phone was picked up.", name=names[0])
    return _("The phones of {names} were picked up.", names=all_of(names))


def _trouble(escalation: Escalation, *, working: bool) -> str:
    """Say what keeps us from ringing anybody."""
    if not working:
        return _("Our system is not ringing anybody at the moment. Ring someone yourself.")
    if nobody_left(escalation):
        return _("We have no number left to ring. Ring someone yourself.")
    return _("We cannot make calls at the moment. We keep trying. Ring someone yourself.")


def _between(escalation: Escalation, at: datetime) -> str:
    """Say what holds while no phone rings: before the first try, or between two."""
    if escalation.climb.everyone_at is not None:
        return _after_the_last(escalation)
    turn = in_turn(escalation)
    if turn is None:
        return _before_the_first(escalation, at)
    if not any(one.tried and one.person == turn.person for one in escalation.offers()):
        return _("Trying {names}.", names=turn.first_name)
    return _("{name} has not taken it yet. We keep ringing.", name=turn.first_name)


def _before_the_first(escalation: Escalation, at: datetime) -> str:
    name = next((rung.first_name for rung in to_come(escalation, at)), None)
    if name is None:
        return _("We start ringing now.")
    if about_to_ring(escalation, at):
        return _("We are about to ring {name}.", name=name)
    return _("Trying {names}.", names=name)


def _after_the_last(escalation: Escalation) -> str:
    if _somebody_picked_up(escalation):
        return _("Nobody has taken it yet. We keep ringing.")
    return _("Nobody has answered yet. We keep ringing.")


def _somebody_picked_up(escalation: Escalation) -> bool:
    return any(one.outcome in (Outcome.PASSED_ON, Outcome.NO_KEY) for one in escalation.offers())


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
            _("Do you still need someone? We keep ringing, less often. If you do not, call it off.")
        )
    return " ".join(said)


def _let_go(escalation: Escalation, holder: Holder) -> str:
    name = holder.first_name
    if gave_it_back(escalation, holder):
        return _("{name} had it, and cannot do it after all.", name=name)
    return _("{name} had it, and may still ring you.", name=name)


def _names(calls: Iterable[Attempt]) -> list[str]:
    return list(dict.fromkeys(first_name(one.name) for one in calls))
