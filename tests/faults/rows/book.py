"""The book is away, full, read-only, locked, cut off in the middle."""

import os
import resource
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep

import psycopg
from faults.fault import POSTGRES, SQLITE, Fault, Scene
from faults.invariants import Bounds
from faults.site import TICKERS, Site
from servers.waiting import wait_until

from service.book.tables import metadata

#: Seconds for which the book is away, where it is.
AWAY = 6.0
#: What is due while the book is away is done once it is back. Whatever the carrier was being
#: asked as it went could not be written down: each of those answers is lost.
BACK = Bounds(late=AWAY + 6.0, duplicates=8, rings_on=AWAY + 3.0, told=2.5)


def _killed(scene: Scene) -> None:
    """All of PostgreSQL dies, and is started two seconds later."""
    assert scene.site.postgres is not None
    scene.site.postgres.kill()
    sleep(2)
    scene.site.postgres.start()


def _backend_killed(scene: Scene) -> None:
    """One backend dies of signal 9, five times: PostgreSQL then drops every connection."""
    postgres = scene.site.postgres
    assert postgres is not None
    for _ in range(5):
        victim = _backend(postgres.child.pid)
        if victim:
            os.kill(victim, signal.SIGKILL)
        sleep(1.5)


def _backend(postmaster: int) -> int | None:
    """Find a process that serves somebody: its title names the client."""
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("utf-8")
    for pid in map(int, children.split()):
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
        if b"127.0.0.1" in title:
            return pid
    return None


def _frozen(scene: Scene) -> None:
    assert scene.site.postgres is not None
    scene.site.postgres.freeze()
    sleep(AWAY)
    scene.site.postgres.thaw()


def _read_only(scene: Scene) -> None:
    """Every statement that writes is refused, with the code of a read-only server.

    Not by ``default_transaction_read_only``: our sessions ask for READ WRITE by name.
    """
    address = scene.site.settings.database_url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(
            "CREATE FUNCTION read_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION USING ERRCODE = '25006'; END$$"
        )
        for table in metadata.sorted_tables:
            owner.execute(
                f"CREATE TRIGGER read_only BEFORE INSERT OR UPDATE OR DELETE ON {table.name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION read_only()"
            )
        _bites(scene)
        sleep(AWAY)
        owner.execute("DROP FUNCTION read_only CASCADE")


def _bites(scene: Scene) -> None:
    """Make sure that nothing can be written now: else the night proves nothing."""
    book = scene.site.parts.book
    wait_until("the book cannot be written", lambda: not book.writable(), within_seconds=5)


def _disk_full(scene: Scene) -> None:
    """No file may grow beyond what the book has now: as on a full disk."""
    pids = _pids(scene.site)
    size = max(path.stat().st_size for path in scene.site.folder.glob("book.sqlite3*"))
    hard = resource.RLIM_INFINITY
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (min(size, 4096), hard))
    sleep(AWAY)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))


def _pids(site: Site) -> list[int]:
    """Return the processes of *site* that write into the book, gunicorn's own included."""
    heads = [site.children[name].pid for name in ("web", *TICKERS)]
    web = Path(f"/proc/{heads[0]}/task/{heads[0]}/children").read_text("utf-8")
    return [*heads, *map(int, web.split())]


def _locked(scene: Scene) -> None:
    """Somebody who takes no turns, such as a backup, holds SQLite's lock."""
    file = scene.site.folder / "book.sqlite3"
    with closing(sqlite3.connect(file, isolation_level=None, timeout=5)) as other:
        other.execute("BEGIN IMMEDIATE")
        _bites(scene)
        sleep(AWAY)
        other.execute("ROLLBACK")


def _tables_locked(scene: Scene) -> None:
    postgres = scene.site.postgres
    assert postgres is not None
    address = scene.site.settings.database_url.replace("+psycopg", "")
    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE escalations IN ACCESS EXCLUSIVE MODE")
        sleep(AWAY)
        other.rollback()


FAULTS = (
    Fault(name="book killed for 2 s", strike=_killed, books=POSTGRES, bounds=BACK),
    Fault(name="a backend of the book killed, 5 times", strike=_backend_killed, books=POSTGRES,
          bounds=BACK),
    Fault(name="book frozen for 6 s", strike=_frozen, books=POSTGRES, bounds=BACK),
    Fault(name="book read-only for 6 s", strike=_read_only, books=POSTGRES, bounds=BACK),
    Fault(name="disk full for 6 s", strike=_disk_full, books=SQLITE, bounds=BACK),
    Fault(name="book locked for 6 s", strike=_locked, books=SQLITE, bounds=BACK),
    Fault(name="tables locked for 6 s", strike=_tables_locked, books=POSTGRES, bounds=BACK),
)  # fmt: skip
