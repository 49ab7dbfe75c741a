"""What the two databases have in common: their engines, and what becomes of their errors."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.ports import BookUnavailable, BookUncertain


class ConnectionLost(BookUnavailable):
    """The database went away in the middle: whether a commit got through is unknown."""


@dataclass(frozen=True, slots=True)
class Engines:
    """One for each kind of page, and the turn that a writer waits for."""

    reading: Engine
    writing: Engine
    #: Entered before a transaction that writes, left after its commit.
    turn: Callable[[], AbstractContextManager[None]]

    def dispose(self) -> None:
        """Close every connection that nobody is using."""
        self.reading.dispose()
        self.writing.dispose()


def name_outages(engine: Engine) -> None:
    """Have every error of *engine*'s driver raised as ``BookUnavailable``."""
    event.listen(engine, "handle_error", _raise_outage)


def _raise_outage(context: ExceptionContext) -> None:
    if not isinstance(context.sqlalchemy_exception, DBAPIError):
        return  # Not the driver's: a bug of ours, such as a naive datetime.
    raise _outage(context.original_exception, lost=context.is_disconnect)


def outage_of(error: Exception, connection: Connection) -> BookUnavailable:
    """Return what *error* is to us, which the driver of *connection* raised when asked directly."""
    driver: Any = connection.connection.driver_connection
    lost = connection.dialect.is_disconnect(error, driver, None)  # type: ignore[arg-type]
    if lost:
        connection.invalidate(error)
    return _outage(error, lost=lost)


def _outage(error: BaseException, *, lost: bool) -> BookUnavailable:
    name = _error_name(error)
    # Drivers quote the row in their message, and a row holds names and numbers.
    error.args = (name,)
    return ConnectionLost(name) if lost else BookUnavailable(name)


def _error_name(error: BaseException) -> str:
    """Name an error by its class and the database's code for it, and nothing else."""
    code = getattr(error, "sqlstate", None) or getattr(error, "sqlite_errorname", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__


@contextmanager
def transaction(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that commits when the block ends, and is undone on any error.

    Raises:
        BookUnavailable: nothing was kept.
        BookUncertain: the connection was lost in the commit itself.
    """
    try:
        with engine.connect() as connection:
            connection.begin()
            yield connection
            _commit(connection)
    except (DBAPIError, PoolTimeout, PendingRollbackError) as error:
        raise BookUnavailable(type(error).__name__) from None


def _commit(connection: Connection) -> None:
    try:
        connection.commit()
    except ConnectionLost as lost:
        raise BookUncertain(*lost.args) from None
