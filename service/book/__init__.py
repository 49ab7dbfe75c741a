"""Keeps ``ports.Book`` in SQLite or PostgreSQL. See README.md."""

from service.book.marks import KeyMissing
from service.book.migrating import migrate, needs_migration
from service.book.resealing import reseal
from service.book.seal import Ring, read_ring
from service.book.sql_book import SqlBook, open_book

__all__ = [
    "KeyMissing",
    "Ring",
    "SqlBook",
    "migrate",
    "needs_migration",
    "open_book",
    "read_ring",
    "reseal",
]
