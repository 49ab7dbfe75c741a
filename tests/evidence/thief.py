"""Whoever has got hold of the database's password, and of no key."""

from contextlib import closing

from sqlalchemy import MetaData, Table, create_engine

TABLES = ("events", "audit", "chain", "chain_head")
#: What a row is known by.
KEYS = {"events": "id", "audit": "number", "chain": "number", "chain_head": "id"}


class Thief:
    """Reads and writes whatever they like."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        metadata = MetaData()
        self.tables = {name: Table(name, metadata, autoload_with=self._engine) for name in TABLES}
        self.rows = {name: self._read(table) for name, table in self.tables.items()}

    def _read(self, table):
        with closing(self._engine.connect()) as connection:
            found = connection.execute(table.select().order_by(KEYS[table.name])).mappings()
            return [dict(one) for one in found]

    def puts(self, name: str, rows) -> None:
        """Have the table hold *rows* and nothing else."""
        table = self.tables[name]
        with self._engine.begin() as connection:
            connection.execute(table.delete())
            if rows:
                connection.execute(table.insert(), rows)

    def restores(self, name: str) -> None:
        self.puts(name, self.rows[name])

    def leaves(self) -> None:
        self._engine.dispose()
