"""One look at everything: what is near, and, side by side and within limits, what takes time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any

import structlog

from config.settings import Settings
from service.checkup import carrier, house, machine, outside
from service.checkup.carrier import AtCarrier
from service.domain.checks import certificate as of_certificate
from service.domain.checks import outside as of_address
from service.domain.checks.certificate import CertificateFacts, Trust
from service.domain.checks.every import as_json, from_json
from service.domain.checks.lines import Found, Line
from service.domain.checks.machine import (
    BOOK_AHEAD,
    BOOK_AWAY,
    BOOK_READ_ONLY,
    BOOK_RIGHT,
    TimeTold,
    clock,
    worse_disks,
)
from service.domain.checks.outside import AddressFacts, Reached
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.standing import Looked
from service.ports import Outage
from service.wiring import Parts

#: What is said of a book that can be read.
READABLE = (BOOK_RIGHT, BOOK_AHEAD, BOOK_READ_ONLY)
#: What is not done by then is said not to answer. Most of it takes a second.
SECONDS = 9.0
#: A page waits no longer for a disk: one over a network may hang.
DISK_SECONDS = 0.5

log = structlog.get_logger("checkup")


@dataclass(frozen=True, slots=True)
class Checkup:
    """What asks outside; a test may stand in for each."""

    carrier: Callable[[Settings, Rota], AtCarrier] = carrier.at_carrier
    address: Callable[[Settings], AddressFacts] = outside.at_address
    certificate: Callable[[Settings], CertificateFacts | None] = outside.certificate_at
    free: machine.Free = machine.free_at
    seconds: float = SECONDS


class _Errand(threading.Thread):
    """One question, in a thread that nobody has to wait for."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__(name="checkup", daemon=True)
        self._ask = ask
        self.answer: Any = None

    def run(self) -> None:
        """Ask; what failed is told by its class alone, and has no answer."""
        try:
            self.answer = self._ask()
        except Exception as failure:  # noqa: BLE001 - one look that fails must not hide the others
            log.warning("checkup.failed", why=type(failure).__name__)


def look(parts: Parts, checkup: Checkup | None = None) -> list[Found]:
    """Look at what takes time: the carrier, our own address, the clock, the disks.

    Over within the limit of *checkup*, whatever hangs. Nothing in it names anybody.
    """
    ask = checkup or Checkup()
    settings = parts.settings
    errands = [
        _Errand(lambda: ask.carrier(settings, _rota(parts))),
        _Errand(lambda: ask.address(settings)),
        _Errand(lambda: (ask.certificate(settings),)),
        _Errand(lambda: list(machine.database_time(parts))),
        _Errand(lambda: list(machine.disk(settings, ask.free))),
        _Errand(lambda: machine.backup_file(settings)),
    ]
    told, address, seen, times, disks, backup = answers(errands, ask.seconds)
    told = told or AtCarrier([carrier.silent(settings)])
    return [
        *told.found,
        *of_address.address(address or _silent(settings)),
        of_certificate.certificate(seen[0] if seen else CertificateFacts(Trust.UNSEEN)),
        _clock(settings, [*told.times, *(times or [])]),
        *(disks or []),
        *([backup] if backup else []),
    ]


def answers(errands: Sequence[_Errand], seconds: float) -> list[Any]:
    """Have all of them asked at once, and return what has come by then."""
    for one in errands:
        one.start()
    limit = _Deadline(seconds)
    for one in errands:
        one.join(limit.left)
    return [one.answer for one in errands]


def note(parts: Parts, found: Sequence[Found]) -> None:
    """Keep what a look *found*, for every page to show.

    Raises:
        BookUnavailable, BookUncertain: it could not be kept.
    """
    with parts.book.writing() as page:
        page.note_look(Looked(parts.desk.clock.now(), as_json(found)))


def noted(parts: Parts, last: Looked | None, checkup: Checkup | None = None) -> list[Found]:
    """Return what the *last* look found, and of the disks what is worse: that, or what is now.

    On a full disk no look is kept, so the last one would say for ever that there is room. And
    whoever looked last may write to another disk than we.
    """
    free = (checkup or Checkup()).free
    found = from_json(last.found) if last else []
    (disks,) = answers([_Errand(lambda: list(machine.disk(parts.settings, free)))], DISK_SECONDS)
    if disks is None:
        return found
    before = [one for one in found if one.said.line is Line.DISK]
    return [*worse_disks(before, disks), *(one for one in found if one not in before)]


def near(parts: Parts) -> Iterator[Found]:
    """Look at what is near, in the book and at the bell."""
    book = machine.book(parts)
    yield book
    yield machine.bell(parts)
    if book.said in READABLE:
        try:
            yield from house.in_book(parts)
        except Outage:
            yield Found(BOOK_AWAY)


def _rota(parts: Parts) -> Rota:
    """Return the rota; an empty one where there is no book, which is not made by looking."""
    try:
        if not machine.is_missing(parts):
            with parts.book.reading() as page:
                return page.rota()
    except (Refusal, Outage):
        pass  # The line of the book says so.
    return Rota(organisation="")


def _clock(settings: Settings, times: Sequence[TimeTold]) -> Found:
    return clock(times, needs_another=settings.carrier_is_real)


def _silent(settings: Settings) -> AddressFacts:
    return AddressFacts(
        real=settings.carrier_is_real,
        local=settings.public_url_is_local,
        private=False,
        https=settings.public_url.startswith("https:"),
        reached=Reached.SILENT,
        inside=False,
        let_in=frozenset(),
    )


class _Deadline:
    """Counts down; never below nothing."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until then."""
        return max(self._ends - monotonic(), 0.0)
