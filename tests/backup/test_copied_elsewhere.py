"""The lines that fetch backups from another machine, against a house that somebody broke into."""

import io
import re
import tarfile
from pathlib import Path

import pytest

REAL = [f"escalate-202611{day}T023000Z.age" for day in (28, 29)]


class Elsewhere:
    """The other machine, whose ssh hands out what the house is said to send."""

    def __init__(self, folder: Path, script: str, start) -> None:
        self.home, self.script, self._start = folder / "home", script, start
        self._sends = folder / "sends.tar"
        self._programs = folder / "programs"
        for one in (self.home, self._programs):
            one.mkdir()
        self.ssh(f'cat "{self._sends}"')

    def ssh(self, does: str) -> None:
        (self._programs / "ssh").write_text(f"#!/bin/sh\n{does}\n")
        (self._programs / "ssh").chmod(0o755)

    def sends(self, *names: str, links: tuple[str, ...] = ()) -> None:
        with tarfile.open(self._sends, "w") as tar:
            for name in names:
                one = tarfile.TarInfo(name)
                one.size = len(name)
                tar.addfile(one, io.BytesIO(name.encode()))
            for name in links:
                one = tarfile.TarInfo(name)
                one.type, one.linkname = tarfile.SYMTYPE, "/etc"
                tar.addfile(one)

    def fetches(self, was: str = "", now: str = "") -> set[str]:
        """Run the lines, with *now* in the place of *was*; return what lies there then."""
        assert was in self.script
        path = f"{self._programs}:/usr/bin:/bin"
        script = self.script.replace(was, now) if was else self.script
        self._start("sh", "-c", script, env={"PATH": path}, cwd=self.home).finishes()
        return {str(one.relative_to(self.home)) for one in self.home.rglob("*") if not one.is_dir()}


@pytest.fixture
def elsewhere(root, tmp_path, start):
    paper = (root / "docs" / "backup.md").read_text("utf-8").split("## Copied elsewhere")[1]
    (script, *_) = re.findall(r"(?:^ {4}.+\n)+", paper, re.MULTILINE)
    machine = Elsewhere(tmp_path, script, start)
    machine.sends("backups/", *(f"backups/{name}" for name in REAL))
    return machine


COPIES = {f"copies/backups/{name}" for name in REAL}


def test_each_backup_is_fetched_once_and_is_not_written_over(elsewhere):
    assert elsewhere.fetches() == COPIES
    first = elsewhere.home / "copies" / "backups" / REAL[0]
    first.write_text("as it was")
    assert elsewhere.fetches() == COPIES
    assert first.read_text() == "as it was"


def test_a_house_that_was_broken_into_reaches_nothing_else_here(elsewhere):
    assert elsewhere.fetches() == COPIES
    elsewhere.sends(
        ".ssh/authorized_keys",
        "backups/.ssh/authorized_keys",
        "backups/escalate-x/../../../.ssh/y.age",
        "backups/escalate-x/y.age",
        *(f"backups/escalate-2099{number:04}T023000Z.age" for number in range(40)),
        links=("copies", "backups", "backups/escalate-x"),
    )
    found = elsewhere.fetches()
    assert found >= COPIES, "thirty newer names drive out no real copy"
    assert {one for one in found if not one.startswith("copies/backups/escalate-2")} == set()


def test_what_arrived_long_ago_goes_and_only_where_something_was_fetched(elsewhere):
    assert elsewhere.fetches() == COPIES
    elsewhere.ssh("exit 255")
    assert elsewhere.fetches("-ctime +90", "-ctime -1") == COPIES
    elsewhere.ssh("exit 0")
    assert elsewhere.fetches("-ctime +90", "-ctime -1") == COPIES, "nothing came"
    elsewhere.ssh(f'cat "{elsewhere._sends}"')
    assert elsewhere.fetches("-ctime +90", "-ctime -1") == set()
