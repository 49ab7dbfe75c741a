"""Some sites at a time, each with a Redis and a book of its own, and the faults that they take."""

import threading
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from faults.cradle import Nursery
from faults.fault import Fault, Ground, Row
from faults.night import live
from faults.site import Site, environment
from servers.postgres import PostgresServer
from servers.redis import RedisServer
from servers.stalling import StallingProxy
from servers.undertaker import Folder

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


Done = Callable[[Task, Row], None]


class Lane:
    """One place for a site. A site serves several nights, until a fault spoils it."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._folder = Folder("escalate-faults-")
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
        folder = self._folder.path / str(self._built)
        folder.mkdir()
        self._redis.fresh()
        self._ground = task.fault.ground
        postgres = self._postgres_for(task)
        bell = StallingProxy(self._redis.port) if task.fault.proxied else None
        book = StallingProxy(postgres.port) if task.fault.proxied and postgres else None
        redis_url = f"redis://127.0.0.1:{bell.port if bell else self._redis.port}/0"
        env = environment(_book_url(folder, postgres, book), redis_url)
        site = Site(
            begin=self._nursery.begin,
            folder=folder,
            env=env | dict(task.fault.env),
            redis=self._redis,
            busy=self._nursery.busy,
            postgres=postgres,
            trapped=task.fault.trapped,
            bell_proxy=bell,
            book_proxy=book,
        )
        site.migrate()
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
        self._folder.remove()


def _book_url(folder: Path, postgres: PostgresServer | None, proxy: StallingProxy | None) -> str:
    """Return the address of a new book, by way of *proxy* where there is one."""
    if postgres is None:
        return f"sqlite:///{folder / 'book.sqlite3'}"
    url = postgres.url(postgres.new_database())
    return url if proxy is None else url.replace(f":{postgres.port}/", f":{proxy.port}/")


class Run:
    """Some tasks, and the lanes that take them one by one."""

    def __init__(self, nursery: Nursery, tasks: Sequence[Task], seed: int, done: Done) -> None:
        self._nursery = nursery
        self._tasks = tasks
        self._left = list(tasks)
        self._seed = seed
        self._done = done
        self._rows: dict[str, Row] = {}
        self._lock = threading.Lock()

    def live(self, lanes: int) -> list[Row]:
        """Do every task, *lanes* at a time, and return their rows in the order of the tasks."""
        threads = [
            threading.Thread(target=self._work, args=(index * STAGGER,))
            for index in range(min(lanes, len(self._tasks)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return [self._rows[task.name] for task in self._tasks]

    def _work(self, wait: float) -> None:
        sleep(wait)
        lane = Lane(self._nursery)
        try:
            while (task := self._take(lane)) is not None:
                row = lane.do(task, self._seed)
                with self._lock:
                    self._rows[task.name] = row
                self._done(task, row)
        finally:
            lane.close()

    def _take(self, lane: Lane) -> Task | None:
        """Take a task for which the site of *lane* stands already, or else the next."""
        with self._lock:
            suiting = (one for one in self._left if lane.suits(one))
            chosen = next(suiting, self._left[0] if self._left else None)
            if chosen is not None:
                self._left.remove(chosen)
            return chosen
