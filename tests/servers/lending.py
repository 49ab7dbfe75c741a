"""One PostgreSQL book that is handed from test to test, and emptied in between.

To make a database and drop it again costs a fifth of a second, most of it a processor's; to empty
one, a hundredth.
"""

import psycopg
from psycopg import Connection, sql
from servers.postgres import PostgresServer

#: Any change to a table, trigger, function or setting changes one of these. A row's ``xmin`` is
#: the transaction that wrote it.
_SHAPE = " UNION ALL ".join(
    f"SELECT count(*), coalesce(sum(xmin::text::bigint), 0) FROM {catalog}"  # noqa: S608 - ours
    for catalog in (
        *("pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index", "pg_trigger"),
        *("pg_type", "pg_proc", "pg_namespace", "pg_db_role_setting", "pg_rewrite"),
    )
)
_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
_COUNTED = "SELECT seqrelid, seqstart, pg_sequence_last_value(seqrelid) FROM pg_sequence"
_COUNT_ON = "SELECT setval(%s::oid::regclass, %s, %s)"
_LEAVE = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"


class LentBook:
    """The copy of *template* that the next test gets, under a name that no test has had before.

    A new name, so that a thread which outlives its test writes into nobody else's book.
    """

    def __init__(self, server: PostgresServer, template: str) -> None:
        self._server, self._template = server, template
        self._name = ""
        self._shape: object = None
        #: What a migrated book holds, by table.
        self._rows: dict[str, bytes] = {}
        #: How far its sequences had counted.
        self._counted: list[tuple[int, int, int | None]] = []

    def lend(self) -> str:
        """Return the name of a migrated database with nothing in it, and nobody connected to it."""
        if not self._name or not self._emptied():
            self._make()
        name = self._server.new_name()
        self._server.execute(f"ALTER DATABASE {self._name} RENAME TO {name}")
        self._name = name
        return name

    def _make(self) -> None:
        if self._name:
            self._server.drop(self._name)
        self._name = self._server.new_database(self._template)
        with self._connect(self._name) as connection:
            self._shape = connection.execute(_SHAPE.encode()).fetchall()
            self._counted = connection.execute(_COUNTED.encode()).fetchall()
            for table in self._tables(connection):
                with connection.cursor().copy(_sql("COPY {} TO STDOUT", table)) as rows:
                    self._rows[table] = b"".join(rows)

    def _emptied(self) -> bool:
        """Empty it; say whether it is as it was made, which a test may have seen to."""
        with self._connect("postgres") as connection:
            connection.execute(_LEAVE, [self._name])
        with self._connect(self._name) as connection:
            if connection.execute(_SHAPE.encode()).fetchall() != self._shape:
                return False
            # Whatever refers to what: no table is looked at until all are as they were.
            connection.execute("SET session_replication_role = replica")
            for table, rows in self._rows.items():
                connection.execute(_sql("DELETE FROM {}", table))
                if rows:
                    with connection.cursor().copy(_sql("COPY {} FROM STDIN", table)) as copy:
                        copy.write(rows)
            for sequence, start, last in self._counted:
                connection.execute(_COUNT_ON, [sequence, last or start, last is not None])
        return True

    def _connect(self, database: str) -> Connection:
        return psycopg.connect(
            f"host=127.0.0.1 port={self._server.port} user=postgres dbname={database}"
            " connect_timeout=5"
        )

    @staticmethod
    def _tables(connection: Connection) -> list[str]:
        return [name for (name,) in connection.execute(_TABLES).fetchall()]


def _sql(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(table))
