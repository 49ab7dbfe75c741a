"""The watch as a process of its own: it tells the admins, and an outside address that we live."""

from datetime import UTC, datetime

import pytest
from alarm.outside import web_server
from servers.migrated import BOOK_KEY, RING
from servers.waiting import wait_until

from service.book import open_book
from service.domain.standing import CarrierStanding

pytestmark = pytest.mark.processes


def test_it_gives_a_sign_of_life_and_posts_an_alarm(begin, sqlite_book_url):
    book = open_book(sqlite_book_url, RING)
    now = datetime.now(UTC)
    with book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, checked_at=now, code=20003))
    with web_server() as outside:
        env = {
            "DATABASE_URL": sqlite_book_url,
            "BOOK_KEY": BOOK_KEY,
            "ALARM_WEBHOOK_URL": f"{outside.url}/hook",
            "HEARTBEAT_URL": f"{outside.url}/beat",
        }
        watch = begin("escalate", "watch", env=env)
        wait_until("a sign of life", lambda: asked(outside, "/beat"), within_seconds=60)
        wait_until("the alarm", lambda: asked(outside, "/hook"), within_seconds=60)
        ((_, _, told),) = asked(outside, "/hook")
        assert (told["word"], told["fault"]) == ("raised", "calls_failing")
        assert watch.end() == 0
    book.close()
    assert "/hook" not in watch.said
    assert "/beat" not in watch.said


def asked(outside, path):
    return [one for one in outside.asked if one[1] == path]
