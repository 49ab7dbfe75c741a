"""What a change of the tables would break for the version of the code before it.

That version names the columns that it reads and writes. So tables and columns may come, if
nobody has to fill them; none may go, become unique or be called something else.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection, inspect


@dataclass(frozen=True)
class Table:
    #: The name of each column, and whether whoever adds a row has to give it.
    columns: dict[str, bool] = field(default_factory=dict)
    unique: frozenset[tuple[str, ...]] = frozenset()


def seen_in(connection: Connection) -> dict[str, Table]:
    look = inspect(connection)
    return {
        name: Table(
            columns={
                one["name"]: not one["nullable"] and one["default"] is None
                for one in look.get_columns(name)
            },
            unique=frozenset(
                tuple(one["column_names"])
                for one in (*look.get_indexes(name), *look.get_unique_constraints(name))
                if one.get("unique", True)
            ),
        )
        for name in look.get_table_names()
    }


def breaks_for_the_version_before(before: dict[str, Table], after: dict[str, Table]) -> list[str]:
    """Return what breaks, a sentence each."""
    found = []
    for name, was in before.items():
        if name not in after:
            found.append(f"{name} is gone")
            continue
        now = after[name]
        found += [f"{name}.{column} is gone" for column in was.columns if column not in now.columns]
        found += [
            f"{name}.{column} must be given"
            for column, needed in now.columns.items()
            if needed and not was.columns.get(column, False)
        ]
        found += [
            f"{name}: only one row may have the same {' and '.join(columns)}"
            for columns in now.unique - was.unique
        ]
    return found
