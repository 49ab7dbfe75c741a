"""Names, numbers and free text sealed; see ``seal``.

No version from before can read a sealed book: stop the old processes, migrate, start the new
ones. Nothing is lost in between, since what was raised stands in the book.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from service.book.seal import Ring, held

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

#: So many rows are sealed in one statement.
BATCH = 500
_Turn = Callable[[Any], Any]

#: What is sealed another way each time, for the place ``table.column``.
TEXTS = {
    "escalations": ("organisation", "raiser_name", "holder_name", "intake_digest"),
    "rungs": ("role", "name"),
    "attempts": ("name",),
    "events": ("name",),
    "organisation": ("name",),
    "people": ("name",),
    "ladder_rungs": ("role",),
    "directory": ("name", "phone", "dial", "note", "area", "owner"),
    "rota_versions": ("name", "rota"),
    "devices": ("name",),
    "passkeys": ("name",),
    "audit": ("author_name", "name"),
}
#: The same, of columns that hold JSON.
JSONS = {
    "escalations": ("earlier",),
    "organisation": ("practice",),
    "ladder_rungs": ("turns", "shifts"),
    "rota_versions": ("changed",),
}
#: What is looked for, and the place that it is sealed for. Ladders come before their rungs.
SOUGHT = {
    "escalations": {
        "ladder": "ladder",
        "raiser_person": "person",
        "raiser_phone": "phone",
        "holder_person": "person",
        "holder_phone": "phone",
        "intake_key": "intake",
    },
    "rungs": {"person": "person", "phone": "phone"},
    "attempts": {"person": "person", "phone": "phone"},
    "people": {"key": "person", "phone": "phone", "ladder": "ladder"},
    "ladder_rungs": {"ladder": "ladder", "holder": "person"},
    "time_away": {"person": "person"},
    "swaps": {"one": "person", "other": "person"},
    "rota_versions": {"person": "person"},
    "tokens": {"person": "person"},
    "pins": {"person": "person"},
    "numbers_given": {"person": "person"},
    "number_marks": {"phone": "phone"},
    "measurings": {"phone": "phone", "person": "person"},
    "codes": {"phone": "phone", "person": "person"},
    "passkeys": {"person": "person"},
    "challenges": {"phone": "phone", "person": "person"},
    "audit": {"author": "person", "person": "person"},
    "day_tasks": {"person": "person"},
    "told_of_gaps": {"person": "person", "ladder": "ladder"},
    "seen_webhooks": {"key": "seen"},
    "tickers": {"process": "process"},
}


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("swept", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_seals"),
    )
    ring = held(op.get_bind().dialect)
    seals = sa.table("seals", sa.column("name"), sa.column("swept"))
    turned = _turn_all(_sealing(ring))
    # A new book has the one row of its organisation, which has no name yet.
    op.execute(seals.insert().values(name=ring.first.name, swept=turned <= 1))


def downgrade() -> None:
    _turn_all(_opening(held(op.get_bind().dialect)))
    op.drop_table("seals")


def _sealing(ring: Ring) -> Callable[[str, str], _Turn]:
    seal = ring.first

    def turn(kind: str, place: str) -> _Turn:
        if kind == "json":
            return lambda value: seal.seal(json.dumps(value), place)
        if kind == "sought":
            return lambda value: seal.match(value, place)
        return lambda value: seal.seal(value, place)

    return turn


def _opening(ring: Ring) -> Callable[[str, str], _Turn]:
    def turn(kind: str, place: str) -> _Turn:
        if kind == "json":
            return lambda kept: json.loads(ring.of(kept).opened(kept, place))
        if kind == "sought":
            return lambda kept: ring.of(kept).matched(kept, place)
        return lambda kept: ring.of(kept).opened(kept, place)

    return turn


def _turn_all(turning: Callable[[str, str], _Turn]) -> int:
    """Seal or open every column; return how many rows were turned."""
    tables = dict.fromkeys((*TEXTS, *JSONS, *SOUGHT))
    renamed = _copy_ladders(turning("sought", "ladder"))
    turned = sum(_turn_table(name, turning) for name in tables)
    ladders = _reflected("ladders")
    for name in renamed:
        op.execute(ladders.delete().where(ladders.c.name == name))
    return turned + len(renamed)


def _turn_table(name: str, turning: Callable[[str, str], _Turn]) -> int:
    turns = {column: turning("text", f"{name}.{column}") for column in TEXTS.get(name, ())}
    turns |= {column: turning("json", f"{name}.{column}") for column in JSONS.get(name, ())}
    turns |= {column: turning("sought", place) for column, place in SOUGHT.get(name, {}).items()}
    table = _reflected(name)
    keys = [column.name for column in table.primary_key]
    change = (
        table.update()
        .where(*(table.c[key] == sa.bindparam(f"old_{key}") for key in keys))
        .values({column: sa.bindparam(f"new_{column}") for column in turns})
    )
    wanted = [table.c[column] for column in dict.fromkeys((*keys, *turns))]
    rows = op.get_bind().execute(sa.select(*wanted)).mappings().all()
    for batch in _batches(rows):
        op.get_bind().execute(change, [_turned(row, keys, turns) for row in batch])
    return len(rows)


def _turned(row: sa.RowMapping, keys: Iterable[str], turns: dict[str, _Turn]) -> dict[str, Any]:
    old = {f"old_{key}": row[key] for key in keys}
    new = {
        f"new_{column}": None if row[column] is None else turn(row[column])
        for column, turn in turns.items()
    }
    return old | new


def _copy_ladders(turn: _Turn) -> Sequence[str]:
    """Put a copy beside each ladder, under its new name, and return the old ones.

    Their rungs refer to them by name, and no rung may be without a ladder in between.
    """
    ladders = _reflected("ladders")
    rows = op.get_bind().execute(sa.select(ladders)).mappings().all()
    for row in rows:
        op.execute(ladders.insert().values({**row, "name": turn(row["name"])}))
    return [row["name"] for row in rows]


def _reflected(name: str) -> sa.Table:
    table = sa.Table(name, sa.MetaData(), autoload_with=op.get_bind())
    for column in JSONS.get(name, ()):
        # Nothing is nothing, and not JSON's null.
        table.c[column].type = sa.JSON(none_as_null=True)
    return table


def _batches(rows: Iterable[sa.RowMapping]) -> Iterator[list[sa.RowMapping]]:
    every = iter(rows)
    while batch := list(islice(every, BATCH)):
        yield batch
