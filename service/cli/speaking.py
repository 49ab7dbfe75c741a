"""How long a sentence takes to be said, measured by letting this machine say it."""

import re
import shutil
import subprocess
import tempfile
import wave
from functools import cache
from pathlib import Path

#: Words a minute: the slowest voice that a carrier lends, a usual one, and a fast one.
RATES = (140, 155, 170)

_PROGRAM = "espeak-ng"
_FIRST_KEY = re.compile(r"[Pp]ress (?:\d|star)\b")


def can_speak() -> bool:
    """Say whether this machine can."""
    return shutil.which(_PROGRAM) is not None


@cache
def seconds(said: str, rate: int) -> float:
    """Return how long *said* takes at *rate* words a minute, in British English.

    It counts from the start to the last sound, without the silence that the voice leaves at
    the very end, which is half a second.

    Raises:
        FileNotFoundError: espeak-ng is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(  # noqa: S603 - our own words alone
            [_PROGRAM, "-v", "en-gb", "-s", str(rate), "-w", str(file), "--", said],
            check=True,
            capture_output=True,
        )
        with wave.open(str(file)) as sound:
            heard = sound.readframes(sound.getnframes()).rstrip(b"\0")
            length: float = len(heard) / sound.getsampwidth() / sound.getframerate()
            return length


def until_first_key(said: str) -> str | None:
    """Return *said* as far as the first key that it names; ``None`` where it names none."""
    found = _FIRST_KEY.search(said)
    return said[: found.end()] if found else None
