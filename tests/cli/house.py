"""A house that `escalate run` keeps, as somebody in front of it meets it."""

import json
import re
import urllib.request
from urllib.error import HTTPError

from cli.processes import children
from servers.child import free_port
from servers.waiting import wait_until

#: A machine with other work starts seven processes in this many seconds, or is broken.
PATIENCE = 60


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirects, urllib.request.ProxyHandler({}))


def ask(url: str, *, body: object = None, key: str = "", method: str = "GET") -> tuple[int, str]:
    """Return the status and the body of one answer; redirects are not followed."""
    headers = {"Content-Type": "application/json"}
    if key:
        headers["Authorization"] = key
    content = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(  # noqa: S310 - addresses of this machine
        url, data=content, headers=headers, method=method
    )
    try:
        with OPENER.open(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


class House:
    def __init__(self, start, env=None):
        self.port = free_port()
        self._start, self._env = start, {"PORT": str(self.port)} | (env or {})
        self.url = f"http://127.0.0.1:{self.port}"
        self.exchange = f"http://127.0.0.1:{self.port + 1}"

    def starts(self):
        self.child = self._start("escalate", "run", env=self._env)
        self.child.ready(
            "the links",
            lambda: "Ctrl-C stops everything." in self.child.said,
            within_seconds=PATIENCE,
        )

    @property
    def links(self) -> dict[str, str]:
        found = re.findall(r"^  (\w.*?) {2,}(http\S+)$", self.child.said, re.MULTILINE)
        return dict(found)

    def pid_of(self, name: str) -> int | None:
        found = [pid for pid, word in children(self.child.pid).items() if word == name]
        return found[0] if found else None

    def is_ready(self) -> bool:
        try:
            return ask(f"{self.url}/health/ready")[0] == 200
        except OSError:
            return False

    def becomes_ready(self) -> None:
        wait_until("a press would be served", self.is_ready, within_seconds=PATIENCE)
