"""Names and the like one after the other, joined as the language that is spoken joins them."""

from collections.abc import Iterable

from service.domain.catalogue import N_, _


def row(names: Iterable[str]) -> str:
    """Write "Priya, Tom, Amina"."""
    return _(", ").join(names)


def all_of(names: Iterable[str]) -> str:
    """Write "Priya", "Priya and Tom", "Priya, Tom and Amina"."""
    return _ending(N_("{names} and {last}"), names)


def one_of(names: Iterable[str]) -> str:
    """Write "Priya", "Priya or Tom", "Priya, Tom or Amina"."""
    return _ending(N_("{names} or {last}"), names)


def _ending(ending: str, names: Iterable[str]) -> str:
    *others, last = names
    return _(ending, names=row(others), last=last) if others else last


def in_order(names: Iterable[str]) -> str:
    """Write "Priya, then Tom, then Amina": who comes one after another, each once, or nobody."""
    said = ""
    for name in dict.fromkeys(names):
        said = _("{names}, then {name}", names=said, name=name) if said else name
    return said
