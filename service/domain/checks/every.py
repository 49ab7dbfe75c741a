"""Everything that can be said, by its code; and what was found, as JSON can hold it."""

from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

from service.domain.checks import (
    carrier,
    certificate,
    keeping,
    machine,
    numbers,
    outside,
    people,
    permissions,
)
from service.domain.checks.lines import Found, Said


def _of(module: ModuleType) -> Iterator[Said]:
    yield from (one for one in vars(module).values() if isinstance(one, Said))


EVERY: Mapping[str, Said] = {
    one.code: one
    for module in (machine, carrier, permissions, numbers, outside, certificate, keeping, people)
    for one in _of(module)
} | {one.code: one for one in people.NIGHT.values()}


def as_json(found: Sequence[Found]) -> list[object]:
    """Write what was found, to be kept; its facts are texts and whole numbers."""
    return [[one.said.code, dict(one.facts), one.name] for one in found]


def from_json(kept: Sequence[Any]) -> list[Found]:
    """Read it again. What a later version of the program has written is left out."""
    return [Found(EVERY[code], facts, name) for code, facts, name in kept if code in EVERY]
