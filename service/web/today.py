"""The page that takes the place of one that was hidden: it tells nothing of what we are for.

What was hidden goes on. The way back is the start page, which says what is open.
"""

from flask import Blueprint, render_template

from service.domain.dates import weekday_and_day
from service.web.frame import outside_rota
from service.web.joined import parts

blueprint = Blueprint("today", __name__)


@blueprint.get("/today")
def page() -> str:
    """Show the day, to anybody."""
    rota = outside_rota()
    today = weekday_and_day(rota.local(parts().desk.clock.now()))
    return render_template(
        "today/page.html",
        organisation=rota.organisation,
        today=today,
        pretended=not parts().settings.carrier_is_real,
    )
