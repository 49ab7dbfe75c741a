"""A web that answers the exchange, and the exchange: both real, in this process."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exchange.parts import Knobs
from fakes.clock import RecordingBell
from servers.migrated import BOOK_KEY
from servers.threaded import served
from web.house import ACCOUNT, TOKEN, example_rota

from config.settings import load_settings
from service.exchange import ExchangeSettings, running_exchange
from service.web import create_app
from service.wiring import wire

OURS = "+442079460000"


@dataclass
class OnTheExchange:
    """A web that answers a carrier, the carrier, and a browser."""

    parts: Any
    carrier: Any
    knobs: Knobs
    app: Any
    environ: dict[str, str]

    def call(self):
        """Return the one call once it is over."""
        self.carrier.wait_until(lambda board: [one for one in board.calls.values() if one.is_over])
        (call,) = self.carrier.board.calls.values()
        return call


@contextmanager
def on_the_exchange(book_url: str, folder: Path) -> Iterator[OnTheExchange]:
    """Open both, with the example rota of the web's tests in the book."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen()
    public = f"http://127.0.0.1:{door.getsockname()[1]}"
    asked = ExchangeSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        public_url=public,
        numbers=(OURS,),
        speech_seconds_per_character=0,
        pace=0.01,
    )
    with door, running_exchange(asked) as carrier:
        environ = {
            "DATABASE_URL": book_url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "PUBLIC_URL": public,
            "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
            "BOOK_KEY": BOOK_KEY,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": OURS,
            "TWILIO_API_URL": carrier.url,
        }
        parts = wire(load_settings(environ, folder), bell=RecordingBell())
        with parts.book.writing() as page:
            page.replace_rota(example_rota())
        app = create_app(parts)
        with served(app, fd=door.fileno()):
            yield OnTheExchange(parts, carrier, Knobs(carrier.url), app, environ)
        assert carrier.board.bugs == []
    parts.book.close()
