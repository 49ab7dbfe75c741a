"""Staff who press, wait to be told, and press again with the same key until it is raised."""

import random
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any

import requests
from faults.people import COLLEAGUES, ladder_name
from faults.record import Answer, Press
from faults.site import Site
from faults.stories import CALLED_OFF, STORIES

#: Seconds for which a press is sent again, and between two sendings.
PATIENCE, AGAIN = 40.0, 0.3
#: The longest that a colleague's browser waits for one answer, in seconds.
BROWSER = 15.0
#: Seconds after which the colleague calls it off, in that story.
CALLS_OFF_AFTER = 4.5


class Colleagues:
    """Everybody who presses in one night: each on a thread of their own, at their own moment."""

    def __init__(self, site: Site, presses: Sequence[Press], over_seconds: float) -> None:
        self._site = site
        self.presses = list(presses)
        step = over_seconds / max(len(self.presses), 1)
        self._threads = [
            threading.Thread(target=self._live, args=(press, index * step), daemon=True)
            for index, press in enumerate(self.presses)
        ]

    def begin(self) -> None:
        """Begin to press."""
        for thread in self._threads:
            thread.start()

    def done(self) -> bool:
        """Whether everybody has been told, and has called off what they wanted to."""
        return not any(thread.is_alive() for thread in self._threads)

    def press_again(self) -> None:
        """Send every key once more, as a browser that was reloaded does."""
        for press in self.presses:
            self._send(press)

    def call_off(self, press: Press) -> None:
        """Call it off, however often it takes."""
        deadline = monotonic() + PATIENCE
        while press.raised and monotonic() < deadline:
            if self._post(press, f"/{press.raised}/cancel", {}) in {200, 404, 409}:
                return
            sleep(AGAIN)

    def _live(self, press: Press, wait: float) -> None:
        sleep(wait)
        deadline = monotonic() + PATIENCE
        while not self._send(press) and monotonic() < deadline:
            sleep(AGAIN)
        if press.story == CALLED_OFF:
            sleep(CALLS_OFF_AFTER)
            self.call_off(press)

    def _send(self, press: Press) -> bool:
        began = datetime.now(UTC)
        try:
            answer = self._ask(press, "", {"ladder": ladder_name(press.ladder)})
        except requests.RequestException:
            press.answers.append(Answer(began, datetime.now(UTC), 0))
            return False
        told = _json(answer)
        raised = told.get("id") if answer.status_code == 202 else None
        numbers = bool(told.get("numbers"))
        at = datetime.now(UTC)
        press.answers.append(Answer(began, at, answer.status_code, raised, numbers))
        return raised is not None

    def _post(self, press: Press, path: str, body: object) -> int:
        try:
            return int(self._ask(press, path, body).status_code)
        except requests.RequestException:
            return 0

    def _ask(self, press: Press, path: str, body: object) -> requests.Response:
        token = self._site.tokens[press.person]
        return requests.post(
            f"{self._site.settings.public_url}/api/v1/escalations{path}",
            json=body,
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": press.key},
            timeout=BROWSER,
        )


def plan(seed: str, number: int, stories: Sequence[str] = STORIES) -> list[Press]:
    """Return *number* presses, the same for the same *seed*; each at a ladder of its own."""
    draw = random.Random(seed)  # noqa: S311 - no secret, and the same each time
    ladders = draw.sample(range(24), number)
    return [
        Press(
            key=f"{seed} {index} {draw.random()}",
            person=draw.choice(COLLEAGUES).key,
            ladder=ladder,
            story=stories[index % len(stories)],
        )
        for index, ladder in enumerate(ladders)
    ]


def _json(answer: requests.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
