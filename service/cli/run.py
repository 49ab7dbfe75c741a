"""``escalate run``: everything in one, for trying it out and for a small site."""

import asyncio
from importlib.resources import files
from time import monotonic

import click

from config.settings import Settings, load_settings
from service import book
from service.cli.findings import of
from service.cli.loopback import not_ready, tell_phones
from service.cli.parts import wired
from service.cli.ports import LOOPBACK, local_url, refuse_taken
from service.cli.rota import replace
from service.cli.stream import Stream
from service.cli.supervisor import Command, supervise
from service.cli.welcome import welcome
from service.desk import rehearsing
from service.domain.checks.keeping import REHEARSAL_OPEN
from service.domain.checks.lines import Found
from service.rota_file import read_rota
from service.wiring import Parts, ring_of

#: Seconds between two looks at whether everything has started.
LOOK_AGAIN = 0.1
#: Seconds after which we say what we are waiting for, and say it again if it changes.
SAY_SO = 8.0
#: Seconds after which the links are printed although something is not well.
LONG_ENOUGH = 30.0
#: Said when a rehearsal ends: the one moment at which everybody who goes on from it is here.
_BEFORE_IT_IS_REAL = (
    "With a real carrier they would ring real phones: begin with a new book then, see"
    " docs/saturday.md, Your people."
)


@click.command()
def run() -> None:
    """Start everything on this machine, pretended phones as well."""
    settings = load_settings()
    _refuse_taken(settings)
    stream = Stream(["run", *_names(settings)])
    for doubt in settings.doubts:
        stream.say("run", doubt)
    stream.say("run", "Preparing the book.")
    book.migrate(settings.database_url, ring_of(settings))
    parts = wired(settings)
    if settings.pretends:
        _apply_example(parts, stream)
        rehearsing.note(parts.desk)
    else:
        warn_of_rehearsal(parts, stream)
    house = House(parts, stream)
    stream.say("run", f"Starting {', '.join(_names(settings))}.")
    asyncio.run(supervise(house.commands(), stream, house.wait_and_welcome))
    stream.say("run", "Everything has stopped. Open call-outs go on at the next start.")
    if settings.pretends:
        stream.say("run", _BEFORE_IT_IS_REAL)


class House:
    """The processes of one machine, and what is said about them."""

    def __init__(self, parts: Parts, stream: Stream) -> None:
        self._parts = parts
        self._settings = parts.settings
        self._stream = stream

    def commands(self) -> list[Command]:
        """Return what to keep running."""
        stand_ins = {
            "bell": Command(name="bell", stand_in=True),
            "exchange": Command(name="exchange", stand_in=True, started=self._tell_phones),
        }
        return [stand_ins.get(name, Command(name=name)) for name in _names(self._settings)]

    async def wait_and_welcome(self) -> None:
        """Wait until a press would be served, then say where to go."""
        began, said = monotonic(), ""
        url = local_url(self._settings)
        while missing := await asyncio.to_thread(not_ready, url):
            waited = monotonic() - began
            if waited > LONG_ENOUGH:
                break
            if waited > SAY_SO and missing != said:
                said = missing
                self._stream.say("run", f"Waiting: {missing}.")
            await asyncio.sleep(LOOK_AGAIN)
        if missing:
            self._stream.say("run", f"A press would not be served now. {missing}.")
        self._stream.block(await asyncio.to_thread(welcome, self._parts))

    async def _tell_phones(self) -> None:
        """Tell the exchange, which forgets when it ends, whose phones there are."""
        with self._parts.book.reading() as page:
            rota = page.rota()
        while not await asyncio.to_thread(tell_phones, self._settings, rota):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_AGAIN)  # Another process's start sets no event of ours.


def _names(settings: Settings) -> list[str]:
    stand_ins = {"bell": settings.embedded_bell, "exchange": settings.pretends}
    return [*(name for name, wanted in stand_ins.items() if wanted), "web", "worker", "watch"]


def _refuse_taken(settings: Settings) -> None:
    refuse_taken(settings.host, settings.port, "the web")
    if settings.pretends:
        refuse_taken(LOOPBACK, settings.exchange_port, "the exchange")
    if settings.embedded_bell:
        refuse_taken(LOOPBACK, settings.bell_port, "the embedded bell")


def warn_of_rehearsal(parts: Parts, stream: Stream) -> None:
    """Say that real phones ring for what was pressed with pretended ones, as the doctor does."""
    if rehearsing.is_open(parts.desk):
        found = of(Found(REHEARSAL_OPEN))
        stream.say("run", f"{found.said} {found.mend}")


def _apply_example(parts: Parts, stream: Stream) -> None:
    """Give a new book somebody to ring. One that has people is left alone."""
    with parts.book.reading() as page:
        if not page.rota().empty:
            return
    example = read_rota((files("config") / "rota.example.toml").read_text(encoding="utf-8"))
    if example.rota is None:
        raise RuntimeError("config/rota.example.toml has a mistake: escalate rota check says where")
    replace(parts, example.rota)
    stream.say("run", "The book was empty: it now holds the invented people of the example rota.")
