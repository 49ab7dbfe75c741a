"""Every field of a rota file, and what comes of a word in it: names where names belong."""

import logging
import re
import sys
from collections import defaultdict

import pytest
from canary.birds import Birds
from canary.commands import Shell
from canary.fields import KNOWN, WHOLE, every_file, places

COMMANDS = {
    "check": ("rota", "check", "rota.toml"),
    "check --json": ("rota", "check", "--json", "rota.toml"),
    "apply": ("rota", "apply", "--replace", "rota.toml"),
    "show": ("rota", "show"),
    "export": ("rota", "export"),
    "doctor": ("doctor",),
}
#: What is written into a rota on purpose, to be read again.
NAMES = re.compile(
    r"organisation|people\.\w+\.name|key people\.\w+|ladders\.\d\.(name|rungs\.\d\.role)"
    r"|directory\.\d\.(name|note|area|owner)"
)
SHOWN = {f"{one}, out" for one in ("apply", "show", "export")}
#: A key that is not known is named, to whoever brought the file and nobody else.
REMARKS = {"check, err", "check --json, out", "apply, err"}


@pytest.fixture
def shell(tmp_path, monkeypatch, sqlite_book_url):
    monkeypatch.chdir(tmp_path)
    return Shell(sqlite_book_url)


def test_every_key_that_is_read_is_tried():
    assert {part for path in places(WHOLE) for part in path} >= set(KNOWN)


def test_a_word_in_a_file_comes_out_where_it_belongs_and_nowhere_else(
    shell, tmp_path, caplog, capsys
):
    caplog.set_level(logging.NOTSET)
    birds, found = Birds(), defaultdict(set)
    for text in every_file(birds):
        (tmp_path / "rota.toml").write_text(text, "utf-8")
        for name, words in COMMANDS.items():
            said = shell.runs(*words)
            for stream, text_said in said.items():
                for one in birds.found_in(text_said):
                    found[one].add(f"{name}, {stream}")
        for one in birds.found_in(shell.book()):
            found[one].add("book")
    assert not birds.found_in(caplog.text + repr([vars(one) for one in caplog.records]))
    for what, sinks in found.items():
        named = NAMES.fullmatch(what) and sinks <= SHOWN | ({"book"} if "key" in what else set())
        remarked = what.startswith("key ") and sinks <= REMARKS
        assert named or remarked, (what, sinks)
    assert {what for what, sinks in found.items() if sinks & SHOWN}, "nothing was ever applied"
    with capsys.disabled():
        sinks = 2 * len(COMMANDS) + 2
        sys.stdout.write(f" {len(birds)} inputs by {sinks} sinks, leaks 0 ")
