"""Several things in one sentence: the one place that knows how a language strings them together."""

from collections.abc import Sequence

from service.domain.catalogue import _


def listed(them: Sequence[str]) -> str:
    """Write "Priya, Tom and Amina"."""
    if len(them) <= 1:
        return "".join(them)
    return _("{some} and {last}", some=with_commas(them[:-1]), last=them[-1])


def either(them: Sequence[str]) -> str:
    """Write "Priya, Tom or Amina"."""
    if len(them) <= 1:
        return "".join(them)
    return _("{some} or {last}", some=with_commas(them[:-1]), last=them[-1])


def with_commas(them: Sequence[str]) -> str:
    """Write "Priya, Tom, Amina"."""
    return _(", ").join(them)


def with_semicolons(them: Sequence[str]) -> str:
    """Write "checked today; answered a practice yesterday"."""
    return _("; ").join(them)
