"""What the parts of a page share: one connection in one transaction."""

from sqlalchemy import Connection, CursorResult

from service.book.conflicts import Both
from service.book.rotas import RotaShelf
from service.book.rows import Row
from service.domain.escalation import Escalation


class Leaf:
    """One transaction, what it has read in it, and whether it may write."""

    #: Escalations as they stand in the book now, as far as this page has read them.
    _known: dict[str, Escalation]

    def __init__(self, connection: Connection, rotas: RotaShelf, *, writes: bool) -> None:
        self._connection = connection
        self._rotas = rotas
        self._writes = writes
        self._known = {}

    def _run(self, statements: Both, rows: Row | list[Row]) -> CursorResult[object]:
        """Execute that one of the *statements* which this database understands."""
        statement = statements[self._connection.dialect.name]
        return self._connection.execute(statement, rows)
