"""``INSERT … ON CONFLICT``, which SQLAlchemy spells once for each database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

#: The same statement for each database, by the name of its dialect. Both are made once:
#: SQLAlchemy then compiles them once, which is most of what a statement costs.
Both = dict[str, Executable]

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_or_leave(table: Table) -> Both:
    """Insert a row, or nothing where any unique key of it is in use: look at the row count.

    No savepoint and no exception, so it costs one statement, and a transaction that lost
    the race reads on. PostgreSQL waits for the other writer's commit before it answers.
    """
    return {
        # SQLAlchemy forgets the row count of an INSERT, and says -1, unless it is told.
        name: insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
        for name, insert in _INSERTS.items()
    }


def insert_or_update(table: Table, keys: Sequence[str]) -> Both:
    """Insert a row, or put its other columns in the place of those of the row with *keys*."""
    statements: Both = {}
    for name, insert in _INSERTS.items():
        new = insert(table)
        others = {column.name: new.excluded[column.name] for column in table.c}
        for key in keys:
            del others[key]
        statements[name] = new.on_conflict_do_update(index_elements=list(keys), set_=others)
    return statements
