"""What the parts of a page share: one connection in one transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection, Delete, Executable

from service.book.conflicts import Both
from service.book.pen import Pen
from service.book.rotas import RotaShelf
from service.book.rows import Row
from service.book.seal import held
from service.domain.dating import Dating
from service.domain.escalation import Escalation
from service.proofs import Prover


class Leaf:
    """One transaction, what it has read in it, and whether it may write."""

    #: Escalations as they stand in the book now, as far as this page has read them.
    _known: dict[str, Escalation]

    def __init__(
        self,
        connection: Connection,
        rotas: RotaShelf,
        dating: Dating,
        *,
        writes: bool,
        prover: Prover,
    ) -> None:
        self._connection = connection
        self._pen = Pen(connection)
        self._dating = dating
        self._rotas = rotas
        self._writes = writes
        self._prover = prover
        self._known = {}

    def _spelt(self, statements: Both) -> Executable:
        """Return that one of the *statements* which this database understands."""
        return statements[self._connection.dialect.name]

    @property
    def _turning(self) -> bool:
        """Whether this site changes its key, so that the same row may lie under either."""
        return held(self._connection.dialect).turning

    def _in_place_of(self, dropping: Delete, key: object) -> None:
        """Drop the row of *key* that may lie under the other key of the site."""
        if self._turning:
            self._pen.execute(dropping, {"of": key})

    def _rows(self, statement: Executable, row: Row) -> int:
        """Execute *statement* and return how many rows it wrote."""
        return self._pen.count(statement, row)

    def _each(self, statement: Executable, rows: Sequence[Row]) -> None:
        """Execute *statement* with each of the *rows*; with none, not at all."""
        if len(rows) == 1:
            # Drivers take a longer way round for many: on PostgreSQL a pipeline of its own.
            self._pen.execute(statement, rows[0])
        elif rows:
            self._pen.execute(statement, rows)
