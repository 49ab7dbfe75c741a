"""Columns whose values are sealed: see ``seal``. Each names the place that it is sealed for.

A value that was moved to another place does not open there. What is looked for, or compared
with a column elsewhere, has the same place wherever it stands.
"""

import json
from typing import Any

from sqlalchemy import JSON, BindParameter, ColumnElement, Dialect, Text, bindparam
from sqlalchemy.types import TypeDecorator

from service.book.seal import held
from service.domain.people import PhoneNumber

#: Between a number and its extension, as RFC 3966 writes it.
_EXTENSION = ";ext="
#: What the place of a value under a process's other key is called, after the first one's.
OTHER = "__other"

#: The places of what is looked for. The same word here is the same value, sealed.
PERSON, PHONE, LADDER = "person", "phone", "ladder"
INTAKE, SEEN, PROCESS = "intake", "seen", "process"


class Sealed(TypeDecorator[str]):
    """A text that nobody looks for: sealed another way each time."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal it."""
        return None if value is None else held(dialect).first.seal(value, self.place)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Open it."""
        return None if value is None else held(dialect).of(value).opened(value, self.place)


class SealedJson(TypeDecorator[Any]):
    """What JSON can hold, sealed: for the database it is one JSON string."""

    impl = JSON
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__(none_as_null=True)
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write and seal it."""
        if value is None:
            return None
        return held(dialect).first.seal(json.dumps(value), self.place)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Open and read it."""
        if value is None:
            return None
        return json.loads(held(dialect).of(value).opened(value, self.place))


class Findable(TypeDecorator[Any]):
    """A text that is looked for: sealed so that equal ones are equal.

    ``column == bindparam("of")`` finds it under either key of the process. Between two columns
    only those under the same key are equal: while a site changes its key, whoever joins them
    has to ask twice.
    """

    impl = Text
    cache_ok = True

    def __init__(self, place: str, *, other: bool = False) -> None:
        super().__init__()
        self.place = place
        self.other = other

    class Comparator(TypeDecorator.Comparator[Any]):
        """Looks under both keys for what a statement is given."""

        def __eq__(self, sought: object) -> ColumnElement[bool]:  # type: ignore[override]
            """Compare with one column, or with a value under each key."""
            if not isinstance(sought, BindParameter) or not sought.required:
                plain: ColumnElement[bool] = super().__eq__(sought)  # type: ignore[assignment]
                return plain
            kind: Findable = self.type  # type: ignore[assignment]
            other = kind.under_other()
            return self.expr.in_(
                [
                    bindparam(sought.key, type_=kind),
                    bindparam(sought.key + OTHER, type_=other),
                ]
            )

        __hash__ = TypeDecorator.Comparator.__hash__

    comparator_factory = Comparator

    def under_other(self) -> "Findable":
        """Return the same for the other key of the process."""
        return Findable(self.place, other=True)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Seal it."""
        if value is None:
            return None
        ring = held(dialect)
        seal = ring.other if self.other else ring.first
        return seal.match(self.text_of(value), self.place)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Open it."""
        if value is None:
            return None
        return self.value_of(held(dialect).of(value).matched(value, self.place))

    def text_of(self, value: Any) -> str:
        """Write a value as it is sealed."""
        text: str = value
        return text

    def value_of(self, text: str) -> Any:
        """Read what ``text_of`` wrote."""
        return text


class Phone(Findable):
    """A number with its extension in one text, such as ``+442079460000;ext=12``, sealed."""

    cache_ok = True

    def __init__(self, *, other: bool = False) -> None:
        super().__init__(PHONE, other=other)

    def under_other(self) -> Findable:
        """Return the same for the other key of the process."""
        return Phone(other=True)

    def text_of(self, value: PhoneNumber) -> str:
        """Write it."""
        return written(value)

    def value_of(self, text: str) -> PhoneNumber:
        """Read it."""
        return read(text)


def written(phone: PhoneNumber) -> str:
    """Write *phone* as the book keeps it."""
    return f"{phone.e164}{_EXTENSION}{phone.extension}" if phone.extension else phone.e164


def read(text: str) -> PhoneNumber:
    """Read what ``written`` wrote."""
    e164, _, extension = text.partition(_EXTENSION)
    return PhoneNumber(e164, extension)
