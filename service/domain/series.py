"""Several names in one sentence."""

from collections.abc import Sequence

from service.domain.catalogue import _


def in_order(names: Sequence[str]) -> str:
    """Write "Priya, then Tom, then Amina": who comes one after another, each once."""
    first, *others = dict.fromkeys(names) or [""]
    said = first
    for name in others:
        said = _("{names}, then {name}", names=said, name=name)
    return said


def together(names: Sequence[str]) -> str:
    """Write "Priya, Tom and Amina": who is meant at once, each once; empty for nobody."""
    *others, last = dict.fromkeys(names) or [""]
    return _("{names} and {name}", names=", ".join(others), name=last) if others else last
