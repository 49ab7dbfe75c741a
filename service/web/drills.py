"""The admins' page of practices: what one is, who would be rung now, what the last ones came to.

Of real call-outs it shows nothing, nor whether there is one: a practice is put off without a
word of why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.desk import drilling
from service.desk.drilling import Followed
from service.desk.keeping import standing
from service.desk.own_phone import marked
from service.domain.catalogue import N_, _, ngettext
from service.domain.drill_report import DrillReport, Ended, OfficerReport
from service.domain.drills import Cast, length_of
from service.domain.listing import in_order, row
from service.domain.people import first_name
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.web.after_saving import saved_now
from service.web.auth import signed_in
from service.web.clauses import clauses
from service.web.cover import last_practice, phones
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.practice_plan import FIELDS, keep, plan_form
from service.web.rota_forms import status_of, told
from service.web.times import moment

blueprint = Blueprint("drills", __name__)

#: How many of the last ones are shown.
SHOWN = 10

_ENDED = {
    Ended.RUNNING: N_("Under way now."),
    Ended.TAKEN: N_("{name} took it after {seconds} seconds."),
    Ended.NOBODY: N_("Everybody was rung, and nobody took it."),
    Ended.NOT_COMPLETED: N_("It was not completed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One ladder that may be practised on: who would be rung, or why nobody would."""

    ladder: str
    order: str
    minutes: int
    by_night: bool
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One practice in words."""

    reference: str
    when: str
    ended: str
    #: Where its own page is, for those who may open it.
    address: str
    officers: Sequence[tuple[str, str, str]]
    cost: str


@blueprint.get("/drills")
def page() -> str:
    """Show what a practice is, and the last ones."""
    return _page()


@blueprint.post("/drills")
def start() -> Response | tuple[str, int]:
    """Start one; where that is refused, the page says why, and the mend."""
    try:
        drilling.start(parts().desk, signed_in().key, request.form.get("ladder") or None)
    except Refusal as refusal:
        return _page(str(refusal)), 409
    return redirect(url_for("drills.page"), 303)


@blueprint.post("/drills/plan")
def plan() -> Response | tuple[str, int]:
    """Set regular practices, or stop them."""
    try:
        return keep()
    except Refusal as refusal:
        return _page(about=refusal), status_of(refusal)


def _page(refused: str = "", about: Refusal | None = None) -> str:
    desk = parts().desk
    now, at = standing(desk), desk.clock.now()
    rota, everything = now.rota, drilling.reports(desk)
    found, practices = everything[:SHOWN], [one.report for one in everything]
    return framed(
        "drills/page.html",
        rota,
        refused=refused,
        saved=saved_now(now),
        version=now.version,
        told=told(rota, about, FIELDS),
        form=plan_form(rota, signed_in().key, sent=about is not None),
        last=last_practice(rota, practices, at),
        phones=phones(rota, marked(desk), practices, at),
        choices=[_choice(plan.name) for plan in rota.ladders],
        running=any(one.report.ended is Ended.RUNNING for one in found),
        shown=[_shown(one, rota, at) for one in found],
    )


def _choice(ladder: str) -> Choice:
    try:
        cast = drilling.would_ring(parts().desk, signed_in().key, ladder)
    except Refusal as refusal:
        return Choice(ladder=ladder, order="", minutes=0, by_night=False, refused=str(refusal))
    return Choice(
        ladder=ladder,
        order=_order(cast),
        minutes=round(length_of(cast.ladder).total_seconds() / 60),
        by_night=cast.by_night,
        refused="",
    )


def _order(cast: Cast) -> str:
    return in_order([rung.first_name for rung in cast.ladder.rungs if not rung.empty])


def _shown(found: Followed, rota: Rota, at: datetime) -> Shown:
    report, drill = found.report, found.drill
    seen = drill.visible_to(signed_in().key)
    return Shown(
        reference=report.reference,
        when=moment(rota.local(report.started_at), rota.local(at)),
        ended=_ended(report),
        address=url_for("call_out.page", escalation=drill.id) if seen else "",
        officers=[(one.name, one.role, _officer(one)) for one in report.officers],
        cost=_(
            "it cost {calls} and {texts}", calls=_calls(report.calls), texts=_texts(report.texts)
        ),
    )


def _ended(report: DrillReport) -> str:
    name = first_name(report.taken_by or "")
    return _(_ENDED[report.ended], name=name, seconds=report.taken_after)


def _officer(one: OfficerReport) -> str:
    said = []
    if one.rang_after is not None:
        said.append(_("rang after {seconds} s", seconds=one.rang_after))
    did = _(one.did)
    if one.key_after is not None:
        did = _("{did}, {seconds} s after the ring", did=did, seconds=one.key_after)
    cost = row([_calls(one.calls), _texts(one.texts)])
    return clauses([*said, did, cost])


def _calls(number: int) -> str:
    return ngettext("{count} call", "{count} calls", number)


def _texts(number: int) -> str:
    return ngettext("{count} text", "{count} texts", number)
