"""The measurement that a site may run: it comes to an end in each kind of house, and cleans up."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from servers.waiting import wait_until

pytestmark = pytest.mark.processes


@contextmanager
def measuring(folder: Path, presses: int) -> Iterator[subprocess.Popen[str]]:
    """A short measurement, with a process group of its own."""
    words = ("-m", "service", "bench", "--presses", str(presses), "--seconds", "0.2")
    env: Mapping[str, str] = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with subprocess.Popen(  # noqa: S603 - our own words alone
        [sys.executable, *words],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as bench:
        try:
            yield bench
        finally:
            with suppress(ProcessLookupError):
                os.killpg(bench.pid, signal.SIGKILL)


def is_empty(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_each_kind_of_house_is_measured_to_the_end(tmp_path):
    with measuring(tmp_path, presses=2) as bench:
        printed, _ = bench.communicate(timeout=240)
    assert bench.returncode == 0, printed
    for kind in ("SQLite, with the embedded bell", "PostgreSQL, with Redis"):
        measured = printed.partition(kind)[2]
        assert re.search(r"ratio to the sum of the hops .* \d+\.\d\d\n", measured), printed
        assert re.search(r"ratio to the bare endpoint .* \d+\.\d\d\n", measured), printed


def test_one_that_is_told_to_end_leaves_no_process_behind(tmp_path):
    with measuring(tmp_path, presses=10_000) as bench:
        assert bench.stdout
        for line in bench.stdout:
            if "presses, one after the other" in line:
                break
        bench.terminate()
        assert bench.wait(60) == 128 + signal.SIGTERM
    wait_until("all have ended", lambda: is_empty(bench.pid), within_seconds=20)
