"""Some sites at a time, each with a Redis and a book of its own, and the faults that they take."""

import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faults.cradle import Nursery
from faults.fault import Fault, Ground, Row
from faults.night import live
from faults.site import Site, environment
from servers.postgres import PostgresServer
from servers.redis import RedisServer
from servers.stalling import StallingProxy

#: Between two first starts, in seconds: all at once, none would be ready for long.
STAGGER = 1.5


@dataclass(frozen=True, slots=True)
class Task:
    """One fault on one kind of book."""

    fault: Fault
    book: str

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.fault.name} ({self.book})"


class Lane:
    """One place for a site. A site serves several nights, until a fault spoils it."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._folder = tempfile.TemporaryDirectory(prefix="escalate-faults-")
        self._redis = RedisServer()
        self._postgres: PostgresServer | None = None
        self._site: Site | None = None
        self._ground: Ground | None = None
        self._built = 0
        self.now = ""

    def suits(self, task: Task) -> bool:
        """Whether *task* can be done at the site that stands here."""
        site = self._site
        if site is None:
            return False
        return (task.book, task.fault.ground) == (site.book, self._ground)

    def do(self, task: Task, seed: int) -> Row:
        """Live the night of *task*; a site where anything was violated is left."""
        self.now = task.name
        try:
            row = live(task.fault, self.site_for(task), f"{seed} {task.name}")
        except Exception as failure:  # noqa: BLE001 - one night must not end the others
            traceback.print_exc()
            said = f"the night broke off: {type(failure).__name__}: {failure}"
            row = Row(task.fault.name, task.book, violations=(said[:300],))
        if task.fault.spoils or row.violations:
            self._leave()
        self.now = ""
        return row

    def site_for(self, task: Task) -> Site:
        """Return a site that *task* can be done at, and begin it where there is none."""
        if self._site is None or not self.suits(task):
            self._leave()
            self._site = self._build(task)
        return self._site

    def _build(self, task: Task) -> Site:
        self._built += 1
        folder = Path(self._folder.name) / str(self._built)
        folder.mkdir()
        self._redis.fresh()
        self._ground = task.fault.ground
        postgres = self._postgres_for(task)
        bell, book = self._redis.port, postgres.port if postgres is not None else None
        proxies: list[StallingProxy | None] = [None, None]
        if task.fault.proxied:
            proxies = [StallingProxy(port) if port else None for port in (bell, book)]
        url = f"sqlite:///{folder / 'book.sqlite3'}"
        if postgres is not None:
            url = postgres.url(postgres.new_database())
            url = url.replace(f":{book}/", f":{_port_of(proxies[1], book)}/")
        redis_url = f"redis://127.0.0.1:{_port_of(proxies[0], bell)}/0"
        env = environment(url, redis_url) | dict(task.fault.env)
        site = Site(
            begin=self._nursery.begin,
            folder=folder,
            env=env,
            redis=self._redis,
            busy=self._nursery.busy,
            postgres=postgres,
            trapped=task.fault.trapped,
            bell_proxy=proxies[0],
            book_proxy=proxies[1],
        )
        migrating = self._nursery.begin(
            "escalate", "migrate", env=env, cwd=folder, log=folder / "migrate.log"
        )
        assert migrating.finishes() == 0, migrating.said
        site.furnish()
        return site

    def _postgres_for(self, task: Task) -> PostgresServer | None:
        if task.book == "sqlite":
            return None
        self._postgres = self._postgres or PostgresServer()
        self._postgres.fresh()
        return self._postgres

    def _leave(self) -> None:
        if self._site is not None:
            self._site.close()
        self._site = None

    def close(self) -> None:
        """End everything that was begun here."""
        self._leave()
        self._redis.end()
        if self._postgres is not None:
            with suppress(Exception):
                self._postgres.end()
        self._folder.cleanup()


def _port_of(proxy: StallingProxy | None, port: int) -> int:
    return port if proxy is None else proxy.port


def live_all(
    tasks: Sequence[Task],
    *,
    lanes: int,
    seed: int,
    done: Callable[[Task, Row], None],
    nursery: Nursery,
) -> list[Row]:
    """Do every task, *lanes* at a time, and return their rows in the order of *tasks*."""
    left, rows, lock = list(tasks), {}, threading.Lock()

    def take(lane: Lane) -> Task | None:
        with lock:
            chosen = next((one for one in left if lane.suits(one)), left[0] if left else None)
            if chosen is not None:
                left.remove(chosen)
            return chosen

    def work(wait: float) -> None:
        threading.Event().wait(wait)
        lane = Lane(nursery)
        try:
            while (task := take(lane)) is not None:
                row = lane.do(task, seed)
                with lock:
                    rows[task.name] = row
                done(task, row)
        finally:
            lane.close()

    threads = [
        threading.Thread(target=work, args=(index * STAGGER,))
        for index in range(min(lanes, len(tasks)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [rows[task.name] for task in tasks if task.name in rows]
