"""Codes, challenges and limits on a page."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update

from service.book.access_tables import challenges, codes, limits
from service.book.conflicts import insert_or_leave, insert_or_update
from service.book.rows import Row
from service.book.trace_leaf import TraceLeaf
from service.domain.challenges import Challenge, ChallengeFor
from service.domain.codes import Code, CodePurpose
from service.domain.limits import Tally
from service.domain.people import PhoneNumber

#: Nobody asks after a code that ran out so long ago.
FORGOTTEN_AFTER = timedelta(days=1)

_FORGET_CODES = delete(codes).where(codes.c.expires_at < bindparam("before"))
_ADD_CODE = insert(codes)
_END_EARLIER = (
    update(codes)
    .where(
        codes.c.phone == bindparam("of"),
        codes.c.purpose == bindparam("as_purpose"),
        codes.c.expires_at > bindparam("now"),
    )
    .values(expires_at=bindparam("now"))
)
_CODE = select(codes).where(codes.c.id == bindparam("of"))
_LATEST = (
    select(codes)
    .where(codes.c.phone == bindparam("of"), codes.c.purpose == bindparam("as_purpose"))
    .order_by(codes.c.created_at.desc(), codes.c.id)
    .limit(1)
)
#: What changes after a code was made.
_CHANGES = ("tries", "used_at", "sid", "rang_at", "answered_at", "heard_at", "ended_at")
_KEEP_CODE = update(codes).where(codes.c.id == bindparam("of"))

_ADD_CHALLENGE = insert(challenges)
_USE_CHALLENGE = (
    delete(challenges)
    .where(challenges.c.digest == bindparam("of"), challenges.c.purpose == bindparam("as_purpose"))
    .returning(
        challenges.c.purpose, challenges.c.expires_at, challenges.c.person, challenges.c.phone
    )
)
_FORGET_CHALLENGES = delete(challenges).where(challenges.c.expires_at < bindparam("before"))

_TALLY = select(limits.c.count, limits.c.last).where(limits.c.key == bindparam("of"))
_FIRST_TALLY = insert_or_leave(limits)
_KEEP_TALLY = insert_or_update(limits, ["key"])
_FORGET_TALLIES = delete(limits).where(limits.c.last < bindparam("before"))


class CodeLeaf(TraceLeaf):
    """Keeps codes without their digits, and how often each number and address was tried."""

    def add_code(self, code: Code) -> None:
        """Keep a new code; earlier ones to that number for that purpose are over."""
        sought = {"of": code.phone, "as_purpose": code.purpose, "now": code.created_at}
        self._pen.execute(_END_EARLIER, sought)
        self._pen.execute(_ADD_CODE, asdict(code) | {"phone": code.phone})

    def forget_codes(self, now: datetime) -> None:
        """Let go of codes, challenges and tallies of which a day has nothing left to count."""
        before = {"before": now - FORGOTTEN_AFTER}
        for forget in (_FORGET_CODES, _FORGET_CHALLENGES, _FORGET_TALLIES):
            self._pen.execute(forget, before)

    def code(self, code_id: str) -> Code | None:
        """Return it, locked where the page is for writing."""
        return self._code(_CODE, {"of": code_id})

    def latest_code(self, phone: PhoneNumber, purpose: CodePurpose) -> Code | None:
        """Return the newest to *phone*, locked like ``code``."""
        return self._code(_LATEST, {"of": phone, "as_purpose": purpose})

    def keep_code(self, code: Code) -> None:
        """Keep what became of a code."""
        row = {name: getattr(code, name) for name in _CHANGES}
        self._pen.execute(_KEEP_CODE, row | {"of": code.id})
        if code.sid:
            self.note_trace(code.sid, code.created_at)

    def _code(self, statement: Select[Any], sought: Row) -> Code | None:
        held = _held(statement) if self._writes else statement
        found = self._pen.execute(held, sought).mappings().one_or_none()
        return Code(**found) if found else None

    def add_challenge(self, digest: str, challenge: Challenge, now: datetime) -> None:
        """Keep what was handed out, by its digest."""
        self._pen.execute(_FORGET_CHALLENGES, {"before": now - FORGOTTEN_AFTER})
        row = asdict(challenge) | {"phone": challenge.phone, "digest": digest}
        self._pen.execute(_ADD_CHALLENGE, row)

    def use_challenge(self, digest: str, purpose: ChallengeFor, now: datetime) -> Challenge | None:
        """Return what was handed out and is in time, and forget it: one of two gets it."""
        sought = {"of": digest, "as_purpose": purpose}
        found = self._pen.execute(_USE_CHALLENGE, sought).mappings().one_or_none()
        challenge = Challenge(**found) if found else None
        return challenge if challenge and now < challenge.expires_at else None

    def tally(self, key: str, now: datetime) -> Tally | None:
        """Return how often it was tried; on a page for writing, hold off who counts too."""
        if self._writes:
            # There is no row to lock before the first try; two at once would both be the first.
            row = {"key": key, "count": 0, "last": now}
            self._rows(self._spelt(_FIRST_TALLY), row)
        statement = _held(_TALLY) if self._writes else _TALLY
        found = self._pen.execute(statement, {"of": key}).one_or_none()
        known = Tally(*found) if found is not None else None
        return known if known and known.count else None

    def keep_tally(self, key: str, tally: Tally) -> None:
        """Keep how often it was tried."""
        row = {"key": key, "count": tally.count, "last": tally.last}
        self._pen.execute(self._spelt(_KEEP_TALLY), row)


_HELD: dict[Select[Any], Select[Any]] = {
    one: one.with_for_update() for one in (_CODE, _LATEST, _TALLY)
}


def _held(statement: Select[Any]) -> Select[Any]:
    return _HELD[statement]
