"""A whole house of real processes, and what a colleague and a carrier's knobs do with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from faults.cradle import Born
from servers import knobs
from servers.child import answers, free_port
from servers.migrated import BOOK_KEY, SECRET_KEY
from servers.waiting import wait_until

from config.settings import Settings, load_settings

#: The example's people, at a pace that a test can wait for.
ROTA = """
organisation = "Harbour Lane"
timezone = "Europe/London"

[people.priya]
name = "Priya Shah"
phone = "07700 900111"
texts = true
roles = ["officer", "admin"]

[people.tom]
name = "Tom Reed"
phone = "07700 900222"
texts = true
roles = ["officer"]

[people.amina]
name = "Amina Yusuf"
phone = "07700 900333"
texts = true
roles = ["officer"]

[people.sam]
name = "Sam Lee"
phone = "07700 900123"
texts = true
roles = ["staff"]

[[ladders]]
name = "safeguarding"

[[ladders.rungs]]
role = "Safeguarding officer"
holder = "priya"
ring_seconds = 2
seconds_between_tries = 3
seconds_before_next = 6

[[ladders.rungs]]
role = "Deputy"
holder = "tom"
tries = 1
ring_seconds = 2
seconds_before_next = 4

[[ladders.rungs]]
role = "Deputy"
holder = "amina"
ring_seconds = 20

[[directory]]
name = "Helpline"
phone = "020 7946 0999"
"""

PRIYA, TOM, AMINA, SAM = "+447700900111", "+447700900222", "+447700900333", "+447700900123"


@dataclass
class House:
    """The processes of one site, each by its name, and the way in for a colleague."""

    begin: Callable[..., Born]
    folder: Path
    settings: Settings
    env: dict[str, str]
    children: dict[str, Born] = field(default_factory=dict)
    token: str = ""

    def start(self, *names: str) -> None:
        """Start ``escalate`` with each of *names*; ``worker-2`` is a second worker."""
        for name in names:
            self.children[name] = self.begin("escalate", name.partition("-")[0], env=self.env)

    def furnish(self, rota: str = ROTA) -> None:
        """Migrate, apply the rota, and make Sam's token, as a site would."""
        assert self.begin("escalate", "migrate", env=self.env).finishes() == 0
        self.applies(rota)
        making = self.begin("escalate", "token", "create", "sam", env=self.env)
        assert making.finishes() == 0, making.said
        self.token = making.said.split()[-1]

    def applies(self, rota: str) -> None:
        """Put *rota* in the place of the rota."""
        (self.folder / "rota.toml").write_text(rota, "utf-8")
        applying = self.begin("escalate", "rota", "apply", "rota.toml", env=self.env)
        assert applying.finishes() == 0, applying.said

    def is_ready(self) -> None:
        """Wait until a press would be served."""
        wait_until("the house is ready", self._ready, within_seconds=60)

    def knob(self, method: str, path: str, body: object = None) -> Any:
        """Turn one of the carrier's knobs."""
        return knobs.turn(self.settings, method, path, body)

    def phone(self, number: str, *calls: object) -> None:
        """Tell a phone what to do with its next calls."""
        self.knob("PUT", f"/phones/{number}", {"next_calls": list(calls)})

    def api(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """Ask the API as Sam."""
        answer = requests.request(
            method,
            f"{self.settings.public_url}/api/v1{path}",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=20,
            **more,
        )
        assert answer.ok, answer.text
        return answer.json()

    def press(self) -> str:
        """Press the button; return the id of what was raised."""
        return str(self.api("POST", "/escalations", {})["id"])

    def becomes(self, escalation: str, state: str, *, within_seconds: float = 60) -> Any:
        """Wait until the API says *state*, and return what it says."""

        def there() -> Any:
            found = self.api("GET", f"/escalations/{escalation}")
            return found if found["state"] == state else None

        return wait_until(f"it is {state}", there, within_seconds=within_seconds)

    def calls_to(self, number: str) -> list[dict[str, Any]]:
        """Return the calls that the carrier has had for *number*."""
        return [one for one in self.knob("GET", "/state")["calls"] if one["to"] == number]

    def rings(self, number: str, *, times: int = 1, within_seconds: float = 60) -> None:
        """Wait until *number* was rung *times* times."""
        wait_until(
            "the phone rings",
            lambda: len(self.calls_to(number)) >= times,
            within_seconds=within_seconds,
        )

    def _ready(self) -> bool:
        for name, child in self.children.items():
            assert child.running, f"{name}: {child.said}"
        if not answers(self.settings.exchange_port) or not answers(self.settings.port):
            return False
        ready = requests.get(f"{self.settings.public_url}/health/ready", timeout=5)
        return ready.status_code == 200


def settle(
    folder: Path, database_url: str, redis_url: str | None
) -> tuple[Settings, dict[str, str]]:
    """Return the settings of a site with pretended phones, and its environment."""
    env = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "BOOK_KEY": BOOK_KEY,
        "PORT": str(free_port()),
        "TWILIO_CALLS_PER_SECOND": "20",
    }
    if redis_url:
        env["REDIS_URL"] = redis_url
    return load_settings(env, folder), env
