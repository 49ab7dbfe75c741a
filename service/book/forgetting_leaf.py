"""Forgetting on a page: the one place where what is past its time is taken out of the book."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from service.book.conflicts import insert_or_leave
from service.book.past_tables import past_escalations, used_keys
from service.book.tables import escalations
from service.book.totals_leaf import CLOSED, PAST, TotalsLeaf, past_of
from service.domain.forgetting import Expired, faded

_OVER = (
    escalations.c.closed_at <= bindparam("before"),
    escalations.c.state.in_(CLOSED),
)
_EXPIRED = (
    select(
        *PAST,
        escalations.c.id,
        escalations.c.drill,
        escalations.c.raiser_person,
        escalations.c.intake_key,
    )
    .where(*_OVER)
    .order_by(escalations.c.closed_at, escalations.c.id)
    .limit(bindparam("limit"))
)
_EXPIRED_HELD = _EXPIRED.with_for_update(of=escalations, skip_locked=True)
_COUNT = select(func.count()).select_from(escalations).where(*_OVER)
#: What belongs to it goes with it: its rungs, its attempts with their calls, its events.
_GO = delete(escalations).where(escalations.c.id == bindparam("of"))
_KEEP_COUNTS = insert(past_escalations)
_KEEP_KEY = insert_or_leave(used_keys)
_KEY = select(used_keys.c.digest).where(used_keys.c.digest == bindparam("of"))
_PRACTICES = (
    select(past_escalations.c.ladder, func.max(past_escalations.c.raised_at))
    .where(past_escalations.c.drill)
    .group_by(past_escalations.c.ladder)
)


class ForgettingLeaf(TotalsLeaf):
    """Takes people out of what is over, and leaves counts."""

    def expired(self, before: datetime, limit: int) -> Sequence[Expired]:
        """Return what was closed before *before*, the oldest first; locked to write."""
        statement = _EXPIRED_HELD if self._writes else _EXPIRED
        found = self._pen.execute(statement, {"before": before, "limit": limit}).mappings()
        return [
            Expired(
                id=one["id"],
                drill=one["drill"],
                person=one["raiser_person"],
                key=one["intake_key"],
                past=past_of(one),
            )
            for one in found
        ]

    def count_expired(self, before: datetime) -> int:
        """Return how many there are."""
        count: int = self._pen.execute(_COUNT, {"before": before}).scalar_one()
        return count

    def fade(self, one: Expired, used_key: str | None) -> None:
        """Keep one row of counts in its place, with nobody in it, and *used_key*, a digest."""
        self._pen.execute(_KEEP_COUNTS, {"drill": one.drill, **asdict(faded(one))})
        if used_key is not None:
            self.keep_used_key(used_key)
        self._rows(_GO, {"of": one.id})
        self._known.pop(one.id, None)

    def keep_used_key(self, digest: str) -> None:
        """Keep that the intake key of that *digest* was used. Again is no error."""
        self._rows(self._spelt(_KEEP_KEY), {"digest": digest})

    def key_was_used(self, digest: str) -> bool:
        """Whether the intake key of that *digest* was used for what has faded."""
        return self._pen.execute(_KEY, {"of": digest}).first() is not None

    def faded_practices(self) -> Mapping[str, datetime]:
        """Return, by ladder, when the last practice began that has faded."""
        found = sorted(self._pen.execute(_PRACTICES), key=lambda row: row[1])
        return {row[0]: row[1] for row in found}
