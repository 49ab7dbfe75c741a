"""The watch looks every hour at what takes time, once for all."""

import pytest
from web.house import House

from service.domain.checks.carrier import CARRIER_RIGHT
from service.domain.checks.lines import Found
from service.domain.checks.machine import DISK_FULL
from service.ports import BookUnavailable
from workers.lookout import GOOD_FOR, Lookout


def test_it_looks_once_an_hour_however_many_watch(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    looked = []

    def look(_):
        looked.append(house.clock.now())
        return [Found(CARRIER_RIGHT)]

    one, other = Lookout(house.parts, look), Lookout(house.parts, look)
    for watch in (one, other, one):
        watch.go()
    assert len(looked) == 1
    with house.real_book.reading() as page:
        assert page.looked().found == [["carrier_right", {}, ""]]
    house.clock.passes(GOOD_FOR.total_seconds() - 1)
    other.go()
    assert len(looked) == 1
    house.clock.passes(1)
    other.go()
    assert len(looked) == 2
    house.clock.passes(-2 * GOOD_FOR.total_seconds())  # The clock was put back.
    one.go()
    assert len(looked) == 3
    house.closes()


class Watched:
    """A watch that finds what it is told to find, and what stands in the book afterwards."""

    def __init__(self, house):
        self.house, self.finds = house, CARRIER_RIGHT
        self.watch = self.another()

    def another(self):
        return Lookout(self.house.parts, lambda _: [Found(self.finds)])

    def after(self, seconds, finds):
        self.house.clock.passes(seconds)
        self.finds = finds
        self.watch.go()
        with self.house.real_book.reading() as page:
            return page.looked() and page.looked().found[0][0]


@pytest.fixture
def watched(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    yield Watched(house)
    house.closes()


def test_what_one_look_alone_found_wrong_is_not_noted(watched):
    assert watched.after(0, CARRIER_RIGHT) == "carrier_right"
    assert watched.after(GOOD_FOR.total_seconds(), DISK_FULL) == "carrier_right"
    assert watched.after(60, CARRIER_RIGHT) == "carrier_right"
    assert watched.after(GOOD_FOR.total_seconds(), DISK_FULL) == "carrier_right"
    assert watched.after(60, DISK_FULL) == DISK_FULL.code


def test_what_one_watch_found_wrong_an_hour_ago_and_another_right_is_not_noted_at_once(watched):
    watched.after(0, CARRIER_RIGHT)
    assert watched.after(GOOD_FOR.total_seconds(), DISK_FULL) == "carrier_right"
    first, watched.watch = watched.watch, watched.another()
    assert watched.after(30, CARRIER_RIGHT) == "carrier_right"
    watched.watch = first
    assert watched.after(GOOD_FOR.total_seconds(), DISK_FULL) == "carrier_right"
    assert watched.after(60, DISK_FULL) == DISK_FULL.code


def test_what_was_wrong_is_looked_at_every_five_minutes_until_it_is_right(watched):
    watched.after(0, DISK_FULL)
    assert watched.after(60, DISK_FULL) == DISK_FULL.code
    watched.watch = watched.another()  # Started anew, it still believes what stands in the book.
    assert watched.after(299, CARRIER_RIGHT) == DISK_FULL.code
    assert watched.after(1, CARRIER_RIGHT) == "carrier_right"
    assert watched.after(301, DISK_FULL) == "carrier_right"


def test_a_book_that_is_away_stops_it_not(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    house.book.works_for, house.book.outage = 0, BookUnavailable("away")
    Lookout(house.parts, lambda _: []).go()
    house.closes()


def test_it_ends_without_having_looked(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    watch = Lookout(house.parts, lambda _: [], every_seconds=3600)
    watch.start()
    watch.stop()
    watch._thread.join(5)
    assert not watch._thread.is_alive()
    house.closes()
