"""Webhook and heartbeat, over real HTTP."""

import threading
from datetime import UTC, datetime

import pytest
from servers.child import free_port

from service.alarm import HeartbeatAddress, Webhook
from service.alarm.limit import within
from service.domain.alarms import Notice, Word
from service.domain.faults import SAID, Fault
from service.heralds import NotTold

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PAGE = "https://ring.harbourlane.example/alarms"
HERE = frozenset({"127.0.0.1"})
NOTICE = Notice(
    word=Word.STILL,
    fault=Fault.CALLS_FAILING,
    since=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
    at=NOW,
    said=SAID[Fault.CALLS_FAILING],
)


def test_a_webhook_gets_the_alarm_in_words_and_in_fields(web):
    Webhook(f"{web.url}/hook/token", PAGE, private_hosts=HERE).tell(NOTICE)
    ((method, path, body),) = web.asked
    assert (method, path) == ("POST", "/hook/token")
    assert body.pop("text") == (
        "Still: Calls are failing. Telephones may not ring. Whoever presses is told so, with"
        " numbers to ring. We keep trying. What to do: Look at the carrier's status page, then"
        f" run: escalate doctor {PAGE}"
    )
    assert body == {
        "word": "still",
        "fault": "calls_failing",
        "since": "2026-11-22T02:00:00+00:00",
        "at": "2026-11-22T03:00:00+00:00",
        "what": "Calls are failing",
        "means": SAID[Fault.CALLS_FAILING].means,
        "mend": SAID[Fault.CALLS_FAILING].mend,
        "page": PAGE,
    }


def test_a_heartbeat_is_a_plain_request(web):
    HeartbeatAddress(f"{web.url}/ping/token", private_hosts=HERE).beat()
    assert web.asked == [("GET", "/ping/token", None)]


@pytest.mark.parametrize("status", [302, 400, 404, 429, 500])
def test_anything_but_success_is_not_told(web, status):
    web.status, web.headers = status, {"Location": f"{web.url}/elsewhere"}
    with pytest.raises(NotTold, match=str(status)) as caught:
        Webhook(f"{web.url}/token", PAGE, private_hosts=HERE).tell(NOTICE)
    assert "token" not in str(caught.value)
    with pytest.raises(NotTold):
        HeartbeatAddress(web.url, private_hosts=HERE).beat()
    assert len(web.asked) == 2, "and no redirect is followed"


def test_nobody_there_is_not_told_and_no_address_is_said():
    with pytest.raises(NotTold) as caught:
        Webhook(f"http://127.0.0.1:{free_port()}/token", PAGE, private_hosts=HERE).tell(NOTICE)
    assert str(caught.value) == "ConnectionError"


def test_one_that_hangs_is_given_up_on(web):
    web.hangs = True
    with pytest.raises(NotTold, match="in time"):
        Webhook(web.url, PAGE, private_hosts=HERE, total_seconds=0.2).tell(NOTICE)
    with pytest.raises(NotTold, match="in time"):
        HeartbeatAddress(web.url, private_hosts=HERE, total_seconds=0.2).beat()


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(web, mail, certificate):
    from alarm.outside import mail_server  # noqa: PLC0415 - any server with TLS does

    with mail_server(certificate, tls=True) as server, pytest.raises(NotTold, match="SSLError"):
        HeartbeatAddress(f"https://127.0.0.1:{server.port}", private_hosts=HERE).beat()


def test_the_limit_lets_through_what_is_quick_and_names_what_fails():
    done = threading.Event()
    within(10, done.set)
    assert done.is_set()
    with pytest.raises(NotTold, match="ZeroDivisionError"):
        within(10, lambda: 1 / 0)


def test_what_a_mail_server_would_mean_by_it_is_not_said_of_an_address():
    with pytest.raises(NotTold) as caught:
        within(10, lambda: "é".encode("ascii"))
    assert str(caught.value) == "UnicodeEncodeError"
