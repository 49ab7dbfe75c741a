"""Changed copies of frozen things, in a tenth of the time that ``dataclasses.replace`` takes.

A night makes some 400 copies for each escalation, of things with about twenty fields. The
standard function sets each field of a frozen one through ``object.__setattr__``. This one fills
an unfrozen thing of the same layout, and then lets it be of the right class. The desk and the
rules are lent it for the length of a night; it gives them what the standard one would.
"""

import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

standard = dataclasses.replace
#: Whose modules are lent it.
OURS = ("service.domain.", "service.desk.")
#: Gives an unfrozen thing of the same layout and with the same values.
Mould = Callable[[Any], Any]


def replaced(one: Any, /, **changes: Any) -> Any:
    """Return a copy of *one* with *changes*, as ``dataclasses.replace`` does.

    Raises:
        AttributeError: there is no such field.
    """
    kind = type(one)
    mould = _MOULDS.get(kind) or _mould(kind)
    if mould is None:
        return standard(one, **changes)
    copy = mould(one)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.__class__ = kind
    return copy


def _mould(kind: type) -> Mould | None:
    """Make the mould of a class; ``None`` for one that may do more than fill its slots."""
    names = [one.name for one in dataclasses.fields(kind)]
    plain = kind.__mro__ == (kind, object) and not hasattr(kind, "__post_init__")
    slots = tuple(getattr(kind, "__slots__", ()))
    if not plain or slots != tuple(names):
        return None
    loose = type(kind.__name__, (), {"__slots__": slots})
    lines = [f"    copy.{name} = one.{name}" for name in names]
    written = "\n".join(["def mould(one):", "    copy = new(loose)", *lines, "    return copy"])
    place: dict[str, Any] = {"new": object.__new__, "loose": loose}
    exec(written, place)  # noqa: S102 - of names that are ours; a loop takes twice as long
    _MOULDS[kind] = place["mould"]
    return _MOULDS[kind]


_MOULDS: dict[type, Mould] = {}
_LENT: list[ModuleType] = []


@contextmanager
def quick_copies() -> Iterator[None]:
    """Let the desk and the rules copy so for as long as the block runs."""
    if not _LENT:
        ours = [module for name, module in sys.modules.items() if name.startswith(OURS)]
        _LENT.extend(one for one in ours if getattr(one, "replace", None) is standard)
    _lend(replaced)
    try:
        yield
    finally:
        _lend(standard)


def _lend(function: Callable[..., Any]) -> None:
    for module in _LENT:
        vars(module)["replace"] = function
