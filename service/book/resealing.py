"""Sealing with a new key what lies under the one before it, while everything runs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    URL,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Select,
    Table,
    Text,
    cast,
    delete,
    literal_column,
    select,
    update,
)

from service.book.engines import Engines, transaction
from service.book.marks import names_in, note_swept, only_ours
from service.book.opening import open_engines, read_address
from service.book.patience import WORKING
from service.book.rota_tables import directory, ladder_rungs, ladders, organisation, people
from service.book.seal import Ring, Seal
from service.book.sealed_columns import Findable, Sealed, SealedJson
from service.book.sql_book import SqlBook
from service.book.sweeping import sweep
from service.book.tables import metadata
from service.book.version_tables import swaps, time_away

#: Rows that are sealed in one transaction: a press waits some milliseconds for them.
BATCH = 50
#: Whoever writes meanwhile seals with the new key, so that the second look finds nothing as a
#: rule, and the third where somebody with the old key first was still writing.
LOOKS = 5
#: What makes up the rota refers to itself by what is sealed, so that it is written as a whole.
_ROTA = (organisation, people, ladders, ladder_rungs, time_away, swaps, directory)
_KINDS = (Sealed, SealedJson, Findable)
_Raw = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Resealed:
    """What came of it: rows that were sealed anew, and whether the old ones are gone."""

    rows: int
    #: Nothing is left under the other key.
    whole: bool
    #: Nor in the files, outside of backups.
    swept: bool


def reseal(database_url: str, ring: Ring) -> Resealed:
    """Seal everything with the *ring*'s first key, a few rows at a time.

    Whatever is changed meanwhile stays as it was changed. All processes must have that key
    first by now: one that does not is found out by the last look, or marks the book again.

    Raises:
        BookUnavailable: it stopped half way, and nothing is lost: do it again.
    """
    url = read_address(database_url)
    rows = _reseal_rota(url, ring)
    engines = open_engines(url, ring)
    try:
        rows += _reseal_rest(engines, ring)
        with engines.turn(), transaction(engines.writing) as connection:
            whole = next(_left(connection, ring.first), None) is None
            if whole:
                only_ours(connection)
        swept = whole and sweep(url, ring)
        if swept:
            with engines.turn(), transaction(engines.writing) as connection:
                note_swept(connection)
    finally:
        engines.dispose()
    return Resealed(rows, whole=whole, swept=swept)


def sealed_by(database_url: str, ring: Ring) -> frozenset[str]:
    """Return the names of the keys that the book may be sealed with: two while they are changed.

    Raises:
        BookUnavailable: it could not be read.
    """
    engines = open_engines(read_address(database_url), ring)
    try:
        with transaction(engines.reading) as connection:
            return names_in(connection)
    finally:
        engines.dispose()


def _reseal_rest(engines: Engines, ring: Ring) -> int:
    rows = 0
    for _look in range(LOOKS):
        with transaction(engines.reading) as connection:
            work = list(_left(connection, ring.first))
        for batch in _batches(work):
            with engines.turn(), transaction(engines.writing) as connection:
                rows += sum(_reseal_row(connection, ring, *one) for one in batch)
        if not work:
            break
    return rows


def _reseal_rota(url: URL, ring: Ring) -> int:
    """Write the rota anew as it is; return of how many tables."""
    book = SqlBook(url, ring, WORKING)
    try:
        with book.writing() as page:
            page.version()  # Nobody changes it meanwhile.
            page.replace_rota(page.rota())
    finally:
        book.close()
    return len(_ROTA)


def sealed_in(table: Table) -> list[str]:
    """Return the names of the columns of *table* that are sealed."""
    return [column.name for column in table.columns if isinstance(column.type, _KINDS)]


def _plain(table: Table) -> Table:
    """Return *table* as the database has it, whose sealed columns are text and JSON."""
    kinds: dict[type, Any] = {
        SealedJson: JSON(none_as_null=True),
        Sealed: Text(),
        Findable: Text(),
    }
    return Table(
        table.name,
        MetaData(),
        *(
            Column(
                column.name,
                next((kind for own, kind in kinds.items() if isinstance(column.type, own)), None)
                or column.type,
                primary_key=column.primary_key,
            )
            for column in table.columns
        ),
    )


#: What is sealed in each table, and the table as the database has it.
_TABLES = {
    table.name: (sealed_in(table), _plain(table))
    for table in metadata.sorted_tables
    if sealed_in(table)
}


def _left(connection: Connection, first: Seal) -> Iterator[tuple[str, _Raw]]:
    """Yield each row that has something which the *first* key did not seal, by its table."""
    for name, (sealed, plain) in _TABLES.items():
        wanted = dict.fromkeys((*(column.name for column in plain.primary_key), *sealed))
        for row in connection.execute(select(*(plain.c[one] for one in wanted))).mappings():
            if any(row[one] and not first.made(row[one]) for one in sealed):
                yield name, dict(row)


def _batches(work: Sequence[tuple[str, _Raw]]) -> Iterator[list[tuple[str, _Raw]]]:
    every = iter(work)
    while batch := list(islice(every, BATCH)):
        yield batch


def _reseal_row(connection: Connection, ring: Ring, name: str, row: _Raw) -> int:
    """Seal one row anew, if it is as it was read; return whether it was."""
    _, plain = _TABLES[name]
    new = row | {one: _anew(ring, metadata.tables[name].c[one].type, row[one]) for one in row}
    same = [_is(plain.c[one], value) for one, value in row.items()]
    keys = [column.name for column in plain.primary_key]
    moves = any(new[key] != row[key] for key in keys)
    if moves and _there(connection, plain, {key: new[key] for key in keys}):
        # Somebody has written the same under the new key since, and that is what holds.
        return connection.execute(delete(plain).where(*same)).rowcount
    return connection.execute(update(plain).where(*same).values(new)).rowcount


def _is(column: Column[Any], value: Any) -> ColumnElement[bool]:
    if value is not None and isinstance(column.type, JSON):
        # PostgreSQL compares no JSON; what it was given it keeps to the letter.
        return cast(column, Text) == json.dumps(value)
    return column.is_not_distinct_from(value)


def _there(connection: Connection, plain: Table, key: _Raw) -> bool:
    sought: Select[Any] = select(literal_column("1")).where(
        *(plain.c[one] == key[one] for one in key)
    )
    return connection.execute(sought).first() is not None


def _anew(ring: Ring, kind: object, kept: Any) -> Any:
    """Return *kept* as the first key seals it; what is not sealed as it is."""
    if kept is None or not isinstance(kind, _KINDS):
        return kept
    was = ring.of(kept)
    if isinstance(kind, Findable):
        return ring.first.match(was.matched(kept, kind.place), kind.place)
    return ring.first.seal(was.opened(kept, kind.place), kind.place)
