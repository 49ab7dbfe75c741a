"""Looks for what should be gone: in every row of every table, and in the bytes of the files."""

from dataclasses import fields, is_dataclass
from pathlib import Path

from sqlalchemy import select

from service.book.tables import metadata
from service.domain.people import PhoneNumber


def rows_with(book, *words):
    """Return which of *words* stand in which table, every column read as what it is."""
    found = set()
    with book.reading() as page:
        for name, table in metadata.tables.items():
            for row in page._connection.execute(select(table)):
                held = "\n".join(map(plain, row)).lower()
                found |= {(word, name) for word in words if word.lower() in held}
    return found


def all_of(book):
    """Return all that the book holds, opened and written out."""
    with book.reading() as page:
        return "\n".join(
            plain(list(row))
            for table in metadata.tables.values()
            for row in page._connection.execute(select(table))
        )


def plain(value):
    """Write all that a value holds; a number would mask itself."""
    if isinstance(value, PhoneNumber):
        return f"{value.e164} {value.extension}"
    if is_dataclass(value):
        return " ".join(plain(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(map(plain, value))
    return str(value)


def bytes_with(url, *words):
    """Return which of *words* stand in the files of a SQLite book; none where it has no files."""
    if not url.startswith("sqlite:///"):
        return set()
    file = Path(url.removeprefix("sqlite:///"))
    held = b"\n".join(one.read_bytes() for one in file.parent.glob(file.name + "*"))
    return {word for word in words if word.encode() in held}


def spellings(phone):
    """Return the usual ways to write a number."""
    digits = phone.e164.removeprefix("+")
    return [digits, "0" + digits[2:], phone.national(), phone.national().replace(" ", "-")]
