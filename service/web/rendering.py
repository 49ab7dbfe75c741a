"""Escalations as the API shows them."""

from collections.abc import Sequence
from typing import Any

from service.desk import raising
from service.desk.viewing import View, moment_of
from service.domain import ladder as domain
from service.domain.directory import DirectoryEntry
from service.domain.escalation import Escalation, State
from service.domain.events import Event
from service.domain.ladder import Rung
from service.domain.telling import Telling
from service.web.joined import joined, parts
from service.web.models import Acknowledged, CallOut, Ladder, Moment, Number, Officer, Raised
from service.web.outside_lines import to_ring_oneself
from service.web.problems import written
from service.web.to_officer import to_officer
from service.web.wording import names_raiser


def ladder(found: domain.Ladder) -> Ladder:
    """Show a ladder as it would be climbed."""
    return Ladder(name=found.name, ring=_officers(found.rungs))


def raised(kept: raising.Raised) -> Raised:
    """Show what was raised. It was kept, so a book that goes away now changes nothing."""
    joined().lines.remember(kept.directory)
    return Raised(**_common(kept.escalation, kept.directory))


def call_out(view: View, person: str) -> CallOut:
    """Show what *view* holds for *person*: the raiser, or one of the officers."""
    joined().lines.remember(view.rota.directory)
    escalation, told = view.escalation, _told(view, person)
    return CallOut(
        **_common(escalation, view.rota.directory),
        acknowledged=_acknowledged(escalation),
        now=told.now,
        then=told.then,
        timeline=[_moment(one, escalation, person) for one in view.history],
    )


def _told(view: View, person: str) -> Telling:
    """Say it to *person*: the usual sentence speaks to the raiser, and names their number."""
    escalation = view.escalation
    if person == escalation.raiser.person:
        return view.told
    if escalation.state is State.OPEN and person not in escalation.had_by:
        return Telling(view.told.now)
    return to_officer(escalation, person, moment_of(view.rota, view.at, working=view.working))


def _moment(event: Event, escalation: Escalation, person: str) -> Moment:
    """Show one line. Who asked is known to an officer once they have it, as on the phone."""
    known = person == escalation.raiser.person or person in escalation.had_by
    return Moment(
        at=event.at,
        kind=event.kind,
        name=event.name if known or not names_raiser(event, escalation) else None,
        channel=event.channel,
        outcome=event.outcome,
    )


def _common(escalation: Escalation, directory: Sequence[DirectoryEntry]) -> dict[str, Any]:
    return {
        "id": escalation.id,
        "reference": escalation.reference,
        "state": escalation.state,
        "raised_at": escalation.raised_at,
        "url": f"{parts().settings.public_url.rstrip('/')}/call-outs/{escalation.id}",
        "ring": _officers(escalation.rungs),
        "numbers": _numbers(escalation.rungs, directory),
    }


def _numbers(rungs: Sequence[Rung], directory: Sequence[DirectoryEntry]) -> list[Number]:
    return written(to_ring_oneself(rungs, directory))


def _officers(rungs: Sequence[Rung]) -> list[Officer]:
    return [
        Officer(person=rung.person, role=rung.role, name=rung.name)
        for rung in rungs
        if rung.person and not rung.empty
    ]


def _acknowledged(escalation: Escalation) -> Acknowledged | None:
    holder = escalation.holder
    return Acknowledged(name=holder.name, at=holder.at) if holder else None
