"""The one catalogue: each sentence that a person reads or hears stands in it, in English.

The English sentence is its own key, so that code and templates read as what is said. A second
language is a file beside ``service/locale/escalate.pot`` once somebody who speaks it has checked
each sentence; see the README there. Without one, what is written here is what is said.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Final

_ENGLISH: Final = NullTranslations()
_SPOKEN: ContextVar[NullTranslations] = ContextVar("catalogue", default=_ENGLISH)


@contextmanager
def speaking(catalogue: NullTranslations) -> Iterator[None]:
    """Say everything in the block as *catalogue* has it."""
    token = _SPOKEN.set(catalogue)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def language() -> NullTranslations:
    """Return the catalogue that is spoken: what is kept of words is kept by it."""
    return _SPOKEN.get()


def _(message: str, /, **facts: object) -> str:
    """Say *message*, with each of the *facts* in the braces that bear its name.

    *message* is written out where it is said, or marked with ``N_``: never put together, since
    it is looked up as it stands, and other languages order their sentences otherwise.
    """
    said = found(message)
    return said.format(**facts) if facts else said


def ngettext(one: str, many: str, count: int, /, **facts: object) -> str:
    """Say *one* or *many* as *count* asks for in that language; ``{count}`` is filled in."""
    return found_for(one, many, count).format(count=count, **facts)


def N_(message: str, /) -> str:  # noqa: N802  the mark's name wherever gettext is used
    """Mark *message* for the catalogue where it is only written down, and said elsewhere."""
    return message


def found(message: str) -> str:
    """Return *message* as the catalogue has it, with its braces empty still."""
    return _SPOKEN.get().gettext(message)


def found_for(one: str, many: str, count: int) -> str:
    """Return *one* or *many* as *count* asks for, with its braces empty still."""
    return _SPOKEN.get().ngettext(one, many, count)
