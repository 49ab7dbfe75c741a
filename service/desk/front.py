"""What a signed-in person meets before anything is pressed, each in one reading of the book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.viewing import may_know
from service.domain.escalation import Escalation
from service.domain.foretelling import somebody_was_rung
from service.domain.ladder import Ladder
from service.domain.rota import LadderPlan, Rota
from service.domain.standing import awake

#: For so long an officer is told that a call-out of theirs was called off: whoever was woken by it
#: looks within minutes, and by morning the text that they got says it.
IS_NEWS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Who would be rung, and what this person has open already."""

    rota: Rota
    #: The ladder that they chose, or else their own, as it would be climbed for them now;
    #: ``None`` where none is kept.
    ladder: Ladder | None
    #: Whether it is another than their own.
    elsewhere: bool
    #: What they raised and is not closed, newest first.
    raised: Sequence[Escalation]
    #: Whether texts to this person's number are off.
    texts_off: bool
    #: Whether phones would ring now: a ticker is awake, and the carrier takes calls.
    ringing_works: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of an officer now."""

    rota: Rota
    #: What lists them and is not closed, oldest first.
    call_outs: Sequence[Escalation]
    #: What was called off in the last while, after a phone had been rung for it; newest first.
    called_off: Sequence[Escalation]
    at: datetime
    #: Whether any ticker is awake.
    working: bool


def before_pressing(
    desk: Desk,
    person: str,
    *,
    ladder: str = "",
    site: int = 0,
    signed_in_at: datetime | None = None,
) -> Front:
    """Return what *person* needs to see before they press.

    They may have chosen a *ladder* by name, or a *site*: its place among the ladders, from 1.
    One that there is not, or not any more, is none, and their own is shown.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        rota = page.rota()
        own, known = rota.plan_of(person), rota.people.get(person)
        plan = (rota.plan(ladder) if ladder else _site(rota, site)) or own
        return Front(
            rota=rota,
            ladder=rota.on_duty(plan, now, raiser=person) if plan else None,
            elsewhere=plan is not own,
            raised=[
                one for one in page.raised_by(person) if may_know(page, one, person, signed_in_at)
            ],
            texts_off=known is not None and page.marks(known.phone).texts_off,
            ringing_works=awake(page.beats(), now) and not page.carrier().failing_at(now),
            at=now,
        )


def _site(rota: Rota, site: int) -> LadderPlan | None:
    return rota.ladders[site - 1] if 1 <= site <= len(rota.ladders) else None


def asked_now(desk: Desk, person: str, signed_in_at: datetime | None = None) -> Asked:
    """Return what the officer *person* is asked to take, or has taken; see ``may_know``."""
    now = desk.clock.now()
    with desk.book.reading() as page:
        return Asked(
            rota=page.rota(),
            call_outs=[
                one for one in page.concerning(person) if may_know(page, one, person, signed_in_at)
            ],
            called_off=[
                one
                for one in page.called_off(person, now - IS_NEWS)
                if somebody_was_rung(one) and may_know(page, one, person, signed_in_at)
            ],
            at=now,
            working=awake(page.beats(), now),
        )
