"""Is everything well? What the doctor finds, on the admins' page, and on the trustees'."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from servers.child import free_port
from web.house import ACCOUNT, ALL_RIGHT, TOKEN, example_rota
from web.seen import seen
from web.test_trustees import fit
from web.trustee import page_of as trustees_page

from service.checkup.carrier import at_carrier
from service.domain.checks.every import EVERY, as_json
from service.domain.checks.lines import Found
from service.domain.people import Role
from service.domain.standing import BackupDeed, HouseDeed, Looked
from service.exchange import ExchangeSettings, running_exchange

NUMBER = "+442079460000"


def page_of(house, path="/doctor"):
    return seen(house.browses("noor").get(path))


def is_looked_at(house, checkup):
    """Have an admin press the button, and what follows done."""
    house.asks_outside(checkup)
    answer = house.browses("noor").post("/doctor/look")
    house.app.extensions["escalate"].background.settle()
    return answer


def is_noted(house, what, **facts):
    """Let the last look have found this."""
    found = [Found(EVERY[what], facts)]
    with house.real_book.writing() as page:
        page.note_look(Looked(house.clock.now(), as_json(found)))


def test_what_is_near_is_said_at_once_and_the_rest_once_it_was_looked_at(house):
    page = page_of(house)
    assert page.headings[0] == "Is everything well? No."
    assert "No worker or watch has looked for ten seconds." in page.words
    assert "Not looked at yet." in page.words

    answer = is_looked_at(house, ALL_RIGHT)
    assert answer.headers["Location"] == "/doctor?asked=1"
    assert "We are looking now." in page_of(house, "/doctor?asked=1").words
    page = page_of(house)
    assert "Looked at just now, as seen from this machine." in page.words
    assert "Right Certificate Trusted by this machine as by others. Days left: 60." in page.words
    house.clock.passes(300)
    assert "Looked at 5 minutes ago" in page_of(house).words
    house.clock.passes(7200)
    assert "Looked at 2 hours ago" in page_of(house).words
    house.clock.passes(86_400)
    assert "Looked at 1 day ago" in page_of(house).words


def test_where_all_is_cared_for_it_says_yes(house):
    fit(house)
    house.has_a_ticker("worker")
    at = house.clock.now()
    with house.real_book.writing() as page:
        for deed in (BackupDeed.MADE, BackupDeed.CHECKED):
            page.note_backup(deed, at)
        page.note_deed(HouseDeed.FORGOT, at)
    is_looked_at(house, ALL_RIGHT)
    assert page_of(house).headings[0] == "Is everything well? Yes."


def test_what_is_wrong_comes_first_with_its_mend(house):
    is_noted(house, "certificate_expired")
    words = page_of(house).words
    assert words.index("Wrong Worker and watch") < words.index("Right Bell")
    assert "Wrong Certificate It has ended" in words
    assert "Start Caddy again, or whatever keeps the certificate" in words


def test_disks_are_shown_as_they_are_since_on_a_full_one_no_look_is_kept(house):
    house.asks_outside(replace(ALL_RIGHT, free=lambda _: 0))
    is_noted(house, "disk_right")
    words = page_of(house).words
    assert "Wrong Disk Less than 100 MB are free" in words
    assert "Right Disk" not in words


def test_of_each_place_the_worse_is_shown_since_the_watch_may_see_another_disk(house):
    is_noted(house, "disk_full", places="/var/log")
    words = page_of(house).words
    assert "Wrong Disk Less than 100 MB are free at: /var/log." in words
    assert "Right Disk" not in words
    house.asks_outside(replace(ALL_RIGHT, free=lambda _: 10**9 - 1))
    is_noted(house, "disk_full", places="/var/log, elsewhere")
    words = page_of(house).words
    assert "Wrong Disk Less than 100 MB are free at: /var/log, elsewhere." in words
    little = words.split("In doubt Disk")[1].split(".")[0]
    assert "BACKUP_FOLDER" in little
    assert "/var/log" not in little


def test_a_disk_that_hangs_is_shown_as_it_was_last_seen(house):
    done = threading.Event()
    house.asks_outside(replace(ALL_RIGHT, free=lambda _: done.wait(10)))
    is_noted(house, "disk_right")
    assert "Right Disk 1 GB or more is free wherever we write." in page_of(house).words
    done.set()


@pytest.fixture
def at_an_exchange(house):
    """The same house, whose carrier is a real exchange."""
    port = free_port()
    joined = house.app.extensions["escalate"]
    settings = joined.parts.settings.model_copy(
        update={"twilio_api_url": f"http://127.0.0.1:{port}"}
    )
    changed = replace(joined, parts=replace(joined.parts, settings=settings))
    house.app.extensions["escalate"] = changed
    asked = ExchangeSettings(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        public_url="http://127.0.0.1:9",
        numbers=(NUMBER,),
    )
    with running_exchange(asked, port) as exchange:
        yield exchange


def test_the_button_asks_the_carrier_itself(house, at_an_exchange):
    board = at_an_exchange.board
    board.rented[NUMBER] = board.rented[NUMBER].told({"voice": False})
    board.account.balance = "3.21"
    board.account.clock_ahead = 3600
    is_looked_at(house, replace(ALL_RIGHT, carrier=at_carrier))
    words = page_of(house).words
    for said in (
        "Wrong Our numbers TWILIO_FROM takes no calls, so no telephone rings.",
        "In doubt Balance Less than 10 USD are left.",
        "Wrong Clock It is off by",
    ):
        assert said in words
    assert "3.21" not in words, "by the cent it would tell of each call"


def test_admins_alone_read_it_and_have_it_looked_at(house):
    for person in ("sam", "tom", "grace"):
        assert house.browses(person).get("/doctor").status_code == 403
        assert house.browses(person).post("/doctor/look").status_code == 403
    assert page_of(house, "/alarms").links["Is everything well?"] == "/doctor"


def test_a_book_that_goes_away_meanwhile_costs_no_more_than_the_note(house):
    house.book.works_for = 2
    assert house.browses("noor").get("/doctor").status_code == 503
    house.book.works_for = None


# The trustees.


def test_trustees_read_how_the_last_look_stood_and_no_more(house):
    fit(house)
    assert "The carrier and this machine" not in trustees_page(house).words
    is_noted(house, "carrier_right")
    said = "Right The carrier and this machine Looked at today: the carrier knows us"
    assert said in trustees_page(house).words
    is_noted(house, "certificate_soon", days=9)
    words = trustees_page(house).words
    assert "In doubt The carrier and this machine Looked at today: phones can ring" in words
    assert "Days left" not in words
    is_noted(house, "number_no_calls", setting="TWILIO_FROM")
    page = trustees_page(house)
    assert page.headings[0] == "Fit tonight? No."
    assert (
        "Wrong The carrier and this machine Looked at today: something there is wrong" in page.words
    )
    assert "escalate doctor says what it is" in page.words


def test_a_look_that_is_old_is_no_look(house):
    fit(house)
    is_noted(house, "carrier_right")
    house.clock.passes(timedelta(days=1, seconds=1).total_seconds())
    assert "It should be looked at every hour." in trustees_page(house).words


def test_a_backup_that_could_not_be_read_back_is_wrong_for_both(house):
    fit(house)
    with house.real_book.writing() as page:
        page.note_deed(HouseDeed.BACKUP_UNREADABLE, house.clock.now())
    assert "Wrong Backup One was read back today, and it could not be read." in (
        trustees_page(house).words
    )
    assert "Wrong Backup The last one that was read back could not be read." in page_of(house).words


def test_whoever_reads_it_may_be_an_officer_too(house):
    usual = example_rota()
    noor = replace(usual.people["noor"], roles=frozenset({Role.ADMIN, Role.OFFICER}))
    house.changes_rota(replace(usual, people=usual.people | {"noor": noor}))
    assert house.browses("noor").get("/doctor").status_code == 200
