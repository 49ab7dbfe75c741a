"""Keeping processes running: small ones that end, refuse to end, and leave children."""

import asyncio
import os
import signal
import sys

import pytest
from cli.processes import alive, children
from servers.waiting import wait_until

from service.cli import supervisor
from service.cli.stream import Stream
from service.cli.supervisor import Command, supervise

PROGRAMS = {
    "odd": "import os; os.kill(os.getpid(), 40)",
    "short": "print('hello'); raise SystemExit(3)",
    "stays": "import signal; print('here', flush=True); signal.pause()",
    "stubborn": (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print('here', flush=True)\nwhile True: signal.pause()"
    ),
    "parent": (
        "import subprocess, sys, signal;"
        "child = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']);"
        "print('started', child.pid, flush=True); signal.pause()"
    ),
    "long": "print('x' * 200_000); print('after', flush=True); import signal; signal.pause()",
}


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Programs of our own in the place of the house's, and shorter waits."""
    monkeypatch.setattr(
        supervisor, "_command_line", lambda name: [sys.executable, "-c", PROGRAMS[name]]
    )
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(supervisor, "LONGEST_WAIT", 0.2)
    monkeypatch.setattr(supervisor, "PATIENCE", 1.0)


class Heard(Stream):
    """Keeps what was said, and tells the process to stop once *enough* was."""

    def __init__(self, names, enough):
        super().__init__(names)
        self.lines, self._enough, self._told = [], enough, False

    def say(self, _name, line):
        self.lines.append(line)
        if not self._told and self._enough(self.lines):
            self._told = True
            os.kill(os.getpid(), signal.SIGTERM)


def kept(*names, until, meanwhile=None, **options):
    """Keep the programs *names* until enough was heard; return all of it."""
    stream = Heard(list(names), until)

    async def nothing():
        pass

    commands = [Command(name=name, **options) for name in names]
    before = set(children(os.getpid()))  # servers that other tests share
    try:
        asyncio.run(supervise(commands, stream, meanwhile or nothing))
    finally:
        assert set(children(os.getpid())) <= before
    return stream.lines


def said(word, times=1):
    return lambda lines: sum(word in line for line in lines) == times and word in lines[-1]


def test_what_ends_is_started_again_and_later_each_time():
    lines = kept("short", until=said("starts again", 4))
    assert lines.count("hello") == 4
    told = [line for line in lines if "starts again" in line]
    assert told[0] == "ended with 3; it starts again in 0 s"
    assert "keeps ending right after its start" in told[-1]


def test_a_signal_without_a_name_is_one_too():
    assert kept("odd", until=said("starts again"))[0].startswith("was ended by signal 40;")


def test_what_cannot_be_started_is_tried_again_and_the_others_live(monkeypatch):
    usual = supervisor._command_line
    monkeypatch.setattr(
        supervisor,
        "_command_line",
        lambda name: ["/nowhere"] if name == "gone" else usual(name),
    )
    lines = kept(
        "stays",
        "gone",
        until=lambda seen: "here" in seen and sum("starts again" in line for line in seen) > 1,
    )
    assert "could not be started (No such file or directory); it starts again in 0 s" in lines


def test_it_stops_when_asked():
    assert kept("stays", until=said("here")) == ["here"]


def test_what_refuses_to_end_is_killed():
    lines = kept("stubborn", until=said("here"))
    assert lines == ["here", "did not end when asked, so it is killed"]


def test_what_a_process_started_ends_with_it():
    (line,) = kept("parent", until=said("started"))
    grandchild = int(line.split()[1])
    wait_until("it has ended too", lambda: not alive(grandchild), within_seconds=5)


def test_a_line_that_nobody_would_read_does_not_stop_the_stream():
    assert kept("long", until=said("after"))[-1] == "after"


def test_whoever_waits_for_a_start_is_told_of_each():
    starts = []

    async def started():
        starts.append(1)

    kept("short", until=said("starts again", 3), started=started)
    assert len(starts) >= 3


def test_a_bug_of_ours_stops_everything_and_is_seen():
    async def fails():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept("stays", until=lambda _: False, meanwhile=fails)


def test_the_stream_is_in_columns_and_without_colour_in_a_file(capsys):
    stream = Stream(["run", "exchange"])
    stream.say("run", "Starting.")
    stream.say("exchange", "")
    stream.say("exchange", "call a1b2c3: ringing")
    assert capsys.readouterr().out.splitlines() == [
        "run      | Starting.",
        "exchange | call a1b2c3: ringing",
    ]
