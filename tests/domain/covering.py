"""Small rotas whose cover is looked at, and times as one reads them."""

from datetime import UTC, datetime, timedelta

from service.domain.people import Person, PhoneNumber
from service.domain.rota import LadderPlan, Rota, RungPlan

KEYS = ("priya", "tom", "amina", "jo")
DAY = timedelta(days=1)


def phone(last: int) -> PhoneNumber:
    return PhoneNumber(f"+447700900{last}")


PHONES = {key: phone(111 + index) for index, key in enumerate(KEYS)}
ALL = frozenset(PHONES.values())


def rota(*rungs: RungPlan, away=(), swaps=(), phones=None, zone="Europe/London") -> Rota:
    numbers = PHONES | (phones or {})
    return Rota(
        organisation="Harbour Lane",
        timezone=zone,
        people={key: Person(key=key, name=key.title(), phone=numbers[key]) for key in KEYS},
        ladders=(LadderPlan(name="safeguarding", rungs=tuple(rungs)),),
        away=tuple(away),
        swaps=tuple(swaps),
    )


def wall(written: str) -> datetime:
    """What the organisation's clocks show."""
    return datetime.fromisoformat(written)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)
