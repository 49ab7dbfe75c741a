"""What the pages say of one call-out: the history line by line, each person, and the stamp."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from service.desk.viewing import View
from service.domain.attempt import Attempt, Outcome
from service.domain.escalation import Escalation
from service.domain.events import Event, Kind
from service.domain.ladder import Channel
from service.domain.people import first_name
from service.domain.rota import Rota
from service.web.times import clock, seconds_clock, short_day


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history: when, for a reader and for a machine, and what happened."""

    clock: str
    instant: str
    words: str


#: What happened, in words; ``{name}`` is whom it concerns.
_SAID = {
    Kind.ACKNOWLEDGED: "{name} took it{by}.",
    Kind.DIALLING: "Ringing {name}.",
    Kind.RINGING: "{name}'s phone is ringing.",
    Kind.ANSWERED: "{name}'s phone was picked up.",
    Kind.TEXTED: "Sent a text to {name}.",
    Kind.MOVED_ON: "Going on to {name}.",
    Kind.EVERYONE: "Ringing everyone at once.",
    Kind.ROUND: "Starting again from the top.",
    Kind.NOBODY_ON_DUTY: "Nobody is on duty as {name}. Skipped.",
    Kind.CALLS_FAILING: "Calls are failing. We keep trying.",
    Kind.PUT_THROUGH: "Put through to each other.",
    Kind.REMINDED: "Reminded {name} to ring.",
    Kind.HANDED_BACK: "{name} cannot do it after all. Ringing goes on.",
    Kind.SPOKEN: "Confirmed: the two have spoken.",
    Kind.LATE: "Our system was away. Ringing goes on, later than it should have.",
}

#: What concerns the colleague: as they read it themselves, and as officers do.
_OF_RAISER = {
    Kind.RAISED: ("You pressed the button.", "A colleague asked for an officer."),
    Kind.CANCELLED: ("You called it off.", "The colleague called it off."),
    Kind.TEXTED: ("Sent a text to you.", "Sent a text to the colleague."),
    Kind.ASKED: (
        "Asked you whether you still need someone.",
        "Asked the colleague whether they still need someone.",
    ),
    Kind.RESUMED: (
        "Nobody had said in time that you two have spoken. Ringing again.",
        "Nobody had said in time that the two have spoken. Ringing again.",
    ),
}
#: The same while somebody has it.
_ASKED_OF_THE_TWO = (
    "Asked you whether you and {name} have spoken.",
    "Asked the colleague whether the two have spoken.",
)
#: The same where the colleague wanted it.
_RUNG_AGAIN = ("You asked us to ring again.", "The colleague asked us to ring again.")

#: What is said of a practice instead. It ends in one way, whatever ended it.
_OF_PRACTICE = {Kind.RAISED: "The practice began.", Kind.CANCELLED: "The practice ended."}

#: How a try ended. Taking it is told by its own line.
_ENDED = {
    Outcome.PASSED_ON: "{name} passed it on.",
    Outcome.NO_KEY: "{name}'s phone was picked up, and no key was pressed.",
    Outcome.NO_ANSWER: "{name} did not answer.",
    Outcome.BUSY: "{name}'s phone was busy.",
    Outcome.FAILED: "A call to {name} did not go through.",
    Outcome.WRONG_PERSON: "The number we have for {name} reaches somebody else.",
    Outcome.WITHDRAWN: "Stopped ringing {name}.",
}

_BY = {Channel.CALL: "by phone", Channel.TEXT: "by text", Channel.PAGE: "on the page"}


def history(view: View, person: str) -> list[Told]:
    """Tell *person* what has happened, the newest first."""
    lines, holder = [], ""
    for event in view.history:
        words = _words(event, view.escalation, person, holder)
        if words:
            lines.append(_line(event, words, view.rota))
        holder = _holder_after(event, holder)
    return lines[::-1]


def _holder_after(event: Event, before: str) -> str:
    """Return the first name of whoever has it once *event* has happened; empty for nobody."""
    match event.kind:
        case Kind.ACKNOWLEDGED:
            return _name(event)
        case Kind.HANDED_BACK | Kind.RESUMED:
            return ""
        case _:
            return before


def _line(event: Event, words: str, rota: Rota) -> Told:
    return Told(seconds_clock(rota.local(event.at)), event.at.isoformat(), words)


def _words(event: Event, escalation: Escalation, person: str, holder: str) -> str:
    """Say it; an officer never reads the colleague's name here, since they may not have it yet."""
    to_raiser = person == escalation.raiser.person
    if escalation.drill and event.kind in _OF_PRACTICE:
        return _OF_PRACTICE[event.kind]
    if event.kind in _OF_RAISER and (
        event.kind is not Kind.TEXTED or names_raiser(event, escalation)
    ):
        said = _of_raiser(event, holder)[0 if to_raiser else 1]
        return said.format(name=holder)
    name = _name(event)
    if names_raiser(event, escalation):
        name = "you" if to_raiser else "the colleague"
    if event.kind is Kind.ENDED:
        return _end(event, name)
    return _SAID[event.kind].format(name=name, by=_by(event.channel))


def _of_raiser(event: Event, holder: str) -> tuple[str, str]:
    if event.kind is Kind.ASKED and holder:
        return _ASKED_OF_THE_TWO
    if event.kind is Kind.RESUMED and event.channel is not None:
        return _RUNG_AGAIN
    return _OF_RAISER[event.kind]


def _end(event: Event, name: str) -> str:
    if event.channel is Channel.TEXT and event.outcome is Outcome.FAILED:
        return f"A text to {name} did not arrive."
    return _ENDED[event.outcome].format(name=name) if event.outcome in _ENDED else ""


def _name(event: Event) -> str:
    """Return the first name; where the event names a role, all of the role."""
    whole = event.name or "somebody"
    return whole if event.kind is Kind.NOBODY_ON_DUTY else first_name(whole)


def _by(channel: Channel | None) -> str:
    return f" {_BY[channel]}" if channel else ""


def names_raiser(event: Event, escalation: Escalation) -> bool:
    """Whether *event* names the colleague, whom an officer knows only once they have it."""
    if event.kind in (Kind.RAISED, Kind.ASKED):
        return True
    attempt = escalation.attempt(event.attempt) if event.attempt else None
    return attempt is not None and attempt.person == escalation.raiser.person


def in_order(names: Sequence[str], between: str = ", then ") -> str:
    """Write "Priya, then Tom, then Amina"."""
    return between.join(dict.fromkeys(names))


def stamp(view: View) -> str:
    """Write the line that goes into the organisation's own record: times and names, no content.

    A practice gives none: nothing has happened.
    """
    escalation, rota = view.escalation, view.rota
    if escalation.drill:
        return ""
    raised = rota.local(escalation.raised_at)
    by = _initialled(escalation.raiser.name)
    parts = [f"{escalation.reference}: raised {short_day(raised.date())} {clock(raised)} by {by}"]
    rung = next((event for event in view.history if event.kind is Kind.DIALLING), None)
    if rung:
        parts.append(f"rung from {_when(rung.at, rota, raised)}")
    for event in view.history:
        at = _when(event.at, rota, raised)
        match event.kind:
            case Kind.ACKNOWLEDGED:
                parts.append(f"{_initialled(event.name or '')} accepted {at}")
            case Kind.SPOKEN:
                parts.append(f"spoke {at}")
            case Kind.CANCELLED:
                parts.append(f"cancelled {at}")
            case _:
                pass
    return "; ".join(parts)


def _when(at: datetime, rota: Rota, raised: datetime) -> str:
    local = rota.local(at)
    same = local.date() == raised.date()
    return clock(local) if same else f"{short_day(local.date())} {clock(local)}"


def _initialled(name: str) -> str:
    """Write "Sam Lee" as "S Lee"."""
    first, *rest = name.split() or [""]
    return f"{first[:1]} {' '.join(rest)}" if rest else first


def colleague_known_to(escalation: Escalation, person: str) -> bool:
    """Whether *person* has it, or had it when it ended: only then do they see who asked."""
    return escalation.holder is not None and escalation.holder.person == person


def tried(escalation: Escalation, person: str) -> bool:
    """Whether the officer *person* was asked in this climb."""
    return bool(_offers_to(escalation, person))


def passed_on(escalation: Escalation, person: str) -> bool:
    """Whether the officer *person* passed it on, and was not asked again since."""
    asked = _offers_to(escalation, person)
    return any(one.outcome is Outcome.PASSED_ON for one in asked) and not any(
        one.live for one in asked
    )


def _offers_to(escalation: Escalation, person: str) -> list[Attempt]:
    climbs = (0, escalation.climb.number)
    return [one for one in escalation.offers() if one.person == person and one.climb in climbs]
