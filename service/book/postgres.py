"""The book in PostgreSQL."""

import select
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import InvalidatePoolError

from service.book.engines import Engines, name_outages
from service.book.patience import WORKING, Patience
from service.domain.catalogue import N_
from service.domain.refusals import Refusal

Answer = TypeVar("Answer")

#: Seconds until we say that nobody answers. libpq counts whole ones, from 2 up.
CONNECT_SECONDS = 2
#: A server that stops in the middle is noticed: what is sent and not confirmed for so long
#: ends the connection, and a quiet one is asked after.
_NETWORK = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 5000,  # milliseconds
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}
#: A process that is frozen inside a transaction would hold its locks for ever; after so many
#: seconds they are free.
_IDLE_SECONDS = 10
#: A migration may work for longer, and waits for one that another process is at.
_MIGRATING = Patience(turn=60.0, lock=60.0, statement=120.0, silence=WORKING.silence)
#: The lock that migrations take: any number will do that nothing else here uses.
_MIGRATION_LOCK = 7_092_113_417


class NotUnicode(Refusal):
    """The database keeps letters in another way than ours, or does not know what a letter is."""

    problem = N_("The database keeps text as {encoding}, not as UTF8.")
    mend = N_(
        "Make another one beside it: sudo -u postgres createdb --owner escalate --encoding UTF8"
        " --template template0 NAME. Then write NAME into DATABASE_URL, and run escalate migrate."
    )


class PatientConnection(psycopg.Connection[Any]):
    """A connection whose every wait ends: for an answer, a commit, a rollback."""

    #: A server that is frozen confirms what it is sent and never answers, so that none of its
    #: own limits ends the wait.
    silence_seconds = WORKING.silence

    def wait(
        self, gen: PQGen[Answer], interval: float = 0.1, timeout: float | None = None
    ) -> Answer:
        """Wait for the server, and hang up on one that stays silent."""
        try:
            return super().wait(gen, interval, timeout or self.silence_seconds)
        except errors.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                # Half a statement is under way: what is read next would answer this one.
                self.close()
            raise


def open_postgres(url: URL, patience: Patience) -> Engines:
    """Open engines for the database that *url* names. They share their connections."""
    engine = _engine(url, patience, pool_size=5, max_overflow=10, pool_timeout=2)
    # Sees one state of the book however many statements it takes.
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @event.listens_for(engine, "do_connect")
    def _connect(
        _dialect: Dialect, _record: object, arguments: list[Any], options: dict[str, Any]
    ) -> PatientConnection:
        connection = PatientConnection.connect(*arguments, **options)
        connection.silence_seconds = patience.silence
        return connection

    return Engines(reading, engine, nullcontext)


def _session(patience: Patience) -> dict[str, str]:
    """Return what each session is set to; a time is in milliseconds."""
    return {
        "timezone": "UTC",
        "statement_timeout": f"{patience.statement * 1000:.0f}",
        "lock_timeout": f"{patience.lock * 1000:.0f}",
        "idle_in_transaction_session_timeout": f"{_IDLE_SECONDS * 1000}",
    }


def _engine(url: URL, patience: Patience, **pool: int) -> Engine:
    session = _session(patience)
    engine = create_engine(
        url,
        hide_parameters=True,
        # A statement after a lock then sees what was committed while it waited.
        isolation_level="READ COMMITTED",
        connect_args=_NETWORK,
        **pool,
    )
    # Several rows of one table go in one statement: the driver's own way is one round trip each.
    engine.dialect.use_insertmanyvalues_wo_returning = True
    name_outages(engine)
    # Before SQLAlchemy asks anything: it cannot read the answers of a database without letters.
    event.listen(engine, "connect", _refuse_other_letters, insert=True)
    event.listen(engine, "checkout", _refuse_dead)

    @event.listens_for(engine, "connect")
    def _set_up(connection: psycopg.Connection, _record: object) -> None:
        settings = "SELECT " + ", ".join("set_config(%s, %s, false)" for _ in session)
        connection.execute(settings, [word for pair in session.items() for word in pair])
        connection.commit()

    return engine


def _refuse_other_letters(connection: psycopg.Connection[Any], _record: object) -> None:
    """Refuse a database in which not every name can be written. The server says so unasked."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding not in (None, "UTF8"):
        connection.close()
        raise NotUnicode(encoding=encoding)


def _refuse_dead(connection: psycopg.Connection[Any], _record: object, _proxy: object) -> None:
    """Have the pool open another connection in the place of one that died while it lay idle.

    A server that ends sends word, and nothing else is ever sent to an idle connection: so a
    look at the socket tells as much as a question would, and costs no round trip.
    """
    if connection.closed:
        raise InvalidatePoolError
    looking = select.poll()
    looking.register(connection.fileno(), select.POLLIN)
    if looking.poll(0):
        raise InvalidatePoolError


@contextmanager
def one_transaction(url: URL) -> Iterator[Connection]:
    """Open one transaction that holds off every other migration until it is committed."""
    engine = _engine(url, _MIGRATING, pool_size=1)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
            yield connection
    finally:
        engine.dispose()
