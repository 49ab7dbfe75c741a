"""What ``escalate run`` says once a press would be served: who signs in where, and what to do."""

from config.settings import Settings
from service.cli.exchange import page_key
from service.cli.keys import new_link
from service.domain.people import Person, Role
from service.domain.rota import Rota
from service.wiring import Parts

#: A book with people in it that are not the example's.
_NO_ONE = "nobody in the rota has this role"


def welcome(parts: Parts) -> list[str]:
    """Return the lines to print, with links that are made for them and work once."""
    with parts.book.reading() as page:
        rota = page.rota()
    if not parts.settings.pretends:
        return _for_a_site(parts.settings)
    people = {
        "Staff": _staff(rota),
        "An officer": _officer(rota),
        "An admin": next(iter(rota.with_role(Role.ADMIN)), None),
    }
    links = {name: _link(parts, person) for name, person in people.items()}
    links["The phones"] = f"{parts.settings.exchange_url}/?key={page_key(parts.settings)}"
    width = max(map(len, links))
    return [
        "Ready. No real phone rings here.",
        "",
        *(f"  {name:<{width}}  {link}" for name, link in links.items()),
        "",
        "Open the staff link, press Get help now, and watch the phones.",
        "Each of the first three signs one person in, once: open a second in a private window.",
        "Ctrl-C stops everything.",
    ]


def _for_a_site(settings: Settings) -> list[str]:
    """Print no link where phones are real: what is printed may be kept in a log."""
    return [
        f"Ready at {settings.public_url}",
        "",
        "Sign somebody in, once, with: escalate sign-in-link PERSON",
    ]


def _staff(rota: Rota) -> Person | None:
    """Choose somebody who is no officer, so that the whole ladder is rung."""
    staff = rota.with_role(Role.STAFF)
    return next((one for one in staff if Role.OFFICER not in one.roles), next(iter(staff), None))


def _officer(rota: Rota) -> Person | None:
    plan = rota.plan(None)
    holders = [rung.holder for rung in plan.rungs if rung.holder] if plan else []
    return rota.people.get(holders[0]) if holders else None


def _link(parts: Parts, person: Person | None) -> str:
    return new_link(parts, person.key) if person else _NO_ONE
