"""Two worlds side by side: in one a call-out happened. Whatever is asked is asked in both."""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blind.dice import Dice
from blind.walk import Request
from blind.watching import Watching
from blind.world import World
from werkzeug.test import TestResponse

from service.book import sql_book

#: Of a cookie: by this machine's clock, which is not the worlds', as is the date of a file.
_EXPIRES = re.compile("Expires=[^;]+;")


@dataclass(frozen=True)
class Seen:
    """All that comes back of one request, and what it cost."""

    status: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    #: Each statement that was asked of the book, and how many rows it brought.
    asked: tuple[tuple[str, int], ...]


class Worlds:
    """``told`` is the world in which it happened, ``quiet`` the other."""

    def __init__(self, urls: tuple[str, str], folder: Path, patch) -> None:
        self.dice, self.watching = Dice(patch), Watching(patch)
        # By this machine's clock, which is not the worlds'.
        patch.setattr(sql_book, "MARK_AGAIN_SECONDS", 1e9)
        self.both = []
        for name, url in zip(("told", "quiet"), urls, strict=True):
            self.dice.are_for("house")
            self.both.append(World(url, folder / name, self.dice))
        self.told, self.quiet = self.both
        #: How many requests were compared, how many differed, and the first of those.
        self.compared, self.different = 0, list[str]()
        #: What came back last, in the quiet world.
        self.last: Seen | None = None
        self._counted = 0
        self._clients: dict[str, list[object]] = {}

    def closes(self) -> None:
        for world in self.both:
            world.closes()

    def in_both(self, does: Callable[[World], object], label: str) -> list[object]:
        """Let the same happen in both worlds, by the same chance."""
        found = []
        for world in self.both:
            self.dice.are_for(f"{label} {self._counted}")
            found.append(does(world))
            world.settles()
        self._counted += 1
        return found

    def pass_by(self, seconds: int) -> None:
        """Let time pass in both."""
        self._counted += 1
        for world in self.both:
            world.passes(seconds, f"passes {self._counted}")

    def sign_in(self, people: Iterable[str]) -> None:
        """Give each of *people* a browser and a token, in both worlds."""
        for who in people:
            self._clients[who] = self.in_both(lambda one, who=who: one.browses(who), "browser")
            program = self.in_both(lambda one, who=who: one.asks(who), "token")
            self._clients[f"token of {who}"] = program
        self._clients[""] = self.in_both(lambda one: one.asks(), "nobody")

    def compare(self, requests: Iterable[Request]) -> list[Request]:
        """Ask each in both worlds, and keep what differs; return which those were."""
        found = []
        for request in requests:
            told, quiet = self.asked(request)
            self.compared, self.last = self.compared + 1, quiet
            if told != quiet:
                self.different.append(_told_apart(request, told, quiet))
                found.append(request)
        return found

    def must_be_the_same(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Print the figures, and fail with the first differences."""
        with capsys.disabled():
            sys.stdout.write(f" {self.compared} compared, {len(self.different)} differ ")
        assert not self.different, "\n\n".join(self.different[:8])

    def compare_phones(self) -> None:
        """Compare what came to the phones of those who were left out, and to the admins."""
        found = [(one.reached(), one.letters.told) for one in self.both]
        self.compared += 1
        if found[0] != found[1]:
            self.different.append(f"phones and letters: {found[0]} / {found[1]}")

    def clock_is_at(self, year: int, month: int, day: int) -> None:
        """Set the clock of both."""
        for world in self.both:
            world.clock.at = datetime(year, month, day, 12, tzinfo=UTC)

    def differ_in_words(self, request: Request) -> bool:
        """Say whether more differs than how many rows were read."""
        told, quiet = self.asked(request)
        return replace(told, asked=()) != replace(quiet, asked=())

    def asked(self, request: Request) -> list[Seen]:
        """Return what comes back in each of both worlds."""
        clients = self._clients[request.who] if not request.carried else [None, None]
        told = iter(zip(self.both, clients, strict=True))

        def asks(world: World) -> Seen:
            __, client = next(told)
            self.watching.forgets()
            answer = _answer(world, client, request)
            world.settles()
            return Seen(
                answer.status,
                tuple(
                    (name, _EXPIRES.sub("", value))
                    for name, value in answer.headers
                    if name != "Date"
                ),
                answer.data,
                self.watching.asked(),
            )

        return self.in_both(asks, f"{request.who} {request.method} {request.path}")


def _answer(world: World, client, request: Request) -> TestResponse:
    if request.carried:
        return world.webhook(request.path, request.form)
    more = {"data": request.form} if request.method == "POST" else {}
    if request.method == "POST" and request.path.startswith("/api/"):
        more = {"json": dict(request.form)}
    return client.open(request.method, request.path, **more)


def _told_apart(request: Request, told: Seen, quiet: Seen) -> str:
    """Say in which way the two answers differ."""
    for name in ("status", "headers", "body", "asked"):
        one, other = getattr(told, name), getattr(quiet, name)
        if one != other:
            return f"{request}: {name}: {one!r:.2000} / {other!r:.2000}"
    return ""
