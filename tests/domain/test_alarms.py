"""When the admins are told of a fault, when again, and what the words may not hold."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.alarms import (
    TELLING_TAKES,
    Alarm,
    Told,
    ToTell,
    Word,
    to_tell,
    trial_notice,
)
from service.domain.faults import HAPPENED, QUIET, SAID, TELL_AGAIN, TELL_DAILY, Fault

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def alarm(fault=Fault.CALLS_FAILING, **changes):
    return replace(Alarm(fault=fault, since=NOW, seen_at=NOW), **changes)


def told(at=NOW, **changes):
    return {"webhook": replace(Told(at=at), **changes)}


def words(*alarms, at=NOW, paths=("webhook",)):
    return [(one.path, one.word) for one in to_tell(alarms, paths, at)]


def test_every_path_is_told_at_once():
    expected = [("webhook", Word.RAISED), ("email", Word.RAISED)]
    assert words(alarm(), paths=("webhook", "email")) == expected


def test_a_path_that_failed_is_told_though_the_other_was():
    assert words(alarm(told=told()), paths=("webhook", "email")) == [("email", Word.RAISED)]


def test_what_stands_is_told_again_each_hour():
    one = alarm(told=told())
    assert words(one, at=NOW + TELL_AGAIN - SECOND) == []
    assert words(one, at=NOW + TELL_AGAIN) == [("webhook", Word.STILL)]


def test_what_has_let_nobody_down_yet_is_told_again_each_day():
    one = alarm(Fault.FOUND_WRONG, told=told())
    assert words(one, at=NOW + TELL_DAILY - SECOND) == []
    assert words(one, at=NOW + TELL_DAILY) == [("webhook", Word.STILL)]


def test_what_is_over_is_told_once():
    over = alarm(over_at=NOW + SECOND, told=told())
    assert words(over, at=NOW + SECOND) == [("webhook", Word.OVER)]
    assert words(replace(over, told=told(over=True)), at=NOW + TELL_AGAIN * 2) == []


def test_what_was_over_before_anybody_was_told_is_not_told():
    assert words(alarm(over_at=NOW + SECOND), at=NOW + SECOND) == []
    held = told(at=None, held_until=NOW)
    assert words(alarm(over_at=NOW + SECOND, told=held), at=NOW + SECOND) == []


def test_nobody_else_tells_while_somebody_is_at_it_and_then_somebody_does():
    held = alarm(told=told(at=None, held_until=NOW + TELLING_TAKES))
    assert words(held, at=NOW + TELLING_TAKES - SECOND) == []
    assert words(held, at=NOW + TELLING_TAKES) == [("webhook", Word.RAISED)]


def test_a_fault_that_comes_and_goes_rests_between_two_words():
    first = alarm(over_at=NOW + SECOND, told=told(over=True))
    again = alarm(since=NOW + 2 * SECOND)
    assert words(again, first, at=NOW + timedelta(minutes=9)) == []
    assert words(again, first, at=NOW + timedelta(minutes=10)) == [("webhook", Word.RAISED)]
    other = alarm(Fault.STALLED)
    assert words(other, first, at=NOW + 3 * SECOND) == [("webhook", Word.RAISED)]


@pytest.mark.parametrize(
    ("fault", "after"), [(Fault.CALLS_FAILING, QUIET), (Fault.CLOCK_JUMPED, HAPPENED)]
)
def test_it_is_over_when_nobody_has_seen_it_for_long_enough(fault, after):
    assert not alarm(fault).quiet_at(NOW + after)
    assert alarm(fault).quiet_at(NOW + after + SECOND)
    assert not alarm(fault, over_at=NOW).quiet_at(NOW + after + SECOND)


def test_a_clock_that_was_put_back_neither_keeps_an_alarm_standing_nor_silences_it():
    back = NOW - timedelta(hours=1)
    assert alarm().quiet_at(back)
    assert not alarm().quiet_at(NOW - SECOND)
    assert words(alarm(told=told()), at=back) == [("webhook", Word.STILL)]
    held = alarm(told=told(at=None, held_until=NOW + TELLING_TAKES))
    assert words(held, at=back) == [("webhook", Word.RAISED)]


def test_the_headline_says_how_it_stands():
    lines = [ToTell(alarm(), "webhook", word).notice(NOW).headline for word in Word]
    assert lines == [
        "Calls are failing",
        "Still: Calls are failing",
        "Over: Calls are failing",
        "Test: Calls are failing",
    ]
    assert trial_notice(NOW).headline == "Test: This is a test"


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_says_what_it_is_what_it_means_and_what_to_do(fault):
    said = SAID[fault]
    text = f"{said.what}. {said.means} {said.mend}"
    assert said.what
    assert said.means.endswith(".")
    assert said.mend
    assert not re.search(r"escalation|call-out|officer|colleague|incident|!|\d", text), text
