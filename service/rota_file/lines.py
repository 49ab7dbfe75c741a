"""Where each key of a TOML file stands, so that a mistake can be shown with its line.

The standard library's reader gives values without places, and so do the libraries that keep
layout. This scanner runs only after that reader was satisfied, so it may trust the grammar.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator

#: Keys and places in lists, from the top: ``("ladders", 0, "rungs", 1, "holder")``.
Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}#\n]*")


def lines_of(source: str) -> dict[Path, int]:
    """Return the line, from 1, on which each table, key and list item of *source* starts.

    *source* must be TOML that ``tomllib`` reads. The top of the file is ``()``, on line 1.
    """
    plain = source.replace("\r\n", "\n")
    breaks = [found.start() for found in re.finditer("\n", plain)]
    places = {(): 0} | dict(reversed(list(_Scanner(plain).places())))
    return {path: bisect_right(breaks, place - 1) + 1 for path, place in places.items()}


class _Scanner:
    """One pass over the source; ``at`` is the offset of what comes next."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        #: How many tables of each list have begun.
        self.begun: dict[Path, int] = {}

    def places(self) -> Iterator[tuple[Path, int]]:
        """Yield each path with its offset, in the order of the file; some come twice."""
        table: Path = ()
        while self._to_next():
            start = self.at
            if self.source.startswith("[", start):
                table = self._header()
                yield from ((table[:end], start) for end in range(1, len(table) + 1))
            else:
                yield from self._pair(table)

    def _to_next(self) -> bool:
        blank = _BLANK.match(self.source, self.at)
        self.at = blank.end() if blank else self.at
        return self.at < len(self.source)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        if found is None:
            raise ValueError("not the grammar that tomllib has read")
        self.at = found.end()
        return found[1] if pattern.groups else found[0]

    def _keys(self) -> list[str]:
        keys = [_named(self._take(_KEY))]
        while self.source.startswith(".", self.at):
            self.at += 1
            keys.append(_named(self._take(_KEY)))
        return keys

    def _header(self) -> Path:
        many = self.source.startswith("[[", self.at)
        self.at += 2 if many else 1
        keys = self._keys()
        self.at += 2 if many else 1
        path: Path = ()
        for key in keys[:-1]:
            path = self._inside((*path, key))
        last = (*path, keys[-1])
        if not many:
            return last
        self.begun[last] = self.begun.get(last, 0) + 1
        return self._inside(last)

    def _inside(self, path: Path) -> Path:
        """Enter the newest table, where *path* is a list of them."""
        return (*path, self.begun[path] - 1) if path in self.begun else path

    def _pair(self, table: Path) -> Iterator[tuple[Path, int]]:
        start = self.at
        path = table
        for key in self._keys():
            path = (*path, key)
            yield path, start
        self.at += 1  # the equals sign
        self._to_next()
        yield from self._value(path)

    def _value(self, path: Path) -> Iterator[tuple[Path, int]]:
        match self.source[self.at]:
            case "[":
                yield from self._list(path)
            case "{":
                yield from self._inline(path)
            case '"' | "'":
                self._take(_TEXT)
            case _:
                self._take(_BARE)

    def _list(self, path: Path) -> Iterator[tuple[Path, int]]:
        index = 0
        self.at += 1
        while self._to_next() and not self.source.startswith("]", self.at):
            yield (*path, index), self.at
            yield from self._value((*path, index))
            index += 1
            self._comma()
        self.at += 1

    def _inline(self, path: Path) -> Iterator[tuple[Path, int]]:
        self.at += 1
        while self._to_next() and not self.source.startswith("}", self.at):
            yield from self._pair(path)
            self._comma()
        self.at += 1

    def _comma(self) -> None:
        self._to_next()
        if self.source.startswith(",", self.at):
            self.at += 1


def _named(key: str) -> str:
    """Return the key itself where it is quoted."""
    if key[0] not in "\"'":
        return key
    return next(iter(tomllib.loads(f"{key} = 0")))
