"""One id from the press through web and worker to the carrier and back, in real processes."""

import json
from urllib.parse import urlsplit

import pytest
import requests
from fakes.carrier import WireServer, says
from processes.house import House, settle
from servers.collector import collecting
from servers.waiting import wait_until
from web.house import ACCOUNT, TOKEN, signature_of

from service.trails import trail_of

pytestmark = pytest.mark.processes

SID = "CA" + "a" * 32


@pytest.fixture
def collector():
    with collecting() as opened:
        yield opened


@pytest.fixture
def carrier():
    with WireServer(says(201, json.dumps({"sid": SID}))) as opened:
        yield opened


@pytest.fixture
def house(begin, tmp_path, postgres_url, redis_url, carrier, collector):
    settings, env = settle(tmp_path, postgres_url, redis_url)
    env |= {
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": "+442079460000",
        "TWILIO_API_URL": carrier.url,
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
    }
    house = House(begin, tmp_path, settings, env)
    house.furnish()
    house.start("web", "worker")
    wait_until("the house is ready", lambda: is_ready(house), within_seconds=60)
    return house


def is_ready(house):
    try:
        return requests.get(f"{house.settings.public_url}/health/ready", timeout=5).ok
    except requests.ConnectionError:
        return False


def tells(house, form, status):
    """Have the carrier tell how its call fares, at the address that it was given."""
    address = form["StatusCallback"].partition("#")[0]
    said = {"AccountSid": ACCOUNT, "CallSid": SID, "CallStatus": status}
    signed = {"X-Twilio-Signature": signature_of(address, said)}
    path = urlsplit(address).path
    answer = requests.post(
        f"{house.settings.public_url}{path}", data=said, headers=signed, timeout=10
    )
    assert answer.status_code == 204


def asked_on(carrier, trail):
    """Return the forms of the calls that the carrier was asked for on *trail*."""
    return [
        dict(one.form)
        for one in list(carrier.asked)
        if one.path.endswith("/Calls.json")
        and one.headers.get("traceparent", "").split("-")[1:2] == [trail]
    ]


def lines_on(child, trail):
    return [line for line in child.said.splitlines() if f"trail={trail}" in line]


def test_press_worker_carrier_and_webhook_stand_under_one_id(house, carrier, collector):
    raised = house.press()
    trail = trail_of(raised, practice=False).id
    wait_until("the carrier is asked", lambda: asked_on(carrier, trail), within_seconds=30)
    tells(house, asked_on(carrier, trail)[0], "ringing")

    web, worker = house.children["web"], house.children["worker"]
    wait_until("the webhook's line", lambda: len(lines_on(web, trail)) >= 2, within_seconds=30)
    press, webhook = lines_on(web, trail)[:2]
    assert "POST /api/v1/escalations 202" in press
    assert "POST /twilio/call/<attempt>/status 204" in webhook
    wait_until("the worker's line", lambda: len(lines_on(worker, trail)) >= 2, within_seconds=30)
    assert any("look errands=" in line for line in lines_on(worker, trail))
    assert any("errand what=Dial channel=call" in line for line in lines_on(worker, trail))
    assert raised not in web.said + worker.said
    # Of a call-out nobody records a span, and the carrier is told so.
    (parent,) = {
        one.headers["traceparent"]
        for one in carrier.asked
        if trail in one.headers.get("traceparent", "") and one.path.endswith("/Calls.json")
    }
    assert parent.endswith("-00")
    for name in ("web", "worker"):
        assert house.children[name].end() == 0
    assert collector.spans == []
