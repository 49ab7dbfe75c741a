"""Ties a process to the one that started it, so that none is left when that one is killed."""

import ctypes
import os
import signal
import sys

#: Source: prctl(2).
_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """Have the kernel kill this process when *parent* dies; elsewhere than on Linux do nothing.

    The kernel counts the death of the parent's *thread* that started us: `run` starts its
    children from its first thread. A fork is not tied, so gunicorn's processes tie themselves.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # It died before we had asked.
        os._exit(1)
