"""A book made of the lines of a copy, where there is none."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from sqlalchemy import JSON, Connection, Integer, Table, delete, func, inspect, select
from sqlalchemy.exc import DBAPIError

from service.book.copies import (
    BATCH,
    FORMAT,
    Copied,
    CopyBroken,
    NotEmpty,
    OtherVersion,
    plain_tables,
    reader,
)
from service.book.engines import outage_of
from service.book.marks import KeyMissing, strange
from service.book.migrating import config_for, known_revisions
from service.book.opening import alone, read_address
from service.book.resealing import sealed_in
from service.book.seal import Ring, Unopened
from service.book.tables import metadata
from service.ports import BookUnavailable

#: Hands each line to what is given it; whatever that raises, it lets through.
Pour = Callable[[Callable[[bytes], None]], None]


def copy_in(database_url: str, ring: Ring, pour: Pour) -> Copied:
    """Make a book of what *pour* hands over, where there is none; all of it or nothing.

    It is brought up to this version, and everything that is sealed has been opened once.

    Raises:
        NotEmpty, OtherVersion, CopyBroken, KeyMissing: see there; nothing was changed.
        BookUnavailable: it could not be done, and nothing was changed.
    """
    try:
        with alone(read_address(database_url), ring) as connection:
            if inspect(connection).get_table_names():
                raise NotEmpty
            taking = Taking(connection)
            pour(taking.take)
            copied = taking.ended()
            command.upgrade(config_for(connection), "head")
            _open_all(connection)
            return copied
    except DBAPIError as error:
        raise BookUnavailable(type(error).__name__) from None
    except OSError as error:
        raise BookUnavailable(f"the book's folder: {error.strerror}") from None


def try_copy(ring: Ring, pour: Pour) -> Copied:
    """Make a book of what *pour* hands over, as ``copy_in`` does, and throw it away."""
    with TemporaryDirectory(prefix="escalate-") as folder:
        return copy_in(f"sqlite:///{Path(folder) / 'book.sqlite'}", ring, pour)


class Taking:
    """Takes line after line into an empty database, at the version that wrote them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._digest = hashlib.sha256()
        self._made_at: datetime | None = None
        self._whole = False
        self._table: Table | None = None
        self._columns: list[tuple[str, Callable[[Any], Any]]] = []
        self._waiting: list[dict[str, Any]] = []
        self._rows: dict[str, int] = {}

    def take(self, line: bytes) -> None:
        """Take one line.

        Raises:
            OtherVersion, CopyBroken: see there.
        """
        try:
            said = json.loads(line)
            if self._whole:
                raise CopyBroken
            if isinstance(said, list):
                self._row(said)
            elif self._made_at is None:
                self._begin(said)
            elif "table" in said:
                self._turn_to(said["table"], said["columns"])
            else:
                self._end(said)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CopyBroken from None
        self._digest.update(line)

    def ended(self) -> Copied:
        """Say what came, if all of it did.

        Raises:
            CopyBroken: the end is missing.
        """
        if self._made_at is None or not self._whole:
            raise CopyBroken
        return Copied(self._made_at, sum(map(bool, self._rows.values())), sum(self._rows.values()))

    def _begin(self, said: dict[str, Any]) -> None:
        if said["format"] != FORMAT or said["revision"] not in known_revisions():
            raise OtherVersion
        self._made_at = datetime.fromisoformat(said["made_at"])
        command.upgrade(config_for(self._connection), said["revision"])
        # Some tables have a row from their beginning.
        there = set(inspect(self._connection).get_table_names())
        for table in reversed(plain_tables().values()):
            if table.name in there:
                self._connection.execute(delete(table))

    def _turn_to(self, name: str, columns: list[str]) -> None:
        self._flush()
        table = plain_tables()[name]
        self._table, self._rows[name] = table, 0
        self._columns = [(one, reader(table.c[one].type)) for one in columns]

    def _row(self, values: list[Any]) -> None:
        if self._table is None:
            raise CopyBroken
        pairs = zip(self._columns, values, strict=True)
        self._waiting.append(
            {name: None if one is None else read(one) for (name, read), one in pairs}
        )
        self._rows[self._table.name] += 1
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._waiting and self._table is not None:
            write = _stream if self._connection.dialect.name == "postgresql" else _insert
            write(self._connection, self._table, self._waiting)
        self._waiting = []

    def _end(self, said: dict[str, Any]) -> None:
        self._flush()
        if said["rows"] != self._rows or said["sha256"] != self._digest.hexdigest():
            raise CopyBroken
        if self._connection.dialect.name == "postgresql":
            _count_on(self._connection)
        self._whole = True


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(table.insert(), rows)


def _stream(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write *rows* by PostgreSQL's COPY, which took a fifth of the time of INSERTs."""
    driver: Any = connection.connection.driver_connection
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in rows[0])
    in_json = {one.name for one in table.columns if isinstance(one.type, JSON)}
    try:
        with (
            driver.cursor() as cursor,
            cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(
                    [
                        json.dumps(one) if name in in_json and one is not None else one
                        for name, one in row.items()
                    ]
                )
    except connection.dialect.loaded_dbapi.Error as error:
        raise outage_of(error, connection) from None


def _count_on(connection: Connection) -> None:
    """Have PostgreSQL number new rows after those that came with numbers."""
    for table in plain_tables().values():
        for column in table.primary_key:
            if isinstance(column.type, Integer):
                numbers = func.pg_get_serial_sequence(table.name, column.name)
                last = select(func.max(column)).scalar_subquery()
                connection.execute(select(func.setval(numbers, last)))


def _open_all(connection: Connection) -> None:
    """Open everything that is sealed, which only its own key does.

    Raises:
        KeyMissing: it was sealed with a key that we do not have.
        CopyBroken: something is not as it was sealed.
    """
    if strange(connection):
        raise KeyMissing
    try:
        for table in metadata.sorted_tables:
            columns = [table.c[name] for name in sealed_in(table)]
            if columns:
                every = select(*columns).execution_options(yield_per=BATCH)
                for __ in connection.execute(every):
                    pass
    except Unopened:
        raise CopyBroken from None
