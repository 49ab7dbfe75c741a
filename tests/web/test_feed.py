"""A person's duties for the calendar program of their own."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import icalendar
import pytest
import vobject
from web.house import example_rota
from web.seen import seen

from service.domain.absences import Span, TimeAway
from service.domain.rota import LadderPlan, RungPlan
from service.domain.shifts import Shift, Turns


def wall(written):
    return datetime.fromisoformat(written)


def changed(house, *rungs, **parts):
    ladders = (LadderPlan(name="safeguarding", rungs=rungs),) if rungs else ()
    house.changes_rota(replace(example_rota(), **({"ladders": ladders} if rungs else {}), **parts))


TURNS = RungPlan(
    role="Deputy", turns=Turns(people=("priya", "tom"), begins=wall("2026-11-16T09:00"))
)


@pytest.fixture
def turns(house):
    changed(house, TURNS)
    return house


def makes(house, person="priya"):
    """Make an address; return it without whose it is."""
    browser = house.browses(person)
    form = seen(browser.get("/calendar")).form("Make an address")
    page = seen(browser.post(form.action, data=form.filled()))
    (address,) = re.findall(rf"{house.public}(/calendar/[\w-]+\.ics)", page.words)
    return address


def asks(house, address):
    return house.asks().get(address)


def by_icalendar(house, address):
    answer = asks(house, address)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.data)


def events(house, address):
    """Each event as (title, start, end), in order."""
    return [
        (str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND"))
        for one in by_icalendar(house, address).walk("VEVENT")
    ]


def by_vobject(house, address):
    calendar = vobject.readOne(asks(house, address).text)
    return [(one.summary.value, one.dtstart.value, one.dtend.value) for one in calendar.vevent_list]


def test_two_readers_find_the_same_duties(turns):
    address = makes(turns)
    found = events(turns, address)
    assert found == by_vobject(turns, address)
    assert found[0] == (
        "Harbour Lane: Deputy",
        wall("2026-11-16T09:00+00:00"),
        wall("2026-11-23T09:00+00:00"),
    )
    assert len(found) == 5


def test_it_names_how_often_to_look_again_and_nobody_elses_name_or_number(turns):
    address = makes(turns)
    answer = asks(turns, address)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in answer.text
    assert "X-PUBLISHED-TTL:PT6H" in answer.text
    for told in ("Priya", "priya", "Tom", "tom", "0770", "44770"):
        assert told not in answer.text + address, told


def test_each_event_keeps_its_name_from_look_to_look(turns):
    address = makes(turns)

    def named():
        calendar = by_icalendar(turns, address)
        return {str(one["UID"]): one.decoded("DTSTART") for one in calendar.walk("VEVENT")}

    before = named()
    turns.clock.at += timedelta(days=9)
    after = named()
    assert len(before) == len({*before.values()})
    assert after.items() & before.items() == {
        one for one in before.items() if one[1] > wall("2026-11-24T00:00+00:00")
    }


def test_a_change_of_the_rota_is_followed(turns):
    address = makes(turns)
    before = events(turns, address)
    away = TimeAway("priya", Span(wall("2026-12-01T00:00"), wall("2026-12-02T00:00")))
    changed(turns, replace(TURNS, holder="amina"), away=(away,))
    assert events(turns, address) != before
    assert (
        "Harbour Lane: Deputy",
        wall("2026-12-02T00:00+00:00"),
        wall("2026-12-07T09:00+00:00"),
    ) in events(turns, address)


NIGHT = Shift(
    weekdays=frozenset({5}),
    starts=wall("2026-01-01T21:00").time(),
    ends=wall("2026-01-01T01:30").time(),
    person="priya",
)


@pytest.mark.parametrize(
    ("now", "starts", "ends"),
    [
        ("2026-10-24T12:00+00:00", "2026-10-24T20:00+00:00", "2026-10-25T00:30+00:00"),
        ("2027-03-27T12:00+00:00", "2027-03-27T21:00+00:00", "2027-03-28T01:00+00:00"),
    ],
)
def test_both_nights_on_which_the_clock_is_set_are_right_to_both_readers(house, now, starts, ends):
    house.clock.at = wall(now)
    changed(house, RungPlan(role="Officer", shifts=(NIGHT,)))
    address = makes(house)
    for found in (events(house, address), by_vobject(house, address)):
        assert found[0][1:] == (wall(starts), wall(ends))


def test_with_several_ladders_the_title_says_which(house):
    address = makes(house, "tom")
    titles = {title for title, *_ in events(house, address)}
    assert titles == {"Harbour Lane: Deputy (safeguarding)", "Harbour Lane: Deputy (premises)"}


def test_who_holds_no_place_has_an_empty_calendar_that_both_can_read(house):
    address = makes(house, "jo")
    assert events(house, address) == []
    assert vobject.readOne(asks(house, address).text).name == "VCALENDAR"


def test_an_unknown_and_a_revoked_address_are_the_same_to_the_byte(turns):
    address = makes(turns)
    form = seen(turns.browses("priya").get("/calendar")).form("Stop the address working")
    assert turns.browses("priya").post(form.action).status_code == 303
    revoked, unknown = asks(turns, address), asks(turns, "/calendar/AAAA.ics")
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.data == unknown.data
    assert dict(revoked.headers) == dict(unknown.headers)


def test_a_new_address_ends_the_one_before_and_is_shown_once(turns):
    first = makes(turns)
    browser = turns.browses("priya")
    page = seen(browser.get("/calendar"))
    assert first not in page.words
    assert "You made an address today." in page.words
    form = page.form("Make another address")
    second = re.findall(r"/calendar/[\w-]+\.ics", seen(browser.post(form.action)).words)[0]
    assert asks(turns, first).status_code == 404
    assert asks(turns, second).status_code == 200


def test_who_left_the_rota_takes_the_address_along(turns):
    address = makes(turns, "jo")
    people = {key: one for key, one in example_rota().people.items() if key != "jo"}
    changed(turns, TURNS, people=people)
    assert asks(turns, address).status_code == 404


def test_another_kind_of_token_opens_no_calendar_and_this_one_nothing_else(turns):
    address = makes(turns)
    token = address.removeprefix("/calendar/").removesuffix(".ics")
    assert asks(turns, f"/calendar/{turns.token('priya')}.ics").status_code == 404
    headers = {"Authorization": f"Bearer {token}"}
    assert turns.asks().get("/api/v1/ladders", headers=headers).status_code == 401


def test_the_page_shows_ones_own_duties_in_words(turns):
    words = seen(turns.browses("priya").get("/calendar")).words
    assert "Monday 16 November, 09:00 to Monday 23 November, 09:00" in words
    assert "You hold no place" in seen(turns.browses("jo").get("/calendar")).words


def test_a_call_out_changes_nothing_there(turns):
    address = makes(turns)
    before = asks(turns, address).text
    turns.raises()
    assert asks(turns, address).text == before


def test_officers_find_it_from_their_own_page_and_others_do_not(house):
    label = "Your duties, and how to have them in your calendar"
    assert seen(house.browses("tom").get("/me")).links[label] == "/calendar"
    assert label not in seen(house.browses("sam").get("/me")).links
