"""``escalate forget``: what it says is what goes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from service.cli.parts import NoBell
from service.desk import acting, carrier_traces
from service.desk.acting import Step
from service.desk.raising import Press, raise_escalation

LONG_AGO = datetime.now(UTC) - timedelta(days=366)


class Then:
    def now(self):
        return LONG_AGO


@pytest.fixture
def past(with_example, parts):
    """A book in which a call-out was called off a year ago; and another is open since then."""
    desk = type(parts.desk)(parts.book, NoBell(), Then(), pins=parts.desk.pins)
    one = raise_escalation(desk, Press(person="sam", key="x"))
    acting.cancel(desk, Step(escalation=one.id, person="sam"))
    raise_escalation(desk, Press(person="sam", key="y"))
    return with_example


def said(past, *options):
    return json.loads(past("forget", "--json", *options).stdout)


def test_it_says_what_would_go_and_then_the_same_goes(past, parts):
    before = said(past, "--dry-run")
    assert before == {"dry_run": True, "call_outs": 1, "people": 0, "versions": 0, "at_carrier": 0}
    assert said(past, "--dry-run") == before  # Nothing was changed.
    assert said(past) == before | {"dry_run": False}
    assert said(past, "--dry-run")["call_outs"] == 0
    with parts.book.reading() as page:
        assert page.count_open() == 1


def test_it_says_so_in_words(past):
    assert past("forget", "--dry-run").stdout == "Would go: 1 call-out or practice.\n"
    assert past("forget").stdout == "Gone: 1 call-out or practice.\n"
    assert past("forget").stdout == "Nothing is past its time.\n"


def test_a_carrier_that_does_not_delete_is_told_of(past, parts):
    carrier_traces.note(parts.desk, "SM" + "1" * 32, at_once=True)
    assert said(past, "--dry-run")["at_carrier"] == 1
    result = past("forget")
    assert result.exit_code == 1
    assert "The carrier has not deleted 1 yet" in result.stderr
