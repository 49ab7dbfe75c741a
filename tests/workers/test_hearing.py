"""A real worker on a real Redis hears hints, whatever else is in the queue or befalls the bell."""

import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import redis
from celery import Celery
from celery.contrib.testing.worker import start_worker
from servers.migrated import BOOK_KEY, SECRET_KEY
from servers.redis import RedisServer
from servers.stalling import StallingProxy
from servers.waiting import wait_until

from config.settings import load_settings
from service.bell import LOOK, QUEUE, celery_app
from service.wiring import wire
from workers import app as worker_app
from workers import tasks
from workers.app import make_app
from workers.canary import CANARY, KEPT_SECONDS, Cage, Pace

ID = re.compile("[0-9a-f]{32}")
#: Canaries often, and nobody ever deaf.
PATIENT = Pace(every_seconds=0.1, unheard=10**9)


class Listener:
    """In the ticker's place: notes what it is hinted at."""

    def __init__(self) -> None:
        self.looked: list[object] = []
        self.free = threading.Event()
        self.free.set()

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def wake(self) -> None: ...

    def look(self, escalation_id: object) -> int:
        self.looked.append(escalation_id)
        self.free.wait(20)
        return 0


Listening = Callable[[str], Celery]


@pytest.fixture
def listening(sqlite_book_url: str, tmp_path: Path) -> Iterator[Listening]:
    """Start a worker of the real app, in a thread, that listens to the Redis at an address."""
    with ExitStack() as stack:

        def listen(redis_url: str) -> Celery:
            env = {"DATABASE_URL": sqlite_book_url, "SECRET_KEY": SECRET_KEY, "BOOK_KEY": BOOK_KEY}
            parts = wire(load_settings(env | {"REDIS_URL": redis_url}, tmp_path))
            stack.callback(parts.book.close)
            app = make_app(parts, PATIENT)
            stack.callback(app.close)
            app.ticker = Listener()
            tasks.register(app)
            stack.enter_context(
                start_worker(app, concurrency=2, pool="threads", perform_ping_check=False)
            )
            return app

        yield listen


def hints(redis_url: str, escalation_id: object = "e" * 32, **options: object) -> None:
    with celery_app(redis_url) as app:
        app.send_task(LOOK, args=[escalation_id], **options)


def hears(app: Celery, redis_url: str, *, within_seconds: float = 10) -> None:
    """Ring until it looks, as the next presses would; what was rung before does not count."""
    rung: set[object] = set()

    def looks() -> bool:
        rung.add(one := secrets.token_hex(16))
        hints(redis_url, one)
        return not rung.isdisjoint(app.ticker.looked)

    wait_until("the worker hears", looks, within_seconds=within_seconds)


def sending_canaries() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "canary"]


def forged(task: object, body: object = None, **headers: object) -> bytes:
    """A message as somebody would write it who can reach Redis."""
    properties = {"delivery_tag": "x", "delivery_info": {"exchange": "", "routing_key": QUEUE}}
    return json.dumps(
        {
            "headers": {"task": task, "id": "x", **headers},
            "properties": properties,
            "body": json.dumps([["e" * 32], {}, {}] if body is None else body),
            "content-type": "application/json",
            "content-encoding": "utf-8",
        }
    ).encode()


RUBBISH = [
    b"",
    b"{}",
    b"\x80\x04pickle",
    b"[1, 2, 3]",
    b"[" * 100_000,
    forged(["look"]),
    forged({"look": 1}),
    forged(None),
    forged("celery.chord_unlock"),
    forged("os.system", [["true"], {}, {}]),
    forged("look", "no list"),
    forged("look", [[], {}, {}]),
    forged("look", [["e" * 32] * 9, {}, {}]),
    forged("look", [[{"a": 1}], {}, {}]),
    forged("look", [["\x00'; DROP TABLE escalations; --"], {}, {}]),
    forged("look", eta="no time"),
    forged("look", expires={"a": []}),
    forged("look", timelimit="no limit"),
    forged("canary", [[["a list"]], {}, {}]),
    forged("canary", [["another's"], {}, {}]),
]


def test_no_message_that_anybody_writes_ends_a_worker_or_makes_it_deaf(listening, redis_url):
    app = listening(redis_url)
    with redis.Redis.from_url(redis_url) as client:
        for message in RUBBISH:
            client.lpush(QUEUE, message)
        wait_until("all are read", lambda: not client.llen(QUEUE), within_seconds=20)
    hears(app, redis_url)
    assert all(ID.fullmatch(one) for one in app.ticker.looked), "the book is asked for ids alone"


def test_only_look_and_the_canary_are_known(listening, redis_url):
    assert set(listening(redis_url).tasks) == {LOOK, CANARY}


def test_a_message_that_asks_for_later_is_not_kept_until_then(listening, redis_url):
    app = listening(redis_url)
    hints(redis_url, countdown=3600)
    wait_until("it is looked at now", lambda: app.ticker.looked, within_seconds=10)


def test_a_bell_that_forgets_everything_is_heard_again_at_once(listening, redis_url):
    app = listening(redis_url)
    with redis.Redis.from_url(redis_url) as client:
        for _ in range(5):
            client.flushall()
            hears(app, redis_url)


def test_a_bell_that_was_killed_and_comes_back_empty_is_heard_again(
    listening, redis_server: RedisServer
):
    app = listening(redis_server.url)
    redis_server.restart()
    hears(app, redis_server.url, within_seconds=30)


def test_a_line_that_stalls_in_silence_is_left_for_a_new_one(
    listening, redis_server: RedisServer, monkeypatch
):
    # As in life, but for the seconds: those are the library's, and long.
    for option in ("socket_timeout", "health_check_interval"):
        assert option in worker_app._TRANSPORT
        monkeypatch.setitem(worker_app._TRANSPORT, option, 0.5)
    proxy = StallingProxy(redis_server.port)
    app = listening(f"redis://127.0.0.1:{proxy.port}/0")
    hears(app, redis_server.url)
    proxy.stall()
    hears(app, redis_server.url, within_seconds=30)
    proxy.close()


def test_its_own_canary_is_heard(listening, redis_url):
    app = listening(redis_url)
    heard, usual = threading.Event(), app.canary.heard

    def hear() -> None:
        usual()
        heard.set()

    app.canary.heard = hear
    assert heard.wait(10)


def test_what_a_killed_worker_has_not_heard_is_forgotten_by_redis(listening, redis_url):
    app = listening(redis_url)
    killed = Cage(app)
    killed.send()
    hears(app, redis_url)
    with redis.Redis.from_url(redis_url) as client:
        assert 0 < client.ttl(killed.name) <= KEPT_SECONDS
        lasting = {key for key in client.scan_iter() if client.ttl(key) == -1}
        members = {
            name for key in lasting if client.type(key) == b"set" for name in client.smembers(key)
        }
    assert not [name for name in lasting | members if b"canary" in name or b"unacked" in name]


def test_a_hint_that_waits_for_a_free_thread_has_no_second_copy_in_redis(listening, redis_url):
    app = listening(redis_url)
    app.canary.stop()  # Each canary would take one of the four places.
    wait_until("no canary is sent", lambda: not sending_canaries(), within_seconds=10)
    hints(redis_url)
    wait_until("the last of them was heard", lambda: app.ticker.looked, within_seconds=10)
    app.ticker.free.clear()
    with redis.Redis.from_url(redis_url) as client:
        for _ in range(4):  # Two are looked at, and two wait.
            hints(redis_url)
        wait_until("all are heard", lambda: not client.llen(QUEUE), within_seconds=10)
        copies = client.keys("unacked*")
    app.ticker.free.set()
    assert not copies
