"""Every count on the trustees' page is said as one says it: of none, of one, of two, of five."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.house import example_rota, number
from web.over import practised
from web.trustee import page_of

from service.domain.people import NumberMarks
from service.domain.totals import Waits
from service.web import trustees_words as words
from service.web.trustees_words import each, wait_words

HALF = timedelta(seconds=30)
MINUTE = timedelta(minutes=1)


def waits(came, whole):
    return Waits(of=whole, each=tuple(MINUTE * (nth + 1) for nth in range(came)))


@pytest.mark.parametrize(
    ("came", "whole", "said"),
    [
        (0, 1, "The one call-out was not taken."),
        (0, 5, "None of 5 call-outs was taken."),
        (1, 5, "1 of 5 call-outs was taken, within 1 minute."),
        (1, 20, "1 of 20 call-outs was taken, which is 5%, within 1 minute."),
        (2, 5, "2 of 5 call-outs were taken: half of these within 2 minutes, and the one that"),
        (5, 20, "5 of 20 call-outs were taken, which is 25%: half of these within 3 minutes, and"),
    ],
)
def test_it_is_said_of_how_many_somebody_took_them(came, whole, said):
    assert words.taken(waits(came, whole)).startswith(said)


@pytest.mark.parametrize(
    ("came", "whole", "said"),
    [
        (0, 1, "In the one call-out neither of the two said that they had spoken."),
        (0, 5, "In none of 5 call-outs did the two say that they had spoken."),
        (1, 5, "In 1 of 5 call-outs the two had spoken, within 1 minute."),
        (1, 20, "In 1 of 20 call-outs, which is 5%, the two had spoken, within 1 minute."),
        (2, 5, "In 2 of 5 call-outs the two had spoken: in half of these within 2 minutes, and"),
        (5, 20, "In 5 of 20 call-outs, which is 25%, the two had spoken: in half of these within"),
    ],
)
def test_it_is_said_of_how_many_the_two_had_spoken(came, whole, said):
    assert words.spoken(waits(came, whole)).startswith(said)


@pytest.mark.parametrize(
    ("halves", "said"),
    [
        (1, "half a minute"),
        (2, "1 minute"),
        (3, "1½ minutes"),
        (4, "2 minutes"),
        (10, "5 minutes"),
        (11, "5½ minutes"),
    ],
)
def test_a_wait_is_said_in_half_minutes(halves, said):
    assert wait_words(HALF * halves) == said


def test_waits_are_listed_with_how_often_there_was_each():
    assert each([]) == ""
    listed = each([HALF, MINUTE, MINUTE, *[2 * MINUTE] * 5])
    assert listed == "half a minute, 1 minute (2 times), 2 minutes (5 times)"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No practice came"),
        (1, "One practice of the last year is shown, as a diamond."),
        (2, "2 practices of the last year are shown, as diamonds."),
        (5, "5 practices"),
    ],
)
def test_practices_are_counted(count, said):
    assert words.practised(count).startswith(said)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "At any time two people or more can be relied on"),
        (1, "There is one time at which fewer than two people can be relied on."),
        (2, "There are 2 times at which"),
        (5, "There are 5 times at which"),
    ],
)
def test_times_at_which_too_few_can_be_relied_on_are_counted(count, said):
    assert words.covered(count).startswith(said)


@pytest.mark.parametrize(
    ("proved", "texts_off", "said"),
    [
        (0, 1, ["None is proved.", "Off for 1 of 3, who is rung all the same."]),
        (1, 0, ["1 of 3 is proved. The rest are rung, but do not count as cover.", "On for every"]),
        (2, 2, ["2 of 3 are proved. The rest are", "Off for 2 of 3, who are rung all the same."]),
        (3, 3, ["All 3 are proved.", "Off for 3 of 3, who are rung all the same."]),
    ],
)
def test_numbers_and_texts_are_counted(house, proved, texts_off, said):
    with house.real_book.writing() as page:
        for nth in range(3):
            proof = house.clock.at if nth < proved else None
            marks = NumberMarks(proved_at=proof, texts_off=nth < texts_off)
            page.mark(number(111 + nth), marks)
    shown = page_of(house).words
    for one in said:
        assert one in shown


@pytest.mark.parametrize(
    ("late", "said"),
    [
        (0, "Each was checked in the last 90 days."),
        (1, "1 of 2 is to be checked: nobody has rung it in the last 90 days."),
        (2, "2 of 2 are to be checked: nobody has rung them in the last 90 days."),
    ],
)
def test_outside_numbers_are_counted(house, late, said):
    usual, today = example_rota(), house.clock.at.date()
    lines = [
        replace(one, checked=None if nth < late else today)
        for nth, one in enumerate(usual.directory)
    ]
    house.changes_rota(replace(usual, directory=tuple(lines)))
    assert said in page_of(house).words


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "yesterday"), (2, "2 days ago"), (5, "5 days ago")]
)
def test_the_days_since_the_last_practice_are_counted(house, days, said):
    practised(house, days)
    assert f"The last one was {said}, and somebody took it." in page_of(house).words


def test_the_only_officer_is_proved(house):
    usual = example_rota()
    ladder = replace(usual.ladders[0], rungs=usual.ladders[0].rungs[:1])
    house.changes_rota(replace(usual, ladders=(ladder,)))
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(proved_at=house.clock.at))
    assert "Officers' numbers The only one is proved." in page_of(house).words
