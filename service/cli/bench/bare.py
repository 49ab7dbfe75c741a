"""The least that a Flask endpoint can do on the same gunicorn: nothing, or one INSERT."""

import os
import sqlite3
import threading
from typing import Any

import psycopg
from flask import Flask
from gunicorn.app.base import BaseApplication

from config import gunicorn

_OWN = threading.local()


def _book() -> Any:
    """Return this thread's own connection, as bare as it comes."""
    if not hasattr(_OWN, "book"):
        url = os.environ["DATABASE_URL"]
        if url.startswith("sqlite"):
            path = url.removeprefix("sqlite:///") + ".bare"
            _OWN.book = sqlite3.connect(path, isolation_level=None, timeout=10)
            _OWN.book.execute("PRAGMA journal_mode=WAL")
            _OWN.book.execute("PRAGMA synchronous=FULL")
        else:
            _OWN.book = psycopg.connect(url, autocommit=True)
        _OWN.book.execute("CREATE TABLE IF NOT EXISTS pressed (what TEXT)")
    return _OWN.book


def bare_app() -> Flask:
    """Return an app with two endpoints: ``/nothing`` and ``/insert``."""
    app = Flask(__name__)

    @app.post("/nothing")
    def nothing() -> tuple[dict[str, str], int]:
        return {"state": "open"}, 202

    @app.post("/insert")
    def insert() -> tuple[dict[str, str], int]:
        _book().execute("INSERT INTO pressed VALUES ('open')")
        return {"state": "open"}, 202

    return app


class Bare(BaseApplication):  # type: ignore[misc]
    """The bare app, served as ours is."""

    def load_config(self) -> None:
        """Take config/gunicorn.py."""
        for name, value in vars(gunicorn).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("bind", f"127.0.0.1:{os.environ['BARE_PORT']}")

    def load(self) -> Flask:
        """Return the app."""
        return bare_app()


if __name__ == "__main__":
    Bare().run()
