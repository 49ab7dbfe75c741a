"""Where the climb stands, person by person."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.attempt import Attempt, AttemptState, Outcome
from service.domain.escalation import Escalation
from service.domain.ladder import Channel, Rung


class Tone(StrEnum):
    """How a step stands out; its words say the same, so that no colour is needed."""

    #: Ringing, or about to.
    NOW = "now"
    #: Has it.
    HAS = "has"
    #: Tried, or yet to be.
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Step:
    """One person of the ladder, and how it stands with them."""

    name: str
    role: str
    words: str
    tone: Tone = Tone.QUIET


_AFTER = {
    Outcome.PASSED_ON: "passed it on",
    Outcome.NO_KEY: "picked up, pressed no key",
    Outcome.NO_ANSWER: "no answer yet",
    Outcome.BUSY: "busy",
    Outcome.FAILED: "could not be reached",
    Outcome.WRONG_PERSON: "wrong number",
    Outcome.WITHDRAWN: "not being rung now",
}


def steps(escalation: Escalation) -> list[Step]:
    """Say of each person on the ladder how it stands, from the top; nothing once it is over."""
    if escalation.state.closed:
        return []
    return [_step(escalation, index, rung) for index, rung in enumerate(escalation.rungs)]


def _step(escalation: Escalation, index: int, rung: Rung) -> Step:
    if rung.empty:
        return Step("Nobody", rung.role, "nobody is on duty here")
    if escalation.holder is not None:
        has = escalation.holder.person == rung.person
        words = "has it" if has else "not being rung now"
        return Step(rung.name, rung.role, words, Tone.HAS if has else Tone.QUIET)
    made = [
        one for one in escalation.offers() if one.person == rung.person and _here(one, escalation)
    ]
    calls = [one for one in made if one.channel is Channel.CALL]
    if any(_rings(one) for one in calls):
        return Step(rung.name, rung.role, "being rung now", Tone.NOW)
    return Step(rung.name, rung.role, _words(escalation, index, calls or made))


def _words(escalation: Escalation, index: int, made: list[Attempt]) -> str:
    ended = [one for one in made if one.outcome is not None]
    if ended and ended[-1].outcome in _AFTER:
        return "the call failed, trying again" if ended[-1].dropped else _AFTER[ended[-1].outcome]
    if made:
        return "being texted" if made[-1].channel is Channel.TEXT else "about to be rung"
    if index in escalation.climb.begun:
        return "about to be rung"
    if index < escalation.climb.first:
        # This climb began after them; the next round rings them too.
        had = escalation.rungs[index].person in escalation.had_by
        return "had it before" if had else "rung before"
    return "next" if _is_next(escalation, index) else "later"


def _is_next(escalation: Escalation, index: int) -> bool:
    waiting = (
        place
        for place, rung in enumerate(escalation.rungs)
        if place >= escalation.climb.first
        and place not in escalation.climb.begun
        and not rung.empty
    )
    return index == next(waiting, None)


def _here(attempt: Attempt, escalation: Escalation) -> bool:
    return attempt.climb in (0, escalation.climb.number)


def _rings(attempt: Attempt) -> bool:
    return attempt.live and attempt.state is not AttemptState.INTENT
