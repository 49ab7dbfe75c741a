"""The admins' page of alarms: what is wrong with the house, and what was in the last week.

It shows nothing of any call-out: an alarm knows of none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint

from service.desk.rounds import standing_now
from service.desk.viewing import rota_now
from service.domain.alarms import Alarm
from service.domain.catalogue import N_, _
from service.domain.faults import SAID
from service.domain.listing import all_of
from service.domain.rota import Rota
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import directory
from service.web.times import moment

blueprint = Blueprint("alarms", __name__)

_PATHS = {"webhook": N_("by webhook"), "email": N_("by mail")}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmNow:
    """One alarm in words."""

    what: str
    means: str
    mend: str
    #: "Since 03:00.", or "From 03:00 to 03:12."
    when: str


@blueprint.get("/alarms")
def page() -> str:
    """Show what is wrong, calmly where it is nothing."""
    desk = parts().desk
    rota, at = rota_now(desk), desk.clock.now()
    known = standing_now(desk)
    ways = [_(_PATHS[one.path]) for one in parts().heralds]
    return framed(
        "alarms/page.html",
        rota,
        standing=[_shown(one, rota, at) for one in known if one.stands],
        over=[_shown(one, rota, at) for one in known if not one.stands],
        told=all_of(ways) if ways else "",
        missed=parts().heartbeat is not None,
        lines=directory(rota, at),
    )


def standing(rota: Rota, at: datetime) -> Sequence[AlarmNow]:
    """Return what is wrong now, for the head of another page of the admins."""
    return [_shown(one, rota, at) for one in standing_now(parts().desk) if one.stands]


def _shown(alarm: Alarm, rota: Rota, at: datetime) -> AlarmNow:
    said, now = SAID[alarm.fault].now, rota.local(at)
    since = moment(rota.local(alarm.since), now)
    when = _("Since {since}.", since=since)
    if alarm.over_at is not None:
        over = moment(rota.local(alarm.over_at), now)
        when = _("From {since} to {over}.", since=since, over=over)
    return AlarmNow(what=said.what, means=said.means, mend=said.mend, when=when)
