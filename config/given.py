"""Gathers what is given: the environment, over ``.env``, over files that hold one secret each."""

import difflib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from config.refused import Mistake

#: How alike two names are before one is taken for a slip of the other.
_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Given:
    """The values by setting name, never blank, and what was odd about them."""

    values: dict[str, str] = field(repr=False)
    mistakes: tuple[Mistake, ...]
    #: Names that look like a slip; sentences without any value.
    doubts: tuple[str, ...]


def gather(environ: Mapping[str, str], folder: Path, names: list[str], secrets: list[str]) -> Given:
    """Return what is given for *names*; each of *secrets* may also come as ``NAME_FILE``.

    A blank value counts as not given, as shells and compose files leave them behind. What a
    ``.env`` says about any other name is not looked at.
    """
    filled, mistakes = _written(folder / ".env")
    filled |= {name: text.strip() for name, text in environ.items() if text.strip()}
    values = {name: filled[name] for name in names if name in filled}
    for name in secrets:
        if f"{name}_FILE" in filled:
            content = _content(name, folder / filled[f"{name}_FILE"], also=name in values)
            if isinstance(content, Mistake):
                mistakes.append(content)
            else:
                values[name] = content
    known = [*names, *(f"{name}_FILE" for name in secrets)]
    return Given(values, tuple(mistakes), tuple(_doubts(filled, known)))


def _written(path: Path) -> tuple[dict[str, str], list[Mistake]]:
    """Return what stands in the file at *path*, and each line that cannot be read.

    No file, or a folder of that name, says nothing.
    """
    if not path.exists() or path.is_dir():
        return {}, []
    try:
        # What stands in it is taken as it stands: a dollar in a secret is a dollar.
        lines = list(parse_stream(io.StringIO(path.read_text(encoding="utf-8"))))
    except (OSError, ValueError):  # ValueError: bytes that are no text
        return {}, [Mistake(path.name, "Save it as plain text that this program may read.")]
    filled = {line.key: text for line in lines if line.key and (text := (line.value or "").strip())}
    return filled, [_unclear(path.name, line) for line in lines if line.error]


def _unclear(place: str, line: Binding) -> Mistake:
    written = line.original.string
    blank = len(written) - len(written.lstrip())
    number = line.original.line + written[:blank].count("\n")
    return Mistake(place, f"Line {number} cannot be read: write NAME=value, and close every quote.")


def _content(name: str, path: Path, *, also: bool) -> str | Mistake:
    place = f"{name}_FILE"
    if also:
        return Mistake(place, f"Give either {name} or {place}, not both.")
    try:
        content = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):  # ValueError: bytes that are no text, or a NUL in the path
        return Mistake(place, "Write the path of a text file that this program may read.")
    return content or Mistake(place, "The file is empty: put the value into it.")


def _doubts(filled: Mapping[str, str], known: list[str]) -> list[str]:
    doubts = []
    for name in sorted(filled.keys() - set(known)):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=_ALIKE)
        if near:
            doubts.append(f"{name} is not a setting, so it is ignored; did you mean {near[0]}?")
        elif name.startswith("TWILIO_"):
            doubts.append(f"{name} is not a setting, so it is ignored.")
    return doubts
