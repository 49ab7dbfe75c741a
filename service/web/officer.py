"""The officer's page: what is asked of them now, and what they have."""

from flask import Blueprint, render_template

from service.desk.front import Asked, asked_now
from service.desk.own_phone import own_phone
from service.desk.viewing import moment_of
from service.domain.foretelling import about_to_ring
from service.domain.people import PhoneNumber
from service.web import away, swaps
from service.web.auth import signed_in, signed_in_at
from service.web.call_out import Facts, may
from service.web.frame import page as framed
from service.web.joined import parts, texting_number
from service.web.lines import directory
from service.web.times import day_and_clock, moment
from service.web.to_officer import to_officer

blueprint = Blueprint("officer", __name__)


@blueprint.get("/officer")
def page() -> str:
    """Show what is asked of this officer, calmly where it is nothing."""
    person = signed_in()
    asked = asked_now(parts().desk, person.key, signed_in_at())
    return framed(
        "officer/page.html",
        asked.rota,
        our_number=PhoneNumber(parts().settings.twilio_from).national(),
        number=person.phone.national(),
        own=own_phone(parts().desk, person),
        text_to=texting_number().national(),
        lines=directory(asked.rota, asked.at),
        away=away.mine(asked.rota, person.key),
        swaps=swaps.mine(asked.rota, person.key),
        **_facts(asked, person.key),
    )


@blueprint.get("/officer/now")
def now() -> str:
    """Return the part of the page that changes."""
    person = signed_in().key
    asked = asked_now(parts().desk, person, signed_in_at())
    return render_template("officer/now.html", **_facts(asked, person))


def _facts(asked: Asked, person: str) -> Facts:
    local, here = asked.rota.local, moment_of(asked.rota, asked.at, working=asked.working)
    shown = [
        {
            "escalation": one,
            "now": to_officer(one, person, here).now,
            "started": moment(local(one.raised_at), local(asked.at)),
            "may": may(one, person),
        }
        for one in asked.call_outs
        # Until it is rung at all it may yet be taken back, and nobody has heard of it.
        if not about_to_ring(one, asked.at)
    ]
    off = [
        {
            "escalation": one,
            "when": day_and_clock(local(one.closed_at), local(asked.at)),
            "theirs": person in one.had_by,
        }
        for one in asked.called_off
        if one.closed_at
    ]
    return {"call_outs": shown, "called_off": off}
