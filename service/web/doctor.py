"""Is everything well? What the doctor finds, for admins: what is near at once, the rest as noted.

What costs time is never waited for here. The watch looks every hour, and a button has it looked
at now, beside the answer. Nothing on the page tells of a call-out: see ``service.checkup.house``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from service.checkup import Checkup, look, near, note, noted
from service.desk.viewing import rota_now
from service.domain.catalogue import N_, _, found, ngettext
from service.domain.checks.lines import Found, worst, worst_first
from service.domain.fitness import Verdict
from service.domain.rota import Rota
from service.ports import Outage
from service.web.frame import page as framed
from service.web.joined import joined, parts
from service.web.periods import day_and_time
from service.wiring import Parts

blueprint = Blueprint("doctor", __name__)
log = structlog.get_logger("web")

_VERDICTS = {
    Verdict.WRONG: N_("Wrong"),
    Verdict.DOUBTFUL: N_("In doubt"),
    Verdict.RIGHT: N_("Right"),
}
_ANSWERS = {
    Verdict.RIGHT: N_("Is everything well? Yes."),
    Verdict.DOUBTFUL: N_("Is everything well? Nothing is wrong; some of it is in doubt."),
    Verdict.WRONG: N_("Is everything well? No."),
}
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One line, in words."""

    heading: str
    #: How it stands: for the sheet, and in words.
    verdict: Verdict
    word: str
    said: str
    mend: str


@blueprint.get("/doctor")
def page() -> str:
    """Show what is near, and what was last found of the rest."""
    desk = parts().desk
    rota, now = rota_now(desk), desk.clock.now()
    with desk.book.reading() as leaf:
        last = leaf.looked()
    here, outside = list(near(parts())), noted(parts(), last, joined().checkup)
    return framed(
        "doctor/page.html",
        rota,
        answer=found(_ANSWERS[worst([*here, *outside])]),
        here=_shown(here, rota),
        outside=_shown(outside, rota),
        looked=_ago(now - last.at) if last else "",
        asked=request.args.get("asked") == "1",
    )


@blueprint.post("/doctor/look")
def look_now() -> Response:
    """Have the carrier, our address and the machine looked at, beside the answer."""
    joined().background.do(partial(_look_and_note, parts(), joined().checkup))
    return redirect(url_for("doctor.page", asked=1), 303)


def _look_and_note(joined_parts: Parts, checkup: Checkup) -> None:
    try:
        note(joined_parts, look(joined_parts, checkup))
    except Outage:
        log.warning("checkup.not_noted")


def _shown(every: Sequence[Found], rota: Rota) -> list[Shown]:
    when = partial(_when, rota)
    return [
        Shown(
            heading=one.heading,
            verdict=one.verdict,
            word=found(_VERDICTS[one.verdict]),
            said=one.words(when),
            mend=one.mend(when),
        )
        for one in worst_first(every)
    ]


def _when(rota: Rota, at: datetime) -> str:
    return day_and_time(rota, at)


def _ago(past: timedelta) -> str:
    if past < _MINUTE:
        return _("just now")
    if past < _HOUR:
        return ngettext("{count} minute ago", "{count} minutes ago", past // _MINUTE)
    if past < _DAY:
        return ngettext("{count} hour ago", "{count} hours ago", past // _HOUR)
    return ngettext("{count} day ago", "{count} days ago", past // _DAY)
