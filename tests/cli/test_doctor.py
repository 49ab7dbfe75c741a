"""The doctor looks at everything a press needs, and tells apart right, doubtful and wrong."""

import json
from dataclasses import replace

import pytest
from servers.child import free_port
from servers.migrated import BOOK_KEY

from config.settings import load_settings
from service.cli.check_carrier import check_carrier
from service.cli.check_house import check_bell, check_tickers
from service.cli.check_rota import check_phones, check_rota
from service.cli.check_settings import check_settings
from service.cli.exchange import exchange_settings
from service.cli.findings import Verdict, lines
from service.domain.ladder import Rung
from service.domain.people import NumberMarks, Role
from service.domain.standing import BackupDeed, Beat, CarrierStanding
from service.exchange import running_exchange
from service.ports import NotPlaced
from service.telephone import addresses
from service.telephone.account import AccountSeen, RentedNumber, Webhook, look_at
from service.wiring import account_of

RIGHT, DOUBTFUL, WRONG = Verdict
REAL = {
    "TWILIO_ACCOUNT_SID": f"AC{'0' * 32}",
    "TWILIO_AUTH_TOKEN": "a-made-up-token",
    "TWILIO_FROM": "020 7946 0000",
    "PUBLIC_URL": "https://call.example.org",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
    "BOOK_KEY": BOOK_KEY,
}


@pytest.fixture
def settings(alone):
    def load(**given: str):
        return load_settings(given, alone)

    return load


@pytest.fixture
def real(settings):
    """The settings of a site with real telephones."""
    return settings(**REAL)


def a_number(number: str, **changes: object) -> RentedNumber:
    """A number of the account that is set up right for a house on this machine."""
    right = RentedNumber(
        sid="PN" + "0" * 32,
        number=number,
        calls=True,
        texts=True,
        call_webhook=Webhook(url=addresses.incoming_voice("http://127.0.0.1:8000")),
        text_webhook=Webhook(url=addresses.incoming_text("http://127.0.0.1:8000")),
    )
    return replace(right, **changes)


def verdicts(findings) -> dict[str, Verdict]:
    return {one.what: one.verdict for one in findings}


# The command.


def test_a_house_that_is_not_started_is_wrong_and_exits_1(with_example):
    port = str(free_port())
    result = with_example("doctor", PORT=port)
    assert result.exit_code == 1
    assert "No worker or watch has looked for ten seconds." in result.stdout
    assert "Start escalate run." in result.stdout
    assert result.stdout.splitlines()[-1].startswith("2 wrong")


def test_it_names_each_setting_to_a_program_and_shows_no_secret(with_example):
    result = with_example("doctor", "--json", SECRET_KEY="a-secret-that-nobody-sees-0123456789")
    told = json.loads(result.stdout)
    names = {one["what"] for one in told["findings"]}
    assert {"DATABASE_URL", "SECRET_KEY", "TWILIO_CALLS_PER_SECOND", "PORT"} <= names
    assert told["ok"] is False
    assert "nobody-sees" not in result.output


def test_a_book_that_is_not_there_is_wrong_and_the_rest_is_still_looked_at(escalate, alone):
    result = escalate("doctor", DATABASE_URL=f"sqlite:///{alone}/none.sqlite")
    assert result.exit_code == 1
    assert "Run escalate migrate." in result.stdout
    assert "exchange" in result.stdout


def test_everything_right_exits_0(with_example, parts, monkeypatch):
    now = parts.desk.clock.now()
    with parts.book.writing() as page:
        page.beat(Beat("here/worker", "worker", now))
        page.beat(Beat("here/watch", "watch", now))
        page.note_backup(BackupDeed.MADE, now)
        page.note_backup(BackupDeed.CHECKED, now)
    ours = (a_number("+442079460000"), a_number("+447700900000"))
    seen = AccountSeen(active=True, trial=False, numbers=ours)
    monkeypatch.setattr("service.cli.check_carrier.look_at", lambda _: seen)
    result = with_example("doctor")
    assert result.exit_code == 0, result.stdout
    assert result.stdout.splitlines()[-1].startswith("Nothing is wrong; 2 doubtful")


# The parts.


def test_a_real_address_must_be_public_and_private(settings, real):
    assert verdicts(check_settings(real))["public address"] is RIGHT
    for address in ("http://call.example.org", "https://192.168.1.9", "https://pc.local"):
        found = verdicts(check_settings(settings(**REAL | {"PUBLIC_URL": address})))
        assert found["public address"] is WRONG, address


def test_an_odd_setting_is_doubtful(settings):
    odd = settings(TWILIO_CALLS_PER_SECONDS="1")
    assert verdicts(check_settings(odd))["settings"] is DOUBTFUL


def test_a_number_is_never_shown_whole(real, monkeypatch):
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    said = {one.what: one.said for one in check_settings(real)}
    assert said["TWILIO_FROM"] == "set, ends with 000"
    assert said["TWILIO_AUTH_TOKEN"] == "set"


def test_what_follows_from_another_setting_is_shown_as_it_is(settings):
    said = {one.what: one.said for one in check_settings(settings(PORT="18123"))}
    assert said["PUBLIC_URL"] == "not set: http://127.0.0.1:18123"
    assert said["TWILIO_API_URL"] == "not set: http://127.0.0.1:18124"
    assert said["TWILIO_CALLS_PER_SECOND"] == "not set: 1"
    assert said["DATABASE_URL"] == "not set: sqlite:///var/book.sqlite"


def test_another_carrier_is_not_promised_to_be_a_pretended_one(settings):
    site = settings(**REAL | {"TWILIO_API_URL": "https://calls.example.org"})
    said = {one.what: one.said for one in check_settings(site)}
    assert said["public address"].startswith("not local")


def test_one_ticker_alone_is_doubtful_and_none_is_wrong(parts):
    assert [one.verdict for one in check_tickers(parts)] == [WRONG]
    with parts.book.writing() as page:
        page.beat(Beat("here/watch", "watch", parts.desk.clock.now()))
    (found,) = check_tickers(parts)
    assert (found.verdict, found.said[:19]) == (DOUBTFUL, "No worker is awake:")


def test_a_dead_bell_is_doubtful_since_phones_ring_without_it(parts):
    assert check_bell(parts).verdict is DOUBTFUL


def test_calls_that_fail_are_wrong(with_example, parts):
    now = parts.desk.clock.now()
    with parts.book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, code=20003, checked_at=now))
    assert "https://www.twilio.com/docs/api/errors/20003" in with_example("doctor").stdout


# The rota.


@pytest.fixture
def now(parts):
    return parts.desk.clock.now()


def test_the_example_rota_is_right_but_for_its_unchecked_lines(settings, rota, now):
    found = verdicts(check_rota(settings(), rota, now))
    assert found == {"ladder safeguarding": RIGHT, "directory": DOUBTFUL}


def test_made_up_numbers_are_wrong_where_phones_are_real(real, rota, now):
    assert verdicts(check_rota(real, rota, now))["made-up numbers"] is WRONG


def test_a_rung_that_nobody_holds_is_doubtful_and_an_empty_ladder_wrong(settings, rota, now):
    (plan,) = rota.ladders
    first, *rest = (replace(rung, holder=None) for rung in plan.rungs)
    gap = replace(rota, ladders=(replace(plan, rungs=(first, *plan.rungs[1:])),))
    none = replace(rota, ladders=(replace(plan, rungs=(first, *rest)),))
    assert verdicts(check_rota(settings(), gap, now))["ladder safeguarding"] is DOUBTFUL
    assert verdicts(check_rota(settings(), none, now))["ladder safeguarding"] is WRONG
    assert Rung(role="x").empty


def test_people_who_share_a_number_are_named(settings, rota, now):
    people = rota.people | {"tom": replace(rota.people["tom"], phone=rota.people["sam"].phone)}
    (found,) = (
        one
        for one in check_rota(settings(), replace(rota, people=people), now)
        if one.what == "shared number"
    )
    assert found.said.startswith("tom and sam have the same number")


def test_a_rota_without_staff_is_wrong_and_without_admins_doubtful(settings, rota, now):
    officers = {
        key: replace(person, roles=frozenset({Role.OFFICER})) for key, person in rota.people.items()
    }
    found = verdicts(check_rota(settings(), replace(rota, people=officers), now))
    assert (found["staff"], found["admins"]) == (WRONG, DOUBTFUL)


def test_an_officers_number_that_does_not_do_everything_is_doubtful_without_a_why(rota):
    assert not list(check_phones(rota, {}))
    priya, tom, sam = (rota.people[key].phone for key in ("priya", "tom", "sam"))
    marks = {
        priya: NumberMarks(texts_off=True, prove_again=True),
        tom: NumberMarks(texts_off=True),
        sam: NumberMarks(texts_off=True),
    }
    found = [(one.verdict, one.said) for one in check_phones(rota, marks)]
    assert found == [
        (DOUBTFUL, "priya, tom: texts are off."),
        (DOUBTFUL, "priya: to be proved again."),
    ]


def test_no_rota_is_wrong(settings, rota, now):
    empty = replace(rota, people={}, ladders=())
    assert verdicts(check_rota(settings(), empty, now)) == {"rota": WRONG}


# The carrier.


def test_the_exchange_is_asked_as_a_carrier_is(settings):
    port = free_port()
    pretended = settings(PORT=str(port))
    with running_exchange(exchange_settings(pretended), port + 1):
        found = list(check_carrier(pretended))
    assert [one.what for one in found] == ["carrier", "balance", *["our number", "webhooks"] * 2]
    assert {one.verdict for one in found} == {RIGHT}


def test_wrong_credentials_are_told_from_silence(settings):
    port = free_port()
    ours, other = settings(PORT=str(port)), settings(PORT=str(port), SECRET_KEY="another")
    with running_exchange(exchange_settings(ours), port + 1):
        (found,) = check_carrier(other)
    assert found.said.startswith("It does not know us")
    (found,) = check_carrier(ours)
    assert found.said == "The exchange does not answer."


def test_what_the_carrier_says_of_us_is_weighed(real, monkeypatch):
    seen = AccountSeen(active=False, trial=True, numbers=())
    monkeypatch.setattr("service.cli.check_carrier.look_at", lambda _: seen)
    found = verdicts(check_carrier(real))
    assert found == {"carrier": WRONG, "trial": DOUBTFUL, "our number": WRONG}


def test_a_carrier_that_is_away_is_an_outage(settings):
    with pytest.raises(NotPlaced):
        look_at(account_of(settings(PORT=str(free_port()))))


def test_no_number_of_ours_is_printed_with_the_account():
    ours = (a_number("+442079460000"),)
    assert "7946" not in repr(AccountSeen(active=True, trial=False, numbers=ours))


def test_findings_stand_in_columns(rota, settings, now):
    said = lines(check_rota(settings(), rota, now))
    assert said[0].endswith("  3 on duty now")
    assert said[2].startswith(" " * 10)
