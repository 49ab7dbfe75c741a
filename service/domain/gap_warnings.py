"""When admins are told by a daytime text that the rota has a gap, and in which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from service.domain.cover import Cover, Gap

#: How many days before a gap they are told: time to ask around, and time to ask again.
DAYS_BEFORE = (3, 14)
#: Between these hours of the organisation's wall clock, since nobody mends a rota by night.
FROM, TO = time(10), time(18)

_DAY = timedelta(days=1)


class DayTask(StrEnum):
    """What is done once in a day, by whichever process comes first."""

    #: One admin is told of what lacks.
    WARNING = "warning"
    #: A practice is started as planned.
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOfGap:
    """Somebody was told of a gap, so many days before it, as it was then."""

    person: str
    ladder: str
    #: Whether nobody could be relied on; otherwise one could.
    gap: bool
    days: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class DueWarning:
    """One gap of one ladder that admins are to be told of."""

    ladder: str
    gap: Gap
    days: int

    def told_to(self, person: str) -> ToldOfGap:
        """Return it as told to *person*."""
        return ToldOfGap(
            person=person,
            ladder=self.ladder,
            gap=self.gap.lack.is_gap,
            days=self.days,
            starts=self.gap.starts,
            ends=self.gap.ends,
        )

    def known_by(self, told: Iterable[ToldOfGap]) -> bool:
        """Whether one of *told* is this gap, also where it has been moved or made shorter since.

        A gap that goes on longer than we look ahead is told of again when all is past that was
        seen of it at first: every eight weeks.
        """
        return any(
            one.ladder == self.ladder
            and one.gap == self.gap.lack.is_gap
            and one.days <= self.days
            and one.starts < self.gap.ends
            and self.gap.starts < one.ends
            for one in told
        )


def is_day(local: datetime) -> bool:
    """Whether admins may be texted at the wall time *local*."""
    return FROM <= local.time() < TO


def due(covers: Iterable[tuple[str, Cover]], now: datetime) -> list[DueWarning]:
    """Return every gap that is near enough to be told of, the earliest first.

    Each with the smallest of ``DAYS_BEFORE`` that it is near enough for.
    """
    found = []
    for ladder, cover in covers:
        for gap in cover.gaps:
            days = next((one for one in DAYS_BEFORE if gap.starts - now <= one * _DAY), None)
            if days is not None:
                found.append(DueWarning(ladder, gap, days))
    return sorted(found, key=lambda one: (one.gap.starts, not one.gap.lack.is_gap))


def new_to(
    person: str, warnings: Sequence[DueWarning], told: Sequence[ToldOfGap]
) -> list[DueWarning]:
    """Return those of *warnings* that *person* has not been told of."""
    own = [one for one in told if one.person == person]
    return [one for one in warnings if not one.known_by(own)]
