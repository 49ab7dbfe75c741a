"""A small site on a Monday, all of it well: its web, its carrier, and a proxy in between."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, chdir, closing, contextmanager
from pathlib import Path

import pyrage
from checkup.between import Proxy, proxy
from checkup.small_disk import SmallDisk
from cli.doctored import is_well
from click.testing import CliRunner, Result
from servers.certificates import make_certificate
from servers.child import free_port
from servers.migrated import BOOK_KEY, SECRET_KEY, copy_sqlite
from servers.threaded import served
from web import compiled
from web.seen import Seen, seen

from config.settings import load_settings, names
from service.cli import main
from service.domain.standing import TokenKind
from service.exchange import ExchangeSettings, running_exchange
from service.exchange.switchboard import Switchboard
from service.rota_file import read_rota
from service.web import create_app
from service.wiring import wire
from workers.lookout import Lookout

ACCOUNT, TOKEN = f"AC{'0' * 32}", "1" * 32
#: A landline's number for calls, and a mobile's for texts, as in the United Kingdom.
OURS, TEXTS = "+442079460000", "+447700900000"
#: Who keeps the example rota.
ADMIN = "joan"


class Site:
    """What a test breaks, and asks: `carrier`, `between` and `environ` are there to be changed."""

    def __init__(
        self, folder: Path, carrier: Switchboard, between: Proxy, environ: dict[str, str]
    ) -> None:
        self.folder, self.carrier, self.between = folder, carrier, between
        self.environ = environ
        self._running, self._disks = ExitStack(), ExitStack()

    def starts(self, **changed: str) -> None:
        """Start everything anew, with what has *changed* in the environment."""
        self.stops()
        self.environ |= changed
        self._parts = parts = wire(load_settings(self.environ, self.folder))
        self._running.callback(parts.book.close)
        app = create_app(parts)
        app.jinja_env.bytecode_cache = compiled.TEMPLATES
        self.between.behind = self._running.enter_context(served(app))
        is_well(parts)
        self._admin = app.test_client()
        session = parts.keys.issue(ADMIN, TokenKind.SESSION)
        self._admin.set_cookie("__Host-session", session, domain="localhost", secure=True)

    def stops(self) -> None:
        self._running.close()

    def runs(self, *command: str) -> Result:
        """Run `escalate` in the site's folder."""
        around = {name: None for one in names() for name in (one, f"{one}_FILE")}
        with chdir(self.folder):
            return CliRunner(env=around | self.environ).invoke(main, command)

    def looks(self) -> None:
        """Have the watch look, as it does every hour, and a minute later once more.

        What goes wrong is noted when it is found twice.
        """
        lookout = Lookout(self._parts)
        lookout.go()
        lookout.go()

    def number_is(self, **told: object) -> None:
        """Set our number up otherwise, as in the carrier's console."""
        self.carrier.rented[OURS] = self.carrier.rented[OURS].told(told)

    def has_certificate(self, *, days: float) -> None:
        """Have the proxy show one that ends then, from whoever made the last."""
        self.between.shows(make_certificate(self.folder, days=days))

    @property
    def certificate(self) -> Path:
        return self.folder / "localhost.pem"

    def makes_a_backup(self) -> Path:
        made = self.runs("backup", "make", "--json")
        return Path(json.loads(made.stdout)["file"])

    def checks_the_backup(self, file: Path) -> Result:
        return self.runs("backup", "check", str(file), "--identity", "backup.key")

    @property
    def page(self) -> Seen:
        """What the admin reads on the page "Is everything well?"."""
        return seen(self._admin.get("/doctor", base_url=self.environ["PUBLIC_URL"]))

    def moves_to(self, disk: AbstractContextManager[SmallDisk]) -> SmallDisk:
        """Keep the book on another disk."""
        self.stops()
        there = self._disks.enter_context(disk)
        book = Path(self.environ["DATABASE_URL"].removeprefix("sqlite:///"))
        self.starts(DATABASE_URL=copy_sqlite(book, there.path / book.name))
        return there

    def leaves(self) -> None:
        self.stops()
        self._disks.close()


@contextmanager
def standing_site(folder: Path, book_url: str, rota: str) -> Iterator[Site]:
    """Set up the site, with *rota* in the book at *book_url*, and start it."""
    pair = pyrage.x25519.Identity.generate()
    (folder / "backup.key").write_text(f"{pair}\n")
    with proxy(make_certificate(folder, days=60)) as between:
        public = f"https://localhost:{between.port}"
        asked = ExchangeSettings(
            account_sid=ACCOUNT, auth_token=TOKEN, public_url=public, numbers=(OURS, TEXTS)
        )
        with running_exchange(asked) as carrier:
            environ = {
                "DATABASE_URL": book_url,
                "BOOK_KEY": BOOK_KEY,
                "SECRET_KEY": SECRET_KEY,
                "PORT": str(free_port()),
                "PUBLIC_URL": public,
                "TWILIO_ACCOUNT_SID": ACCOUNT,
                "TWILIO_AUTH_TOKEN": TOKEN,
                "TWILIO_FROM": OURS,
                "TWILIO_TEXT_FROM": TEXTS,
                "TWILIO_API_URL": carrier.url,
                "BACKUP_FOLDER": str(folder / "backups"),
                "BACKUP_RECIPIENT": str(pair.to_public()),
            }
            with closing(wire(load_settings(environ, folder)).book) as book, book.writing() as page:
                page.replace_rota(read_rota(rota).rota)
            site = Site(folder, carrier.board, between, environ)
            site.starts()
            try:
                yield site
            finally:
                site.leaves()
