"""Warnings of gaps, what is done once a day, and calendar addresses, on a page."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, func, select, update

from service.book.conflicts import insert_or_leave
from service.book.leaf import Leaf
from service.book.notice_tables import day_tasks, told_of_gaps
from service.book.rota_tables import tokens
from service.domain.gap_warnings import DayTask, ToldOfGap
from service.domain.standing import TokenKind

#: What is older is cleared away when the next one is kept.
FORGOTTEN_AFTER = timedelta(days=90)

_TAKE_DAY = insert_or_leave(day_tasks)
_TAKEN = select(day_tasks.c.day).where(
    day_tasks.c.task == bindparam("of"),
    day_tasks.c.day == bindparam("on"),
    day_tasks.c.person == bindparam("whose"),
)
_CLEAR_DAYS = delete(day_tasks).where(day_tasks.c.day < bindparam("before"))
_NOTE_TOLD = insert_or_leave(told_of_gaps)
_CLEAR_TOLD = delete(told_of_gaps).where(told_of_gaps.c.ends < bindparam("before"))
_TOLD = (
    select(*[column for column in told_of_gaps.c if column.name != "told_at"])
    .where(told_of_gaps.c.ends > bindparam("after"))
    .order_by(told_of_gaps.c.starts)
)
_CALENDARS = (
    tokens.c.kind == TokenKind.CALENDAR,
    tokens.c.person == bindparam("of"),
    tokens.c.revoked_at.is_(None),
)
_CALENDAR = select(func.max(tokens.c.created_at)).where(*_CALENDARS)
_REVOKE = update(tokens).where(*_CALENDARS).values(revoked_at=bindparam("now"))


class NoticeLeaf(Leaf):
    """Keeps what must happen once, and who was told."""

    def take_day(self, task: DayTask, day: date, person: str) -> bool:
        """Take *task* of that *day* and *person* upon oneself; False where somebody has."""
        sought = {"of": task, "on": day, "whose": person}
        if self._turning and self._pen.execute(_TAKEN, sought).first():
            return False
        row = {"task": task, "day": day, "person": person}
        taken = bool(self._rows(self._spelt(_TAKE_DAY), row))
        if taken:
            self._rows(_CLEAR_DAYS, {"before": day - FORGOTTEN_AFTER})
        return taken

    def told_of_gaps(self, after: datetime) -> Sequence[ToldOfGap]:
        """Return what was told of gaps that ended after *after*."""
        return [ToldOfGap(**row) for row in self._pen.execute(_TOLD, {"after": after}).mappings()]

    def note_told_of_gap(self, told: ToldOfGap, now: datetime) -> None:
        """Keep that it was told."""
        self._rows(self._spelt(_NOTE_TOLD), asdict(told) | {"told_at": now})
        self._rows(_CLEAR_TOLD, {"before": now - FORGOTTEN_AFTER})

    def calendar_of(self, person: str) -> datetime | None:
        """Return when the address of *person*'s calendar was made; ``None``: there is none."""
        made: datetime | None = self._pen.execute(_CALENDAR, {"of": person}).scalar_one()
        return made

    def revoke_calendar(self, person: str, at: datetime) -> None:
        """Have that address lead nowhere. Again is no error."""
        self._rows(_REVOKE, {"of": person, "now": at})
