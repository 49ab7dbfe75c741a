"""How the house stands."""

from datetime import timedelta

from rehearsal import START

from service.domain.standing import Beat, CarrierStanding, awake


def test_a_ticker_that_was_heard_within_ten_seconds_is_awake():
    beats = [Beat("watch-1", "watch", START)]
    assert awake(beats, START + timedelta(seconds=10))
    assert not awake(beats, START + timedelta(seconds=11))
    assert not awake([], START)


def test_what_was_heard_before_the_clock_was_put_back_says_nothing():
    back = START - timedelta(hours=1)
    assert not awake([Beat("watch-1", "watch", START)], back)
    assert awake([Beat("watch-1", "watch", START)], START - timedelta(seconds=10))
    assert not CarrierStanding(failing_since=START, checked_at=START).failing_at(back)


def test_an_old_failure_says_nothing_of_a_call_made_now():
    failed = CarrierStanding(failing_since=START, checked_at=START)
    assert failed.failing
    assert failed.failing_at(START + timedelta(minutes=10))
    assert not failed.failing_at(START + timedelta(minutes=11))
    assert not CarrierStanding().failing_at(START)
