"""Keeps a handful of processes running until it is told to stop.

Honcho stops everything as soon as one process ends, where we want that one started again.
Circus does start again, but brings ZeroMQ and a daemon; and neither ties its children to its
own life, so that after a kill -9 the phones of a night would be rung by two sets of workers.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from service.cli.stream import Stream

#: Seconds until a process that ended is started again, at first and at most.
FIRST_WAIT, LONGEST_WAIT = 1.0, 10.0
#: Seconds after which a process is taken to have started well.
SETTLED = 10.0
#: Seconds that processes have to end when asked, before they are killed.
PATIENCE = 10.0
#: Seconds for the last lines of a process that has ended.
LAST_WORDS = 1.0
#: The longest line that is shown whole, in bytes.
LONGEST_LINE = 1 << 16

_ASKED_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One process to keep: a command of ours, by its name."""

    name: str
    #: Stopped after the others, who may be in the middle of asking it something.
    stand_in: bool = False
    #: Called each time it was started.
    started: Callable[[], Awaitable[None]] | None = None


class Child:
    """One process that is started again whenever it ends, until ``stop``."""

    def __init__(self, command: Command, stream: Stream) -> None:
        self.command = command
        self._stream = stream
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()
        self._wait = FIRST_WAIT

    async def keep(self) -> None:
        """Start it, and start it again."""
        while not self._stopping.is_set():
            began = monotonic()
            try:
                how = _ended(await self._run())
            except OSError as error:
                # Such as no memory for one more process: the others live, and so do we.
                how = f"could not be started ({error.strerror})"
            if self._stopping.is_set():
                return
            self._complain(how, lived=monotonic() - began)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), self._wait)

    async def stop(self, deadline: float) -> None:
        """Ask it to end, and kill it with all that it started when the time is up."""
        self._stopping.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), max(deadline - monotonic(), 0))
        except TimeoutError:
            self._stream.say(self.command.name, "did not end when asked, so it is killed")
        self.kill()

    def kill(self) -> None:
        """End it at once, with all that it started."""
        self._stopping.set()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def _run(self) -> int:
        # A pipe of our own: with asyncio's, waiting for a process also waits for whatever
        # it started and has left behind at the other end.
        ours, theirs = os.pipe()
        lines = asyncio.create_task(self._repeat(ours))
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *_command_line(self.command.name),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=theirs,
                stderr=theirs,
                # A session of its own: Ctrl-C reaches us alone, and we end it in order.
                start_new_session=True,
            )
        finally:
            os.close(theirs)
        if self._stopping.is_set():  # Asked to stop while it was starting.
            self.kill()
        after = asyncio.ensure_future(self._started())
        code = await process.wait()
        after.cancel()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # What it started goes with it.
        await asyncio.wait({lines}, timeout=LAST_WORDS)
        lines.cancel()
        return code

    async def _started(self) -> None:
        if self.command.started:
            await self.command.started()

    async def _repeat(self, pipe: int) -> None:
        """Print what comes through *pipe*, line by line, until its other end is closed."""
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(pipe, "rb")
        )
        with closing(transport):
            while True:
                try:
                    line = await reader.readline()
                except ValueError:  # Longer than any that a person would read: dropped.
                    continue
                if not line:
                    return
                self._stream.say(self.command.name, line.decode(errors="replace").rstrip())

    def _complain(self, how: str, *, lived: float) -> None:
        if lived >= SETTLED:
            self._wait = FIRST_WAIT
        said = f"{how}; it starts again in {self._wait:.0f} s"
        if self._wait > FIRST_WAIT:
            said += ". It keeps ending right after its start: its lines above may say why"
        self._stream.say(self.command.name, said)
        if lived < SETTLED:
            self._next_wait()

    def _next_wait(self) -> None:
        self._wait = min(self._wait * 2, LONGEST_WAIT)


async def supervise(
    commands: Sequence[Command], stream: Stream, meanwhile: Callable[[], Awaitable[None]]
) -> None:
    """Keep all of *commands* running, do *meanwhile*, and return when told to stop by a signal.

    When this returns, none of the processes is left.
    """
    children = [Child(command, stream) for command in commands]
    asked = _asked_to_stop(children)
    tasks = [asyncio.create_task(child.keep()) for child in children]
    tasks.append(asyncio.ensure_future(_awaited(meanwhile)))
    waiting = asyncio.create_task(asked.wait())
    try:
        await _first_of(waiting, tasks)
    finally:
        tasks[-1].cancel()
        await _stop(children)
        for child in children:
            child.kill()
        await asyncio.gather(*tasks, return_exceptions=True)
        waiting.cancel()


def _asked_to_stop(children: Sequence[Child]) -> asyncio.Event:
    """Return what is set by the first signal to stop; the second kills at once."""
    asked = asyncio.Event()

    def stop() -> None:
        if asked.is_set():
            for child in children:
                child.kill()
        asked.set()

    for number in _ASKED_TO_STOP:
        asyncio.get_running_loop().add_signal_handler(number, stop)
    return asked


async def _first_of(waiting: asyncio.Task[bool], tasks: Sequence[asyncio.Future[None]]) -> None:
    """Wait for the signal; a bug in one of *tasks* ends the waiting, and is raised."""
    left: set[asyncio.Future[Any]] = {waiting, *tasks}
    while not waiting.done():
        done, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()


async def _stop(children: Sequence[Child]) -> None:
    deadline = monotonic() + PATIENCE
    for wave in (False, True):
        of_this_wave = [child for child in children if child.command.stand_in is wave]
        await asyncio.gather(*(child.stop(deadline) for child in of_this_wave))


def _ended(code: int) -> str:
    return f"was ended by {_signal_name(-code)}" if code < 0 else f"ended with {code}"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # between SIGRTMIN and SIGRTMAX, which have no names
        return f"signal {number}"


async def _awaited(make: Callable[[], Awaitable[None]]) -> None:
    await make()


def _command_line(name: str) -> list[str]:
    # -P: a folder called "service" where we were started is not ours.
    return [sys.executable, "-P", "-m", "service", "--tied-to", str(os.getpid()), name]
