"""The watch looks every hour at what takes time, once for all."""

from web.house import House

from service.domain.checks.carrier import CARRIER_RIGHT
from service.domain.checks.lines import Found
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
