"""Every argument and option of every command: what is typed there is repeated nowhere."""

import logging
import sys
from datetime import UTC, datetime

import pytest
from canary.birds import Birds
from canary.commands import Shell, every_line
from servers.migrated import BOOK_KEY

from config.settings import load_settings
from service.domain.standing import Beat
from service.wiring import wire

#: A seed names the nights that it makes, so a report names it.
SEEDS = {"simulate --seed", "simulate --night"}
#: Figures; what is typed in place of one is named, to whoever typed it.
FIGURES = {
    *("simulate --escalations", "simulate --processes"),
    *("bench --presses", "bench --seconds", "test-call --minutes"),
}


@pytest.fixture
def shell(tmp_path, monkeypatch, sqlite_book_url, root):
    """A shell over a book with the example in it, and somebody awake to ring."""
    monkeypatch.chdir(tmp_path)
    shell = Shell(sqlite_book_url)
    shell.runs("rota", "apply", str(root / "config/rota.example.toml"))
    env = {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY}
    parts = wire(load_settings(env, tmp_path))
    with parts.book.writing() as page:
        for role in ("watch", "worker"):
            page.beat(Beat(f"{role} of a test", role, datetime.now(UTC)))
    parts.book.close()
    return shell


def test_what_is_typed_to_a_command_is_repeated_by_none(shell, caplog, capsys):
    caplog.set_level(logging.NOTSET)
    birds, lines = Birds(), 0
    for line in every_line(birds):
        said = shell.runs(*line.words)
        sinks = {stream for stream, text in said.items() if birds.found_in(text)}
        if line.what in SEEDS:
            assert sinks <= {"out"}, line.what  # Where a night has nothing to tell, none is named.
        elif line.taken and line.what not in FIGURES:
            assert not sinks, line.what
        else:  # A slip, which a terminal shows to whoever made it.
            assert sinks <= {"err"}, line.what
        lines += 1
    assert not birds.found_in(shell.book())
    assert not birds.found_in(caplog.text + repr([vars(one) for one in caplog.records]))
    with capsys.disabled():
        sys.stdout.write(f" {len(birds)} inputs in {lines} lines by 4 sinks, leaks 0 ")
