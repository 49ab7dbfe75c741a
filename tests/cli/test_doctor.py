"""The doctor looks at everything a press needs, and tells apart right, doubtful and wrong."""

import json
import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from cli.doctored import DOUBTFUL, RIGHT, codes, is_well
from servers.child import free_port
from web.house import ALL_RIGHT

from config.settings import names
from service.checkup import look, near
from service.checkup.carrier import AtCarrier, at_carrier
from service.checkup.machine import backup_file, disk, free_at, is_beside_us
from service.cli.doctor import WIDTH
from service.cli.exchange import exchange_settings
from service.cli.findings import by_utc
from service.domain.people import PhoneNumber
from service.domain.standing import CarrierStanding
from service.exchange import running_exchange

# The command.


def test_a_house_that_is_not_started_is_wrong_and_exits_1(with_example):
    result = with_example("doctor", PORT=str(free_port()))
    assert result.exit_code == 1
    assert "No worker or watch has looked for ten seconds." in result.stdout
    assert "Start escalate run." in result.stdout
    assert result.stdout.splitlines()[-1].startswith("3 wrong")


def test_it_names_each_setting_to_a_program_and_shows_no_secret(with_example, stands_in):
    result = with_example("doctor", "--json", SECRET_KEY="a-secret-that-nobody-sees-0123456789")
    report = json.loads(result.stdout)
    names = {one["what"] for one in report["findings"]}
    assert {"DATABASE_URL", "SECRET_KEY", "TWILIO_CALLS_PER_SECOND", "PORT"} <= names
    assert report["ok"] is False
    assert "nobody-sees" not in result.output


def test_what_is_to_be_mended_is_printed_first_and_what_nobody_set_last(
    with_example, parts, stands_in
):
    is_well(parts)
    now = parts.desk.clock.now()
    with parts.book.writing() as page:
        page.note_carrier(CarrierStanding(failing_since=now, code=20003, checked_at=now))
    given = {"PORT": str(free_port()), "SECRET_KEY": "set-and-not-shown-0123456789-abcdefg"}
    found, given_ones, left_out, summary = (
        block.splitlines() for block in with_example("doctor", **given).stdout.split("\n\n")
    )
    verdicts = [line.split()[0] for line in found if not line.startswith(" ")]
    assert verdicts == sorted(verdicts, key=["wrong", "doubtful", "right"].index)
    assert set(verdicts) == {"wrong", "doubtful", "right"}
    assert found[1].strip().startswith("Look it up at https://"), "its mend below"
    assert {line.split()[1] for line in given_ones} >= {"PORT", "SECRET_KEY"}
    told = " ".join(line.split()[1] for line in given_ones) + " ".join(left_out)
    assert not [name for name in names() if name not in told], "each setting is named"
    assert not [line for line in left_out if len(line) > WIDTH]
    assert len(summary) == 1


def test_a_book_that_is_not_there_is_wrong_and_the_rest_is_still_looked_at(escalate, alone):
    missing = f"sqlite:///{alone}/none.sqlite"
    result = escalate("doctor", DATABASE_URL=missing, PORT=str(free_port()))
    assert result.exit_code == 1
    assert "Run escalate migrate." in result.stdout
    assert "exchange" in result.stdout
    assert not (alone / "none.sqlite").exists()


def test_everything_right_exits_0(with_example, parts, stands_in, monkeypatch):
    is_well(parts)
    monkeypatch.setattr("service.bell.CeleryBell.answers", lambda _: True)
    result = with_example("doctor")
    assert result.exit_code == 0, result.stdout
    # Pretended phones: what is missing in people is no more than doubtful.
    assert result.stdout.splitlines()[-1] == "Nothing is wrong; 4 doubtful."


def test_settings_that_cannot_be_read_exit_2(escalate):
    result = escalate("doctor", PORT="none")
    assert result.exit_code == 2
    assert "PORT" in result.stderr


def test_what_it_found_outside_is_kept_for_the_pages(with_example, parts, stands_in):
    with_example("doctor")
    with parts.book.reading() as page:
        kept = page.looked()
    assert ["certificate_right", {"days": 60}, ""] in kept.found


# What is bad, and what it says.


def test_a_book_that_takes_nothing_is_wrong_and_is_read_all_the_same(parts):
    with parts.book.writing() as page:
        page._connection.exec_driver_sql("PRAGMA query_only=ON")
    found = list(near(parts))
    assert found[0].words(by_utc) == "It can be read, but not written: a press would be refused."
    assert found[0].mend(by_utc).startswith("See that its disk is not full")
    assert "rota_none" in codes(found)


def test_a_full_disk_is_told_by_the_setting_that_names_it(settings, alone):
    ours = settings(BACKUP_FOLDER=str(alone / "backups"))
    free = {alone / "backups": 5_000_000, Path("var"): 500_000_000}
    full, little = disk(ours, lambda path: free.get(path, 10**12))
    assert full.words(by_utc).startswith("Less than 100 MB are free at: BACKUP_FOLDER. ")
    assert little.words(by_utc) == "Less than 1 GB is free at: DATABASE_URL."
    usage = os.statvfs(alone)
    assert abs(free_at(alone / "none" / "yet") - usage.f_bavail * usage.f_frsize) < 10**9


def test_the_disk_of_a_server_on_this_machine_is_looked_at_too(settings, alone):
    ours, server = settings(), alone / "postgresql"
    server.mkdir()
    by_socket = ours.model_copy(
        update={"database_url": "postgresql:///escalate?host=/run/postgresql"}
    )

    def full(asked):
        free = {server: 5_000_000, alone / "elsewhere": 5_000_000}
        found = disk(asked, lambda path: free.get(path, 10**12), [server, alone / "elsewhere"])
        return [one.facts.get("places") for one in found]

    assert full(by_socket) == [str(server)], "and what is not there is not looked at"
    assert full(ours) == [None]


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("postgresql:///escalate?host=/run/postgresql", True),
        ("postgresql+psycopg://%2Frun%2Fpostgresql/escalate", True),
        ("postgres:///escalate", True),
        ("postgresql://escalate:secret@localhost/escalate", True),
        ("postgresql+psycopg://escalate:secret@127.0.0.1:5432/escalate", True),
        ("postgresql://escalate:secret@[::1]/escalate", True),
        ("postgresql:///escalate?host=localhost", True),
        ("postgresql://escalate:secret@postgres:5432/escalate", False),
        ("postgresql:///escalate?host=db.example.org", False),
        ("sqlite:///var/book.sqlite", False),
    ],
)
def test_which_server_is_on_this_machine(url, here):
    assert is_beside_us(url) is here


@pytest.fixture
def pretended(settings):
    """A house, and the exchange that its settings name."""
    port = free_port()
    ours = settings(PORT=str(port))
    with running_exchange(exchange_settings(ours), port + 1) as exchange:
        yield ours, exchange


def test_a_clock_that_is_ahead_of_the_carriers_own(pretended, parts):
    ours, exchange = pretended
    exchange.board.account.clock_ahead = -20
    asking = replace(ALL_RIGHT, carrier=at_carrier)
    assert "clock_off_carrier" in codes(look(replace(parts, settings=ours), asking))


def test_even_a_refusal_tells_the_time(pretended, settings, rota):
    ours, __ = pretended
    other = settings(PORT=str(ours.port), SECRET_KEY="another-one-0123456789-abcdefghij")
    assert at_carrier(other, rota).times


def test_an_account_that_is_suspended_is_told_from_one_that_is_not_known(pretended, rota):
    ours, exchange = pretended
    exchange.board.account.status = "suspended"
    assert "carrier_suspended" in codes(at_carrier(ours, rota).found)


def test_the_exchange_is_asked_as_a_carrier_is(pretended, rota):
    ours, __ = pretended
    found = at_carrier(ours, rota).found
    numbers = ["our number", "webhooks"] * 2
    assert [one.what for one in found] == [
        *("carrier", "trial", "calls at once", "balance"),
        *("may ring", "may text", "spending alarm"),
        *numbers,
    ]
    assert {one.verdict for one in found} == {RIGHT}


def test_a_key_that_may_not_ring_is_wrong_though_the_account_is_known(pretended, rota):
    ours, __ = pretended
    keyed = ours.model_copy(
        update={"twilio_api_key": "SK" + "0" * 32, "twilio_api_secret": ours.twilio_auth_token}
    )
    assert "carrier_key_refused" in codes(at_carrier(keyed, rota).found)


def test_a_new_account_may_not_have_calls_enough_at_once(pretended, rota):
    ours, exchange = pretended
    exchange.board.account.approved = False
    (said,) = [one for one in at_carrier(ours, rota).found if one.said.code == "at_once_new"]
    assert said.facts == {"needed": 3}


def test_what_was_chosen_in_the_console_is_seen(pretended, rota):
    ours, exchange = pretended
    account = exchange.board.account
    account.ring = {"GB": [], "IE": ["common", "special"]}
    account.text = {"GB": False, "IE": True}
    account.triggers = []
    found = {one.said.code: dict(one.facts) for one in at_carrier(ours, rota).found}
    assert found["ring_missing"] == found["text_missing"] == {"which": ["GB"]}
    assert found["ring_further"] == found["ring_risky"] == {"which": ["IE"]}
    assert found["text_further"] == {"which": ["IE"]}
    assert "spending_none" in found


def test_who_has_a_number_abroad_is_to_be_rung_there(pretended, rota):
    ours, exchange = pretended
    exchange.board.account.ring = {"GB": ["common"], "US": []}
    exchange.board.account.text = {"GB": True, "US": True}
    key, one = next(iter(rota.people.items()))
    for texts, said in [(True, "text_right"), (False, "text_further")]:
        abroad = replace(one, phone=PhoneNumber("+12025550100"), texts=texts)
        found = at_carrier(ours, replace(rota, people={**rota.people, key: abroad})).found
        assert {"ring_missing", said} <= codes(found)


def test_what_cannot_be_asked_of_the_console_is_doubtful_and_never_wrong(pretended, rota):
    ours, exchange = pretended
    account = exchange.board.account
    account.ring = account.text = account.triggers = None  # It breaks, and answers 500.
    found = at_carrier(ours, rota).found
    assert {one.said.code: one.verdict for one in found if one.verdict is not RIGHT} == {
        "ring_unknown": DOUBTFUL,
        "text_unknown": DOUBTFUL,
        "spending_unknown": DOUBTFUL,
    }


def test_a_trial_account_rings_only_whom_it_knows(pretended, rota):
    ours, exchange = pretended
    exchange.board.account.kind = "Trial"
    placed = [one.phone.e164 for one in rota.people.values() if rota.has_place(one.key)]
    exchange.board.account.verified = tuple(placed[:1])
    (said,) = [one for one in at_carrier(ours, rota).found if one.said.line == "trial"]
    assert (said.said.code, said.facts) == ("trial_unverified", {"count": len(placed) - 1})
    exchange.board.account.verified = tuple(placed)
    assert "trial" in codes(at_carrier(ours, rota).found)


def test_a_carrier_that_hangs_costs_no_more_than_the_limit(parts):
    def hangs(*_: object) -> AtCarrier:
        reading.acquire()
        return AtCarrier()

    reading = threading.Lock()
    reading.acquire()
    asking = replace(ALL_RIGHT, carrier=hangs, seconds=0.1)
    assert "exchange_silent" in codes(look(parts, asking))
    reading.release()


def test_the_newest_backup_is_looked_at_as_far_as_it_can_be_without_the_key(settings, alone):
    ours = settings(BACKUP_FOLDER=str(alone / "backups"))
    assert backup_file(ours).said.code == "backup_file_elsewhere"
    folder = alone / "backups"
    folder.mkdir()
    file = folder / "escalate-20261130T020000Z.age"
    for content, code in [
        (b"age-encryption.org/v1\n" + b"x" * 300, "backup_file_right"),
        (b"age-encryption.org/v1\n", "backup_file_damaged"),
        (b"\0" * 4000, "backup_file_damaged"),
        (b"", "backup_file_damaged"),
    ]:
        file.write_bytes(content)
        assert backup_file(ours).said.code == code
    file.unlink()
    file.mkdir()  # As unreadable to root as to anybody.
    assert backup_file(ours).said.code == "backup_file_shut"
