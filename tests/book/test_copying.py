"""The whole book goes into lines and comes back, from and to both databases."""

import json
from threading import Event as Signal
from threading import Thread

import pytest
from alembic import command
from book.examples import NOW, press
from book.filled import fill, told
from book.steps import add, read
from servers.migrated import RING
from sqlalchemy import inspect, select

from service.book import (
    CopyBroken,
    KeyMissing,
    NotEmpty,
    OtherVersion,
    copy_in,
    copy_out,
    migrate,
    needs_migration,
    open_book,
    read_ring,
    try_copy,
)
from service.book.copies import plain_tables
from service.book.migrating import config_for, known_revisions
from service.book.opening import alone, read_address
from service.domain.events import Event, Kind

OTHER = read_ring("another-key-that-is-made-up-0123456789")


def pouring(lines):
    def pour(take):
        for line in lines:
            take(line)

    return pour


def rows_of(book):
    """Return every row of every table, as the database has it."""
    with book.reading() as page:
        return {
            name: sorted(map(repr, page._connection.execute(select(table))))
            for name, table in plain_tables().items()
        }


@pytest.fixture
def filled(book_url):
    book = open_book(book_url, RING)
    fill(book)
    yield book
    book.close()


@pytest.fixture
def lines(filled, book_url):
    return list(copy_out(book_url, RING, NOW))


@pytest.fixture(params=["sqlite", "postgres"])
def elsewhere(request, tmp_path):
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/elsewhere/book.sqlite"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def place(tmp_path):
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path}/place/book.sqlite"


def test_a_book_comes_back_as_it_was_on_either_database(filled, lines, elsewhere):
    copied = copy_in(elsewhere, RING, pouring(lines))
    assert copied.made_at == NOW
    restored = open_book(elsewhere, RING)
    assert told(restored) == told(filled)
    assert rows_of(restored) == rows_of(filled)
    assert copied.rows == sum(map(len, rows_of(filled).values()))
    assert not needs_migration(elsewhere, RING)
    restored.close()


def test_a_book_that_came_back_goes_on_counting(lines, elsewhere):
    copy_in(elsewhere, RING, pouring(lines))
    restored = open_book(elsewhere, RING)
    one = add(restored, press(id="9" * 32, reference="W9X9"))
    assert read(restored, one) == one
    event = Event(NOW, Kind.RAISED, name="Samuelson Leeward")
    with restored.writing() as page:
        page.record(one.id, [event])
    with restored.reading() as page:
        assert page.history(one.id)[-1:] == [event]
    restored.close()


def test_whoever_raises_meanwhile_waits_for_nothing_and_is_not_in_it(filled, book_url, elsewhere):
    reading, raised = Signal(), Signal()

    def raise_one():
        reading.wait(20)
        add(filled, press(id="9" * 32, reference="W9X9"))
        raised.set()

    other = Thread(target=raise_one)
    other.start()
    lines = []
    for line in copy_out(book_url, RING, NOW):
        lines.append(line)
        reading.set()
        assert raised.wait(20), "the copy holds up who raises"
    other.join()
    with filled.reading() as page:
        assert page.escalation("9" * 32), "nothing was lost"
    copy_in(elsewhere, RING, pouring(lines))
    restored = open_book(elsewhere, RING)
    with restored.reading() as page:
        assert page.escalation("9" * 32) is None
    restored.close()


def test_it_is_not_restored_over_anything(lines, book_url, filled):
    before = rows_of(filled)
    with pytest.raises(NotEmpty):
        copy_in(book_url, RING, pouring(lines))
    assert rows_of(filled) == before


def without_end(lines):
    return lines[:-1]


def without_a_row(lines):
    at = next(at for at, line in enumerate(lines) if line.startswith(b"["))
    return lines[:at] + lines[at + 1 :]


def with_a_row_changed(lines):
    assert any(b'"worker"' in line for line in lines), "in a column that lies open"
    return [line.replace(b'"worker"', b'"watch"') for line in lines]


def with_more_after_it(lines):
    return [*lines, lines[-2]]


def with_a_word_that_is_no_json(lines):
    return [lines[0], b"words", *lines[1:]]


def with_rows_first(lines):
    return [lines[0], b"[1]", *lines[1:]]


def with_an_unknown_table(lines):
    return [lines[0], b'{"table":"sqlite_master","columns":["name"]}', *lines[1:]]


def with_a_strange_beginning(lines):
    return lines[1:]


def with_nothing(_lines):
    return []


@pytest.mark.parametrize(
    "broken",
    [
        without_end,
        without_a_row,
        with_a_row_changed,
        with_more_after_it,
        with_a_word_that_is_no_json,
        with_rows_first,
        with_an_unknown_table,
        with_a_strange_beginning,
        with_nothing,
    ],
)
def test_what_is_not_whole_is_refused_and_leaves_the_place_empty(lines, place, broken):
    with pytest.raises(CopyBroken):
        copy_in(place, RING, pouring(broken(lines)))
    copied = copy_in(place, RING, pouring(lines))
    assert copied.rows, "the place was left empty"


def test_what_was_sealed_for_another_place_is_refused(filled, book_url, place):
    with filled.writing() as page:
        page._connection.exec_driver_sql(
            "UPDATE organisation SET name = (SELECT min(role) FROM rungs)"
        )
    with pytest.raises(CopyBroken):
        copy_in(place, RING, pouring(copy_out(book_url, RING, NOW)))


def test_without_its_key_it_is_refused(lines, elsewhere):
    with pytest.raises(KeyMissing):
        copy_in(elsewhere, OTHER, pouring(lines))
    assert needs_migration(elsewhere, RING), "and nothing is left of it"


def changed(line, **facts):
    return json.dumps(json.loads(line) | facts).encode()


@pytest.mark.parametrize("facts", [{"format": 2}, {"revision": "9999"}])
def test_a_copy_of_a_later_version_is_refused(lines, place, facts):
    with pytest.raises(OtherVersion):
        copy_in(place, RING, pouring([changed(lines[0], **facts), *lines[1:]]))


def test_a_book_of_a_later_version_is_not_copied_in_part(filled, book_url):
    with filled.writing() as page:
        page._connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OtherVersion):
        list(copy_out(book_url, RING, NOW))


def test_a_copy_of_an_older_version_is_brought_up_to_this_one(
    filled, book_url, elsewhere, monkeypatch
):
    before = max(known_revisions() - {max(known_revisions())})
    with alone(read_address(book_url), RING) as connection:
        command.downgrade(config_for(connection), before)
    lines = list(older_copy(book_url, before, monkeypatch))
    copy_in(elsewhere, RING, pouring(lines))
    assert not needs_migration(elsewhere, RING)
    migrate(book_url, RING)
    restored = open_book(elsewhere, RING)
    assert told(restored) == told(filled)
    restored.close()


def older_copy(url, revision, monkeypatch):
    """Copy a book as the version before did: without what has come since."""
    with alone(read_address(url), RING) as connection:
        there = set(inspect(connection).get_table_names())
    tables = {name: table for name, table in plain_tables().items() if name in there}
    monkeypatch.setattr("service.book.copying_out.plain_tables", lambda: tables)
    monkeypatch.setattr("service.book.copying_out.head", lambda: revision)
    return copy_out(url, RING, NOW)


def test_to_try_one_leaves_nothing_behind(lines, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    assert try_copy(RING, pouring(lines)).rows
    with pytest.raises(CopyBroken):
        try_copy(RING, pouring(lines[:-1]))
    assert list(scratch.iterdir()) == []
