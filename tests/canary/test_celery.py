"""What Celery carries, at either end of a real Redis: ids, and no word of anybody's."""

import json
import logging

import pytest
import redis
from canary.birds import Birds
from celery.signals import task_prerun
from servers.waiting import wait_until

from service.bell import QUEUE, CeleryBell
from workers.test_hearing import ID, forged, hears, hints, listening

__all__ = ["listening"]

ONE = "c" * 32


@pytest.fixture
def carried():
    """The arguments of each task, as a worker is about to do it."""
    found: list[tuple[object, object]] = []

    def note(args: object, kwargs: object, **__: object) -> None:
        found.append((args, kwargs))

    task_prerun.connect(note)
    yield found
    task_prerun.disconnect(note)


def test_a_hint_arrives_as_one_id_and_nothing_else(listening, redis_url, carried):
    app = listening(redis_url)
    hears(app, redis_url)
    CeleryBell(redis_url).ring(ONE)
    wait_until("it is looked at", lambda: ONE in app.ticker.looked, within_seconds=10)
    looked = [given for given in carried if not str(given[0][0]).startswith("canary.")]
    assert looked
    assert all(len(args) == 1 and ID.fullmatch(args[0]) for args, __ in looked)
    assert not any(kwargs for __, kwargs in carried)


def written(birds: Birds) -> list[bytes]:
    """Return messages that somebody else wrote, with a word in each place that there is."""
    named = birds.named
    whole = json.loads(forged("look"))
    return [
        named("no message").encode(),
        json.dumps(named("a string")).encode(),
        json.dumps([named("a list")]).encode(),
        json.dumps({named("a key"): named("a value")}).encode(),
        json.dumps(whole | {"body": named("the body")}).encode(),
        json.dumps(whole | {"body": named("base64"), "content-encoding": "base64"}).encode(),
        json.dumps(whole | {"headers": {"lang": named("no task")}}).encode(),
        json.dumps(whole | {"content-type": named("the type")}).encode(),
        json.dumps(whole | {"content-encoding": named("the encoding")}).encode(),
        json.dumps(whole | {named("a key beside"): named("a value beside")}).encode(),
        json.dumps(whole | {"properties": {"delivery_tag": named("a tag")}}).encode(),
        forged(named("the task")),
        forged("look", [[named("an argument")], {}, {}]),
        forged("look", [[{named("in an argument"): named("of an argument")}], {}, {}]),
        forged("look", [[ONE], {named("a name"): named("by name")}, {}]),
        forged("look", [[ONE], {}, {"callbacks": named("callbacks"), "chord": named("chord")}]),
        forged("look", named("no list")),
        forged("canary", [[named("a cage")], {}, {}]),
        *(
            forged("look", **{header: named(header)})
            for header in ("id", "root_id", "parent_id", "group", "origin", "eta", "expires")
        ),
        *(
            forged("look", **{header: named(header)})
            for header in ("argsrepr", "kwargsrepr", "shadow", "timelimit", "retries", "lang")
        ),
    ]


def test_no_word_that_somebody_writes_into_redis_reaches_a_log_or_the_book(
    listening, redis_url, log_of_a_process, capfd
):
    birds = Birds()
    app = listening(redis_url)
    logging.getLogger().setLevel(logging.WARNING)  # As in life; the test's worker tells less.
    messages = written(birds)
    with redis.Redis.from_url(redis_url) as client:
        for message in messages:
            client.lpush(QUEUE, message)
        wait_until("all are read", lambda: not client.llen(QUEUE), within_seconds=20)
    hears(app, redis_url)
    said = log_of_a_process()
    assert "a message that is none of ours was dropped" in said
    assert not birds.found_in(said)
    assert not birds.found_in("".join(capfd.readouterr()))
    assert not birds.found_in(repr(app.ticker.looked))
    assert all(ID.fullmatch(one) for one in app.ticker.looked)
    hints(redis_url)
    assert len(birds) > len(messages)
