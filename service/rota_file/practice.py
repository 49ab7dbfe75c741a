"""Regular practices of a rota file: ``[practice]``."""

from service.domain.catalogue import _
from service.domain.edits.house import MOST_DAYS, CannotStart
from service.domain.people import Person, Role
from service.domain.rota import PracticePlan
from service.rota_file.hours import UnclearHours, parse_clock
from service.rota_file.table import Table

KEYS = ("every_days", "at", "starts")
#: Four times a year, which is what the field asks for.
_USUAL_DAYS = 90
_USUAL_AT = "10:00"


def read_practice(top: Table, people: dict[str, Person]) -> PracticePlan | None:
    """Read the plan, if there is one; *people* are who may start practices."""
    if "practice" not in top.content:
        return None
    table = top.table("practice")
    table.only(KEYS)
    table.needed("starts", _('Write starts = "…", the key of an admin or an officer.'))
    starts = table.content.get("starts")
    person = people.get(starts) if isinstance(starts, str) else None
    if "starts" in table.content and not (person and person.roles & {Role.ADMIN, Role.OFFICER}):
        table.notes.refused((*table.path, "starts"), CannotStart())
    days = table.whole("every_days", default=_USUAL_DAYS, most=MOST_DAYS)
    try:
        at = parse_clock(table.text("at", longest=len(_USUAL_AT)) or _USUAL_AT)
    except UnclearHours:
        table.mistake(
            "at",
            _("at is no time of day."),
            _('Write it in quotes, such as "{time}".', time=_USUAL_AT),
        )
        return None
    return PracticePlan(every_days=days, at=at, starts=person.key if person else "")
