"""The whole book as lines, as it is at one instant, while everybody goes on writing."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime

from alembic.migration import MigrationContext
from sqlalchemy import Connection, select

from service.book.copies import BATCH, FORMAT, OtherVersion, as_line, plain_tables, written
from service.book.engines import transaction
from service.book.migrating import head
from service.book.opening import open_engines, read_address
from service.book.patience import Patience
from service.book.seal import Ring

#: Nobody waits for a copy, and it holds nobody up.
_COPYING = Patience(turn=60.0, lock=60.0, statement=600.0, silence=660.0)


def copy_out(database_url: str, ring: Ring, at: datetime) -> Iterator[bytes]:
    """Yield the book line by line as it is at one instant, while everybody goes on writing.

    Raises:
        OtherVersion: a later version has migrated it.
        BookUnavailable: it could not be read to its end.
    """
    engines = open_engines(read_address(database_url), ring, _COPYING)
    try:
        with transaction(engines.reading) as connection:
            yield from _sealed_off(connection, at)
    finally:
        engines.dispose()


def _sealed_off(connection: Connection, at: datetime) -> Iterator[bytes]:
    """Yield every line; the last one has the digest of all before it."""
    digest, rows = hashlib.sha256(), dict[str, int]()
    for line in _lines(connection, at, rows):
        digest.update(line)
        yield line
    yield as_line({"rows": rows, "sha256": digest.hexdigest()})


def _lines(connection: Connection, at: datetime, rows: dict[str, int]) -> Iterator[bytes]:
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision != head():
        raise OtherVersion
    made_at = at.astimezone(UTC).isoformat()
    kind = connection.dialect.name
    yield as_line({"format": FORMAT, "revision": revision, "made_at": made_at, "from": kind})
    for table in plain_tables().values():
        yield as_line({"table": table.name, "columns": [one.name for one in table.columns]})
        rows[table.name] = 0
        for row in connection.execute(select(table).execution_options(yield_per=BATCH)):
            rows[table.name] += 1
            yield as_line([written(value) for value in row])
