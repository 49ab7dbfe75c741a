"""Who reads totals of call-outs: nobody who may be rung, nor who has just become a trustee."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fakes.clock import START
from web.house import example_rota, number
from web.keeping import changes_it
from web.over import anything, keeps, months_of, practised
from web.trustee import EVERYTHING, FIGURES, HTML, PICTURES, everything, page_of, rows

from service.domain.people import Role
from service.domain.standing import TokenKind


def reads_figures(house, person="grace"):
    text = house.browses(person).get("/trustees", headers=HTML).text
    given = [one in text for one in FIGURES]
    assert len(set(given)) == 1
    spoken = house.browses(person).get(PICTURES[1]).status_code
    in_file = any(row[0] == "call-outs" for row in rows(house, person)[1:])
    assert {spoken == 200, in_file} == {given[0]}
    return given[0]


def with_role(person, *roles):
    people = dict(example_rota().people)
    people[person] = replace(people[person], roles=people[person].roles | set(roles))
    return replace(example_rota(), people=people)


@pytest.mark.parametrize("person", ["tom", "jo"])
def test_a_trustee_who_may_be_rung_learns_of_no_call_out(house, person):
    house.changes_rota(with_role(person, Role.TRUSTEE))
    practised(house, 12)
    nothing = everything(house, person)
    keeps(house, anything(200, datetime(2026, 10, 1, tzinfo=UTC), 12))
    assert everything(house, person) == nothing
    assert not reads_figures(house, person)
    words = page_of(house, person).words
    assert "You may be rung yourself, so real call-outs are not counted for you." in words
    assert "One practice of the last year is shown" in words
    assert reads_figures(house)


def test_an_admin_who_is_a_trustee_and_on_no_ladder_reads_them(house):
    house.changes_rota(with_role("noor", Role.TRUSTEE))
    keeps(house, months_of(5))
    assert reads_figures(house, "noor")


def test_who_steps_down_from_a_ladder_reads_of_no_time_before(house):
    house.clock.at = datetime(2025, 12, 1, tzinfo=UTC)
    changes_it(house, lambda _rota: with_role("grace", Role.OFFICER))
    house.clock.at = datetime(2026, 1, 20, tzinfo=UTC)
    changes_it(house, lambda _rota: example_rota())
    keeps(house, months_of(5, 6, 5, 7))
    house.clock.at = START
    assert [row[1:5:3] for row in rows(house)[1:-1]] == [["2026-04", "7"]]
    assert "Only months are counted for you of which we know that you could not be rung." in (
        page_of(house).words
    )


def test_an_admin_who_gives_a_trustee_their_own_second_number_reads_nothing_with_it(house):
    keeps(house, months_of(5))
    assert reads_figures(house)
    people = dict(example_rota().people)
    people["grace"] = replace(people["grace"], phone=number(999))
    changes_it(house, lambda rota: rota)
    house.clock.at += timedelta(days=1)
    changes_it(house, lambda rota: replace(rota, people=people))
    assert not reads_figures(house)
    assert "four weeks after your number was changed." in page_of(house).words
    house.clock.at += timedelta(days=28)
    assert reads_figures(house)


@pytest.mark.parametrize("person", ["sam", "tom", "noor", None])
def test_others_read_nothing_of_it(house, person):
    keeps(house, months_of(5))
    for path in EVERYTHING:
        browser = house.browses(person) if person else house.asks()
        answer = browser.get(path, headers={"Accept": "application/json"})
        assert answer.status_code in {401, 403}
        assert b"call-outs were taken" not in answer.data


def test_a_trustee_begins_there_and_is_shown_no_other_place(house):
    assert page_of(house).named("nav") == []
    link = house.parts.keys.issue("grace", TokenKind.SIGN_IN)
    answer = house.asks().get(f"/sign-in/{link}", headers=HTML)
    assert answer.location.endswith("/trustees")


def test_there_are_no_other_pictures(house):
    for path in ("/trustees/pictures/zqx/light.svg", "/trustees/pictures/cover/zqx.svg"):
        answer = house.browses("grace").get(path, headers=HTML)
        assert answer.status_code == 404
        assert "zqx" not in answer.text
