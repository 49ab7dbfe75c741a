"""Alarms on a page, and what only a look at the whole house finds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, or_, select, text, update

from service.book.alarm_tables import STANDING, alarms, tellings
from service.book.conflicts import insert_or_leave
from service.book.leaf import Leaf
from service.book.rows import Row
from service.book.tables import UNCLOSED, escalations
from service.domain.alarms import TELLING_TAKES, Alarm, Told, ToTell, Word
from service.domain.faults import Fault

#: What was over for so long is cleared away when the next alarm is raised.
FORGOTTEN_AFTER = timedelta(days=90)

_THIS = and_(alarms.c.fault == bindparam("of"), alarms.c.since == bindparam("begun"))
_THIS_TELLING = and_(
    tellings.c.fault == bindparam("of"),
    tellings.c.since == bindparam("begun"),
    tellings.c.path == bindparam("by"),
)
_SEE = update(alarms).where(alarms.c.fault == bindparam("of"), STANDING)
_RAISE = insert_or_leave(alarms)
_CLEAR_AWAY = delete(alarms).where(alarms.c.over_at < bindparam("before"))
_END = update(alarms).where(_THIS, STANDING, alarms.c.seen_at == bindparam("loaded"))
#: A newer process may write a fault that this one has no words for: such an alarm is left out.
_KNOWN = alarms.c.fault.in_(list(Fault))
_ALARMS = (
    select(alarms)
    .where(_KNOWN, or_(STANDING, alarms.c.over_at > bindparam("after")))
    .order_by(alarms.c.since.desc(), alarms.c.fault)
)
_TELLINGS = select(tellings).where(tellings.c.fault.in_(list(Fault)))
_TAKE_FIRST = insert_or_leave(tellings)
_TAKE = update(tellings).where(
    _THIS_TELLING,
    tellings.c.at.is_not_distinct_from(bindparam("loaded_at")),
    tellings.c.over == bindparam("loaded_over"),
    tellings.c.held_until.is_not_distinct_from(bindparam("loaded_hold")),
    # Two who come in the same microsecond would otherwise both find it as they loaded it.
    tellings.c.held_until.is_distinct_from(bindparam("hold")),
)
_NOTE_TOLD = update(tellings).where(_THIS_TELLING)
_LEFT_LYING = select(escalations.c.id).where(
    UNCLOSED, text("state = 'open'"), escalations.c.due_at.is_(None)
)
_OPEN_SINCE = (
    select(escalations.c.id)
    .where(UNCLOSED, escalations.c.raised_at <= bindparam("at_latest"))
    .limit(1)
)


class AlarmLeaf(Leaf):
    """Keeps what is wrong with the house, and who was told of it."""

    def alarms(self, after: datetime) -> Sequence[Alarm]:
        """Return the alarms that stand, or were over after *after*; the newest first."""
        found = self._pen.execute(_ALARMS, {"after": after}).mappings().all()
        if not found:
            return []
        told: dict[tuple[Fault, datetime], dict[str, Told]] = {}
        for row in self._pen.execute(_TELLINGS):
            paths = told.setdefault((row.fault, row.since), {})
            paths[row.path] = Told(at=row.at, over=row.over, held_until=row.held_until)
        return [Alarm(**one, told=told.get((one["fault"], one["since"]), {})) for one in found]

    def notice(self, fault: Fault, now: datetime) -> None:
        """Raise an alarm of *fault*, or note that it stands still."""
        if self._rows(_SEE, {"of": fault, "seen_at": now}):
            return
        self._pen.execute(_CLEAR_AWAY, {"before": now - FORGOTTEN_AFTER})
        row = {"fault": fault, "since": now, "seen_at": now, "over_at": None}
        self._rows(self._spelt(_RAISE), row)

    def end_alarm(self, alarm: Alarm, now: datetime) -> None:
        """Note that it is over, unless somebody has seen it meanwhile."""
        self._rows(_END, _key(alarm) | {"loaded": alarm.seen_at, "over_at": now})

    def take_telling(self, one: ToTell, now: datetime) -> bool:
        """Take it upon oneself to tell; False where somebody else has, or did."""
        until, loaded = now + TELLING_TAKES, one.alarm.told.get(one.path)
        if loaded is None:
            alarm = one.alarm
            key = {"fault": alarm.fault, "since": alarm.since, "path": one.path}
            row = key | {"at": None, "over": False, "held_until": until}
            return bool(self._rows(self._spelt(_TAKE_FIRST), row))
        was = {
            "loaded_at": loaded.at,
            "loaded_over": loaded.over,
            "loaded_hold": loaded.held_until,
        }
        return bool(self._rows(_TAKE, _telling(one) | was | {"held_until": until, "hold": until}))

    def note_told(self, one: ToTell, now: datetime) -> None:
        """Note that it was told."""
        row = {"at": now, "over": one.word is Word.OVER, "held_until": None}
        self._rows(_NOTE_TOLD, _telling(one) | row)

    def left_lying(self) -> Sequence[str]:
        """Return the ids of open escalations that nothing will ever move: none, but for a bug."""
        return self._pen.execute(_LEFT_LYING).scalars().all()

    def open_since(self, at: datetime) -> bool:
        """Whether anything is not closed, a practice too, that was raised at *at* or before."""
        return self._pen.execute(_OPEN_SINCE, {"at_latest": at}).first() is not None


def _key(alarm: Alarm) -> Row:
    return {"of": alarm.fault, "begun": alarm.since}


def _telling(one: ToTell) -> Row:
    return _key(one.alarm) | {"by": one.path}
