"""The key of a site that sets none: made once, and shared by all its processes."""

import os
import secrets
from pathlib import Path

from config.refused import Mistake, SettingsRefused

PLACE = Path("var") / "secret-key"


def kept_secret_key(folder: Path) -> str:
    """Return the key kept in ``var/secret-key`` under *folder*, making it where there is none.

    Safe however many processes start at once: all get the same key. Raises `SettingsRefused`
    where it can neither be read nor made.
    """
    path = folder / PLACE
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        key = ""
    if not key:
        raise SettingsRefused(
            [Mistake("SECRET_KEY", f"Write one, or let this program keep its own in {PLACE}.")]
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
