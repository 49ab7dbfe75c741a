"""How long a backup of a large book takes, and its way back, beside the database's own copy.

    PYTHONPATH=.:.. ../.venv/bin/python -m bench.backups [--book postgres] [--escalations 100000]

By hand, from ``tests/``. A hundred call-outs are lived through; their rows are then copied under
new ids until the book is as large as was asked for. The commands are the real ones, in processes
of their own; the other copy is ``VACUUM INTO`` or ``pg_dump``, of the same book in the same run.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from hashlib import md5
from pathlib import Path
from typing import Any, TypeVar

import click
import pyrage
from servers.migrated import BOOK_KEY, RING, SECRET_KEY
from servers.postgres import PostgresServer, postgres_program
from sqlalchemy import create_engine, insert, select
from web.house import House

from service.book import migrate
from service.book.copies import plain_tables
from service.desk.evidence import link_some
from service.proofs import Prover

T = TypeVar("T")
Row = dict[str, Any]
Rows = list[Row]

#: Call-outs that are lived through; the others are theirs under new ids.
LIVED = 100


class Book:
    """One kind of book: where it is, and how its own program copies it."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self._server = PostgresServer("-c", "fsync=on") if kind == "postgres" else None
        if self._server:
            self._server.fresh()

    def new(self, name: str) -> str:
        """Return the address of an empty database."""
        if self._server:
            return self._server.url(self._server.new_database())
        return f"sqlite:///{self.folder / name}.sqlite"

    def copied(self, url: str) -> Path:
        """Copy the book as the database's own program does; return the file."""
        file = self.folder / "own.copy"
        if self.kind == "sqlite":
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
                connection.execute("VACUUM INTO ?", (str(file),))
        else:
            program = str(postgres_program("pg_dump"))
            plain = url.replace("postgresql+psycopg", "postgresql")
            subprocess.run([program, "--format=custom", f"--file={file}", plain], check=True)  # noqa: S603 - our own words alone
        return file

    def end(self) -> None:
        """End what it stands on."""
        if self._server:
            self._server.end()


def live(url: str, folder: Path) -> None:
    """Live through `LIVED` call-outs: pressed, rung, spoken."""
    migrate(url, RING)
    house = House(url, folder)
    try:
        for _ in range(LIVED):
            raised = house.raises()
            house.rings(raised["id"])
            house.asks("sam").post(f"/api/v1/escalations/{raised['id']}/spoken")
        while link_some(house.parts.desk, Prover(SECRET_KEY)):
            pass
    finally:
        house.closes()


def grow(url: str, escalations: int) -> int:
    """Copy what was lived through under new ids until there are so many; return the rows."""
    engine = create_engine(url)
    tables = plain_tables()
    rows = 0
    with engine.begin() as connection:
        lived = {
            name: [dict(row) for row in connection.execute(select(tables[name])).mappings()]
            for name in ("escalations", "rungs", "attempts", "carrier_calls", "events", "chain")
        }
        each = sum(map(len, lived.values()))
        for turn in range(1, escalations // LIVED):
            for name, some in _under_new_ids(lived, turn).items():
                connection.execute(insert(tables[name]), some)
            rows += each
    engine.dispose()
    return rows + each


def _under_new_ids(lived: Mapping[str, Rows], turn: int) -> dict[str, Rows]:
    """Return all the rows once more, as those of other call-outs that went the same way."""

    def another(known: str | None) -> str | None:
        return known and md5(f"{turn} {known}".encode(), usedforsecurity=False).hexdigest()

    events = len(lived["events"]) * turn
    lines = len(lived["chain"]) * turn
    changes: dict[str, Callable[[Row], Row]] = {
        "escalations": lambda row: {
            "id": another(row["id"]),
            "reference": str(another(row["id"]))[:12].upper(),
        },
        "rungs": lambda row: {"escalation_id": another(row["escalation_id"])},
        "attempts": lambda row: {
            "id": another(row["id"]),
            "escalation_id": another(row["escalation_id"]),
        },
        "carrier_calls": lambda row: {
            "attempt_id": another(row["attempt_id"]),
            "sid": row["sid"][:2] + str(another(row["sid"])),
        },
        "events": lambda row: {
            "id": row["id"] + events,
            "escalation_id": another(row["escalation_id"]),
            "attempt": another(row["attempt"]),
        },
        "chain": lambda row: {
            "number": row["number"] + lines,
            "row": row["row"] + events,
            "proof": another(row["proof"]),
        },
    }
    return {name: [row | changes[name](row) for row in rows] for name, rows in lived.items()}


@click.command()
@click.option("--book", "kind", type=click.Choice(["sqlite", "postgres"]), default="sqlite")
@click.option("--escalations", default=100_000, show_default=True)
def main(kind: str, escalations: int) -> None:
    """Print how long each way takes, how large each copy is, and the ratios."""
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top)
        book = Book(kind, folder)
        try:
            _measure(book, folder, escalations)
        finally:
            book.end()


def _measure(book: Book, folder: Path, escalations: int) -> None:
    url = book.new("full")
    live(url, folder)
    click.echo(f"{book.kind}: {escalations:,} call-outs, {grow(url, escalations):,} rows of them")
    identity = pyrage.x25519.Identity.generate()
    (folder / "identity").write_text(f"{identity}\n")
    env = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": url,
        "SECRET_KEY": SECRET_KEY,
        "BOOK_KEY": BOOK_KEY,
        "BACKUP_RECIPIENT": str(identity.to_public()),
        "BACKUP_FOLDER": str(folder / "backups"),
    }
    own, copied = _timed(lambda: book.copied(url))
    made, _ = _timed(lambda: _escalate(env, "backup", "make"))
    (file,) = (folder / "backups").glob("*.age")
    reading = ("--identity", str(folder / "identity"))
    checked, _ = _timed(lambda: _escalate(env, "backup", "check", str(file), *reading))
    empty = env | {"DATABASE_URL": book.new("empty")}
    restored, _ = _timed(lambda: _escalate(empty, "backup", "restore", str(file), *reading))
    megabytes = file.stat().st_size / 1e6
    its_own = copied.stat().st_size / 1e6
    click.echo(f"the database's own copy   {own:7.1f} s  {its_own:7.1f} MB")
    click.echo(f"backup make               {made:7.1f} s  {megabytes:7.1f} MB")
    click.echo(f"  to its own copy         {made / own:7.1f} x  {megabytes / its_own:7.2f} x")
    click.echo(f"backup check              {checked:7.1f} s")
    click.echo(f"backup restore            {restored:7.1f} s")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    click.echo(f"most memory of a command  {most:7.0f} MiB")


def _escalate(env: Mapping[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "-m", "service", *words], env=env, check=True)  # noqa: S603 - our own words alone


def _timed(step: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    come = step()
    return time.perf_counter() - began, come


if __name__ == "__main__":
    main()
