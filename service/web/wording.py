"""What the pages say of one call-out: the history line by line, each person, and the stamp."""

from dataclasses import dataclass
from datetime import datetime

from service.desk.viewing import View
from service.domain.attempt import Attempt, Outcome
from service.domain.catalogue import N_, _
from service.domain.dates import clock, short_day
from service.domain.escalation import Escalation, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel
from service.domain.leaving import GONE
from service.domain.people import first_name
from service.domain.rota import Rota
from service.web.times import seconds_clock


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history: when, for a reader and for a machine, and what happened."""

    clock: str
    instant: str
    words: str


#: What happened, in words; ``{name}`` is whom it concerns.
_SAID = {
    Kind.DIALLING: N_("Trying {name}."),
    Kind.RINGING: N_("{name}'s phone is ringing."),
    Kind.ANSWERED: N_("{name}'s phone was picked up."),
    Kind.TEXTED: N_("Sent a text to {name}."),
    Kind.MOVED_ON: N_("Going on to {name}."),
    Kind.EVERYONE: N_("Ringing everyone at once."),
    Kind.ROUND: N_("Starting again from the top."),
    Kind.NOBODY_ON_DUTY: N_("Nobody is on duty as {name}. Skipped."),
    Kind.CALLS_FAILING: N_("Calls are failing. We keep trying."),
    Kind.PUT_THROUGH: N_("Put through to each other."),
    Kind.REMINDED: N_("Reminded {name} to ring."),
    Kind.HANDED_BACK: N_("{name} cannot do it after all. Ringing goes on."),
    Kind.SPOKEN: N_("Confirmed: the two have spoken."),
    Kind.LATE: N_("Our system was away. Ringing goes on, later than it should have."),
}

#: Who took it, by the channel by which they did.
_TOOK = {
    None: N_("{name} took it."),
    Channel.CALL: N_("{name} took it by phone."),
    Channel.TEXT: N_("{name} took it by text."),
    Channel.PAGE: N_("{name} took it on the page."),
}

#: What concerns the colleague: as they read it themselves, and as officers do.
_OF_RAISER = {
    Kind.RAISED: (N_("You pressed the button."), N_("A colleague asked for an officer.")),
    Kind.CANCELLED: (N_("You called it off."), N_("The colleague called it off.")),
    Kind.TEXTED: (N_("Sent a text to you."), N_("Sent a text to the colleague.")),
    Kind.ENDED: (
        N_("A text to you did not arrive."),
        N_("A text to the colleague did not arrive."),
    ),
    Kind.ASKED: (
        N_("Asked you whether you still need someone."),
        N_("Asked the colleague whether they still need someone."),
    ),
    Kind.RESUMED: (
        N_("Nobody had said in time that you two have spoken. Ringing again."),
        N_("Nobody had said in time that the two have spoken. Ringing again."),
    ),
}
#: Of the call that was to put the two through.
_CALL_FAILED = (
    N_("A call to you did not go through."),
    N_("A call to the colleague did not go through."),
)
#: What is said so only where it names the colleague, and otherwise of an officer.
_OF_EITHER = {Kind.TEXTED, Kind.ENDED}
#: The same while somebody has it.
_ASKED_OF_THE_TWO = (
    N_("Asked you whether you and {name} have spoken."),
    N_("Asked the colleague whether the two have spoken."),
)
#: The same where the colleague wanted it.
_RUNG_AGAIN = (
    N_("You asked us to ring again."),
    N_("The colleague asked us to ring again."),
)

#: What is said of a practice instead. It ends in one way, whatever ended it.
_OF_PRACTICE = {
    Kind.RAISED: N_("The practice began."),
    Kind.CANCELLED: N_("The practice ended."),
}

#: How a try ended.
_ENDED = {
    Outcome.PASSED_ON: N_("{name} passed it on."),
    Outcome.NO_KEY: N_("{name}'s phone was picked up, and no key was pressed."),
    Outcome.NO_ANSWER: N_("{name} did not answer."),
    Outcome.BUSY: N_("{name}'s phone was busy."),
    Outcome.FAILED: N_("A call to {name} did not go through."),
    Outcome.WRONG_PERSON: N_("The number we have for {name} reaches somebody else."),
    Outcome.WITHDRAWN: N_("Stopped ringing {name}."),
}


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
        return _(_OF_PRACTICE[event.kind])
    of_raiser = event.kind not in _OF_EITHER or names_raiser(event, escalation)
    if event.kind in _OF_RAISER and of_raiser:
        return _(_of_raiser(event, holder)[0 if to_raiser else 1], name=holder)
    said = _said(event)
    return _(said, name=_name(event)) if said else ""


def _of_raiser(event: Event, holder: str) -> tuple[str, str]:
    if event.kind is Kind.ASKED and holder:
        return _ASKED_OF_THE_TWO
    if event.kind is Kind.RESUMED and event.channel is not None:
        return _RUNG_AGAIN
    if event.kind is Kind.ENDED and event.channel is Channel.CALL:
        return _CALL_FAILED
    return _OF_RAISER[event.kind]


def _said(event: Event) -> str | None:
    match event.kind:
        case Kind.ACKNOWLEDGED:
            return _TOOK[event.channel]
        case Kind.ENDED if event.channel is Channel.TEXT and event.outcome is Outcome.FAILED:
            return N_("A text to {name} did not arrive.")
        case Kind.ENDED:
            # Taking it is told by its own line.
            return _ENDED.get(event.outcome) if event.outcome else None
        case _:
            return _SAID[event.kind]


def _name(event: Event) -> str:
    """Return the first name; where the event names a role, all of the role."""
    whole = event.name or _("somebody")
    return whole if event.kind is Kind.NOBODY_ON_DUTY else first_name(whole)


def names_raiser(event: Event, escalation: Escalation) -> bool:
    """Whether *event* names the colleague, whom an officer knows only once they have it."""
    if event.kind in (Kind.RAISED, Kind.ASKED):
        return True
    attempt = escalation.attempt(event.attempt) if event.attempt else None
    return attempt is not None and attempt.person == escalation.raiser.person


def stamp(view: View) -> str:
    """Write the line that goes into the organisation's own record: times and names, no content.

    A practice gives none: nothing has happened. Nor does a slip that was called off before
    anybody was rung.
    """
    escalation, rota = view.escalation, view.rota
    slip = escalation.state is State.CANCELLED and not escalation.attempts
    if escalation.drill or slip:
        return ""
    raised = rota.local(escalation.raised_at)
    parts = [
        _(
            "{reference}: raised {day} {time} by {name}",
            reference=escalation.reference,
            day=short_day(raised.date()),
            time=clock(raised),
            name=_initialled(escalation.raiser.name),
        )
    ]
    rung = next((event for event in view.history if event.kind is Kind.DIALLING), None)
    if rung:
        parts.append(_("rung from {time}", time=_when(rung.at, rota, raised)))
    for event in view.history:
        at = _when(event.at, rota, raised)
        match event.kind:
            case Kind.ACKNOWLEDGED:
                by = _initialled(event.name or "")
                parts.append(_("{name} accepted {time}", name=by, time=at))
            case Kind.SPOKEN:
                parts.append(_("spoke {time}", time=at))
            case Kind.CANCELLED:
                parts.append(_("cancelled {time}", time=at))
            case _:
                pass
    return "; ".join(parts)


def _when(at: datetime, rota: Rota, raised: datetime) -> str:
    local = rota.local(at)
    same = local.date() == raised.date()
    return clock(local) if same else f"{short_day(local.date())} {clock(local)}"


def _initialled(name: str) -> str:
    """Write "Sam Lee" as "S Lee"; whoever was taken out has no initial."""
    if name == _(GONE):
        return name
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
