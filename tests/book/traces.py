"""Looks for what should be gone: in every row of every table, and in the bytes of the files."""

from pathlib import Path

from sqlalchemy import text

from service.book.tables import metadata


def rows_with(book, *words):
    """Return which of *words* stand in which table, as the database itself writes its values."""
    found = set()
    with book.reading() as page:
        for table in metadata.tables:
            every = f"SELECT * FROM {table}"  # noqa: S608 - our own tables
            for row in page._connection.execute(text(every)):
                written = "\n".join(str(value) for value in row).lower()
                found |= {(word, table) for word in words if word.lower() in written}
    return found


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
