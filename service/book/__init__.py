"""Keeps ``ports.Book`` in SQLite or PostgreSQL. See README.md."""

from service.book.migrating import migrate, needs_migration
from service.book.sql_book import SqlBook, open_book

__all__ = ["SqlBook", "migrate", "needs_migration", "open_book"]
