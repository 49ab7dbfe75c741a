"""Backups as files: sealed for a key that lies elsewhere, listed, kept. Knows no book."""

from service.backup.folder import Kept, forget_old, kept
from service.backup.refusals import (
    BackupDamaged,
    BackupNotKept,
    BackupNotRead,
    FolderNotRead,
    IdentityNotRead,
    NoIdentity,
    NoRecipient,
    WrongIdentity,
)
from service.backup.sealing import Pair, new_pair, read_backup, write_backup

__all__ = [
    "BackupDamaged",
    "BackupNotKept",
    "BackupNotRead",
    "FolderNotRead",
    "IdentityNotRead",
    "Kept",
    "NoIdentity",
    "NoRecipient",
    "Pair",
    "WrongIdentity",
    "forget_old",
    "kept",
    "new_pair",
    "read_backup",
    "write_backup",
]
