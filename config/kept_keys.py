"""The keys of a site that sets none: made once, and shared by all its processes."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from config.refused import Mistake, SettingsRefused

#: Where each is kept. The book's own lies beside the book and not in it: a copy of the book
#: alone, such as a backup, reads as nothing.
PLACES = {"SECRET_KEY": Path("var") / "secret-key", "BOOK_KEY": Path("var") / "book-key"}


def kept_keys(folder: Path, settings: Iterable[str]) -> dict[str, str]:
    """Return the keys of those *settings* that are kept under *folder*, making what is missing.

    Safe however many processes start at once: all get the same keys. Raises `SettingsRefused`
    where one can neither be read nor made.
    """
    return {setting: _kept(folder / PLACES[setting], setting) for setting in settings}


def _kept(path: Path, setting: str) -> str:
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        key = ""
    if not key:
        raise SettingsRefused(
            [
                Mistake(
                    setting,
                    f"Nothing sets it, and {PLACES[setting]} of this folder is empty, or may not be"
                    " read or made by this user: give it that right, or write one.",
                )
            ]
        )
    return key


def _make(path: Path) -> None:
    """Write a whole key beside *path*, then give it that name unless somebody was first.

    Creating *path* itself with O_EXCL and then writing would let another process read it empty,
    and would leave it empty for ever if this one died in between.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # Another process was first; its key is as good.
    finally:
        draft.unlink()
