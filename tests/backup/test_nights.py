"""A backup each night, whatever the machine did meanwhile."""

from datetime import UTC, datetime, time, timedelta

import pytest

from service.backup.folder import name_at
from service.backup.nights import due_at, keep_making, newest_in

AT = time(2, 30)
DAY = timedelta(days=1)


def on(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


class Night:
    """A folder, a clock that only waiting moves, and backups that are made or fail."""

    def __init__(self, folder, now):
        self.folder, self.now, self.made, self.tries = folder, now, [], 0
        self.fails = lambda: False

    def make(self):
        self.tries += 1
        if not self.fails():
            self.made.append(self.now)
            (self.folder / name_at(self.now)).touch()

    def passes(self, until):
        class Enough(Exception):
            pass

        def wait(seconds):
            assert seconds > 0
            self.now += timedelta(seconds=seconds)
            if self.now > until:
                raise Enough

        with pytest.raises(Enough):
            keep_making(self.folder, AT, self.make, lambda: self.now, wait)


@pytest.fixture
def night(tmp_path):
    return Night(tmp_path, on(1, 12))


def test_the_first_is_made_at_once_and_then_one_a_night(night):
    night.passes(on(4, 12))
    assert night.made == [on(1, 12), on(2, 2, 30), on(3, 2, 30), on(4, 2, 30)]


def test_a_night_that_was_missed_is_made_up_for_and_no_other(night):
    night.make()
    night.now = on(3, 9)  # The machine was off for two nights.
    night.passes(on(4, 2))
    assert night.made == [on(1, 12), on(3, 9)]


def test_what_fails_is_tried_again_in_ten_minutes(night):
    night.make()
    night.fails = lambda: night.now < on(2, 3)
    night.passes(on(2, 12))
    assert night.made == [on(1, 12), on(2, 3)]
    assert night.tries == 5


def test_one_that_somebody_made_by_hand_counts(night):
    night.now = on(2, 2, 31)
    night.make()
    night.passes(on(2, 23))
    assert night.tries == 1


def test_a_clock_that_was_wrong_leaves_no_night_out(night):
    (night.folder / name_at(on(9, 2, 30))).touch()
    night.passes(on(2, 12))
    assert night.made == [on(1, 12), on(2, 2, 30)]


def test_a_clock_that_was_set_is_noticed_soon(night):
    night.make()
    waited = []

    def wait(seconds):
        waited.append(seconds)
        night.now += DAY  # Somebody set it forward while it waited.
        if len(waited) == 2:
            raise EOFError

    with pytest.raises(EOFError):
        keep_making(night.folder, AT, night.make, lambda: night.now, wait)
    assert max(waited) <= 600
    assert night.tries == 2


@pytest.mark.parametrize(
    ("newest", "now", "due"),
    [
        (None, on(2, 1), on(1, 2, 30)),
        (on(1, 2, 30), on(2, 1), on(2, 2, 30)),
        (on(1, 2, 29), on(2, 1), on(1, 2, 30)),
        (on(1, 12), on(2, 2, 30), on(2, 2, 30)),
    ],
)
def test_when_the_next_is_due(newest, now, due):
    assert due_at(newest, now, AT) == due


def test_the_newest_is_the_latest_that_is_not_of_a_day_to_come(tmp_path):
    assert newest_in(tmp_path, on(3, 0)) is None
    for at in (on(1, 2), on(2, 2), on(9, 2)):
        (tmp_path / name_at(at)).touch()
    assert newest_in(tmp_path, on(3, 0)) == on(2, 2)
