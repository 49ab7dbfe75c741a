"""Of every column somebody has said whose it is and when it goes."""

from service.book.retention import TABLES
from service.book.sealed_columns import Phone
from service.book.tables import metadata


def test_every_table_and_every_column_is_classified():
    written = {name: kept.every for name, kept in TABLES.items()}
    assert written == {
        name: frozenset(column.name for column in table.c)
        for name, table in metadata.tables.items()
    }


def test_each_number_counts_as_somebodys():
    phones = {
        (name, column.name)
        for name, table in metadata.tables.items()
        for column in table.c
        if isinstance(column.type, Phone)
    }
    assert len(phones) > 5
    assert [one for one in phones if one[1] not in TABLES[one[0]].personal.split()] == []
