"""How the domain's own types lie in a column, the same to Python on both databases."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, TIMESTAMP, BigInteger, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from service.book.sealed_columns import SealedJson, read, written
from service.domain.escalation import Holder
from service.domain.ladder import Channel

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
#: Of SHA-256.
_DIGEST = re.compile("[0-9a-f]{64}")

Word = TypeVar("Word", bound=StrEnum)


def to_microseconds(at: datetime) -> int:
    """Return the microseconds from 1970 to *at*, exactly; a float would lose some.

    Raises:
        ValueError: *at* is naive, so that nobody knows which instant it is.
    """
    if at.utcoffset() is None:
        raise ValueError("A naive datetime has no place in the book: give it a time zone.")
    return (at - _EPOCH) // _MICROSECOND


def from_microseconds(count: int) -> datetime:
    """Return the instant, in UTC, that lies *count* microseconds after 1970 began."""
    return _EPOCH + count * _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """An aware instant, back in UTC and to the microsecond.

    PostgreSQL has a type for it. SQLite has none: there it is an integer of microseconds
    since 1970, which compares and sorts right and takes half the room of a text.
    """

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type that this database has for it."""
        native = dialect.name == "postgresql"
        return dialect.type_descriptor(TIMESTAMP(timezone=True) if native else BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | int | None:
        """Turn *value* into what the driver takes; a naive one is refused."""
        if value is None:
            return None
        count = to_microseconds(value)
        return value if dialect.name == "postgresql" else count

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn what the driver gives into an aware instant in UTC."""
        if value is None:
            return None
        if dialect.name == "postgresql":
            here: datetime = value.astimezone(UTC)
            return here
        return from_microseconds(value)


class Duration(TypeDecorator[timedelta]):
    """A wait, as whole seconds: a person who reads the table sees what the rota file says."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return the seconds; a fraction is refused, for it would be lost without a word."""
        if value is None:
            return None
        seconds, rest = divmod(value, timedelta(seconds=1))
        if rest:
            raise ValueError("A wait is kept in whole seconds.")
        return seconds

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:  # noqa: ARG002
        """Return the wait."""
        return None if value is None else timedelta(seconds=value)


class Digest(TypeDecorator[str]):
    """A keyed digest in hexadecimal. It lies open, so whatever is no digest is turned away."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return it.

        Raises:
            ValueError: it is no digest.
        """
        if value is not None and _DIGEST.fullmatch(value) is None:
            raise ValueError("Only a digest may lie open here.")
        return value


class OneWord(TypeDecorator[Word], Generic[Word]):
    """A word of a ``StrEnum``, as text.

    No native enum and no check: a word that a later version adds must not wait for a
    migration, and the type checker already holds the list.
    """

    impl = Text
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Word | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the plain text."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Word | None:  # noqa: ARG002
        """Return the word."""
        return None if value is None else self.words(value)


class WordSet(TypeDecorator[frozenset[Word]], Generic[Word]):
    """A set of words of a ``StrEnum``, as text with spaces between, in alphabetical order."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[Word]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Iterable[Word] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text."""
        return None if value is None else " ".join(sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[Word] | None:  # noqa: ARG002
        """Return the set."""
        return None if value is None else frozenset(map(self.words, value.split()))


class Begun(TypeDecorator[dict[int, datetime]]):
    """When each rung was begun: ``{"0": microseconds since 1970, …}``."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: dict[int, datetime] | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Return what JSON can hold, whose keys are text."""
        return {str(index): to_microseconds(at) for index, at in (value or {}).items()}

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[int, datetime]:  # noqa: ARG002
        """Return the rungs' indexes and instants."""
        return {int(index): from_microseconds(count) for index, count in value.items()}


class Holders(SealedJson):
    """Officers who had it: ``[{"person", "name", "phone", "at", "channel", …}, …]``, sealed."""

    cache_ok = True

    def process_bind_param(self, value: tuple[Holder, ...] | None, dialect: Dialect) -> str | None:
        """Write and seal them."""
        kept = [
            {
                "person": holder.person,
                "name": holder.name,
                "phone": written(holder.phone),
                "at": to_microseconds(holder.at),
                "channel": holder.channel.value,
                "reminded_at": _count(holder.reminded_at),
                "asked_at": _count(holder.asked_at),
            }
            for holder in value or ()
        ]
        return super().process_bind_param(kept, dialect)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Holder, ...]:
        """Return the officers, in the order in which they had it."""
        return tuple(
            Holder(
                person=kept["person"],
                name=kept["name"],
                phone=read(kept["phone"]),
                at=from_microseconds(kept["at"]),
                channel=Channel(kept["channel"]),
                # An older version kept neither.
                reminded_at=_instant(kept.get("reminded_at")),
                asked_at=_instant(kept.get("asked_at")),
            )
            for kept in super().process_result_value(value, dialect)
        )


def _count(at: datetime | None) -> int | None:
    return None if at is None else to_microseconds(at)


def _instant(count: int | None) -> datetime | None:
    return None if count is None else from_microseconds(count)
