"""What the book keeps of the house itself."""

from datetime import UTC, datetime, timedelta

from book.examples import NOW
from servers.migrated import RING
from sqlalchemy import insert, select

from service.book import migrate, migrate_back, open_book
from service.book.house_tables import seen_webhooks
from service.book.opening import alone, read_address
from service.domain.counted import Counted
from service.domain.standing import (
    BackupDeed,
    Beat,
    CarrierStanding,
    HouseDeed,
    Looked,
    read_back_at,
)


def test_a_webhook_is_new_once(book):
    with book.writing() as page:
        assert not page.seen("token", NOW)
        assert page.seen("token", NOW)
        assert not page.seen("another", NOW)
    with book.writing() as page:
        assert page.seen("token", NOW + timedelta(1))


def test_a_webhook_can_be_asked_about_without_remembering_it(book):
    with book.writing() as page:
        assert not page.was_seen("token")
        assert not page.seen("token", NOW)
        assert page.was_seen("token")


def test_of_what_the_carrier_told_nothing_is_left_but_the_month(book_url):
    book = open_book(book_url, RING)
    with book.writing() as page:
        page.seen("token", NOW)
    book.close()
    assert moments(book_url) == [datetime(NOW.year, NOW.month, 1, tzinfo=UTC)]


def moments(url):
    with alone(read_address(url), RING) as connection:
        return list(connection.scalars(select(seen_webhooks.c.at).order_by(seen_webhooks.c.at)))


def test_nor_of_what_it_told_an_older_version(book_url):
    migrate_back(book_url, RING, "0018")
    told = [datetime(2025, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), NOW]
    with alone(read_address(book_url), RING) as connection:
        rows = [{"key": str(number), "at": at} for number, at in enumerate(told)]
        connection.execute(insert(seen_webhooks), rows)
    migrate(book_url, RING)
    months = ((2025, 12), (2026, 3), (2026, 11))
    assert moments(book_url) == [datetime(*month, 1, tzinfo=UTC) for month in months]


def test_the_latest_beat_of_each_ticker_is_kept(book):
    with book.writing() as page:
        page.beat(Beat("a", "worker", NOW))
        page.beat(Beat("b", "watch", NOW))
    later = Beat("a", "worker", NOW + timedelta(seconds=1))
    with book.writing() as page:
        page.beat(later)
    with book.reading() as page:
        assert page.beats() == [later, Beat("b", "watch", NOW)]


def test_a_new_ticker_clears_away_those_long_gone(book):
    today = NOW + timedelta(days=1, microseconds=1)
    with book.writing() as page:
        page.beat(Beat("old", "worker", NOW))
        page.beat(Beat("new", "worker", today))
        assert page.beats() == [Beat("new", "worker", today)]


def test_the_carriers_standing_is_kept(book):
    with book.reading() as page:
        assert page.carrier() == CarrierStanding()
    failing = CarrierStanding(failing_since=NOW, code=20003, account=True, checked_at=NOW)
    for standing in (failing, CarrierStanding(checked_at=NOW)):
        with book.writing() as page:
            page.note_carrier(standing)
        with book.reading() as page:
            assert page.carrier() == standing


def test_calls_keep_the_carriers_pace(book):
    half = timedelta(seconds=0.5)
    with book.writing() as page:
        assert page.take_slot(NOW, 2) == NOW
        assert page.take_slot(NOW, 2) == NOW + half
        assert page.take_slot(NOW + half / 2, 2) == NOW + half
        assert page.take_slot(NOW + half, 2) == NOW + half
        assert page.take_slot(NOW + half, 2) == NOW + half * 2


def test_noting_the_carrier_leaves_its_pace_alone(book):
    with book.writing() as page:
        page.take_slot(NOW, 1)
        page.note_carrier(CarrierStanding(failing_since=NOW))
        assert page.take_slot(NOW, 1) == NOW + timedelta(seconds=1)


def test_a_clock_that_was_put_back_silences_no_phone(book):
    with book.writing() as page:
        page.take_slot(NOW + timedelta(hours=1), 1)
        assert page.take_slot(NOW, 1) == NOW
        assert page.take_slot(NOW, 1) == NOW + timedelta(seconds=1)


def test_a_clock_that_lags_a_little_takes_no_slot_twice(book):
    with book.writing() as page:
        page.take_slot(NOW + timedelta(seconds=2), 1)
        assert page.take_slot(NOW, 1) == NOW + timedelta(seconds=3)


def test_when_each_thing_was_last_done_with_a_backup_is_kept(book):
    with book.reading() as page:
        assert page.backups() == {}
    later = NOW + timedelta(days=1)
    with book.writing() as page:
        page.note_backup(BackupDeed.MADE, NOW)
        page.note_backup(BackupDeed.CHECKED, NOW)
        page.note_backup(BackupDeed.MADE, later)
    with book.reading() as page:
        assert page.backups() == {BackupDeed.MADE: later, BackupDeed.CHECKED: NOW}


def test_when_the_house_last_did_its_work_and_what_it_found_is_kept(book):
    with book.reading() as page:
        assert (page.deeds(), page.looked()) == ({}, None)
    later = NOW + timedelta(days=1)
    with book.writing() as page:
        page.note_deed(HouseDeed.FORGOT, NOW)
        page.note_deed(HouseDeed.FORGOT, later)
        page.note_look(Looked(NOW, [["carrier_right", {"days": 3}]]))
    with book.reading() as page:
        assert page.deeds() == {HouseDeed.FORGOT: later, HouseDeed.LOOKED: NOW}
        assert page.looked() == Looked(NOW, [["carrier_right", {"days": 3}]])


def test_what_happens_is_counted_from_nothing_on(book):
    with book.writing() as page:
        assert page.counts() == {}
        for what in (Counted.LEASE_LOST, Counted.LEASE_LOST, Counted.WORKER_DEAF):
            page.count(what)
    with book.reading() as page:
        assert page.counts() == {Counted.LEASE_LOST: 2, Counted.WORKER_DEAF: 1}


def test_to_restore_a_backup_is_to_have_read_it_back():
    later = NOW + timedelta(days=1)
    assert read_back_at({BackupDeed.MADE: later}) is None
    assert read_back_at({BackupDeed.CHECKED: NOW, BackupDeed.RESTORED: later}) == later
