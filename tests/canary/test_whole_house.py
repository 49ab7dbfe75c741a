"""The same on a whole house of real processes: nothing of anybody where it does not belong."""

import json
import re
import sys
import threading
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
import requests
from canary.birds import Birds
from processes.house import ROTA, House, settle
from servers.child import Child
from servers.redis import RedisServer
from servers.waiting import wait_until
from web.house import signature_of

pytestmark = pytest.mark.processes

#: Numbers, by whose they are; digits that stand nowhere else.
PHONES = {"priya": "900717", "tom": "900727", "amina": "900737", "sam": "900747"}
TAKES_IT = {"kind": "answer", "after": 0, "press": [{"after": 0, "keys": "1"}]}


PEOPLE = ("Priya Shah", "Tom Reed", "Amina Yusuf", "Sam Lee")
#: What the book keeps of anybody, …
NAMES = {f"{part} name of {one}" for part in ("first", "last") for one in PEOPLE}
#: … and what phones are told: first names, and whom to ring of whoever has taken it.
SAID = {f"first name of {one}" for one in PEOPLE} | {"last name of Sam Lee"}


class Monitor:
    """Everything that is said to Redis, as it tells it itself."""

    def __init__(self, server: RedisServer) -> None:
        self._client = server.client()
        self._client.connection_pool.connection_kwargs["socket_timeout"] = None
        self.heard: list[str] = []
        self._monitor = self._client.monitor()
        self._thread = threading.Thread(target=self._listens, daemon=True)

    def __enter__(self) -> Self:
        self._monitor.__enter__()
        self._thread.start()
        return self

    def __exit__(self, *why: object) -> None:
        self._monitor.connection.disconnect()
        self._thread.join(5)

    def _listens(self) -> None:
        try:
            for one in self._monitor.listen():
                self.heard.append(repr(one))
        except Exception:  # noqa: BLE001 - it was hung up
            return


def processes(house: House) -> str:
    """Return the command line and the environment of each process of the house."""
    found = []
    for child in house.children.values():
        for at in (Path(f"/proc/{child.pid}"), *_below(child.pid)):
            found += [(at / name).read_bytes().decode("utf-8", "replace") for name in SHOWN]
    return "\n".join(found)


#: How a parameter ends that holds an address.
ADDRESSES = ("Url", "Callback")
SHOWN = ("cmdline", "environ")
#: What people say or write to a machine that is not asked for it.
SPOKEN = ("Body", "SpeechResult", "CallerName", "TranscriptionText", "ProfileName", "FromCity")


#: How a message of Celery's has its arguments: a call-out's id, or the name of a worker's queue.
BODY = re.compile(r'"body": "([A-Za-z0-9+/=]+)"')
ASKED = re.compile(r"(canary\.)?[0-9a-f]{32}")


def _below(pid: int) -> list[Path]:
    every = [one for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [one for one in every if f"\nPPid:\t{pid}\n" in _status(one)]


def _status(process: Path) -> str:
    try:
        return (process / "status").read_text()
    except OSError:
        return ""


@pytest.fixture
def birds() -> Birds:
    return Birds()


@pytest.fixture
def house(start: Callable[..., Child], tmp_path: Path, sqlite_url: str, redis_url: str, birds):
    settings, env = settle(tmp_path, sqlite_url, redis_url)
    # Real commands, and no forks of one that is warm: their command lines are looked at.
    house = House(start, tmp_path, settings, env)
    rota = ROTA
    for name in PEOPLE:
        first, last = (birds.named(f"{part} name of {name}") for part in ("first", "last"))
        rota = rota.replace(name, f"{first} {last}")
    for key, was in (("priya", "111"), ("tom", "222"), ("amina", "333"), ("sam", "123")):
        rota = rota.replace(f"07700 900{was}", f"07700 {PHONES[key]}")
    house.furnish(rota)
    return house


def test_nothing_of_anybody_reaches_redis_a_log_a_command_line_or_a_metric(
    house: House, birds: Birds, redis_server: RedisServer, capsys
):
    with Monitor(redis_server) as monitor:
        house.start("exchange", "web", "worker", "watch")
        house.is_ready()
        house.phone(f"+447700{PHONES['priya']}", "no_answer", "no_answer")
        house.phone(f"+447700{PHONES['tom']}", TAKES_IT)
        raised = house.press()
        house.becomes(raised, "acknowledged")
        said = speaks(house, birds, raised)
        house.api("POST", f"/escalations/{raised}/spoken")
        shown = processes(house)
        wait_until("Redis heard of it", lambda: raised in "".join(monitor.heard), within_seconds=20)
    carrier = house.knob("GET", "/state")
    hints = [one for entry in monitor.heard for one in hint_in(entry)]
    assert raised in {one for args, __ in hints for one in args}
    assert all(ASKED.fullmatch(*args) and not words for args, words in hints), "Celery's arguments"
    held = {
        "Redis, as it was said": "\n".join(monitor.heard),
        "what Celery's messages hold": repr([opened(entry) for entry in monitor.heard]),
        "Redis, as it is kept": dumped(redis_server),
        "the logs": "\n".join(child.said for child in house.children.values()),
        "command lines and environments": shown,
        "metrics and health": said,
        "addresses given to the carrier": repr(addresses(carrier)),
        "addresses asked of the carrier": repr([one["path"] for one in carrier["requests"]]),
    }
    for sink, text in held.items():
        assert not birds.found_in(text), sink
        assert not [one for one in PHONES.values() if one in text], sink
    assert birds.found_in(books(house)) <= NAMES, "the book"
    told = repr([one["parameters"].get("Body") for one in carrier["requests"]])
    assert birds.found_in(told + repr(carrier["calls"])) <= SAID, "what phones are told"
    with capsys.disabled():
        sys.stdout.write(f" {len(birds) + len(PHONES)} inputs by {len(held) + 2} sinks, leaks 0 ")


def speaks(house: House, birds: Birds, raised: str) -> str:
    """Say what nobody should, by every way that a phone has; return health and metrics."""
    public = house.settings.public_url
    account = {"AccountSid": house.settings.twilio_account_sid, "ApiVersion": "2010-04-01"}
    token = house.settings.twilio_auth_token.get_secret_value()
    for path in ("incoming/text", "incoming/voice", "incoming/voice/key/1", f"call/{raised}/key/1"):
        for key in ("priya", "sam"):
            words = {name: birds.named(f"{path} {name} from {key}") for name in SPOKEN}
            form = account | words | {"From": f"+447700{PHONES[key]}", "Digits": "7"}
            form |= {"MessageSid": f"SM{len(birds):032x}", "CallSid": f"CA{len(birds):032x}"}
            signed = {"X-Twilio-Signature": signature_of(f"{public}/twilio/{path}", form, token)}
            answer = requests.post(f"{public}/twilio/{path}", form, headers=signed, timeout=20)
            assert answer.ok or answer.status_code == 404
            assert not birds.found_in(answer.text) & {
                f"{path} {name} from {key}" for name in SPOKEN
            }
    for name in ("callback", "ladder", "note"):
        word = birds.named(f"the API's {name}")
        for body in ({name: word}, word):
            headers = {"Authorization": f"Bearer {house.token}", "User-Agent": word}
            press = f"{public}/api/v1/escalations?{word}={word}"
            assert requests.post(press, json=body, headers=headers, timeout=20).status_code < 500
    shown = [
        requests.get(f"{public}{one}", timeout=20).text for one in ("/metrics", "/health/ready")
    ]
    return "".join(shown)


def opened(entry: str) -> list[str]:
    """Return what stands in base64 in something that was said to Redis: Celery's own words."""
    return [b64decode(one).decode() for one in BODY.findall(entry.replace("\\", ""))]


def hint_in(entry: str) -> list[tuple[list[str], dict[str, object]]]:
    """Return the arguments of each task that was asked for there, by place and by name."""
    return [tuple(json.loads(one)[:2]) for one in opened(entry)]


def books(house: House) -> str:
    """Return each byte of the book's files."""
    files = [one for one in house.folder.iterdir() if ".sqlite3" in one.name]
    assert files
    return "".join(one.read_bytes().decode("latin-1") for one in files)


def dumped(server: RedisServer) -> str:
    """Have Redis write down all it holds, as a thief of its disk would read it."""
    with server.client() as client:
        client.save()
        folder = client.config_get("dir")["dir"]
        values = [repr((key, client.dump(key))) for key in client.scan_iter()]
    return Path(folder, "dump.rdb").read_bytes().decode("latin-1") + "".join(values)


def addresses(carrier: dict[str, Any]) -> list[str]:
    """Return each address of ours that the carrier was given to call back."""
    forms = [one["parameters"] for one in carrier["requests"]]
    found = [value for form in forms for name, value in form.items() if name.endswith(ADDRESSES)]
    assert found
    return found
