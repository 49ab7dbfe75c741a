"""Each migration goes back and forth again, and what both sides hold is as it was."""

import itertools

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from book.filled import HELD, fill
from servers.migrated import RING
from sqlalchemy import inspect, text

from service.book import OtherTables, migrate, migrate_back, needs_migration, open_book
from service.book.migrating import config_for, head
from service.book.opening import alone, read_address
from service.domain.standing import BackupDeed

#: Between these two, names and numbers are sealed and opened: nothing is as it was but their count.
SEALED, BEFORE = "0011", "0010"


def rows_in(connection):
    """Return the rows of each table, as the database has them, column by column."""
    names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    return {
        name: list(map(dict, connection.execute(text(f"SELECT * FROM {name}")).mappings()))  # noqa: S608
        for name in names
    }


def common(rows, other):
    """Return of *rows* what both have room for, in an order that no column decides alone."""
    found = {}
    for name in rows.keys() & other.keys():
        shared = rows[name][0].keys() & other[name][0].keys() if rows[name] and other[name] else ()
        cut = [sorted((one, repr(row[one])) for one in shared) for row in rows[name]]
        found[name] = sorted(cut)
    return found


@pytest.fixture
def filled(book_url):
    book = open_book(book_url, RING)
    fill(book)
    with book.writing() as page:
        page.note_backup(BackupDeed.MADE, HELD.raised_at)
    book.close()
    return book_url


def test_each_goes_back_and_forth_and_keeps_what_both_sides_hold(filled):
    scripts = ScriptDirectory.from_config(config_for(None)).walk_revisions()
    revisions = [one.revision for one in scripts]
    back, forth = itertools.pairwise(revisions), itertools.pairwise(reversed(revisions))
    steps = [(command.downgrade, *one) for one in back] + [(command.upgrade, *one) for one in forth]
    with alone(read_address(filled), RING) as connection:
        after = rows_in(connection)
        for go, there, here in steps:
            before = after
            go(config_for(connection), here)
            after = rows_in(connection)
            both = before.keys() & after.keys()
            assert [len(after[one]) for one in both] == [len(before[one]) for one in both], here
            if {there, here} != {SEALED, BEFORE}:
                assert common(after, before) == common(before, after), here
    assert not needs_migration(filled, RING)


def test_what_was_sealed_is_read_again_after_the_whole_way_back_and_forth(filled):
    book = open_book(filled, RING)
    with book.reading() as page:
        before = (page.rota().people, page.history(HELD.id), page.audited(9))
    book.close()
    migrate_back(filled, RING, SEALED)
    migrate(filled, RING)
    book = open_book(filled, RING)
    with book.reading() as page:
        after = (page.rota().people, page.history(HELD.id), page.audited(9))
        assert page.backups() == {}, "older tables had no room for it"
    book.close()
    assert after == before


@pytest.mark.parametrize("to", ["0010", "0099", "16", "head", "-1", ""])
def test_only_what_is_behind_the_book_and_sealed_can_be_gone_back_to(filled, to):
    with pytest.raises(OtherTables, match=f"from {SEALED} to {head()}"):
        migrate_back(filled, RING, to)
    assert not needs_migration(filled, RING)
