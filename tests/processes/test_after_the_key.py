"""From the key to the conversation, on real processes: each path once, as the status API tells it.

One house lives all of them, one after the other, since to start it takes longer than they do.
Shown with ``-s``, as a record.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from faults.cradle import Born
from processes.house import PRIYA, ROTA, SAM, TOM, House, settle
from servers.migrated import RING
from servers.waiting import wait_until

from service.book import open_book
from service.domain.people import PhoneNumber

pytestmark = pytest.mark.processes

#: Quick reminders, and rings long enough for a slow machine.
QUICK = ROTA.replace(
    'name = "safeguarding"',
    'name = "safeguarding"\nspoken_reminder_seconds = 2\n'
    "spoken_question_seconds = 3\nspoken_limit_seconds = 5",
).replace("ring_seconds = 2\n", "ring_seconds = 15\n")
PATIENT = ROTA.replace("ring_seconds = 2\n", "ring_seconds = 15\n")


@pytest.fixture(params=["small", "large"])
def house(request: pytest.FixtureRequest, begin: Callable[..., Born], tmp_path: Path) -> House:
    """SQLite with the embedded bell; PostgreSQL with Redis and two workers."""
    large = request.param == "large"
    book = request.getfixturevalue("postgres_url" if large else "sqlite_url")
    redis = request.getfixturevalue("redis_url") if large else None
    settings, env = settle(tmp_path, book, redis)
    house = House(begin, tmp_path, settings, env)
    house.furnish(QUICK)
    parts = ["worker-1", "worker-2"] if large else ["bell", "worker"]
    house.start("exchange", "web", "watch", *parts)
    house.is_ready()
    return house


def test_from_the_key_to_the_conversation(house: House):
    taken_forgotten_resumed_spoken(house)
    house.applies(PATIENT)
    put_through(house)
    two_at_once(house)
    stopped_then_rung(house)
    raised_by_phone(house)


def taken_forgotten_resumed_spoken(house: House) -> None:
    house.phone(PRIYA, answers("1", hang_up_after=1))
    house.phone(TOM, answers("1", hang_up_after=1))
    raised = house.press()
    house.becomes(raised, "acknowledged")
    kinds = told(house, raised, "resumed")
    assert before(kinds, "acknowledged", "reminded", "asked", "resumed")
    again = house.becomes(raised, "acknowledged")
    assert again["acknowledged"]["name"] == "Tom Reed"
    shown(house, raised, "taken, forgotten, resumed, spoken")


def put_through(house: House) -> None:
    house.phone(PRIYA, answers("1", "1"))
    house.phone(SAM, answers("1"))
    raised = house.press()
    told(house, raised, "put_through")
    wait_until("the two are joined", lambda: joined(house), within_seconds=30)
    assert house.calls_to(SAM)[-1]["from"] == house.settings.twilio_from
    house.knob("POST", f"/phones/{SAM}/hang-up", {"wait": 10})
    house.knob("POST", f"/phones/{PRIYA}/hang-up", {"wait": 10})
    shown(house, raised, "put through")


def two_at_once(house: House) -> None:
    """One ring offers both; meanwhile the next person is tried for the second."""
    house.phone(PRIYA)
    house.phone(TOM, answers("1", hang_up_after=1))
    first, calls = house.press(), len(house.calls_to(PRIYA))
    house.rings(PRIYA, times=calls + 1)
    second = house.press()
    assert house.becomes(second, "acknowledged")["acknowledged"]["name"] == "Tom Reed"
    third = house.press()
    told(house, third, "moved_on")
    house.knob("POST", f"/phones/{PRIYA}/answer", {"wait": 10})
    house.knob("POST", f"/phones/{PRIYA}/keys", {"keys": "4", "wait": 10})
    assert house.becomes(third, "acknowledged")["acknowledged"]["name"] == "Priya Shah"
    house.knob("POST", f"/phones/{PRIYA}/hang-up", {"wait": 10})
    for one in (first, second, third):
        shown(house, one, "two at once")


def stopped_then_rung(house: House) -> None:
    house.knob("POST", f"/phones/{PRIYA}/text", {"body": "STOP"})
    wait_until("texts are off", lambda: stopped(house), within_seconds=20)
    house.phone(PRIYA, answers("1", hang_up_after=1))
    raised = house.press()
    taken = house.becomes(raised, "acknowledged")
    assert taken["acknowledged"]["name"] == "Priya Shah"
    shown(house, raised, "STOP, then rung")
    # One that was on its way when she wrote may have come since.
    pressed = datetime.fromisoformat(taken["raised_at"])
    assert not [
        one for one in texts_to(house, PRIYA) if datetime.fromisoformat(one["at"]) > pressed
    ]
    house.knob("POST", f"/phones/{PRIYA}/text", {"body": "START"})


def raised_by_phone(house: House) -> None:
    house.phone(PRIYA, answers("1", hang_up_after=1))
    house.knob("POST", f"/phones/{SAM}/call", {"press": "1"})
    raised = wait_until("it is raised", lambda: open_of_sam(house), within_seconds=20)
    assert house.becomes(raised, "acknowledged")["acknowledged"]["name"] == "Priya Shah"
    shown(house, raised, "raised by phone")


def answers(*keys: str, **more: object) -> dict[str, object]:
    """Answer at once, and press each of *keys* at the next prompt."""
    press = [{"after": 0, "keys": one} for one in keys]
    return {"kind": "answer", "after": 0, "press": press, **more}


def told(house: House, escalation: str, kind: str) -> list[str]:
    """Wait until the timeline tells *kind*; return all that it tells."""

    def kinds() -> list[str] | None:
        timeline = house.api("GET", f"/escalations/{escalation}")["timeline"]
        found = [one["kind"] for one in timeline]
        return found if kind in found else None

    found: list[str] = wait_until(f"the timeline tells {kind}", kinds, within_seconds=60)
    return found


def before(kinds: list[str], *order: str) -> bool:
    """Whether the first of each of *order* come in this order."""
    places = [kinds.index(one) for one in order]
    return places == sorted(places)


def joined(house: House) -> bool:
    return any(one.get("joined") for one in house.calls_to(SAM))


def stopped(house: House) -> bool:
    with closing(open_book(house.settings.database_url, RING)) as book, book.reading() as page:
        return page.marks(PhoneNumber(PRIYA)).texts_off


def open_of_sam(house: House) -> str | None:
    with closing(open_book(house.settings.database_url, RING)) as book, book.reading() as page:
        return next((one.id for one in page.raised_by("sam")), None)


def texts_to(house: House, number: str) -> list[Any]:
    return [one for one in house.knob("GET", "/state")["texts"] if one["to"] == number]


def shown(house: House, escalation: str, story: str) -> None:
    """Confirm it, and print its timeline."""
    done = house.api("POST", f"/escalations/{escalation}/spoken")
    print(f"\n{story}")  # noqa: T201 - shown with -s, as a record
    for one in done["timeline"]:
        words = [one["at"][11:19], one["kind"], one.get("name"), one.get("channel")]
        print(" ", *(word for word in (*words, one.get("outcome")) if word))  # noqa: T201
