"""How the house itself stands, on a page: webhooks seen, tickers, the carrier."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update

from service.book.conflicts import insert_or_leave, insert_or_update
from service.book.house_tables import backups, carrier, counts, deeds, seen_webhooks, tickers
from service.book.leaf import Leaf
from service.domain.counted import Counted
from service.domain.standing import BackupDeed, Beat, CarrierStanding, HouseDeed, Looked
from service.domain.totals import month_begins

#: A ticker that has been silent for so long ended long ago: each start makes a new one.
FORGOTTEN_AFTER = timedelta(days=1)
#: How far the clocks of two processes, and their waits for the book, may lie apart.
CLOCKS_DIFFER_BY = timedelta(seconds=10)

_SEE = insert_or_leave(seen_webhooks)
_SEEN = select(seen_webhooks.c.key).where(seen_webhooks.c.key == bindparam("of"))
_BEAT = update(tickers).where(tickers.c.process == bindparam("of"))
_FIRST_BEAT = insert_or_update(tickers, ["process"])
_FORGET = delete(tickers).where(tickers.c.at < bindparam("before"))
_BEATS = select(tickers.c.process, tickers.c.role, tickers.c.at).order_by(tickers.c.process)
_BACKUPS = select(backups.c.deed, backups.c.at)
_NOTE_BACKUP = insert_or_update(backups, ["deed"])
#: By name: a word that a later version of the program has written is left out.
_DEEDS = select(deeds.c.deed, deeds.c.at).where(deeds.c.deed.in_(list(HouseDeed)))
_FOUND = select(deeds.c.found).where(deeds.c.deed == HouseDeed.LOOKED)
_NOTE_DEED = insert_or_update(deeds, ["deed"])
#: By name, as with deeds.
_COUNTS = select(counts.c.what, counts.c.times).where(counts.c.what.in_(list(Counted)))
_COUNT = update(counts).where(counts.c.what == bindparam("of")).values(times=counts.c.times + 1)
_FIRST_COUNT = insert_or_leave(counts)
_STANDING = select(carrier.c.failing_since, carrier.c.code, carrier.c.account, carrier.c.checked_at)
_NOTE = update(carrier)
_TAKE_SLOT = update(carrier).where(
    or_(
        carrier.c.next_call_at.is_(None),
        carrier.c.next_call_at <= bindparam("now"),
        # Nobody takes a moment so far ahead: the clock was put back, and waiting for it
        # would silence every phone for as long.
        carrier.c.next_call_at > bindparam("absurd"),
    )
)
_NEXT_SLOT = select(carrier.c.next_call_at)


class HouseLeaf(Leaf):
    """Keeps what concerns no escalation."""

    def was_seen(self, key: str) -> bool:
        """Whether *key* has been remembered, which this does not do."""
        return self._pen.execute(_SEEN, {"of": key}).first() is not None

    def seen(self, key: str, now: datetime) -> bool:
        """Remember *key*; whether it had been remembered already.

        With the month alone: it stays for ever, and its hour would be that of a call-out.
        """
        if self._turning and self.was_seen(key):
            return True
        return not self._rows(self._spelt(_SEE), {"key": key, "at": month_begins(now.date())})

    def beat(self, beat: Beat) -> None:
        """Note that a ticker is alive; its first beat clears away those long gone."""
        row = {"role": beat.role, "at": beat.at}
        if self._rows(_BEAT, row | {"of": beat.process}):
            return
        self._pen.execute(_FORGET, {"before": beat.at - FORGOTTEN_AFTER})
        self._rows(self._spelt(_FIRST_BEAT), row | {"process": beat.process})

    def beats(self) -> Sequence[Beat]:
        """Return the latest beat of each ticker."""
        return [Beat(*found) for found in self._pen.execute(_BEATS)]

    def backups(self) -> Mapping[BackupDeed, datetime]:
        """Return when each thing was last done with a backup, as far as any was."""
        found = self._pen.execute(_BACKUPS).mappings()
        return {one["deed"]: one["at"] for one in found}

    def note_backup(self, deed: BackupDeed, at: datetime) -> None:
        """Note that *deed* was done with a backup."""
        self._rows(self._spelt(_NOTE_BACKUP), {"deed": deed, "at": at})

    def deeds(self) -> Mapping[HouseDeed, datetime]:
        """Return when the house last did each thing, as far as it ever did."""
        found = self._pen.execute(_DEEDS).mappings()
        return {one["deed"]: one["at"] for one in found}

    def note_deed(self, deed: HouseDeed, at: datetime) -> None:
        """Note that *deed* was done."""
        self._rows(self._spelt(_NOTE_DEED), {"deed": deed, "at": at, "found": None})

    def counts(self) -> Mapping[Counted, int]:
        """Return how often each thing was counted, as far as it ever was."""
        found = self._pen.execute(_COUNTS).mappings()
        return {one["what"]: one["times"] for one in found}

    def count(self, what: Counted) -> None:
        """Count one more of *what*."""
        if not self._rows(_COUNT, {"of": what}):
            self._rows(self._spelt(_FIRST_COUNT), {"what": what, "times": 0})
            self._rows(_COUNT, {"of": what})

    def looked(self) -> Looked | None:
        """Return what the last look at everything came to; ``None`` before the first."""
        at = self.deeds().get(HouseDeed.LOOKED)
        return None if at is None else Looked(at, self._pen.execute(_FOUND).scalar_one())

    def note_look(self, look: Looked) -> None:
        """Keep what a look came to, in place of the one before."""
        row = {"deed": HouseDeed.LOOKED, "at": look.at, "found": list(look.found)}
        self._rows(self._spelt(_NOTE_DEED), row)

    def carrier(self) -> CarrierStanding:
        """Return how the carrier has been treating us."""
        return CarrierStanding(**self._pen.execute(_STANDING).mappings().one())

    def note_carrier(self, standing: CarrierStanding) -> None:
        """Keep how the carrier has been treating us."""
        self._pen.execute(
            _NOTE,
            {
                "failing_since": standing.failing_since,
                "code": standing.code,
                "account": standing.account,
                "checked_at": standing.checked_at,
            },
        )

    def take_slot(self, now: datetime, per_second: float) -> datetime:
        """Take the carrier's next free moment for a call: *now*, or later.

        One row for all processes, so the pace holds however many dial. A moment that is
        later is not taken.
        """
        after = now + timedelta(seconds=1 / per_second)
        row = {"next_call_at": after, "now": now, "absurd": after + CLOCKS_DIFFER_BY}
        if self._rows(_TAKE_SLOT, row):
            return now
        free: datetime = self._pen.execute(_NEXT_SLOT).scalar_one()
        return free
