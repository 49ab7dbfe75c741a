"""No column of the book holds a name, a number or free text that is not sealed."""

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeDecorator

import service.book  # noqa: F401 - all its tables with it
from service.book.columns import Begun, Digest, Duration, Instant, OneWord, WordSet
from service.book.open_columns import OPEN
from service.book.sealed_columns import Findable, Sealed, SealedJson
from service.book.tables import metadata

#: What cannot hold anything that somebody wrote.
NAMELESS = (Instant, Duration, OneWord, WordSet, Digest, Integer, Boolean, Date)
#: All places of what is looked for: who adds one says here that equal values may be seen as equal.
PLACES = {"person", "phone", "ladder", "intake", "seen", "process"}
COLUMNS = [column for table in metadata.tables.values() for column in table.columns]


def unclassified(column):
    """Say what is wrong with a column; nothing where it is sealed or may lie open."""
    name, kind = f"{column.table.name}.{column.name}", column.type
    if isinstance(kind, Sealed | SealedJson):
        return None if kind.place == name else f"{name} is sealed for {kind.place}"
    if isinstance(kind, Findable):
        return None if kind.place in PLACES else f"{name} is sealed for {kind.place}"
    if isinstance(kind, NAMELESS) or name in OPEN:
        return None
    return f"{name} lies open: seal it, or say in open_columns why it may"


def test_every_column_is_sealed_or_may_lie_open():
    assert [found for column in COLUMNS if (found := unclassified(column))] == []


def test_what_is_said_of_open_columns_is_of_columns_that_are_open():
    texts = (Text, JSON, Begun)
    plain = {
        f"{column.table.name}.{column.name}" for column in COLUMNS if type(column.type) in texts
    }
    assert OPEN.keys() == plain


@pytest.mark.parametrize("kind", [Text(), JSON(), Sealed("elsewhere"), Findable("anywhere")])
def test_a_column_that_nobody_has_thought_of_is_named(kind):
    [column] = Table("people", type(metadata)(), Column("nickname", kind)).columns
    assert "people.nickname" in unclassified(column)


def test_no_column_has_a_type_that_this_test_does_not_know():
    known = (Sealed, SealedJson, Findable, *NAMELESS, Text, JSON, Begun)
    assert [column for column in COLUMNS if not isinstance(column.type, known)] == []
    assert issubclass(Begun, TypeDecorator)


@pytest.mark.parametrize("key", ["prove priya", "+447700900111", "", "0" * 63, "0" * 64 + "\n"])
def test_a_column_of_digests_takes_nothing_else(key):
    assert Digest().process_bind_param("0f" * 32, sqlite.dialect()) == "0f" * 32
    with pytest.raises(ValueError, match="Only a digest"):
        Digest().process_bind_param(key, sqlite.dialect())
