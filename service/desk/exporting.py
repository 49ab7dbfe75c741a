"""What is kept of one call-out, or of one person, written out for whoever has a right to it.

Of a call-out only who was chosen is kept, so nothing written here tells that anybody was left out;
and of a person only what concerns them: other people's names are not theirs to have.
"""

from datetime import date, datetime

from service.desk import Desk
from service.desk.viewing import may_know
from service.domain.attempt import Attempt
from service.domain.audit import Audited
from service.domain.catalogue import N_
from service.domain.escalation import Escalation
from service.domain.events import Event
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.ports import Page

#: What JSON can hold.
Written = dict[str, object]

#: So many lines of the audit, and changes of the rota, are looked through.
MOST = 2**31 - 1


class NothingOfThem(Refusal):
    """Neither the rota nor the book has anything of that person."""

    problem = N_("Nothing is kept of that person.")
    mend = N_("Name them by their key in the rota: escalate rota show lists everybody.")


class NoSuchCallOut(Refusal):
    """There is none, or it was forgotten."""

    problem = N_("There is no such call-out.")
    mend = N_("Name it by its reference or its id. What is past its time is not kept.")


def of_escalation(desk: Desk, named: str) -> Written:
    """Return all that is kept of the call-out with that id or reference.

    Raises:
        NoSuchCallOut: see there.
    """
    with desk.book.reading() as page:
        one = page.escalation(named) or page.by_reference(named.upper())
        if one is None:
            raise NoSuchCallOut
        history = page.history(one.id)
    return {
        **_head(one),
        "raised_by": {"name": one.raiser.name, "phone": one.raiser.phone.national()},
        "list": [
            {"role": rung.role, "name": rung.name, "phone": rung.phone.national()}
            for rung in (*one.earlier_rungs, *one.rungs)
            if rung.person and rung.phone
        ],
        "had_by": [
            {"name": held.name, "at": _at(held.at)}
            for held in (*one.earlier, *([one.holder] if one.holder else []))
        ],
        "attempts": [{"name": each.name, **_attempt(each)} for each in one.attempts],
        "history": [{"name": each.name, **_event(each)} for each in history],
    }


def of_person(desk: Desk, key: str, signed_in_at: datetime | None = None) -> Written:
    """Return all that is kept of the person with that *key*, also once they have left.

    To a device where they signed in at *signed_in_at* only the call-outs that it may know of:
    see ``may_know``. ``None``: to whoever keeps the machine.

    Raises:
        NothingOfThem: see there.
    """
    with desk.book.reading() as page:
        rota = page.rota()
        known = rota.people.get(key)
        found: Written = {
            "person": _person(page, known) if known else None,
            "rota": _places(rota, key),
            "call_outs": [
                _theirs(page, one, key)
                for one in page.of_person(key)
                if may_know(page, one, key, signed_in_at)
            ],
            "audit": [_audited(one, key) for one in page.audited(MOST) if _concerns(one, key)],
            "rota_changes": [
                {"at": _at(one.at), "number": one.number}
                for one in page.versions(MOST)
                if one.author.key == key
            ],
        }
    if known is None and not any(found.values()):
        raise NothingOfThem
    return {"key": key, "written_at": _at(desk.clock.now()), **found}


def _head(one: Escalation) -> Written:
    return {
        "id": one.id,
        "reference": one.reference,
        "practice": one.drill,
        "ladder": one.ladder,
        "raised_at": _at(one.raised_at),
        "closed_at": _at(one.closed_at),
        "state": one.state.value,
    }


def _theirs(page: Page, one: Escalation, key: str) -> Written:
    """Write of a call-out what they did in it, and what was done to reach them."""
    own = [each for each in one.attempts if each.person == key]
    ids = {each.id for each in own}
    history = [each for each in page.history(one.id) if each.attempt in ids]
    held = (*one.earlier, *((one.holder,) if one.holder else ()))
    return {
        **_head(one),
        "raised_it": one.raiser.person == key,
        "on_its_list": key in one.listed,
        "had_it_since": [_at(each.at) for each in held if each.person == key],
        "attempts": [{"phone": each.phone.national(), **_attempt(each)} for each in own],
        "history": [_event(each) for each in history],
    }


def _person(page: Page, person: Person) -> Written:
    marks = page.marks(person.phone)
    return {
        "name": person.name,
        "phone": person.phone.national(),
        "roles": sorted(person.roles),
        "texts": person.texts,
        "night_practices": person.night_drills,
        "own_call_outs_on_the_page_only": person.page_only,
        "has_a_pin": page.pin(person.key) is not None,
        "number": {
            "texts_off": marks.texts_off,
            "proved_at": _at(marks.proved_at),
            "measured_at": _at(marks.measured_at),
        },
        "devices": [
            {"name": one.name, "since": _at(one.first_used), "last_used": _at(one.last_used)}
            for one in page.devices_of(person.key)
        ],
        "passkeys": [
            {"name": one.name, "since": _at(one.created_at), "last_used": _at(one.last_used)}
            for one in page.passkeys_of(person.key)
        ],
    }


def _places(rota: Rota, key: str) -> Written | None:
    """Write where the rota has them: their places, their time away, their swaps."""
    away = [one for one in rota.away if one.person == key]
    swaps = [one for one in rota.swaps if one.concerns(key)]
    found: Written = {
        "may_be_rung": rota.has_place(key),
        "away": [_span(one.span.starts, one.span.ends) for one in away],
        "swaps": [_span(one.span.starts, one.span.ends) for one in swaps],
    }
    return found if any(found.values()) else None


def _span(starts: datetime, ends: datetime) -> Written:
    return {"starts": _at(starts), "ends": _at(ends)}


def _attempt(one: Attempt) -> Written:
    return {
        "purpose": one.purpose.value,
        "channel": one.channel.value,
        "dialled_at": _at(one.dialled_at),
        "ended_at": _at(one.ended_at),
        "outcome": one.outcome.value if one.outcome else None,
    }


def _event(one: Event) -> Written:
    return {
        "at": _at(one.at),
        "kind": one.kind.value,
        "channel": one.channel.value if one.channel else None,
        "outcome": one.outcome.value if one.outcome else None,
    }


def _concerns(one: Audited, key: str) -> bool:
    return key in {one.person, one.author.key}


def _audited(one: Audited, key: str) -> Written:
    by, of = one.author.key == key, one.person == key
    return {"at": _at(one.at), "deed": one.deed.value, "by_them": by, "of_them": of}


def _at(moment: datetime | date | None) -> str | None:
    return None if moment is None else moment.isoformat()
