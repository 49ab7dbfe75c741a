"""The chain on a page: what it says, what no line of it is about yet, and adding to it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from sqlalchemy import (
    Select,
    Table,
    Text,
    bindparam,
    exists,
    insert,
    not_,
    select,
    type_coerce,
    update,
)

from service.book.access_tables import audit
from service.book.columns import OneWord
from service.book.evidence_tables import chain, chain_head
from service.book.leaf import Leaf
from service.book.proved import audit_values, event_values
from service.book.rows import Found
from service.book.seal import Unopened
from service.book.sealed_columns import Findable, Sealed
from service.book.tables import events
from service.evidence_page import Head, Link, Of, Record, Reproved

#: By how much a row that is written earlier may be committed later. The chain looks so far back
#: for rows that it has passed over; a whole look is `escalate audit verify`.
_OVERTAKEN = 1000

_ONE = chain_head.c.id == 1
_HEAD = select(chain_head).where(_ONE)
#: It is locked by being written, on either database.
_HOLD = update(chain_head).where(_ONE).values(id=1)
_MOVE = update(chain_head).where(_ONE)
_ADD = insert(chain)
#: What of a line follows from a key.
_MADE_ANEW = ("owner", "proof", "link")
_CHAIN = select(chain).order_by(chain.c.number)
_LAST = {
    of: select(chain.c.row).where(chain.c.of == of).order_by(chain.c.row.desc()).limit(1)
    for of in Of
}


def _as_written(table: Table, *kinds: type) -> Select[Any]:
    """Read *table* with any words: somebody may have put some there that we have not.

    Columns of *kinds* are read as they lie there, too.
    """
    words = [one for one in table.c if isinstance(one.type, (OneWord, *kinds))]
    others = [one for one in table.c if one not in set(words)]
    return select(*others, *(type_coerce(one, Text).label(one.name) for one in words))


_RECORDS: dict[Of, Select[Any]] = {
    Of.EVENT: _as_written(events).order_by(events.c.id),
    Of.AUDIT: _as_written(audit).order_by(audit.c.number),
}
_PROOF = {Of.EVENT: events.c.proof, Of.AUDIT: audit.c.proof}
_ROW = {Of.EVENT: events.c.id, Of.AUDIT: audit.c.number}
_TABLE = {Of.EVENT: events, Of.AUDIT: audit}
_ROWS = {of: select(row).order_by(row) for of, row in _ROW.items()}
_AT = {of: found.where(_ROW[of] == bindparam("at_row")) for of, found in _RECORDS.items()}
_SEALED = {
    of: _as_written(_TABLE[of], Sealed, Findable).where(row == bindparam("at_row"))
    for of, row in _ROW.items()
}
_RELINK = (
    update(chain)
    .where(chain.c.number == bindparam("at_number"))
    .values({one: bindparam(f"new_{one}") for one in _MADE_ANEW})
)
_REPROVE = {
    of: update(_TABLE[of])
    .where(row == bindparam("at_row"), _PROOF[of] == bindparam("was"))
    .values(proof=bindparam("new_proof"))
    for of, row in _ROW.items()
}
_UNLINKED = {
    of: found.where(
        _ROW[of] > bindparam("after"),
        not_(exists().where(chain.c.of == of, chain.c.row == _ROW[of])),
        # A copy of what is chained already.
        not_(exists().where(chain.c.proof == _PROOF[of])),
    ).limit(bindparam("most"))
    for of, found in _RECORDS.items()
}


class EvidenceLeaf(Leaf):
    """Keeps the chain."""

    def head(self) -> Head:
        """Return how far the chain goes; nobody else adds to it where this page writes."""
        if self._writes:
            self._pen.execute(_HOLD)
        found = self._pen.execute(_HEAD).mappings().one_or_none()
        return Head(found["count"], found["link"], found["sealed"]) if found else Head()

    def unlinked(self, most: int) -> Sequence[Record]:
        """Return records that no line of the chain is about, the oldest first."""
        found: list[Record] = []
        for of in Of:
            last = self._pen.execute(_LAST[of]).scalar_one_or_none() or 0
            sought = {"after": last - _OVERTAKEN, "most": most}
            found += [
                _record(of, one) for one in self._pen.execute(_UNLINKED[of], sought).mappings()
            ]
        return found

    def add_links(self, links: Sequence[Link], head: Head) -> None:
        """Add to the end of the chain, which goes as far as *head* then."""
        self._each(_ADD, [asdict(one) for one in links])
        self._pen.execute(_MOVE, asdict(head))

    def relink(self, links: Sequence[Link], proofs: Sequence[Reproved], head: Head) -> None:
        """Put these in the place of the lines of the same numbers, and beside their records."""
        self._each(_RELINK, [_relinked(one) for one in links])
        for of in Of:
            rows = [
                {"at_row": one.row, "was": one.was, "new_proof": one.proof}
                for one in proofs
                if one.of is of
            ]
            self._each(_REPROVE[of], rows)
        self._pen.execute(_MOVE, asdict(head))

    def chain(self) -> Iterator[Link]:
        """Return every line of it, by number."""
        return (Link(**one) for one in self._pen.execute(_CHAIN).mappings())

    def records(self) -> Iterator[Record]:
        """Return every line of every history and of the audit."""
        for of in Of:
            try:
                yield from [_record(of, one) for one in self._pen.execute(_RECORDS[of]).mappings()]
            except Unopened:
                yield from self._one_by_one(of)

    def _one_by_one(self, of: Of) -> Iterator[Record]:
        """Yield each of them; what no key opens as it lies there, since it is not what we wrote."""
        for row in self._pen.execute(_ROWS[of]).scalars().all():
            try:
                yield _record(of, self._pen.execute(_AT[of], {"at_row": row}).mappings().one())
            except Unopened:
                yield _record(of, self._pen.execute(_SEALED[of], {"at_row": row}).mappings().one())


def _relinked(link: Link) -> dict[str, object]:
    anew = {f"new_{one}": getattr(link, one) for one in _MADE_ANEW}
    return {"at_number": link.number} | anew


def _record(of: Of, found: Found) -> Record:
    row = dict(found)
    values = event_values(row) if of is Of.EVENT else audit_values(row)
    return Record(
        of=of,
        row=found[_ROW[of].name],
        day=found["at"].astimezone(UTC).date(),
        owner=found["escalation_id"] if of is Of.EVENT else "",
        plain=values[0],
        names=values[1],
        proof=found["proof"] or "",
    )
