"""The copies of a night are those that the standard library makes."""

import dataclasses
from operator import attrgetter

import pytest

from service.desk import advancing
from service.domain import escalation
from service.simulation.copies import quick_copies, replaced
from service.simulation.night import Night
from service.simulation.weather import weather_of


def things(within):
    """Yield every dataclass instance that a thing is made of."""
    if dataclasses.is_dataclass(within):
        yield within
        for field in dataclasses.fields(within):
            yield from things(getattr(within, field.name))
    elif isinstance(within, (tuple, list)):
        for one in within:
            yield from things(one)
    elif isinstance(within, dict):
        yield from things(list(within.values()))


@pytest.fixture(scope="module")
def kept():
    """Everything that the book holds after some nights, once for each class."""
    found = {}
    for number in range(8):
        night = Night(f"copies/{number}", weather=weather_of("callbacks"))
        night.run()
        for one in night.book.known():
            held = [night.book.peek(one), *night.book.history(one), night.book.rota]
            found |= {type(thing): thing for thing in things(held)}
    assert len(found) > 8
    return list(found.values())


def test_each_field_of_everything_kept_is_replaced_as_the_standard_library_does(kept):
    for thing in kept:
        for field in dataclasses.fields(thing):
            other = object()
            changed = replaced(thing, **{field.name: other})
            assert type(changed) is type(thing)
            values = attrgetter(*(one.name for one in dataclasses.fields(thing)), "__class__")
            wanted = dataclasses.replace(thing, **{field.name: other})
            pairs = zip(values(changed), values(wanted), strict=True)
            assert all(got is want for got, want in pairs), field.name


def test_a_copy_is_frozen_and_equal_to_what_it_is_of(kept):
    for thing in kept:
        copy = replaced(thing)
        assert copy == thing
        assert repr(copy) == repr(thing)
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(copy, dataclasses.fields(copy)[0].name, None)


def test_a_field_that_there_is_not_is_refused(kept):
    for thing in kept:
        with pytest.raises((AttributeError, TypeError)):
            replaced(thing, colour="blue")


def test_whatever_does_more_than_fill_its_slots_is_copied_by_the_standard_library():
    @dataclasses.dataclass(frozen=True, slots=True)
    class Doubled:
        half: int
        whole: int = 0

        def __post_init__(self):
            object.__setattr__(self, "whole", 2 * self.half)

    assert replaced(Doubled(1), half=4).whole == 8


def test_the_desk_and_the_rules_have_the_standard_one_back_after_the_block():
    with quick_copies():
        lent = [module.replace for module in (advancing, escalation)]
        assert lent == [replaced, replaced]
    for module in (advancing, escalation):
        assert module.replace is dataclasses.replace
