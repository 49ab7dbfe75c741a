"""Regular practices: which ladder is due for one, and when it may begin. Never by night."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from service.domain.catalogue import N_
from service.domain.drills import is_night, length_of
from service.domain.refusals import Refusal
from service.domain.rota import LadderPlan, Rota
from service.domain.wall import instant

#: From Monday on. Bank holidays are not known here.
WORKING_DAYS = range(5)
#: A practice that could not begin by then, because nothing ran, waits for the next working day.
WINDOW = timedelta(hours=2)
#: Between these a regular practice may be set to begin: the whole of its round is then by day.
EARLIEST, LATEST = time(8), time(19)


class NotByDay(Refusal):
    """It would wake people."""

    problem = N_("Regular practices begin by day.")
    mend = N_("Choose a time from {earliest:%H:%M} to {latest:%H:%M}.")


def refuse_night(at: time) -> None:
    """Refuse a time of day at which regular practices may not begin.

    Raises:
        NotByDay: it is too early or too late.
    """
    if not EARLIEST <= at <= LATEST:
        raise NotByDay(earliest=EARLIEST, latest=LATEST)


def due_ladders(rota: Rota, last: Mapping[str, datetime], now: datetime) -> list[LadderPlan]:
    """Return the ladders that are due for a practice at *now*, the longest without one first.

    *last* says when the last practice on each ladder began, whoever started it.
    """
    plan = rota.practice
    if plan is None or not _may_begin(rota, plan.at, now):
        return []
    today = rota.local(now).date()
    never = now - timedelta(days=10_000)
    waited = [(last.get(one.name, never), one) for one in rota.ladders]
    found = [
        (at, one)
        for at, one in waited
        if (today - rota.local(at).date()).days >= plan.every_days and not _by_night(rota, one, now)
    ]
    return [one for __, one in sorted(found, key=lambda each: each[0])]


def _may_begin(rota: Rota, at: time, now: datetime) -> bool:
    today = rota.local(now).date()
    opens = instant(datetime.combine(today, at), rota.zone)
    return today.weekday() in WORKING_DAYS and opens <= now < opens + WINDOW


def _by_night(rota: Rota, plan: LadderPlan, now: datetime) -> bool:
    ends = now + length_of(rota.on_duty(plan, now))
    return any(is_night(rota.local(at)) for at in (now, ends))
