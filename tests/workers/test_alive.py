"""A container's health check sees its own ticker, and no other's."""

from datetime import UTC, datetime, timedelta

import pytest

from service.domain.standing import Beat
from workers.alive import awake_at

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("process", "seconds_ago", "awake"),
    [
        ("night-1/worker-0a1b2c3d", 2, True),
        ("night-1/watch-0a1b2c3d", 10, True),
        ("night-1/worker-0a1b2c3d", 11, False),
        ("night-2/worker-0a1b2c3d", 2, False),
        ("night-10/worker-0a1b2c3d", 2, False),
    ],
)
def test_only_a_recent_beat_of_this_machine_counts(process, seconds_ago, awake):
    beat = Beat(process, "worker", NOW - timedelta(seconds=seconds_ago))
    assert awake_at("night-1", [beat], NOW) is awake
