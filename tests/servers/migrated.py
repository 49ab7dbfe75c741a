"""Books that are migrated once, and copied for each test."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from service.book import read_ring

#: Made up, and long enough for whoever checks it.
SECRET_KEY = "made-up-and-long-enough-for-a-test-0123456789"
#: What all books of tests are sealed with, in this process and in those that it starts.
BOOK_KEY = "made-up-too-and-as-long-for-a-book-0123456789"
RING = read_ring(BOOK_KEY)


def migrate(url: str, folder: Path) -> None:
    """Bring the database at *url* up to date, with the command that a site uses."""
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "SECRET_KEY": SECRET_KEY}
    env["BOOK_KEY"] = BOOK_KEY
    done = subprocess.run(
        [sys.executable, "-m", "service", "migrate"],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"escalate migrate: {done.stdout}{done.stderr}"


def copy_sqlite(path: Path, target: Path) -> str:
    """Copy a SQLite file as SQLite does it, its log included, and return the copy's address."""
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        # Nothing is lost with a copy that no test has had yet, and a disk's answer takes longest.
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    return f"sqlite:///{target}"
