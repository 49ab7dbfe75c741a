"""What the two ways of a copy have in common: its tables, its values, and its refusals.

A copy is lines of JSON, the same from and for both databases. The first line says which version
wrote them, the last what must have come: so many rows of each table, and the digest of all
before. Between them each table has a line with its columns, and one for each row. What is sealed
stays so, and what stands between is what any thief of the book would see.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Column, MetaData, Table
from sqlalchemy.types import Date, TypeDecorator, TypeEngine

from service.book.columns import Instant, from_microseconds, to_microseconds
from service.book.tables import metadata
from service.domain.catalogue import N_
from service.domain.refusals import Refusal

#: How the lines are written.
FORMAT = 1
#: Rows that are read, or written, at once.
BATCH = 500


class NotEmpty(Refusal):
    """There is a book already where one should be restored."""

    problem = N_("There is something in the database already, so nothing was restored into it.")
    mend = N_(
        "Name a new database in DATABASE_URL: a file that is not there yet, or a PostgreSQL"
        " database with no tables."
    )


class OtherVersion(Refusal):
    """The copy, or the book, is of a version that came after this one."""

    problem = N_("That was written by a later version of this program, which knows more tables.")
    mend = N_("Use that version or a later one.")


class CopyBroken(Refusal):
    """What was copied is not what was written."""

    problem = N_("The copy is not whole, or is no copy of a book, so nothing of it was taken.")
    mend = N_("Take the backup before it.")


@dataclass(frozen=True, slots=True)
class Copied:
    """What came of it."""

    made_at: datetime
    #: Tables that have something in them, and all their rows.
    tables: int
    rows: int


@cache
def plain_tables() -> dict[str, Table]:
    """Return the tables as the databases have them, in an order in which rows may be written."""
    return {
        table.name: Table(
            table.name,
            MetaData(),
            *(
                Column(one.name, _plain(one.type), primary_key=one.primary_key)
                for one in table.columns
            ),
        )
        for table in metadata.sorted_tables
    }


def _plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(kind, TypeDecorator) and not isinstance(kind, Instant):
        kind = kind.impl_instance
    return JSON(none_as_null=True) if isinstance(kind, JSON) else kind


def written(value: Any) -> Any:
    """Write a value as JSON can hold it."""
    if isinstance(value, datetime):
        return to_microseconds(value)
    return value.isoformat() if isinstance(value, date) else value


def reader(kind: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return what reads again the values of a column of this *kind*."""
    if isinstance(kind, Instant):
        return from_microseconds
    return date.fromisoformat if isinstance(kind, Date) else _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def as_line(value: Any) -> bytes:
    """Write one line, without its end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
