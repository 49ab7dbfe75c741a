"""The form for regular practices, on the page of practices."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request, url_for
from werkzeug import Response

from service.domain.drills import MAY_START
from service.domain.edits.house import CannotStart, OddInterval, set_practice
from service.domain.regular import NotByDay, refuse_night
from service.domain.rota import PracticePlan, Rota
from service.web.after_saving import saved_to
from service.web.moments import NoSuchClock, read_clock
from service.web.rota_forms import Fields, save

#: What the form proposes: four times a year, at a time when most can talk.
USUAL_DAYS, USUAL_AT = 90, "11:00"

FIELDS: Fields = {
    OddInterval: "every",
    NoSuchClock: "at",
    NotByDay: "at",
    CannotStart: "starts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """What stands in the form."""

    every: str
    at: str
    starts: str
    #: Key and name of who may start them.
    people: Sequence[tuple[str, str]]
    #: Whether there are regular practices.
    there_are: bool


def plan_form(rota: Rota, me: str, *, sent: bool) -> PlanForm:
    """Return the form: as it was *sent*, or else as the rota has it; *me* is proposed."""
    plan = rota.practice
    kept = (
        (str(plan.every_days), f"{plan.at:%H:%M}", plan.starts)
        if plan
        else (str(USUAL_DAYS), USUAL_AT, me)
    )
    if sent:
        form = request.form
        kept = form.get("every", "")[:20], form.get("at", "")[:20], form.get("starts", "")
    every, at, starts = kept
    people = [(one.key, one.name) for one in rota.people.values() if one.roles & MAY_START]
    return PlanForm(every=every, at=at, starts=starts, people=people, there_are=plan is not None)


def keep() -> Response:
    """Save what was sent.

    Raises:
        Refusal: it was not saved.
    """
    plan = None if "stop" in request.form else _sent()
    return saved_to(url_for("drills.page"), save(lambda rota: set_practice(rota, plan)))


def _sent() -> PracticePlan:
    at = read_clock(request.form.get("at", ""))
    refuse_night(at)
    every = request.form.get("every", "")
    days = int(every) if every.isascii() and every.isdigit() and len(every) < 5 else 0  # noqa: PLR2004 - more digits are no number of days
    return PracticePlan(every_days=days, at=at, starts=request.form.get("starts", ""))
