"""Ends what a test run that was killed has left behind: its servers, their children, its folders.

A process of its own, in a session of its own, at the other end of a pipe. While the run lives it
only writes down what it is told; when the pipe closes, however that came, it buries the rest.
Not by the kernel's signal at a parent's death: that counts the *thread* which started the child,
and some tests start servers from threads that end before them.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

GROUP, FOLDER, GONE = b"group", b"folder", b"gone"
#: Seconds for what was killed to be gone, before the folders that it wrote into go as well.
LAST_BREATH = 5.0

_lock = threading.Lock()
#: The end of the pipe that this process writes to, and who opened it: a fork has none of its own.
_line: list[int] = []


def knows_group(pid: int) -> None:
    """Have the process group *pid* killed if this run dies before ``is_gone``."""
    _tell(GROUP, str(pid))


def knows_folder(folder: Path) -> None:
    """Have *folder* removed if this run dies before ``is_gone``."""
    _tell(FOLDER, str(folder))


def is_gone(what: int | Path) -> None:
    """Say that this group or folder is no more: its number may soon be somebody else's."""
    _tell(GONE, str(what))


class Folder:
    """A folder of this run's own, below the machine's folder for such things."""

    def __init__(self, prefix: str) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        knows_folder(self.path)

    def remove(self) -> None:
        """Remove it, with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        is_gone(self.path)


def _tell(word: bytes, what: str) -> None:
    with _lock:
        if not _line:
            _line.append(_begin())
        # Short enough to be written whole, whoever else is writing.
        os.write(_line[0], word + b" " + os.fsencode(what) + b"\n")


def _begin() -> int:
    theirs, ours = os.pipe()
    pid = os.posix_spawn(
        sys.executable,
        [sys.executable, "-I", "-S", __file__],
        {},
        file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 0)],
        setsid=True,
    )
    os.close(theirs)
    atexit.register(_end, os.getpid(), pid, ours)
    return ours


def _end(owner: int, pid: int, ours: int) -> None:
    if os.getpid() == owner:
        os.close(ours)
        os.waitpid(pid, 0)


def watch() -> None:
    """Write down what is told on standard input until it closes, then bury what is left."""
    left: dict[str, bytes] = {}
    for line in sys.stdin.buffer:
        word, _, rest = line.rstrip(b"\n").partition(b" ")
        what = os.fsdecode(rest)
        if word == GONE:
            left.pop(what, None)
        else:
            left[what] = word
    _kill([int(what) for what, word in left.items() if word == GROUP])
    for what, word in left.items():
        if word == FOLDER:
            shutil.rmtree(what, ignore_errors=True)


def _kill(groups: list[int]) -> None:
    until = time.monotonic() + LAST_BREATH
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
            while time.monotonic() < until:
                os.killpg(group, 0)
                time.sleep(0.02)


if __name__ == "__main__":
    watch()
