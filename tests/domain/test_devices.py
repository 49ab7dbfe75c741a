"""A device is named coarsely, in our own words, and is remembered for so long."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.devices import FRESH, REMEMBERED, Device, coarse_name

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            f"{MOZILLA} (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Firefox on Android",
        ),
        (f"{MOZILLA} (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome on Linux"),
        (
            f"{MOZILLA} (Linux; Android 10; K) Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        (f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) CriOS/140.0 Safari/604.1", "Chrome on iPad"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1", "Safari on Mac"),
        (f"{MOZILLA} (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            f"{MOZILLA} (Linux; Android 14) SamsungBrowser/28.0 Chrome/130.0",
            "Samsung Internet on Android",
        ),
        (f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) Chrome/140.0", "Chrome on ChromeOS"),
        ("curl/8.0", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_named_by_its_browser_and_system(agent, name):
    assert coarse_name(agent) == name


@given(agent=st.text(max_size=600))
def test_no_word_of_the_browsers_own_is_kept(agent):
    ours = {"A", "browser", "on", "Firefox", "Chrome", "Safari", "Edge", "Opera", "Samsung"}
    ours |= {"Internet", "iPhone", "iPad", "Android", "ChromeOS", "Windows", "Mac", "Linux"}
    assert set(coarse_name(agent).split()) <= ours


@pytest.mark.parametrize(
    ("ago", "fresh", "expired"),
    [
        (timedelta(), True, False),
        (FRESH, True, False),
        (FRESH + timedelta(seconds=1), False, False),
        (-FRESH - timedelta(seconds=1), False, False),
        (REMEMBERED, False, False),
        (REMEMBERED + timedelta(seconds=1), False, True),
    ],
)
def test_how_long_a_proof_counts(ago, fresh, expired):
    device = Device(
        id="0" * 16,
        person="sam",
        name="A browser",
        first_used=NOW,
        last_used=NOW.date(),
        proved_at=NOW - ago,
    )
    assert (device.fresh_at(NOW), device.expired_at(NOW)) == (fresh, expired)
