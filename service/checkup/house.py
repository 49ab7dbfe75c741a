"""Reads in the book what a press needs of people, and of what runs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from config.settings import Settings
from service.checkup.carrier import calls
from service.checkup.keys import proofs
from service.desk import rehearsing
from service.desk.oversight import tonight
from service.desk.own_phone import Lacks, lacks
from service.domain.checks import keeping, people
from service.domain.checks import machine as says
from service.domain.checks.costs import Prices, use_of
from service.domain.checks.lines import Found
from service.domain.faults import SAID, Fault
from service.domain.people import NumberMarks, Role
from service.domain.proving import Marks
from service.domain.rota import Rota
from service.domain.standing import HouseDeed
from service.domain.traces import OVERDUE
from service.numbers import is_drama
from service.wiring import Parts

_CODES = {
    Lacks.TEXTS: people.TEXTS_OFF.code,
    Lacks.PROVED: people.PROVE_AGAIN.code,
    Lacks.MOBILE: people.LANDLINES.code,
}


def in_book(parts: Parts) -> Iterator[Found]:
    """Yield what the book knows of the house, but nothing that any call-out has left there.

    Raises:
        BookUnavailable: it cannot be read.
    """
    desk, settings = parts.desk, parts.settings
    now = desk.clock.now()
    with desk.book.reading() as page:
        rota, marks, beats = page.rota(), page.marked(), page.beats()
        standing, deeds = page.carrier(), page.deeds()
    yield says.ticker(beats, now)
    yield proofs(parts)
    yield keeping.retention(deeds.get(HouseDeed.FORGOT), now)
    yield calls(failing=standing.failing_at(now), code=standing.code)
    yield _rehearsal(parts)
    yield from _alarms(parts)
    yield keeping.heartbeat(
        deeds.get(HouseDeed.HEARD),
        now,
        wanted=parts.heartbeat is not None,
        real=settings.carrier_is_real,
    )
    yield from _people(parts, rota, marks, now)


def forgetting(parts: Parts) -> Found:
    """Look whether the carrier deletes its records of us in time. For the command alone."""
    before = parts.desk.clock.now() - timedelta(hours=parts.settings.keep_at_carrier_hours)
    with parts.book.reading() as page:
        oldest = page.oldest_trace()
    late = oldest is not None and oldest < before - OVERDUE
    return Found(keeping.FORGETTING_LATE if late else keeping.FORGETTING_RIGHT)


def prices(settings: Settings) -> Prices | None:
    """Return what the site has said of the carrier's prices; ``None`` where one is missing."""
    given = (
        settings.price_number_month,
        settings.price_call_minute,
        settings.price_text,
        settings.prices_checked,
    )
    number, minute, text, checked = given
    if number is None or minute is None or text is None or checked is None:
        return None
    return Prices(
        number_month=number,
        call_minute=minute,
        text=text,
        currency=settings.price_currency,
        checked=checked,
    )


def _rehearsal(parts: Parts) -> Found:
    """Look whether one goes on beside real phones, or is open; of nothing that came after it."""
    if not parts.settings.pretends:
        if rehearsing.goes_on(parts.desk):
            return Found(keeping.REHEARSAL_BESIDE)
        if rehearsing.is_open(parts.desk):
            return Found(keeping.REHEARSAL_OPEN)
    return Found(keeping.REHEARSAL_OVER)


def _alarms(parts: Parts) -> Iterator[Found]:
    ways = ", ".join(herald.path for herald in parts.heralds)
    yield keeping.alarms(ways, real=parts.settings.carrier_is_real)


def _people(parts: Parts, rota: Rota, marks: Marks, now: datetime) -> Iterator[Found]:
    settings = parts.settings
    yield from people.rota(rota, now)
    if rota.empty:
        return
    if settings.carrier_is_real:
        yield people.made_up(one.key for one in rota.people.values() if is_drama(one.phone))
    yield from people.phones(_lacking(rota, marks))
    seen = tonight(parts.desk)
    yield from people.night(seen.lines, pretended=not settings.carrier_is_real)
    # That something was found wrong is said by the line that found it, here and now.
    said = [SAID[one.fault].now for one in seen.alarms if one.fault is not Fault.FOUND_WRONG]
    yield from people.alarms((one.what, one.mend) for one in said)
    use = use_of(rota, len({settings.twilio_from, settings.twilio_text_from}))
    today, real = rota.local(now).date(), settings.carrier_is_real
    yield keeping.cost(prices(settings), use, today, real=real)


def _lacking(rota: Rota, marks: Marks) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person in rota.with_role(Role.OFFICER):
        for one in lacks(person.phone, marks.get(person.phone, NumberMarks())):
            found[_CODES[one]].append(person.key)
    return found
