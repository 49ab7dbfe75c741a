"""Keeps ``ports.Book`` in SQLite or PostgreSQL. See README.md."""

from service.book.copies import Copied, CopyBroken, NotEmpty, OtherVersion
from service.book.copying_in import copy_in, try_copy
from service.book.copying_out import copy_out
from service.book.marks import KeyMissing
from service.book.migrating import (
    OtherTables,
    is_ahead,
    migrate,
    migrate_back,
    needs_migration,
)
from service.book.postgres import NotUnicode
from service.book.resealing import reseal, sealed_by
from service.book.seal import Ring, Seal, read_ring
from service.book.sql_book import SqlBook, open_book

__all__ = [
    "Copied",
    "CopyBroken",
    "KeyMissing",
    "NotEmpty",
    "NotUnicode",
    "OtherTables",
    "OtherVersion",
    "Ring",
    "Seal",
    "SqlBook",
    "copy_in",
    "copy_out",
    "is_ahead",
    "migrate",
    "migrate_back",
    "needs_migration",
    "open_book",
    "read_ring",
    "reseal",
    "sealed_by",
    "try_copy",
]
