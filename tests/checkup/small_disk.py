"""A file system of its own, so small that a test can fill it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


class SmallDisk:
    def __init__(self, path: Path) -> None:
        self.path = path

    def fills(self) -> None:
        """Write until nothing more is taken."""
        file = os.open(self.path / "other", os.O_CREAT | os.O_WRONLY)
        try:
            while os.write(file, bytes(1 << 16)):
                pass
        except OSError:
            pass
        finally:
            os.close(file)

    def grows(self) -> None:
        """Get a larger one; what is not written costs nothing."""
        _run("mount", "-o", "remount,size=2g", str(self.path))


@contextmanager
def small_disk(path: Path) -> Iterator[SmallDisk]:
    """Mount one at *path*, which the system allows to root alone."""
    path.mkdir()
    try:
        _run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(path))
    except (OSError, subprocess.CalledProcessError):
        # Also under CI: no package brings it.
        pytest.skip("No file system may be mounted here. Try: unshare --map-root-user --mount")
    try:
        yield SmallDisk(path)
    finally:
        _run("umount", "--lazy", str(path))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
