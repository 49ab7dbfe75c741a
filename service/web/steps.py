"""Where the climb stands, person by person."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.attempt import Attempt, AttemptState, Outcome
from service.domain.catalogue import N_, _
from service.domain.escalation import Escalation
from service.domain.ladder import Channel, Rung
from service.domain.telling import rings


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
    Outcome.PASSED_ON: N_("passed it on"),
    Outcome.NO_KEY: N_("picked up, pressed no key"),
    Outcome.NO_ANSWER: N_("no answer yet"),
    Outcome.BUSY: N_("busy"),
    Outcome.FAILED: N_("could not be reached"),
    Outcome.WRONG_PERSON: N_("wrong number"),
    Outcome.WITHDRAWN: N_("not being rung now"),
}


def steps(escalation: Escalation) -> list[Step]:
    """Say of each person on the ladder how it stands, from the top; nothing once it is over."""
    if escalation.state.closed:
        return []
    return [_step(escalation, index, rung) for index, rung in enumerate(escalation.rungs)]


def _step(escalation: Escalation, index: int, rung: Rung) -> Step:
    if rung.empty:
        return Step(_("Nobody"), rung.role, _("nobody is on duty here"))
    if escalation.holder is not None:
        has = escalation.holder.person == rung.person
        words = _("has it") if has else _("not being rung now")
        return Step(rung.name, rung.role, words, Tone.HAS if has else Tone.QUIET)
    made = [
        one for one in escalation.offers() if one.person == rung.person and _here(one, escalation)
    ]
    calls = [one for one in made if one.channel is Channel.CALL]
    under_way = [one for one in calls if _under_way(one)]
    if under_way:
        return Step(rung.name, rung.role, _now(under_way), Tone.NOW)
    return Step(rung.name, rung.role, _words(escalation, index, calls or made))


def _now(calls: list[Attempt]) -> str:
    if any(one.listening for one in calls):
        return _("phone picked up")
    return _("being rung now") if any(map(rings, calls)) else _("being tried now")


def _words(escalation: Escalation, index: int, made: list[Attempt]) -> str:
    ended = [one for one in made if one.outcome is not None]
    if ended and ended[-1].outcome in _AFTER:
        dropped = ended[-1].dropped
        return _("the call failed, trying again") if dropped else _(_AFTER[ended[-1].outcome])
    if made:
        return _("being texted") if made[-1].channel is Channel.TEXT else _("about to be rung")
    if index in escalation.climb.begun:
        return _("about to be rung")
    if index < escalation.climb.first:
        # This climb began after them; the next round rings them too.
        had = escalation.rungs[index].person in escalation.had_by
        return _("had it before") if had else _("rung before")
    return _("next") if _is_next(escalation, index) else _("later")


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


def _under_way(attempt: Attempt) -> bool:
    return attempt.live and attempt.state is not AttemptState.INTENT
