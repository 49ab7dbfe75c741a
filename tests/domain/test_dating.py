"""How far instants lie off when a clock was set, and that none of them is forgotten."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta

import pytest
from book.anything import escalations
from hypothesis import given

from service.domain.dating import CLOCKS_DIFFER_BY, TOLERANCE, Dating, moved, off_by, set_by

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
HOUR, NOTHING, MOMENT = timedelta(hours=1), timedelta(), timedelta(microseconds=1)
BEFORE = Dating("one", timedelta(days=20_000), NOW)


def later(offset=NOTHING, boot="one", passed=NOTHING):
    return Dating(boot, BEFORE.offset + offset, BEFORE.at + offset + passed)


@pytest.mark.parametrize("by", [HOUR, -HOUR, TOLERANCE + MOMENT, -TOLERANCE - MOMENT])
def test_a_clock_that_was_set_is_seen_to_the_microsecond(by):
    assert set_by(BEFORE, later(by, passed=HOUR)) == off_by(BEFORE, later(by)) == by


@pytest.mark.parametrize("by", [NOTHING, TOLERANCE, -TOLERANCE])
def test_drift_is_no_jump_however_long_it_took(by):
    assert set_by(BEFORE, later(by, passed=timedelta(days=9))) == NOTHING


def test_of_another_machine_only_what_lies_ahead_is_known_to_be_wrong():
    behind = later(-CLOCKS_DIFFER_BY - MOMENT, boot="two")
    assert off_by(BEFORE, behind) == behind.at - BEFORE.at
    assert off_by(BEFORE, later(-CLOCKS_DIFFER_BY, boot="two")) == NOTHING
    assert off_by(BEFORE, later(HOUR, boot="two")) == NOTHING
    assert set_by(BEFORE, later(HOUR, boot="two")) == NOTHING


def test_what_an_older_version_wrote_stays():
    assert off_by(None, BEFORE) == NOTHING


def instants(thing):
    """Find every instant, by another way than the code does."""
    if isinstance(thing, datetime):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from instants(getattr(thing, field.name))
    elif isinstance(thing, tuple | list | frozenset):
        for one in thing:
            yield from instants(one)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from instants(key)
            yield from instants(value)


@given(escalations())
def test_every_instant_of_an_escalation_moves_and_nothing_else_does(one):
    there = moved(one, HOUR)
    assert list(instants(there)) == [at + HOUR for at in instants(one)]
    assert moved(there, -HOUR) == one
