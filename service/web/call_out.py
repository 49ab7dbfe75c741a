"""One call-out: its page, what is new on it, and what each of the two can do about it."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from service.desk import Desk, acting
from service.desk.acting import Step
from service.desk.viewing import View, moment_of, view
from service.domain.dates import long_day
from service.domain.escalation import Escalation, State
from service.domain.foretelling import ran_out
from service.domain.refusals import AlreadyTaken, NotFound, NotFromHere
from service.domain.timetable import wrong_numbers
from service.numbers import is_mobile
from service.web.auth import signed_in, signed_in_at
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import Line, directory, line_to, officers, to_ring
from service.web.steps import steps
from service.web.times import moment
from service.web.to_officer import may_still_ring, to_officer
from service.web.wording import (
    colleague_known_to,
    history,
    passed_on,
    stamp,
    tried,
)
from service.wiring import terms_of

blueprint = Blueprint("call_out", __name__)

_ID = re.compile("[0-9a-f]{32}", re.ASCII)

Facts = dict[str, object]

#: How often a browser without scripts asks again.
_REFRESH_SECONDS = 10
#: So many lines of the history are seen at once; the older ones stand in a drawer.
_LATEST = 6

#: The last part of the address, and the desk's verb for it.
ACTS: dict[str, Callable[[Desk, Step], Escalation]] = {
    "cancel": acting.cancel,
    "spoken": acting.confirm,
    "ring-again": acting.ring_again,
    "take": acting.acknowledge,
    "pass-on": acting.pass_on,
    "hand-back": acting.hand_back,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class May:
    """What an officer can do about it now."""

    take: bool
    pass_on: bool
    confirm: bool
    hand_back: bool


@blueprint.get("/call-outs/<escalation>")
def page(escalation: str) -> str:
    """Show it to its raiser and its officers; to everybody else there is none."""
    seen = _seen(escalation)
    return framed("call_out/page.html", seen.rota, **_facts(seen))


@blueprint.get("/call-outs/<escalation>/now")
def now(escalation: str) -> str:
    """Return the parts of its page that change: asked for each second, the page has two to follow.

    Asked for, and not pushed: each page with a stream open would keep one of the few threads for
    as long as somebody looks at it, and a press must never wait for one. An answer costs some
    milliseconds, needs nothing of the proxies between, and a lost one is mended by the next.
    """
    facts = _facts(_seen(escalation))
    return render_template(str(facts["parts"]), **facts)


@blueprint.post("/call-outs/<escalation>/<verb>")
def act(escalation: str, verb: str) -> Response:
    """Do it, and show the page; where it was too late, the page says what holds instead."""
    if verb not in ACTS or not _ID.fullmatch(escalation):
        raise NotFound
    step = Step(escalation=escalation, person=signed_in().key, signed_in_at=signed_in_at())
    # Where somebody was quicker, the page says who has it, or that it is over.
    with suppress(AlreadyTaken, NotFromHere):
        ACTS[verb](parts().desk, step)
    return redirect(url_for("call_out.page", escalation=escalation), 303)


def _seen(escalation: str) -> View:
    """Return what this person may see of it; what we could not have made is never looked for."""
    if not _ID.fullmatch(escalation):
        raise NotFound
    return view(parts().desk, escalation, signed_in().key, signed_in_at())


def may(escalation: Escalation, person: str) -> May:
    """Return what the officer *person* can do about it now."""
    opened = escalation.state is State.OPEN
    taken = escalation.state is State.ACKNOWLEDGED
    mine = colleague_known_to(escalation, person)
    return May(
        take=opened,
        # Who has not been tried has nothing to pass on yet.
        pass_on=opened and tried(escalation, person) and not passed_on(escalation, person),
        confirm=(opened or taken) and person in escalation.had_by,
        hand_back=taken and mine,
    )


def _facts(seen: View) -> Facts:
    person = signed_in().key
    raised_it = person == seen.escalation.raiser.person
    told = history(seen, person)
    shared: Facts = {
        "escalation": seen.escalation,
        "started": moment(seen.rota.local(seen.escalation.raised_at), seen.rota.local(seen.at)),
        "over": seen.escalation.state.closed,
        "steps": steps(seen.escalation),
        "latest": told[:_LATEST],
        "earlier": told[_LATEST:],
        "refresh_seconds": _refresh_seconds(seen),
        "came_by": _came_by(seen.escalation),
        "no_texts_to": _no_texts_to(seen.escalation),
    }
    return shared | (_raisers(seen) if raised_it else _officers(seen, person))


def _came_by(escalation: Escalation) -> str:
    """Return by which press they came here, if not by its own: "again", or "changed"."""
    if escalation.state.closed:
        return ""
    if "changed" in request.args:
        return "changed"
    # Once somebody has it, who presses again has their answer in the heading.
    return "again" if "again" in request.args and escalation.holder is None else ""


def _no_texts_to(escalation: Escalation) -> str:
    """Return the number that they are rung back on, where it takes no texts; else nothing."""
    phone = escalation.raiser.phone
    return "" if escalation.state.closed or is_mobile(phone) else phone.national()


def _refresh_seconds(seen: View) -> int:
    """Return when a browser without scripts asks again: with the first ring, if that is to come."""
    due = seen.escalation.due_at
    if not seen.about_to_ring or due is None:
        return _REFRESH_SECONDS
    return min(ceil((due - seen.at).total_seconds()) + 1, _REFRESH_SECONDS)


def _raisers(seen: View) -> Facts:
    escalation = seen.escalation
    holder = escalation.holder if not escalation.state.closed else None
    reached = holder is not None and holder.phone not in wrong_numbers(escalation)
    return {
        "parts": "call_out/raiser.html",
        "now": seen.told.now,
        "then": seen.told.then,
        "otherwise": seen.otherwise,
        "soon": seen.about_to_ring and not seen.nobody_yet,
        "urgent": seen.nobody_yet,
        # The question brings what answers it forward, and the numbers to ring meanwhile.
        "forward": seen.asks or seen.nobody_yet,
        "holder": holder,
        "holder_line": line_to(holder.name, holder.phone) if holder and reached else None,
        "numbers": _numbers(seen),
        "stamp": stamp(seen),
        "kept_until": _kept_until(seen),
    }


def _numbers(seen: View) -> list[Line]:
    """Return whom to ring oneself: 999, the officers, then outside lines, closed ones last.

    Once each officer was rung and nobody has it, whoever else may answer now comes first.
    """
    own, outside = _their_own(seen.escalation), directory(seen.rota, seen.at)
    if not ran_out(seen.escalation):
        return to_ring(own, outside)
    closed = [line for line in outside if line.is_open is False]
    return [*(line for line in outside if line not in closed), *own, *closed]


def _their_own(escalation: Escalation) -> list[Line]:
    """Return the officers' own lines, whoever has it first, and none that reaches a stranger."""
    had = [escalation.holder] if escalation.holder else [*reversed(escalation.earlier)]
    wrong = wrong_numbers(escalation)
    rungs = [rung for rung in escalation.rungs if rung.phone not in wrong]
    lines = officers(rungs)
    listed = {line.dial: line for line in lines}
    first = [
        listed.get(one.phone.e164, line_to(one.name, one.phone))
        for one in had
        if one.phone not in wrong
    ]
    return list(dict.fromkeys([*first, *lines]))


def _officers(seen: View, person: str) -> Facts:
    escalation = seen.escalation
    told = to_officer(escalation, person, moment_of(seen.rota, seen.at, working=seen.working))
    known = colleague_known_to(escalation, person) or may_still_ring(escalation, person)
    shown = known and escalation.state is not State.SPOKEN
    raiser = escalation.raiser
    stamped = escalation.state.closed and person in escalation.had_by
    return {
        "parts": "call_out/officer.html",
        "now": told.now,
        "then": told.then,
        "may": may(escalation, person),
        "colleague": line_to(raiser.name, raiser.phone) if shown else None,
        "numbers": directory(seen.rota, seen.at),
        "stamp": stamp(seen) if stamped else "",
        "kept_until": _kept_until(seen),
    }


def _kept_until(seen: View) -> str:
    """Return the last whole day on which this page can be read; nothing while it is open."""
    closed = seen.escalation.closed_at
    if closed is None:
        return ""
    goes = closed + terms_of(parts().settings).call_outs
    return long_day(seen.rota.local(goes).date() - timedelta(days=1))
