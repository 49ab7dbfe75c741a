"""A carrier that fails is asked by one call for all, and never given up."""

from datetime import UTC, datetime, timedelta

from service.domain.standing import LONGEST_GAP, CarrierStanding

NIGHT = datetime(2026, 11, 22, 3, tzinfo=UTC)


def after(seconds):
    return NIGHT + timedelta(seconds=seconds)


def test_a_carrier_that_does_not_fail_is_asked_at_once():
    assert CarrierStanding().next_try(NIGHT) == NIGHT
    assert CarrierStanding(checked_at=NIGHT).next_try(NIGHT) == NIGHT


def test_each_wait_is_as_long_as_it_has_been_failing_and_fifteen_seconds_at_most():
    standing, now, moments = CarrierStanding().failed(NIGHT, code=1, account=False), NIGHT, []
    assert standing.next_try(NIGHT) == NIGHT
    standing = standing.failed(after(1), code=1, account=False)
    for _ in range(7):
        now = standing.next_try(after(1) if not moments else now)
        moments.append((now - NIGHT).total_seconds())
        standing = standing.failed(now, code=1, account=False)
    assert moments == [2, 4, 8, 16, 31, 46, 61]
    assert standing.failing_since == NIGHT


def test_an_old_failure_holds_nobody_back_and_begins_anew():
    old = CarrierStanding(failing_since=NIGHT, checked_at=after(3600))
    later = after(3600 + 601)
    assert old.next_try(later) == later
    assert old.failed(later, code=1, account=True).failing_since == later


def test_a_clock_that_was_put_back_holds_nobody_back_for_longer():
    ahead = CarrierStanding(failing_since=after(7000), checked_at=after(7200))
    assert ahead.next_try(NIGHT) <= NIGHT + LONGEST_GAP
