"""What is left out for a shard is there again after it, and was of no use in it."""

import gc
from enum import Enum, EnumType

import pytest

from service.domain import attempt, escalation, events, ladder
from service.simulation.shortcuts import left_unswept, plain_members

#: As it was before any shard was run.
LAST_RESORT = vars(EnumType).get("__getattr__")
ENUMS = [
    one
    for module in (attempt, escalation, events, ladder)
    for one in vars(module).values()
    if isinstance(one, EnumType) and one.__module__ == module.__name__
]


def test_every_member_is_found_without_the_enums_last_resort():
    assert len(ENUMS) > 6
    with plain_members():
        assert "__getattr__" not in vars(EnumType)
        for enum in ENUMS:
            for name, member in enum.__members__.items():
                assert getattr(enum, name) is member
                assert enum(member.value) is enum[name] is member
            with pytest.raises(AttributeError):
                _ = enum.NOT_IN_IT


def test_a_member_by_the_name_of_a_property_is_found_too():
    class Odd(Enum):
        value = 1
        name = 2

    with plain_members():
        assert [Odd.value, Odd.name] == list(Odd)


def test_enums_are_as_they_were_afterwards_whatever_happened_meanwhile():
    with pytest.raises(LookupError), plain_members():
        raise LookupError
    assert vars(EnumType).get("__getattr__") is LAST_RESORT


def test_rings_of_garbage_are_swept_at_the_end():
    class Ring:
        def __init__(self):
            self.itself = self

        def __del__(self):
            gone.append(self)

    gone = []
    with left_unswept():
        assert not gc.isenabled()
        Ring()
        assert not gone
    assert gc.isenabled()
    assert gone
