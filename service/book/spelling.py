"""Statements as a driver takes them, each spelt once for a database and a set of columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Executable, Insert, IteratorResult, Result, Select
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler

from service.book.rows import Row
from service.book.seal import held
from service.book.sealed_columns import OTHER

Found = Result[*tuple[Any, ...]]
#: Turns one value into what the driver takes, or back.
_Turning = Callable[[Any], Any]


#: Where a value comes from: a column of the row and how it is written, or the statement itself.
_Place = tuple[str | None, _Turning | None, Any]


class Spelt:
    """One statement in the words of one database. Threads may share it."""

    def __init__(self, compiled: Any, dialect: Dialect, row: Row) -> None:
        self.text: str = compiled.string
        self._dialect = dialect
        self._columns = compiled._result_columns  # noqa: SLF001 - the names and types, in order
        self._found: tuple[SimpleResultMetaData, list[tuple[int, _Turning]]] | None = None
        self._lists = _lists(compiled)
        places = _places(compiled, dialect, row, self._lists)
        order = compiled.positiontup if compiled.positional else list(places)
        self._names: list[str] | None = None if compiled.positional else order
        self._places = [places[name] for name in order]

    def values(self, row: Row) -> Sequence[Any] | Mapping[str, Any]:
        """Return what goes into its places, in the driver's own types."""
        for name, parts in self._lists.items():
            if name in row:
                row = row | dict(zip(parts, row[name], strict=True))
        # All in one go, because a press has a hundred values.
        given = [
            fixed if column is None else row[column] if write is None else write(row[column])
            for column, write, fixed in self._places
        ]
        return given if self._names is None else dict(zip(self._names, given, strict=True))

    def result(self, cursor: Any, rows: Sequence[Sequence[Any]]) -> Found:
        """Return the *rows* that the driver found, in the domain's types."""
        if self._found is None:
            self._found = self._reading(cursor.description or ())
        names, turnings = self._found
        if turnings:
            rows = [_turned(row, turnings) for row in rows]
        return IteratorResult(names, iter(rows))

    def _reading(
        self, description: Sequence[Any]
    ) -> tuple[SimpleResultMetaData, list[tuple[int, _Turning]]]:
        columns = self._columns if description else ()
        turnings = []
        for index, (column, said) in enumerate(zip(columns, description, strict=True)):
            kind = column.type.dialect_impl(self._dialect)
            turning = kind.result_processor(self._dialect, said[1])
            if turning is not None:
                turnings.append((index, turning))
        return SimpleResultMetaData([column.keyname for column in columns]), turnings


def _turned(row: Sequence[Any], turnings: Sequence[tuple[int, _Turning]]) -> tuple[Any, ...]:
    values = list(row)
    for index, turning in turnings:
        values[index] = turning(values[index])
    return tuple(values)


def _compiled(statement: Executable, dialect: Dialect, row: Row) -> SQLCompiler:
    reads = isinstance(statement, Select)
    # Under either name: what is sought with one key is sought with the other as well.
    sought = row | {name + OTHER: value for name, value in row.items()}
    given: Any = statement.params(sought) if reads else statement  # type: ignore[attr-defined]
    compiled: SQLCompiler = given.compile(
        dialect=dialect,
        column_keys=list(row),
        # Else an INSERT would ask back for the number of its row, which nobody reads.
        for_executemany=True,
        # A list gets a place for each of its members. Only what reads has lists.
        compile_kwargs={"render_postcompile": reads},
    )
    return compiled


def _lists(compiled: Any) -> dict[str, list[str]]:
    """Return the names of the places that each list was given."""
    state = compiled._post_compile_expanded_state  # noqa: SLF001 - there is no other way to know
    return dict(state.parameter_expansion) if state is not None else {}


def _places(
    compiled: Any, dialect: Dialect, row: Row, lists: Mapping[str, Sequence[str]]
) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    for bind, name in compiled.bind_names.items():
        write = bind.type.dialect_impl(dialect).bind_processor(dialect)
        parts = lists.get(name)
        given = name.removesuffix(OTHER)
        if given in row:
            if parts is None:
                found[name] = (given, write, None)
            else:
                found |= {part: (part, write, None) for part in parts}
            continue
        values = [bind.effective_value] if parts is None else bind.effective_value
        for part, value in zip(parts or [name], values, strict=True):
            found[part] = (None, None, value if write is None else write(value))
    return found


def flat(rows: Sequence[Row]) -> Row:
    """Return the values of several rows under the names that SQLAlchemy gives their places."""
    return {f"{name}_m{at}": value for at, row in enumerate(rows) for name, value in row.items()}


_Key = tuple[object, ...]
_SPELT: WeakKeyDictionary[Executable, dict[_Key, Spelt]] = WeakKeyDictionary()


def spelt(statement: Executable, dialect: Dialect, row: Row) -> Spelt:
    """Return *statement* for rows with the columns of *row*, and lists as long as its own."""
    known = _SPELT.setdefault(statement, {})
    lengths = [len(value) for value in row.values() if value.__class__ is list]
    key = (dialect.name, held(dialect).name, *row, *lengths)
    found = known.get(key)
    if found is None:
        found = known[key] = Spelt(_compiled(statement, dialect, row), dialect, row)
    return found


def spelt_for_each(statement: Insert, dialect: Dialect, rows: Sequence[Row]) -> Spelt:
    """Return *statement* for as many such *rows* in one."""
    known = _SPELT.setdefault(statement, {})
    key = (dialect.name, held(dialect).name, len(rows), *rows[0])
    found = known.get(key)
    if found is None:
        compiled = statement.values(list(rows)).compile(dialect=dialect)
        found = known[key] = Spelt(compiled, dialect, flat(rows))
    return found
