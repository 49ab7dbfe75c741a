"""What tells a process that it holds the keys of this book, before it reads or writes a word."""

from sqlalchemy import Connection, delete, inspect, select, update

from service.book.conflicts import insert_or_leave
from service.book.seal import Unopened, held
from service.book.seal_tables import seals
from service.domain.catalogue import N_
from service.domain.refusals import Refusal

_NAMES = select(seals.c.name)
_MARK = insert_or_leave(seals)
_UNSWEPT = select(seals.c.name).where(seals.c.swept.is_(False)).limit(1)
_SWEPT = update(seals).values(swept=True)


class KeyMissing(Refusal):
    """The book is sealed with a key that this process was not given."""

    problem = N_("The book is sealed with a key that is not in BOOK_KEY, so it cannot be read.")
    mend = N_(
        "Give that key back, in BOOK_KEY or in the file where it was kept, var/book-key where"
        " this program made it. If it is lost for ever, nobody can read this book again: put the"
        " book aside or name another in DATABASE_URL, run escalate migrate, and then escalate"
        " rota apply with the rota's file."
    )


def names_in(connection: Connection) -> frozenset[str]:
    """Return the names of the keys that something in the book may be sealed with."""
    return frozenset(connection.execute(_NAMES).scalars())


def strange(connection: Connection) -> bool:
    """Whether the book may have something in it that no key of this process opens."""
    return not names_in(connection) <= held(connection.dialect).names


def strange_if_any(connection: Connection) -> bool:
    """Say the same of a book that may be from before anything was sealed, or empty."""
    return inspect(connection).has_table(seals.name) and strange(connection)


def mark(connection: Connection, *, swept: bool = True) -> None:
    """Note that from here on our first key seals what is written.

    Raises:
        Unopened: something in it may be sealed with a key that we do not have. What we wrote
            beside it could not be read by those who have that key.
    """
    if strange(connection):
        raise Unopened("it is sealed with a key that is not in BOOK_KEY")
    row = {"name": held(connection.dialect).first.name, "swept": swept}
    connection.execute(_MARK[connection.dialect.name], row)


def unswept(connection: Connection) -> bool:
    """Whether what was deleted may still lie about in the file."""
    return connection.execute(_UNSWEPT).first() is not None


def only_ours(connection: Connection) -> None:
    """Note that nothing is left that another key sealed, but for what was written over."""
    connection.execute(delete(seals))
    mark(connection, swept=False)


def note_swept(connection: Connection) -> None:
    """Note that it does not."""
    connection.execute(_SWEPT)
