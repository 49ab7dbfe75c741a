"""The bell: hints over a real Redis, and silence that harms nobody."""

import json
import socket
import threading
from collections.abc import Iterator

import pytest
import redis
from servers.redis import RedisServer
from servers.waiting import wait_until

from service.bell import LOOK, QUEUE, CeleryBell, celery_app, spelt_hint


@pytest.fixture
def queue(redis_url: str) -> Iterator[redis.Redis]:
    client = redis.Redis.from_url(redis_url)
    yield client
    client.close()


def test_a_hint_carries_the_task_and_an_opaque_id_and_nothing_else(redis_url, queue):
    CeleryBell(redis_url).ring("e" * 32)
    wait_until("the hint arrives", lambda: queue.llen(QUEUE), within_seconds=10)
    message = json.loads(queue.lindex(QUEUE, 0))
    assert message["headers"]["task"] == LOOK
    assert message["headers"]["expires"]
    assert "e" * 32 in message["headers"]["argsrepr"]


def test_a_hint_is_what_celery_itself_would_send(redis_url, queue):
    """Held against the Celery and kombu that are installed: either may change its message."""
    app = celery_app(redis_url)
    app.send_task(LOOK, args=["e" * 32], expires=60, ignore_result=True)
    ours, theirs = json.loads(spelt_hint(app, "e" * 32)), json.loads(queue.lindex(QUEUE, 0))

    # Redis keeps no time limit of a message's own; who wants a reply, nobody asks.
    theirs["properties"].pop("expiration")
    for message in (ours, theirs):
        properties, headers = message["properties"], message["headers"]
        assert properties["correlation_id"] == headers["id"] == headers["root_id"]
        for changes in ("correlation_id", "delivery_tag", "reply_to"):
            assert isinstance(properties.pop(changes), str)
        for changes in ("id", "root_id", "expires"):
            assert headers.pop(changes)
    assert ours == theirs


def test_a_burst_of_hints_is_one_or_few(redis_url, queue):
    bell = CeleryBell(redis_url, gap_seconds=30)
    for number in range(100):
        bell.ring(f"{number:032x}")
    wait_until("the hint arrives", lambda: queue.llen(QUEUE), within_seconds=10)
    assert queue.llen(QUEUE) == 1


def test_redis_that_answers_is_told_from_redis_that_does_not(redis_server: RedisServer):
    bell = CeleryBell(redis_server.url)
    assert bell.answers()
    redis_server.freeze()
    assert not bell.answers()
    redis_server.thaw()
    redis_server.kill()
    assert not bell.answers()


def test_with_nobody_there_ringing_returns_and_raises_nothing():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
    bell = CeleryBell(nobody)
    for _ in range(1000):
        bell.ring("e" * 32)
    assert not bell.answers()


def test_after_redis_was_away_hints_come_through_again(redis_server: RedisServer, monkeypatch):
    monkeypatch.setattr("service.bell.REST_SECONDS", 0.0)
    redis_server.kill()
    bell = CeleryBell(redis_server.url)
    bell.ring("e" * 32)
    redis_server.restart()
    client = redis.Redis.from_url(redis_server.url)

    def heard() -> bool:
        bell.ring("e" * 32)
        return bool(client.llen(QUEUE))

    wait_until("the hint arrives", heard, within_seconds=20)
    client.close()


def test_no_failure_whatever_ends_the_ringing(redis_url, queue, monkeypatch, capsys):
    monkeypatch.setattr("service.bell.REST_SECONDS", 0.0)
    honest, failed = redis.Redis.lpush, threading.Event()

    def fails_once(self, *args, **options):
        if not failed.is_set():
            failed.set()
            raise LookupError("redis://:a-password@127.0.0.1")
        return honest(self, *args, **options)

    monkeypatch.setattr(redis.Redis, "lpush", fails_once)
    bell = CeleryBell(redis_url)
    bell.ring("e" * 32)
    assert failed.wait(10)
    bell.ring("f" * 32)
    wait_until("the next hint arrives", lambda: queue.llen(QUEUE), within_seconds=10)
    told = "".join(capsys.readouterr())
    assert "LookupError" in told
    assert "a-password" not in told
