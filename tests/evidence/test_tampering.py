"""Whoever can write into the database, and has no key, changes nothing unseen."""

import sys
from datetime import date, datetime, timedelta

from service.desk import evidence
from service.domain.versions import Author

TABLES = ("events", "audit", "chain", "chain_head")
#: What only says where a row stands, and is what the row is known by.
KEYS = {"events": "id", "audit": "number", "chain": "number", "chain_head": "id"}
PRIYA = Author("priya", "Priya Shah")


def other(value):
    """Something else of the same kind."""
    match value:
        case None:
            return "texted"
        case bool():
            return not value
        case int():
            return value + 10_000
        case datetime():
            return value + timedelta(microseconds=1)
        case date():
            return value + timedelta(days=1)
        case _:
            # In the midst of it: the last of what is sealed has bits that mean nothing.
            at = len(value) // 2
            return f"{value[:at]}{'1' if value[at : at + 1] == '0' else '0'}{value[at + 1 :]}"


def found(house, prover, **more):
    return evidence.verify(house.parts.desk, prover, **more).findings


def changed(rows):
    """Yield the table with one value of one row changed, each in turn."""
    for at, row in enumerate(rows):
        for column in row:
            yield [*rows[:at], row | {column: other(row[column])}, *rows[at + 1 :]]


def taken_out(rows):
    """Yield it without each row, without its last ones, and without all."""
    for at in range(len(rows)):
        yield [*rows[:at], *rows[at + 1 :]]
        yield rows[:at]


def put_in(rows, key):
    """Yield it with a copy of each row at its end, as it is and with something changed."""
    last = max(row[key] for row in rows)
    for row in rows:
        for column in row:
            yield [*rows, row | {column: other(row[column])} | {key: last + 1}]
        yield [*rows, row | {key: last + 1}]


def moved(rows, key):
    """Yield it with two neighbours in each other's place."""
    for at in range(len(rows) - 1):
        one, two = rows[at], rows[at + 1]
        yield [*rows[:at], two | {key: one[key]}, one | {key: two[key]}, *rows[at + 2 :]]


def tamperings(name, rows):
    key = KEYS[name]
    yield from changed(rows)
    yield from taken_out(rows)
    if name != "chain_head":
        yield from put_in(rows, key)
        yield from moved(rows, key)


def test_whatever_is_done_to_it_is_found(written, prover, thief, capsys):
    assert not found(written, prover)
    tried = kept_out = 0
    for name in TABLES:
        for rows in tamperings(name, thief.rows[name]):
            try:
                thief.puts(name, rows)
            except Exception:  # noqa: BLE001 - the database itself does not take it
                kept_out += 1
                thief.restores(name)
                continue
            tried += 1
            assert found(written, prover), (name, rows)
        thief.restores(name)
    assert not found(written, prover)
    assert tried > 200
    with capsys.disabled():
        sys.stdout.write(f" {tried} tampered, {tried} found; {kept_out} not taken ")
