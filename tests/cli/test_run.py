"""`escalate run`, with real processes: it starts, it mends itself, it leaves nothing behind."""

import base64
import json
import os
import signal
from dataclasses import replace
from datetime import timedelta

import pytest
from cli.house import House, ask
from cli.locked import only_locked
from cli.processes import alive, family
from servers.migrated import BOOK_KEY
from servers.waiting import wait_until

pytestmark = pytest.mark.processes

NAMES = ("bell", "exchange", "web", "worker", "watch")


@pytest.fixture
def installed(root, tmp_path):
    """An environment with the packages of `make run`, without those of the tests."""
    return only_locked(root / "requirements.lock", tmp_path / "site")


@pytest.fixture
def basic(parts):
    """The exchange's credentials, which come from the folder's own secret key."""
    pair = f"{parts.settings.twilio_account_sid}:"
    pair += parts.settings.twilio_auth_token.get_secret_value()
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


def phones(house, basic) -> dict[str, dict]:
    state = json.loads(ask(f"{house.exchange}/exchange/state", key=basic)[1])
    return {phone["name"]: phone for phone in state["phones"]}


def test_one_command_brings_a_house_up_and_ctrl_c_takes_all_of_it_down(
    alone, start, basic, installed
):
    house = House(start, installed)
    house.starts()
    assert "No real phone rings here." in house.child.said
    assert list(house.links) == ["Staff", "An officer", "An admin", "The phones"]

    for name in ("Staff", "An officer", "An admin"):
        assert ask(house.links[name])[0] == 303, name
        assert ask(house.links[name])[0] == 403, f"{name}: a second time"
    assert ask(house.links["The phones"])[0] == 303
    assert ask(f"{house.url}/")[0] == 200
    assert {"Priya Shah", "Tom Reed", "Sam Lee"} <= set(phones(house, basic))
    assert "starts again" not in house.child.said

    everything = family(house.child.pid)
    assert len(everything) == 1 + len(NAMES) + 2  # gunicorn has two processes below its own
    assert house.child.end(signal.SIGINT, within_seconds=25) == 0, house.child.said
    assert not [pid for pid in everything if alive(pid)]
    assert "Traceback" not in house.child.said
    assert "With a real carrier they would ring real phones" in house.child.said


@pytest.fixture
def quick(parts, rota):
    """A book whose ladder is climbed in seconds."""
    (plan,) = rota.ladders
    pace = replace(
        plan.rungs[0].pace,
        ring=timedelta(seconds=2),
        between_tries=timedelta(seconds=4),
        before_next=timedelta(seconds=9),
    )
    rungs = tuple(replace(rung, pace=pace) for rung in plan.rungs)
    with parts.book.writing() as page:
        page.replace_rota(replace(rota, ladders=(replace(plan, rungs=rungs),)))


def test_an_open_call_out_goes_on_whatever_is_killed(
    quick, escalate, start, basic, sqlite_book_url, parts
):
    house = House(start, {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY})
    token = escalate("token", "create", "sam").stdout.strip()
    house.starts()

    killed = house.pid_of("worker")
    os.kill(killed, signal.SIGKILL)
    pressed = f"{house.url}/api/v1/escalations"
    status, body = ask(pressed, body={}, key=f"Bearer {token}", method="POST")
    assert status == 202, body
    raised = json.loads(body)

    def ringing(name: str):
        return lambda: phones(house, basic)[name]["state"] == "ringing"

    wait_until("the officer's phone rings", ringing("Priya Shah"), within_seconds=20)
    assert "worker   | was ended by SIGKILL; it starts again in 1 s" in house.child.said
    wait_until(
        "the worker is back",
        lambda: house.pid_of("worker") not in (None, killed),
        within_seconds=20,
    )

    everything = family(house.child.pid)
    os.kill(house.child.pid, signal.SIGKILL)
    wait_until(
        "nothing outlives it", lambda: not [p for p in everything if alive(p)], within_seconds=10
    )
    house.child.finishes()

    house.starts()
    wait_until("the deputy's phone rings", ringing("Tom Reed"), within_seconds=40)
    told = json.loads(ask(f"{pressed}/{raised['id']}", key=f"Bearer {token}")[1])
    assert (told["state"], told["reference"]) == ("open", raised["reference"])
    assert house.child.end(signal.SIGTERM, within_seconds=25) == 0, house.child.said
