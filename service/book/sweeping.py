"""Getting what was written over out of the database's files as well."""

from sqlalchemy import URL, Connection

from service.book.opening import open_engines
from service.book.seal import Ring
from service.book.tables import metadata


def sweep(url: URL, ring: Ring) -> bool:
    """Write the book's files anew, so that nothing from before is left in them.

    False where somebody who was reading held it up: then do it again later. What the disk
    keeps of files that were cut short, PostgreSQL's own log and any backup are not ours to
    reach.
    """
    engines = open_engines(url, ring)
    try:
        with engines.turn(), engines.writing.connect() as connection:
            by_itself = connection.execution_options(isolation_level="AUTOCOMMIT")
            on_sqlite = url.get_backend_name() == "sqlite"
            return (_sweep_sqlite if on_sqlite else _sweep_postgres)(by_itself)
    finally:
        engines.dispose()


def _sweep_sqlite(connection: Connection) -> bool:
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - for the type checker: it is connected
    driver.execute("VACUUM")
    held_up, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not held_up


def _sweep_postgres(connection: Connection) -> bool:
    for table in metadata.tables:
        # ANALYZE as well: its statistics hold the most frequent values of each column.
        connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
    return True
