"""What the doctor says of the house, its settings and its cost."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alarm.outside import web_server
from cli.doctored import DOUBTFUL, REAL, WRONG, codes, told
from click import unstyle
from servers.migrated import BOOK_KEY
from web.house import ALL_RIGHT

from config.settings import load_settings
from service.checkup import look, near
from service.checkup.keys import older_key
from service.cli import run
from service.cli.check_settings import check_settings
from service.cli.findings import by_utc, lines, of
from service.cli.stream import Stream
from service.desk import rehearsing
from service.desk.evidence import link_some
from service.desk.rechaining import rechain
from service.domain.checks.machine import BELL_SILENT
from service.domain.people import NumberMarks, Role
from service.domain.standing import Beat, CarrierStanding, HouseDeed
from service.proofs import Prover
from service.wiring import prover_of, wire


def test_one_ticker_alone_is_doubtful_and_none_is_wrong(parts):
    assert "ticker_none" in codes(near(parts))
    with parts.book.writing() as page:
        page.beat(Beat("here/watch", "watch", parts.desk.clock.now()))
    assert "ticker_no_worker" in codes(near(parts))


def test_a_dead_bell_is_doubtful_since_phones_ring_without_it(parts):
    assert "bell_not_started" in codes(near(parts))
    assert BELL_SILENT.verdict is DOUBTFUL


def test_a_book_of_a_newer_version_is_said_and_still_used(parts, sqlite_book_url):
    with closing(sqlite3.connect(sqlite_book_url.removeprefix("sqlite:///"))) as book, book:
        book.execute("UPDATE alembic_version SET version_num = '9999'")
    found = codes(near(parts))
    assert {"book_ahead", "rota_none"} <= found


def test_a_database_server_is_asked_for_its_own_time(postgres_book_url, alone):
    parts = wire(load_settings({"DATABASE_URL": postgres_book_url, "BOOK_KEY": BOOK_KEY}, alone))
    found = look(parts, ALL_RIGHT)
    assert "clock_right" in codes(found)
    assert parts.book.time_told().utcoffset() is not None
    parts.book.close()


def test_a_database_that_keeps_other_letters_is_said_and_the_rest_is_still_looked_at(
    postgres_server, alone
):
    name = postgres_server.new_name()
    postgres_server.execute(f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' TEMPLATE template0")
    given = {"DATABASE_URL": postgres_server.url(name), "BOOK_KEY": BOOK_KEY}
    parts = wire(load_settings(given, alone))
    assert "book_not_unicode" in codes(near(parts))
    assert {"certificate_right", "clock_right"} <= codes(look(parts, ALL_RIGHT))
    parts.book.close()
    postgres_server.drop(name)


def test_calls_that_fail_are_wrong(with_example, parts, stands_in):
    now = parts.desk.clock.now()
    with parts.book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, code=20003, checked_at=now))
    assert "https://www.twilio.com/docs/api/errors/20003" in with_example("doctor").stdout
    with parts.book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, code=0, checked_at=now))
    assert "did not say why" in with_example("doctor").stdout


def test_an_officers_number_that_does_not_do_everything_is_told_by_their_keys(
    with_example, parts, stands_in
):
    with parts.book.reading() as page:
        tom = page.rota().people["tom"].phone
    with parts.book.writing() as page:
        page.mark(tom, NumberMarks(texts_off=True))
    said = told(with_example("doctor", "--json"))["phones"]
    assert said["said"] == "tom: texts are off."


def test_a_real_site_without_an_outside_address_is_warned_each_time(real, sqlite_book_url, alone):
    given = REAL | {"DATABASE_URL": sqlite_book_url}
    parts = wire(load_settings(given, alone))
    found = {one.said.code: one.mend(by_utc) for one in near(parts)}
    assert {"heartbeat_none", "alarms_none"} <= found.keys()
    assert "period 1 minute, grace 5" in found["heartbeat_none"]
    parts.book.close()
    with web_server() as web:
        both = {"ALARM_WEBHOOK_URL": web.url, "HEARTBEAT_URL": web.url}
        parts = wire(load_settings(given | both | {"ALARM_PRIVATE_HOSTS": "127.0.0.1"}, alone))
        assert {"heartbeat_unheard", "alarms_right"} <= codes(near(parts))
        with parts.book.writing() as page:
            page.note_deed(HouseDeed.HEARD, parts.desk.clock.now())
        assert "heartbeat_right" in codes(near(parts))
        assert web.asked == [], "nothing is sent unasked"
        parts.book.close()


def test_a_real_site_reads_what_a_month_costs_once_it_says_what_the_carrier_asks(
    with_example, alone, sqlite_book_url
):
    given = REAL | {"DATABASE_URL": sqlite_book_url}
    prices = {"PRICE_NUMBER_MONTH": "1.15", "PRICE_CALL_MINUTE": "0.03", "PRICE_TEXT": "0.05"}
    for more, code in [
        ({}, "cost_unknown"),
        (prices, "cost_unknown"),
        (prices | {"PRICES_CHECKED": "2020-01-31"}, "cost_old"),
        (prices | {"PRICES_CHECKED": "2999-01-31"}, "cost_known"),
    ]:
        parts = wire(load_settings(given | more, alone))
        found = list(near(parts))
        assert code in codes(found)
        parts.book.close()
    assert "made_up" in codes(found)
    with_example("doctor", PRICE_TEXT="cheap")


class Later:
    """A clock that is an hour ahead of everybody's."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=1)


def test_a_rehearsal_that_is_open_when_phones_become_real_is_wrong(
    with_example, alone, sqlite_book_url, capsys
):
    given = {"DATABASE_URL": sqlite_book_url}
    pretended = wire(load_settings(given | {"BOOK_KEY": BOOK_KEY}, alone))
    real = wire(load_settings(REAL | given, alone))
    with_example("raise", "sam")
    assert "rehearsal_over" in codes(near(real)), "no phone was pretended"
    rehearsing.note(pretended.desk)
    assert "rehearsal_over" in codes(near(pretended))
    assert "rehearsal_beside" in codes(near(real)), "it goes on, as far as anybody can tell"
    with pretended.book.writing() as page:
        page.note_deed(HouseDeed.PRETENDED, real.desk.clock.now() - rehearsing.STILL)
    assert "rehearsal_over" in codes(near(real)), "this call-out was pressed after it"
    an_hour = replace(real, desk=replace(real.desk, clock=Later()))
    rehearsing.note(pretended.desk)
    (found,) = [one for one in near(an_hour) if one.said.code == "rehearsal_open"]
    assert found.verdict is WRONG
    run.warn_of_rehearsal(real, Stream(["run"]))
    assert (
        "real phones ring for it. Have whoever pressed end it on its page"
        in capsys.readouterr().out
    )
    for one in (pretended, real):
        one.book.close()


def test_another_secret_key_is_wrong_once_anything_is_chained(with_example, alone, sqlite_book_url):
    given = {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY}
    was, other = (
        wire(load_settings(given | {"SECRET_KEY": letter * 43}, alone)) for letter in "ab"
    )
    assert "proofs_right" in codes(near(other)), "nothing is chained yet"
    with_example("raise", "sam", SECRET_KEY="a" * 43)
    assert link_some(was.desk, Prover("a" * 43))
    assert "proofs_right" in codes(near(was))
    assert "proofs_other" in codes(near(other))
    for one in (was, other):
        one.book.close()


def test_it_says_how_far_a_change_of_secret_key_is(with_example, alone, sqlite_book_url):
    given = {"DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY}
    old, new = "a" * 43, "b" * 43
    was, both, alone_again = (
        wire(load_settings(given | {"SECRET_KEY": keys}, alone))
        for keys in (old, f"{new},{old}", new)
    )
    with_example("raise", "sam", SECRET_KEY=old)
    link_some(was.desk, Prover(old))
    with was.book.writing() as page:
        page.set_pin("priya", was.desk.pins.hashed("2468"))
    with both.book.reading() as page:
        assert both.desk.pins.fits("2468", page.pin("priya"))
    assert [older_key(one).said.code for one in (was, both)] == [
        "older_key_none",
        "older_key_proves",
    ]
    link_some(both.desk, prover_of(both.settings))
    assert older_key(both).said.code == "older_key_proves"
    assert {"proofs_right", "proofs_part"} & codes([*near(both), *near(alone_again)]) == {
        "proofs_right",
        "proofs_part",
    }
    both_desk = replace(both.desk, clock=Later())
    rechain(both_desk, prover_of(both.settings))
    assert older_key(both).facts == {"keys": "priya"}
    assert "proofs_right" in codes(near(alone_again))
    assert "older_key_pins" not in codes(near(both)), "it would tell of a call"
    with both.book.writing() as page:
        page.set_pin("priya", both.desk.pins.hashed("2468"))
    assert older_key(both).said.code == "older_key_idle"
    assert "older_key_none" in with_example("doctor", "--json", SECRET_KEY=new).stdout
    for one in (was, both, alone_again):
        one.book.close()


def test_a_price_that_is_none_is_refused_by_name(escalate):
    result = escalate("doctor", PRICE_TEXT="cheap")
    assert result.exit_code == 2
    assert "PRICE_TEXT" in result.stderr
    assert "cheap" not in result.stderr


def test_a_test_alarm_says_whether_it_was_taken(with_example, stands_in):
    with web_server() as web:
        given = {"ALARM_WEBHOOK_URL": f"{web.url}/token"}
        assert "Taken; see" in with_example("doctor", "--send-test-alarm", **given).stdout
        assert web.asked[0][2]["text"].startswith("Test: This is a test.")
        web.status = 404
        result = with_example("doctor", "--json", "--send-test-alarm", **given)
        refused = told(result)["test alarm by webhook"]
        assert refused["verdict"] == "wrong"
        assert "block ports 465 and 587" in refused["mend"]


# Settings.


def test_an_odd_setting_is_doubtful(settings):
    odd = settings(TWILIO_CALLS_PER_SECONDS="1")
    assert "settings_odd" in codes(check_settings(odd))


def test_a_number_is_never_shown_whole(real, monkeypatch):
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    said = {one.what: one.words(by_utc) for one in check_settings(real)}
    assert said["TWILIO_FROM"] == "set, ends with 000"
    assert said["TWILIO_AUTH_TOKEN"] == "set"


def test_what_follows_from_another_setting_is_shown_as_it_is(settings):
    said = {one.what: one.words(by_utc) for one in check_settings(settings(PORT="18123"))}
    assert said["PUBLIC_URL"] == "not set: http://127.0.0.1:18123"
    assert said["TWILIO_API_URL"] == "not set: http://127.0.0.1:18124"
    assert said["TWILIO_CALLS_PER_SECOND"] == "not set: 1"
    assert said["DATABASE_URL"] == "not set: sqlite:///var/book.sqlite"


def test_no_role_of_the_example_is_missing(rota):
    assert all(rota.with_role(one) for one in (Role.STAFF, Role.ADMIN, Role.OFFICER))


def test_findings_stand_in_columns(parts):
    said = lines(map(of, near(parts)))
    assert unstyle(said[0]).startswith("right     book ")
    assert any(one.startswith(" " * 10) for one in said)
