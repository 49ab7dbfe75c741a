"""The admins' page of alarms, and the line at the head of their other page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.climbing import does, look
from web.house import House, example_rota
from web.seen import seen

from service.domain.faults import SAID, Fault

HTML = {"Accept": "text/html"}


def page_of(house, path="/alarms", person="noor"):
    return seen(house.browses(person).get(path))


def notice(house, fault=Fault.CALLS_FAILING):
    with house.real_book.writing() as page:
        page.notice(fault, house.clock.now())


def ends(house):
    with house.real_book.writing() as page:
        for alarm in page.alarms(house.clock.now()):
            page.end_alarm(alarm, house.clock.now())


def test_with_nothing_wrong_it_is_calm(any_house):
    page = page_of(any_house)
    assert page.headings == ["No alarm"]
    assert "Nothing was wrong." in page.words
    assert "wrong" not in page_of(any_house, "/rota").words.partition("Right now")[0]


def test_what_is_wrong_says_what_it_means_and_what_to_do(any_house):
    notice(any_house)
    any_house.clock.passes(60)
    said, page = SAID[Fault.CALLS_FAILING], page_of(any_house)
    assert page.headings == ["Something is wrong"]
    expected = f"{said.what}. Since 03:00. {said.means} What to do: {said.mend}"
    assert expected in page.words


def test_the_other_page_of_admins_says_it_too_and_where_to_read_on(house):
    notice(house)
    page = page_of(house, "/rota")
    assert "Calls are failing. Since 03:00." in page.words
    assert page.links["What to do"] == "/alarms"


def test_what_is_over_stands_there_for_a_week(house):
    notice(house)
    house.clock.passes(720)
    ends(house)
    assert "Calls are failing From 03:00 to 03:12." in page_of(house).words
    assert page_of(house).headings == ["No alarm"]
    house.clock.passes(timedelta(days=6, hours=23).total_seconds())
    assert "From Sunday 22 November, 03:00 to Sunday 22 November, 03:12." in page_of(house).words
    house.clock.passes(3600)
    assert "Nothing was wrong." in page_of(house).words


def test_times_are_the_organisations_own(house):
    house.changes_rota(example_rota(timezone="Asia/Tokyo"))
    notice(house)
    assert "Since 12:00." in page_of(house).words


def test_it_says_who_is_told(house):
    words = page_of(house).words
    assert "Nobody. Alarms stand on this page alone. Set ALARM_WEBHOOK_URL" in words
    assert "Nobody hears when this whole machine is gone. Set HEARTBEAT_URL" in words
    set_up(
        house,
        ALARM_WEBHOOK_URL="https://chat.example.org/zqx",
        ALARM_EMAIL_TO="noor@example.org",
        ALARM_EMAIL_FROM="call-outs@example.org",
        SMTP_URL="smtps://house:zqx@mail.example.org",
        HEARTBEAT_URL="https://beat.example.org/zqx",
    )
    words = page_of(house).words
    assert "Alarms are told by webhook and by mail: at once, each hour" in words
    assert "An outside address hears from us each minute" in words
    assert "zqx" not in words
    assert "example.org" not in words


def set_up(house, **settings):
    """Have the house tell as *settings* say; nothing of it is asked in these tests."""
    from config.settings import load_settings  # noqa: PLC0415
    from service.wiring import heartbeat_of, heralds_of  # noqa: PLC0415

    given = load_settings({**settings, "SECRET_KEY": "k" * 32})
    joined = house.app.extensions["escalate"]
    told = replace(joined.parts, heralds=heralds_of(given), heartbeat=heartbeat_of(given))
    house.app.extensions["escalate"] = replace(joined, parts=told)


def test_no_call_out_leaves_a_trace_on_it(house):
    house.has_a_ticker()
    notice(house)
    before = page_of(house).words
    one = house.raises(ring=["tom"])
    look(house, one["id"])
    assert page_of(house).words == before
    does(house, "acknowledge", one["id"], "tom")
    assert page_of(house).words == before


@pytest.mark.parametrize("person", ["sam", "tom", "grace"])
def test_others_learn_nothing_of_it(house: House, person):
    notice(house)
    asked = house.browses(person).get("/alarms", headers=HTML)
    assert "Calls are failing" not in seen(asked, 403).words
    assert "Calls are failing" not in seen(house.browses(person).get("/")).words
