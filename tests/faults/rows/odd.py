"""Many keys at once, a short pace, a book from a backup, a clock that jumps."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from time import sleep

import requests
from faults.fault import BOTH, SQLITE, Fault, Scene
from faults.invariants import Bounds
from faults.record import Night
from faults.stories import CALLED_OFF, FIRST, NOBODY, SECOND
from servers.waiting import wait_until

from service.domain.escalation import Escalation
from service.domain.events import Kind
from service.exchange.signing import signature

#: Keys that are pressed at once for one call-out.
KEYS = 50


def _many_keys(scene: Scene) -> None:
    """Officer and deputy press 1 on each call-out, fifty times in all, at the same time."""
    site = scene.site
    wait_until("everybody has been rung", lambda: _offered(scene), within_seconds=40)
    with site.parts.book.reading() as page:
        escalations = [page.escalation(press.raised or "") for press in scene.colleagues.presses]
    account = site.settings.twilio_account_sid
    secret = site.settings.twilio_auth_token.get_secret_value()
    asked = [
        f"{site.settings.public_url}/twilio/call/{attempt}/key/1"
        for one in escalations
        if one is not None
        for attempt in _attempts(one)
    ]

    def press(turn: int) -> None:
        url = asked[turn % len(asked)]
        form = {"AccountSid": account, "CallSid": f"CA{turn:032x}", "Digits": "1"}
        signed = {"X-Twilio-Signature": signature(secret, url, form.items())}
        answer = requests.post(url, form, headers=signed, timeout=15)
        assert answer.ok, f"a key was answered {answer.status_code}"

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(press, range(KEYS * len(escalations))))
    with site.parts.book.reading() as page:
        held = [page.escalation(one.id) for one in escalations if one is not None]
    assert all(one is not None and one.holder for one in held), "a key was pressed for nothing"


def _attempts(one: Escalation) -> list[str]:
    return [attempt.id for attempt in one.offers() if attempt.dialled_at and attempt.person]


def _offered(scene: Scene) -> bool:
    sleep(0.3)
    if not scene.colleagues.done():
        return False
    with scene.site.parts.book.reading() as page:
        found = [page.escalation(press.raised or "") for press in scene.colleagues.presses]
    return all(
        one is not None and len({each.person for each in one.offers() if each.dialled_at}) > 1
        for one in found
    )


def _winners(night: Night) -> str:
    taken = [
        sum(event.kind is Kind.ACKNOWLEDGED for event in history)
        for history in night.histories.values()
    ]
    return f"{KEYS} keys at once on each of {len(taken)}: {sum(taken)} holders"


class Restored:
    """The book is lost, and yesterday's is put in its place."""

    def __init__(self) -> None:
        self._lost: tuple[datetime, datetime] | None = None

    def strike(self, scene: Scene) -> None:
        """Back up once two stories have ended; three seconds later go back to that."""
        site = scene.site
        book = site.folder / "book.sqlite3"
        backup = site.folder / "backup.sqlite3"
        sleep(5.0)
        with closing(sqlite3.connect(book)) as now, closing(sqlite3.connect(backup)) as kept:
            now.backup(kept)
        taken_at = datetime.now(UTC)
        sleep(3.0)
        site.kill("web", "worker-1", "worker-2", "watch")
        site.parts.book.close()
        for end in ("", "-wal", "-shm"):
            book.with_name(book.name + end).unlink(missing_ok=True)
        backup.rename(book)
        self._lost = (taken_at, datetime.now(UTC))
        site.start("web", "worker-1", "worker-2", "watch")
        site.is_ready()

    def seen(self, night: Night) -> Night:
        """Leave out the calls and texts of the hours that the book does not know."""
        if self._lost is None:
            return night
        taken_at, restored_at = self._lost
        return replace(
            night,
            rings=[one for one in night.rings if not taken_at < one.at < restored_at],
            texts=[one for one in night.texts if not taken_at < one.at < restored_at],
        )


_restored = Restored()


def _first_calls(night: Night) -> str:
    waits = sorted(
        (rings[0].at - one.raised_at).total_seconds()
        for one in night.escalations.values()
        if (rings := night.rings_of(one))
    )
    return f"at 3 calls a second {len(waits)} first calls, the last after {waits[-1]:.1f} s"


def _clock(seconds: float):
    """Return a strike: the clock of every process of ours jumps, and stays there."""

    def strike(scene: Scene) -> None:
        (scene.site.folder / "clock").write_text(str(seconds), "utf-8")
        sleep(10)
        (scene.site.folder / "clock").unlink()

    return strike


FAULTS = (
    Fault(name="50 keys at once", strike=_many_keys, presses=20, over_seconds=2.0,
          stories=(NOBODY,), bounds=Bounds(late=6.0, rings_on=6.0), books=BOTH,
          figure=_winners),
    Fault(name="book restored from a backup", strike=_restored.strike, seen=_restored.seen,
          books=SQLITE, presses=8, over_seconds=0.5, spoils=True,
          stories=(FIRST, SECOND, CALLED_OFF, NOBODY),
          bounds=Bounds(late=12.0, duplicates=12, rings_on=8.0)),
    Fault(name="20 presses at 3 calls a second", strike=lambda _: None, presses=20,
          over_seconds=1.0, books=SQLITE, env=(("TWILIO_CALLS_PER_SECOND", "3"),),
          stories=(SECOND, NOBODY), bounds=Bounds(late=16.0), figure=_first_calls),
)  # fmt: skip
