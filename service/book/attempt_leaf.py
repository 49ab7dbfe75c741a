"""Attempts on a page: the steps that a process takes while it is dialling."""

from collections.abc import Sequence
from datetime import datetime

from service.book import attempt_statements as sql
from service.book.escalation_leaf import EscalationLeaf
from service.book.rows import Found, dating_of
from service.domain.dating import off_by
from service.domain.escalation import State
from service.domain.line import CallLine, InLine
from service.domain.people import PhoneNumber


class AttemptLeaf(EscalationLeaf):
    """Moves attempts by their ids, under the lock of their escalation."""

    def start_dialling(self, attempt_id: str, fence: int, now: datetime) -> bool:
        """Move the attempt from intent to dialling, if *fence* is still its own.

        This and an acknowledgement lock the same row, so that one of them is first: no
        attempt that asks starts to dial once somebody has taken it.
        """
        found = self._pen.execute(sql.LOCK_OWNER, {"of": attempt_id})
        owner = found.mappings().one_or_none()
        if owner is None or (owner["purpose"].asks and owner["state"] is not State.OPEN):
            return False
        self._date_anew(owner)
        row = {"of": attempt_id, "in_hands": fence, "now": now}
        return bool(self._rows(sql.START_DIALLING, row))

    def renew(self, attempt_ids: Sequence[str], fences: Sequence[int], until: datetime) -> None:
        """Put off the lease of attempts that are still in these hands."""
        if not attempt_ids:
            return
        # Locked first, or a page that read an older lease would write it back.
        owners = self._pen.execute(sql.LOCK_OWNERS, {"ids": list(attempt_ids)})
        for owner in owners.mappings().all():
            self._date_anew(owner)
        self._each(
            sql.RENEW,
            [
                {"of": attempt_id, "in_hands": fence, "until": until}
                for attempt_id, fence in zip(attempt_ids, fences, strict=True)
            ],
        )

    def _date_anew(self, owner: Found) -> None:
        """Have the clock that was set move what is there already, and not this step with it."""
        if off_by(dating_of(owner), self._dating):
            self.escalation(owner["id"])

    def engaged(self, phone: PhoneNumber, besides: str) -> bool:
        """Whether a call to *phone* is under way for an escalation other than *besides*."""
        sought = {"phone": phone, "besides": besides}
        return self._pen.execute(sql.ENGAGED, sought).first() is not None

    def line(self) -> CallLine:
        """Return who waits for the carrier's next moment, and when that is."""
        found = self._pen.execute(sql.LINE).one()
        first = self._pen.execute(sql.FIRST_IN_LINE).first() if found.length else None
        return CallLine(
            length=found.length,
            first=InLine(*first) if first else None,
            free_from=found.next_call_at,
        )

    def known_calls(self, sids: Sequence[str]) -> frozenset[str]:
        """Return those of *sids* that some attempt, a code or a measuring owns already."""
        if not sids:
            return frozenset()
        sought = {"sids": list(sids)}
        each = [
            self._pen.execute(statement, sought).scalars()
            for statement in (sql.KNOWN_CALLS, sql.KNOWN_CODE_CALLS, sql.KNOWN_MEASURINGS)
        ]
        return frozenset(sid for found in each for sid in found)
