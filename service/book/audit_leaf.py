"""The audit on a page."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from service.book.access_tables import audit
from service.book.leaf import Leaf
from service.book.proved import audit_values
from service.book.rows import Found
from service.domain.audit import Audited
from service.domain.versions import Author

_WRITE = insert(audit)
_READ = (
    select(audit)
    .where(audit.c.number < bindparam("before"))
    .order_by(audit.c.number.desc())
    .limit(bindparam("most"))
)
#: Above every number that a line could have.
_END = 2**62


class AuditLeaf(Leaf):
    """Keeps what was done to who may come in."""

    def audit(self, done: Audited) -> None:
        """Write a line."""
        row = {
            "at": done.at,
            "author": done.author.key,
            "author_name": done.author.name,
            "deed": done.deed,
            "person": done.person,
            "name": done.name,
        }
        proof = self._prover.prove(*audit_values(row))
        self._pen.execute(_WRITE, row | {"proof": proof})

    def audited(self, most: int, *, before: int | None = None) -> Sequence[Audited]:
        """Return the latest lines, newest first."""
        sought = {"before": before or _END, "most": most}
        return [_line(one) for one in self._pen.execute(_READ, sought).mappings()]


def _line(found: Found) -> Audited:
    return Audited(
        number=found["number"],
        at=found["at"],
        author=Author(found["author"], found["author_name"]),
        deed=found["deed"],
        person=found["person"],
        name=found["name"],
    )
