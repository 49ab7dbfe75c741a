"""What the carrier is still to delete, on a page."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from service.book.conflicts import insert_or_leave
from service.book.leaf import Leaf
from service.book.trace_tables import carrier_traces
from service.domain.traces import Trace

NOTE = insert_or_leave(carrier_traces)
_OLD = or_(carrier_traces.c.at_once, carrier_traces.c.noted_at <= bindparam("before"))
_DUE = and_(
    _OLD,
    or_(carrier_traces.c.again_at.is_(None), carrier_traces.c.again_at <= bindparam("now")),
)
_TAKE = (
    select(carrier_traces.c.sid, carrier_traces.c.noted_at, carrier_traces.c.tries)
    .where(_DUE)
    .order_by(carrier_traces.c.noted_at, carrier_traces.c.sid)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_AGAIN_AT = update(carrier_traces).where(carrier_traces.c.sid == bindparam("of"))
_DROP = delete(carrier_traces).where(carrier_traces.c.sid == bindparam("of"))
_COUNT = select(func.count()).select_from(carrier_traces).where(_OLD)
_OLDEST = select(func.min(carrier_traces.c.noted_at))


class TraceLeaf(Leaf):
    """Keeps which of the carrier's records are to go."""

    def note_trace(self, sid: str, at: datetime, *, at_once: bool = False) -> None:
        """Keep that the carrier has a record of *sid* since *at*. Again is no error."""
        row = {"sid": sid, "noted_at": at, "at_once": at_once, "tries": 0}
        self._rows(self._spelt(NOTE), row)

    def take_traces(
        self, before: datetime, now: datetime, until: datetime, limit: int
    ) -> Sequence[Trace]:
        """Take those that are due upon oneself until *until*: older than *before*, or at once."""
        sought = {"before": before, "now": now, "limit": limit}
        found = [Trace(**one) for one in self._pen.execute(_TAKE, sought).mappings()]
        self._each(_AGAIN_AT, [{"of": one.sid, "again_at": until} for one in found])
        return found

    def put_off_trace(self, trace: Trace, until: datetime) -> None:
        """Keep that it was tried in vain, and is due again then."""
        self._rows(_AGAIN_AT, {"of": trace.sid, "again_at": until, "tries": trace.tries + 1})

    def drop_trace(self, sid: str) -> None:
        """Keep that the carrier has none any more."""
        self._rows(_DROP, {"of": sid})

    def count_traces(self, before: datetime) -> int:
        """Return how many are to go, whoever has taken them upon themselves."""
        count: int = self._pen.execute(_COUNT, {"before": before}).scalar_one()
        return count

    def oldest_trace(self) -> datetime | None:
        """Return since when the oldest is there; ``None``: there is none."""
        oldest: datetime | None = self._pen.execute(_OLDEST).scalar_one()
        return oldest
