"""The trustees' page: fit tonight, and totals of call-outs in which nobody can be found."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from web.climbing import does, look
from web.house import example_rota, number
from web.over import anything, keeps, months_of, over, practised
from web.trustee import FIGURES, everything, page_of, rows

from service.domain.escalation import State
from service.domain.faults import SAID, Fault
from service.domain.people import NumberMarks, Role
from service.domain.standing import BackupDeed, CarrierStanding

# Fit tonight?


def test_a_house_without_a_sign_of_life_is_not_fit(house):
    page = page_of(house)
    assert page.headings == ["Fit tonight? No."]
    assert "No worker and no watch is awake, so no phone would ring." in page.words
    house.has_a_ticker()
    assert "No worker and no watch" not in page_of(house).words


def fit(house):
    """Mend what the example lacks; what is left is the backup."""
    house.has_a_ticker()
    today = house.clock.at.date()
    usual = example_rota()
    lines = tuple(replace(one, checked=today) for one in usual.directory)
    house.changes_rota(replace(usual, directory=lines))
    with house.real_book.writing() as page:
        for last in (111, 112, 113):
            page.mark(number(last), NumberMarks(proved_at=house.clock.at))
    practised(house, 12)


def test_what_is_right_is_said_and_what_is_not_names_who_can_mend_it(house):
    fit(house)
    page = page_of(house)
    assert page.headings == ["Fit tonight? Yes, with doubts."]
    for said in (
        "Right Tonight Until Sunday 22 November, 08:00 two people or more can be relied on",
        "Right The weeks ahead Covered until at least Sunday 17 January, 03:00.",
        "Right Officers' numbers All 3 are proved.",
        "Right Texts On for every officer.",
        "Right Practice The last one was 12 days ago, and somebody took it.",
        "Right Outside numbers Each was checked in the last 90 days.",
        "In doubt Backup No backup has been recorded. Whoever runs the machine can mend it: by",
        "by having escalate backup make run every night, and what it makes copied to another",
        "Right This system No alarm stands.",
    ):
        assert said in page.words


def test_a_backup_is_right_once_one_was_read_back(house):
    fit(house)
    at = house.clock.at
    with house.real_book.writing() as page:
        page.note_backup(BackupDeed.MADE, at - timedelta(days=1))
    page = page_of(house)
    assert "In doubt Backup The last one was yesterday. None has been read back" in page.words
    assert "Whoever runs the machine can mend it: with escalate backup check." in page.words
    with house.real_book.writing() as page:
        page.note_backup(BackupDeed.CHECKED, at - timedelta(days=40))
    page = page_of(house)
    assert page.headings == ["Fit tonight? Yes."]
    said = "Right Backup The last one was yesterday. One was last read back 40 days ago."
    assert said in page.words


def test_what_stopped_is_said_with_who_can_mend_it(house):
    fit(house)
    with house.real_book.writing() as page:
        page.mark(number(112), NumberMarks(proved_at=house.clock.at, texts_off=True))
        page.mark(number(113), NumberMarks())
        page.notice(Fault.CLOCK_JUMPED, house.clock.at)
        # Only a call-out brings it about, of which nobody here may learn.
        page.notice(Fault.TEXTS_FAILING, house.clock.at)
        page.note_carrier(CarrierStanding(failing_since=house.clock.at, checked_at=house.clock.at))
    page = page_of(house)
    assert page.headings == ["Fit tonight? No."]
    jumped = SAID[Fault.CLOCK_JUMPED]
    for said in (
        "In doubt Officers' numbers 2 of 3 are proved. The rest are rung",
        "In doubt Texts Off for 1 of 3, who is rung all the same. An admin can mend it: Priya Shah",
        f"Wrong {jumped.what} {jumped.means} Whoever runs",
        "Wrong This system Calls are failing. Whoever presses is told so",
    ):
        assert said in page.words
    assert "Texts are failing" not in page.words


def test_a_rota_without_an_admin_leaves_it_to_whoever_runs_the_machine(house):
    usual = example_rota()
    people = {
        key: replace(one, roles=one.roles - {Role.ADMIN}) for key, one in usual.people.items()
    }
    house.changes_rota(replace(usual, people=people))
    assert "An admin can mend it" not in page_of(house).words


def test_an_empty_rota_with_one_trustee_is_shown(house):
    grace = example_rota().people["grace"]
    house.changes_rota(replace(example_rota(), people={"grace": grace}, ladders=(), directory=()))
    words = page_of(house).words
    assert "There is no ladder yet, so nobody would be rung." in words
    assert "Outside numbers There are none yet." in words


def test_it_names_no_officer(house):
    fit(house)
    keeps(house, months_of(5, 9))
    said = page_of(house).words
    for name in ("Tom", "Amina", "Sam Lee"):
        assert name not in said


# Totals.


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_of_four_call_outs_nothing_is_shown_but_fewer_than_five(house, count):
    nothing = everything(house)
    keeps(house, months_of(count))
    assert everything(house) == nothing
    page = page_of(house)
    assert "there were fewer than five, or the quarter is not over." in page.words
    assert not [one for one in FIGURES if one in house.browses("grace").get("/trustees").text]
    assert rows(house)[1:] == [
        ["Nothing is shown yet: there were fewer than five, or the quarter is not over."]
    ]


def test_of_five_the_waits_are_shown_by_months(house):
    waits = (20, 40, 70, 100, 50 * 60)
    begins = datetime(2026, 1, 5, 3, tzinfo=UTC)
    keeps(
        house,
        [
            over(nth, begins + timedelta(days=nth), taken, taken + 200)
            for nth, taken in enumerate(waits)
        ],
    )
    words = page_of(house).words
    assert (
        "5 of 5 call-outs were taken: half of these within 1½ minutes, and the one that took"
        " longest within 50 minutes." in words
    )
    assert "half a minute, 1 minute, 1½ minutes, 2 minutes, 50 minutes" in words
    assert "%" not in words
    assert rows(house)[1] == [
        *("call-outs", "2026-01", "2026-01", "all ladders", "5"),
        *("5", "1.5", "50", "0.5; 1; 1.5; 2; 50"),
        *("5", "4.5", "53.5", "4; 4; 4.5; 5; 53.5"),
    ]


def test_twenty_have_a_percentage(house):
    taken = list(months_of(19))
    called_off = over(99, datetime(2026, 1, 9, tzinfo=UTC), None, None)
    keeps(house, [*taken, called_off])
    assert "19 of 20 call-outs were taken, which is 95%:" in page_of(house).words
    assert "In 19 of 20 call-outs, which is 95%, the two had spoken:" in page_of(house).words


def test_a_slip_that_rang_nobody_changes_nothing_and_the_page_says_so(house):
    keeps(house, months_of(5))
    before = everything(house)
    at = datetime(2026, 1, 9, tzinfo=UTC)
    keeps(house, [over(99, at, None, None, closed_at=at + timedelta(seconds=6))])
    assert everything(house) == before
    assert (
        "One that was called off within half a minute, before any phone was tried, is not counted."
        in page_of(house).words
    )


def test_ladders_stand_apart_only_where_all_of_them_have_five(house):
    begins = datetime(2026, 1, 5, 3, tzinfo=UTC)

    def on(ladder, first, count):
        return [
            over(nth, begins + timedelta(hours=nth), ladder=ladder)
            for nth in range(first, first + count)
        ]

    keeps(house, [*on("safeguarding", 1, 6), *on("premises", 20, 4)])
    assert "premises" not in [row[3] for row in rows(house)[1:-1]]
    keeps(house, on("premises", 40, 1))
    assert [row[3:5] for row in rows(house)[1:-1]] == [
        ["all ladders", "11"],
        ["safeguarding", "6"],
        ["the others together", "5"],
    ]


def test_an_open_call_out_changes_not_one_byte(house):
    fit(house)
    keeps(house, anything(30, datetime(2026, 10, 1, tzinfo=UTC), 12))
    before = everything(house)
    assert all(status == 200 for status, _ in before)
    one = house.raises(ring=["tom"])["id"]
    look(house, one)
    assert everything(house) == before
    does(house, "acknowledge", one, "tom")
    does(house, "confirm", one, "tom")
    assert everything(house) == before


def test_a_practice_that_gives_way_to_one_shows_neither_before_nor_after(house):
    fit(house)
    before = everything(house)
    at = house.clock.at - timedelta(minutes=1)
    keeps(house, [over(8000, at, None, None, drill=True, closed_at=None, state=State.OPEN)])
    assert everything(house) == before
    keeps(house, [over(8001, at, None, None, drill=True)])
    assert everything(house) == before


def test_it_changes_four_weeks_after_the_end_of_a_month_and_at_no_other_time(house):
    keeps(house, months_of(5, first=datetime(2026, 11, 23, tzinfo=UTC)))
    last = datetime(2026, 12, 29, tzinfo=UTC)
    house.clock.at = last - timedelta(seconds=1)
    assert "call-outs were taken" not in page_of(house).words
    house.clock.at = last
    assert "call-outs were taken" not in page_of(house).words  # The quarter is not over.
    house.clock.at = datetime(2027, 1, 28, tzinfo=UTC)
    assert "call-outs were taken" not in page_of(house).words
    house.clock.at = datetime(2027, 1, 29, tzinfo=UTC)
    assert "5 of 5 call-outs were taken" in page_of(house).words


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_another_zone_moves_no_month_that_was_shown(house, zone):
    edge = datetime(2026, 4, 30, 22, tzinfo=UTC)
    keeps(house, [over(nth, edge + timedelta(minutes=20 * nth)) for nth in range(12)])
    practised(house, 22)
    before = rows(house)
    assert [row[1:3] for row in before[1:-2]] == [["2026-04", "2026-04"], ["2026-05", "2026-05"]]
    house.changes_rota(replace(example_rota(), timezone=zone))
    assert rows(house) == before


# The file.


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(house, start):
    named = f"{start}HYPERLINK(1)"
    begins = datetime(2026, 1, 5, tzinfo=UTC)
    keeps(house, [over(nth, begins + timedelta(hours=nth), ladder=named) for nth in range(1, 8)])
    keeps(house, [over(nth, begins + timedelta(hours=nth)) for nth in range(8, 14)])
    cells = [cell for row in rows(house) for cell in row]
    assert f"'{named}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_practice_that_nobody_took_has_no_wait(house):
    practised(house, 5, taken=None)
    assert rows(house)[-1] == [
        *("practice", "2026-11", "2026-11", "safeguarding", "1", "0", "", "", "")
    ]
    assert "Everybody was rung, and nobody took it." in page_of(house).words


def test_both_books_give_the_same(any_house):
    keeps(any_house, anything(200, datetime(2026, 10, 1, tzinfo=UTC), 12))
    found = rows(any_house)
    assert sum(int(row[4]) for row in found[1:] if row[3:4] == ["all ladders"]) > 100
