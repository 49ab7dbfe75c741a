"""A whole house by ``escalate run``, at a quick pace, with the exchange's phones."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from processes.house import ROTA
from servers import knobs
from servers.child import Child, free_port
from servers.migrated import BOOK_KEY, SECRET_KEY

from config.settings import Settings, load_settings
from service.cli.exchange import page_key

ESCALATE = Path(sys.executable).with_name("escalate")


@dataclass
class Running:
    """The house, from outside."""

    folder: Path
    env: dict[str, str]
    settings: Settings

    @property
    def url(self) -> str:
        """Where its pages are."""
        return self.settings.public_url

    @property
    def phones(self) -> str:
        """Where its pretended phones are."""
        return f"{self.settings.exchange_url}/?key={page_key(self.settings)}"

    def says(self, *words: str) -> str:
        """Run a command of ours there; return what it prints."""
        command = [ESCALATE, *words]
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def api(self, token: str, method: str, path: str, body: object = None) -> Any:
        """Ask the API."""
        headers = {"Authorization": f"Bearer {token}"}
        where = f"{self.url}/api/v1{path}"
        answer = requests.request(method, where, json=body, headers=headers, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def knob(self, method: str, path: str, body: object = None) -> Any:
        """Turn a knob of the exchange."""
        return knobs.turn(self.settings, method, path, body)


@contextmanager
def running_house(folder: Path, rota: str = ROTA) -> Iterator[Running]:
    """Start it in *folder*, with that rota; it ends with the block."""
    env = {
        "SECRET_KEY": SECRET_KEY,
        "BOOK_KEY": BOOK_KEY,
        "PORT": str(free_port()),
        "TWILIO_CALLS_PER_SECOND": "20",
    }
    settings = load_settings(env, folder)
    env |= {"PATH": f"{ESCALATE.parent}:{os.environ['PATH']}", "HOME": str(folder)}
    house = Running(folder, env, settings)
    (folder / "rota.toml").write_text(rota, "utf-8")
    house.says("migrate")
    house.says("rota", "apply", "rota.toml")
    child = Child([ESCALATE, "run"], log=folder / "run.log", env=env, cwd=folder)
    try:
        child.ready("the house", lambda: "Ctrl-C" in child.said, within_seconds=120)
        yield house
    finally:
        child.end()
