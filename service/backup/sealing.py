"""Lines of text, compressed and sealed into a file in the age format, and back, as a stream.

Neither way is the whole ever in memory, nor in the open on a disk. The format seals piece by
piece: what was changed is found out at that piece, and a missing end at the end. So whoever takes
lines must be able to give all of them back.
"""

import codecs
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedWriter
from pathlib import Path
from typing import Any

import pyrage

from service.backup.folder import UNFINISHED, name_at
from service.backup.refusals import (
    BackupDamaged,
    BackupNotKept,
    BackupNotRead,
    IdentityNotRead,
    NoIdentity,
    WrongIdentity,
)

#: Takes one line, without its end.
Take = Callable[[bytes], None]
_GZIP = 16 + zlib.MAX_WBITS
_OURS_ALONE = 0o600
_FOLDER_OURS_ALONE = 0o700
#: What a text of Windows begins with, and how it is then written.
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
#: How the library says that none of the keys is the right one: it has no class of its own.
_NO_MATCH = "No matching keys found"


@dataclass(frozen=True, slots=True)
class Pair:
    """A key pair of the age format: the private *identity* opens what is for the *recipient*."""

    identity: str = field(repr=False)
    recipient: str


def new_pair() -> Pair:
    """Make a key pair. Neither half is kept."""
    made = pyrage.x25519.Identity.generate()
    return Pair(identity=str(made), recipient=str(made.to_public()))


def write_backup(lines: Iterable[bytes], recipient: str, folder: Path, at: datetime) -> Path:
    """Seal *lines* for *recipient* into a new file of *folder*, and return the file.

    It has its name only when it lies whole on the disk.

    Raises:
        BackupNotKept: the disk did not take it.
        Exception: whatever *lines* raised; nothing is left of it.
    """
    target = folder / name_at(at)
    draft = folder / f".{target.name}.{os.getpid()}{UNFINISHED}"
    try:
        folder.mkdir(mode=_FOLDER_OURS_ALONE, parents=True, exist_ok=True)
        with open(draft, "xb", opener=_privately) as out:
            _encrypt(_Drawn(_compressed(lines)), _Poured(out), recipient)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
        _sync(folder)
    except OSError as error:
        raise BackupNotKept(why=error.strerror) from None
    finally:
        _drop(draft)
    return target


def read_backup(file: Path, identity: Path, take: Take) -> None:
    """Open *file* with the private key in the file *identity*, and have each line taken.

    Raises:
        BackupNotRead, BackupDamaged, IdentityNotRead, NoIdentity, WrongIdentity: see there.
        Exception: whatever *take* raised.
    """
    keys = _identities(identity)
    lines = _Lines(take)
    try:
        with file.open("rb") as sealed:
            pyrage.decrypt_io(sealed, lines, keys)
    except (pyrage.DecryptError, OSError) as error:
        if lines.failure:
            raise lines.failure from None
        if isinstance(error, OSError) and error.strerror:
            raise BackupNotRead(why=error.strerror) from None
        raise (WrongIdentity() if _NO_MATCH in str(error) else BackupDamaged()) from None
    if not lines.whole:
        raise BackupDamaged


class _Drawn:
    """What a generator yields, for a library that reads. Keeps the error that the library hides."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""
        self.failure: Exception | None = None

    def read(self, size: int) -> bytes:
        """Return at most *size* bytes; none at the end."""
        try:
            while not self._left:
                self._left = next(self._pieces, b"") or b""
                if not self._left:
                    return b""
        except Exception as error:
            self.failure = error
            raise
        found, self._left = self._left[:size], self._left[size:]
        return found


class _Poured:
    """A file, for a library that writes. Keeps the error that the library hides."""

    def __init__(self, out: BufferedWriter) -> None:
        self._out = out
        self.failure: Exception | None = None

    def write(self, piece: bytes) -> int:
        """Write *piece*."""
        try:
            return self._out.write(piece)
        except OSError as error:
            self.failure = error
            raise

    def flush(self) -> None:
        """Do nothing: that comes once, at the end."""


class _Lines:
    """Takes compressed bytes from a library that writes, and hands on line after line."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._opening = zlib.decompressobj(_GZIP)
        self._rest = b""
        self.failure: Exception | None = None

    def write(self, piece: bytes) -> int:
        """Hand on each line that ends in *piece*."""
        try:
            *lines, self._rest = (self._rest + self._opening.decompress(piece)).split(b"\n")
            for line in lines:
                self._take(line)
        except zlib.error:
            self.failure = BackupDamaged()
            raise self.failure from None
        except Exception as error:
            self.failure = error
            raise
        return len(piece)

    def flush(self) -> None:
        """Do nothing: each line is handed on at once."""

    @property
    def whole(self) -> bool:
        """Whether it came to its end."""
        return self._opening.eof and not self._rest and not self._opening.unused_data


def _compressed(lines: Iterable[bytes]) -> Iterator[bytes]:
    packing = zlib.compressobj(wbits=_GZIP)
    for line in lines:
        if piece := packing.compress(line + b"\n"):
            yield piece
    yield packing.flush()


def _encrypt(reading: _Drawn, writing: _Poured, recipient: str) -> None:
    key = pyrage.x25519.Recipient.from_str(recipient)
    try:
        pyrage.encrypt_io(reading, writing, [key])
    except (pyrage.EncryptError, OSError):
        failure = reading.failure or writing.failure
        if failure:
            raise failure from None
        raise


def _identities(file: Path) -> list[Any]:
    try:
        lines = [line.strip() for line in _text(file.read_bytes()).splitlines()]
        keys = [line for line in lines if line and not line.startswith("#")]
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except OSError as error:
        raise IdentityNotRead(why=error.strerror) from None
    except (ValueError, pyrage.IdentityError):
        raise NoIdentity from None
    if not found:
        raise NoIdentity
    return found


def _text(written: bytes) -> str:
    """Read a text by the mark at its beginning, which ``>`` of Windows PowerShell writes."""
    marked = (coding for mark, coding in _MARKS.items() if written.startswith(mark))
    return written.decode(next(marked, "utf-8"))


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, _OURS_ALONE)


def _sync(folder: Path) -> None:
    """Have the new name on the disk as well."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _drop(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # The folder itself is not to be had, and that is what is said.
