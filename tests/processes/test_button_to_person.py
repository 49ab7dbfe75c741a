"""From the button to a person, on real processes: web, workers, watch, bell, carrier, book."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from faults.cradle import Born
from processes.house import AMINA, PRIYA, SAM, TOM, House, settle
from servers.redis import RedisServer
from servers.waiting import wait_until

pytestmark = pytest.mark.processes

TAKES_IT = {"kind": "answer", "after": 0, "press": [{"after": 0, "keys": "1"}]}


@pytest.fixture
def small(begin: Callable[..., Born], tmp_path: Path, sqlite_url: str) -> House:
    """SQLite with the embedded bell, as `escalate run` has it."""
    settings, env = settle(tmp_path, sqlite_url, None)
    house = House(begin, tmp_path, settings, env)
    house.furnish()
    house.start("bell", "exchange", "web", "worker", "watch")
    house.is_ready()
    return house


@pytest.fixture
def large(begin: Callable[..., Born], tmp_path: Path, postgres_url: str, redis_url: str) -> House:
    """PostgreSQL with Redis and two workers, as the containers have it."""
    settings, env = settle(tmp_path, postgres_url, redis_url)
    house = House(begin, tmp_path, settings, env)
    house.furnish()
    house.start("exchange", "web", "worker-1", "worker-2", "watch")
    house.is_ready()
    return house


@pytest.fixture(params=["small", "large"])
def house(request: pytest.FixtureRequest) -> House:
    """A whole house, once of each kind."""
    return request.getfixturevalue(request.param)


def test_officer_twice_deputy_in_mailbox_second_deputy_takes_it_and_they_speak(house: House):
    house.phone(PRIYA, "no_answer", "no_answer")
    house.phone(TOM, {"kind": "mailbox", "after": 0})
    house.phone(AMINA, TAKES_IT)

    raised = house.press()
    taken = house.becomes(raised, "acknowledged")

    assert taken["acknowledged"]["name"] == "Amina Yusuf"
    assert "Amina has your call-out" in taken["now"]
    assert [len(house.calls_to(number)) for number in (PRIYA, TOM, AMINA)] == [2, 1, 1]
    assert house.calls_to(TOM)[0]["said"], "the mailbox hears the opening"
    told = wait_until("everybody is told", lambda: texts(house, 4), within_seconds=30)
    assert "Amina has taken your call-out" in next(filter(says_taken, told[SAM]))
    assert "Ring Sam Lee now on 07700 900123" in told[AMINA][-1]
    assert "Amina has taken" in told[PRIYA][-1]
    done = house.api("POST", f"/escalations/{raised}/spoken")
    assert done["state"] == "spoken"
    print(json.dumps(done["timeline"], indent=1))  # noqa: T201 - shown with -s, as a record


def test_with_redis_frozen_and_then_dead_phones_still_ring(large: House, redis_server: RedisServer):
    redis_server.freeze()
    house = large
    house.press()
    house.rings(PRIYA)
    redis_server.thaw()
    redis_server.kill()
    house.press()
    house.rings(PRIYA, times=2)
    assert house.children["worker-1"].running
    assert house.children["worker-2"].running


def test_the_watch_alone_carries_the_climb_when_the_worker_is_killed(small: House):
    house = small
    house.phone(PRIYA, "no_answer", "no_answer")
    house.phone(TOM, TAKES_IT)
    raised = house.press()
    house.rings(PRIYA)
    house.children.pop("worker").kill()
    house.children.pop("bell").kill()
    taken = house.becomes(raised, "acknowledged")
    assert taken["acknowledged"]["name"] == "Tom Reed"


def test_started_again_after_everything_was_killed_the_climb_goes_on(small: House):
    house = small
    house.phone(PRIYA, "no_answer", "no_answer")
    raised = house.press()
    house.rings(PRIYA)
    for name in ("web", "worker", "watch", "bell"):
        house.children.pop(name).kill()
    house.phone(PRIYA, TAKES_IT)
    house.phone(TOM, TAKES_IT)
    house.start("bell", "web", "worker", "watch")
    house.is_ready()
    taken = house.becomes(raised, "acknowledged")
    assert taken["acknowledged"]["name"] in {"Priya Shah", "Tom Reed"}


def says_taken(body: str) -> bool:
    """Whether it says who has it: "Tom has not taken it" says that somebody else is rung."""
    return "taken" in body and "not taken" not in body


def texts(house: House, at_least: int) -> dict[str, list[str]] | None:
    """Return the texts by number, once so many people have got one that says it is taken."""
    found: dict[str, list[str]] = {}
    for one in house.knob("GET", "/state")["texts"]:
        found.setdefault(one["to"], []).append(one["body"])
    told = [number for number, bodies in found.items() if any(map(says_taken, bodies))]
    return found if len(told) >= at_least else None
