"""Call-outs that are over, as the book keeps them. Everything in them is made up."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from web.house import number

from service.domain.escalation import Climb, Escalation, Holder, Raiser, State
from service.domain.ladder import Channel, LadderPace, Rung

TOM = Rung(role="Safeguarding officer", person="tom", name="Tom Reed", phone=number(112))


def over(
    nth: int,
    raised_at: datetime,
    taken: float | None = 60,
    spoken: float | None = 300,
    **changed: object,
) -> Escalation:
    """One that was raised then, and taken and spoken so many seconds after it; or called off."""
    ended = raised_at + timedelta(seconds=spoken if spoken is not None else 900)
    holder = Holder(
        person="tom",
        name="Tom Reed",
        phone=number(112),
        at=raised_at + timedelta(seconds=taken or 0),
        channel=Channel.CALL,
    )
    made = Escalation(
        id=f"{nth:032x}",
        reference=f"Z{nth}",
        organisation="Harbour Lane",
        ladder="safeguarding",
        pace=LadderPace(),
        rungs=(TOM,),
        raiser=Raiser(person="sam", name="Sam Lee", phone=number(123)),
        raised_at=raised_at,
        climb=Climb(started_at=raised_at),
        state=State.SPOKEN if spoken is not None else State.CANCELLED,
        holder=holder if taken is not None else None,
        closed_at=ended,
        listed=frozenset({"tom"}),
    )
    return replace(made, **changed)


def keeps(house, those: Iterable[Escalation]) -> None:
    """Have the book hold *those* as well."""
    with house.real_book.writing() as page:
        for one in those:
            assert page.add(one, [], key=None, digest="")


def months_of(*counts: int, first: datetime = datetime(2026, 1, 5, 3, tzinfo=UTC)):
    """Yield so many in each month from that of *first* on, two hours apart."""
    nth = 0
    for ahead, count in enumerate(counts):
        years, month = divmod(first.month - 1 + ahead, 12)
        begins = first.replace(year=first.year + years, month=month + 1)
        for turn in range(count):
            nth += 1
            yield over(nth, begins + timedelta(hours=2 * turn))


def anything(count: int, until: datetime, months: int) -> Iterable[Escalation]:
    """Yield *count* of the *months* up to *until*, no two alike, the same each time."""
    lot = Random(count)  # noqa: S311 - only to look at
    for nth in range(1, count + 1):
        raised = until - timedelta(days=lot.uniform(0, 30.4 * months))
        taken = lot.lognormvariate(4.2, 1) if lot.random() > 0.06 else None
        spoken = (taken or 200) + lot.lognormvariate(5.3, 0.7) if lot.random() > 0.1 else None
        ladder = lot.choice(["safeguarding", "safeguarding", "premises"])
        yield over(nth, raised.replace(microsecond=0), taken, spoken, ladder=ladder)


def practised(house, days_ago, taken=40):
    at = house.clock.at - timedelta(days=days_ago)
    one = over(9000 + days_ago, at, taken, None, drill=True)
    keeps(house, [replace(one, climb=replace(one.climb, everyone_at=at))])
