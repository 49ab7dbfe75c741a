"""Bringing a book up to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from service.book.engines import transaction
from service.book.marks import KeyMissing, mark, note_swept, strange_if_any, unswept
from service.book.opening import alone, open_engines, read_address
from service.book.seal import Ring
from service.book.sqlite import file_of
from service.book.sweeping import sweep
from service.domain.catalogue import N_
from service.domain.refusals import Refusal
from service.ports import BookUnavailable

_FOLDER = Path(__file__).parent / "migrations"
#: Below these names and numbers would stand in the open again.
_LOWEST = "0011"


class OtherTables(Refusal):
    """Nobody can go back to those."""

    problem = N_("The book has no older tables of that number.")
    mend = N_("Write the number of a migration from {lowest} to {now}, with its noughts.")


def migrate(database_url: str, ring: Ring) -> None:
    """Bring the book up to date, making it where there is none; all of it or nothing.

    Any number of processes may do so at once: one works, the others wait and find nothing
    left to do. A book that a newer version has migrated is left as it is, since migrations
    only add. What an older version wrote in the open is sealed with the *ring*'s first key,
    and then swept out of the file as well.

    Raises:
        ValueError: that is no address of a book.
        KeyMissing: it is sealed with a key that the *ring* does not have.
        BookUnavailable: it could not be done, and nothing was changed.
    """
    url = read_address(database_url)
    try:
        with alone(url, ring) as connection:
            if strange_if_any(connection):
                raise KeyMissing
            if _behind(connection):
                command.upgrade(_config(connection), "head")
            mark(connection)
            dirty = unswept(connection)
        if dirty and sweep(url, ring):
            with alone(url, ring) as connection:
                note_swept(connection)
    except DBAPIError as error:
        raise BookUnavailable(type(error).__name__) from None
    except OSError as error:
        raise BookUnavailable(f"the book's folder: {error.strerror}") from None


def migrate_back(database_url: str, ring: Ring, to: str) -> None:
    """Take the migrations after *to* back, one by one; all of it or nothing.

    What only the newer tables hold is gone. Whoever works on the book by this version's code
    would fail afterwards, so nobody may: the caller sees to that.

    Raises:
        ValueError: that is no address of a book.
        KeyMissing: it is sealed with a key that the *ring* does not have.
        OtherTables: *to* is no migration that the book has behind it.
        BookUnavailable: it could not be done, and nothing was changed.
    """
    try:
        with alone(read_address(database_url), ring) as connection:
            if strange_if_any(connection):
                raise KeyMissing
            now = MigrationContext.configure(connection).get_current_revision() or ""
            if to not in known_revisions() or not _LOWEST <= to <= now:
                raise OtherTables(lowest=_LOWEST, now=now)
            command.downgrade(_config(connection), to)
    except DBAPIError as error:
        raise BookUnavailable(type(error).__name__) from None


def needs_migration(database_url: str, ring: Ring) -> bool:
    """Whether the book lacks a migration, or is not there at all. Makes nothing.

    Raises:
        ValueError: that is no address of a book.
        KeyMissing: it is sealed with a key that the *ring* does not have.
        BookUnavailable: it could not be read.
    """
    url = read_address(database_url)
    if url.get_backend_name() == "sqlite" and not file_of(url).exists():
        return True
    engines = open_engines(url, ring)
    try:
        with transaction(engines.reading) as connection:
            if strange_if_any(connection):
                raise KeyMissing
            return _behind(connection)
    finally:
        engines.dispose()


def is_ahead(database_url: str, ring: Ring) -> bool:
    """Whether a newer version than this one has migrated the book.

    Raises:
        BookUnavailable: it could not be read.
    """
    engines = open_engines(read_address(database_url), ring)
    try:
        with transaction(engines.reading) as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            return current is not None and current not in known_revisions()
    finally:
        engines.dispose()


def known_revisions() -> frozenset[str]:
    """Return the names of all migrations that this version has."""
    scripts = ScriptDirectory.from_config(_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def head() -> str | None:
    """Return the name of the last one."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def config_for(connection: Connection) -> Config:
    """Return what Alembic works with, on *connection*."""
    return _config(connection)


def _behind(connection: Connection) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    return current is None or (current in known_revisions() and current != head())


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    # A per cent sign in the path would be read as the start of a setting's name.
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return config
