"""Nothing is found by counting up; numbers come from the rota; limits hold with the bell dead."""

import secrets
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web.house import example_rota
from web.test_sign_in_codes import asks

from service.desk import raising
from service.desk.limiting import TO_A_NUMBER
from service.domain.refusals import Refusal
from service.numbers import parse_number

GUESSES = 100_000
PRESS = "/api/v1/escalations"


def guesses(real):
    """Every reference, each neighbour of the real id, and then at random."""
    letters, rest = raising._LETTERS, raising._LETTERS + raising._DIGITS
    for first in letters:
        yield from (first + "".join(more) for more in product(rest, repeat=3))
    number = int(real, 16)
    yield from (f"{number + away:032x}" for away in range(-30_000, 30_000) if away)
    while True:
        yield secrets.token_hex(16)


def test_of_a_hundred_thousand_guesses_none_finds_a_call_out(house):
    real, found = house.raises()["id"], 0
    more = guesses(real)
    with house.real_book.reading() as page:
        for _ in range(GUESSES):
            found += page.escalation(next(more)) is not None
        assert page.escalation(real) is not None
    assert found == 0


def test_a_reference_opens_nothing_even_to_who_is_on_it(house):
    raised = house.raises()
    for person in ("sam", "tom"):
        for path in (f"{PRESS}/{raised['reference']}", f"/call-outs/{raised['reference']}"):
            assert house.asks(person).get(path).status_code == 404


def test_ids_and_references_do_not_follow_from_each_other(house):
    ids = [house.raises()["id"] for _ in range(20)]
    assert len(set(ids)) == 20
    assert ids != sorted(ids)
    assert {len(one) for one in ids} == {32}


# Toll fraud.

DEAR = ("+44909", "+4484", "+4487", "+4470", "+4476", "+4455", "+4456")
ABROAD = st.sampled_from(("+1", "+7", "+33", "+371", "+881", "+882", "+883", "+979", "+960"))
digits = st.text("0123456789", min_size=1, max_size=12)
written = st.one_of(
    st.tuples(st.sampled_from(("", "0", "00", "+", "+44", "0044", "+44(0)")), digits),
    st.tuples(st.sampled_from(DEAR), digits),
    st.tuples(ABROAD, digits),
).map("".join)


@given(text=written)
def test_no_number_is_taken_that_costs_more_or_leads_elsewhere(text):
    try:
        number = parse_number(text)
    except Refusal:
        return
    assert number.e164.startswith("+44")
    assert number.e164.startswith("+447624") or not number.e164.startswith(DEAR)
    assert len(number.e164) >= len("+441234567")


@pytest.mark.parametrize(
    "callback",
    ["+37167000000", "+1 900 555 0199", "0909 879 0000", "07012 345678", "118118", "999"],
)
def test_nor_is_one_rung_back_that_somebody_asks_for(house, callback):
    answer = house.asks("sam").post(PRESS, json={"callback": callback})
    assert answer.status_code == 422
    assert house.telephone.calls == {}


def test_every_call_and_text_goes_to_a_number_of_the_rota(house):
    raised = house.raises()["id"]
    house.rings(raised)
    ours = {one.phone for one in example_rota().people.values()}
    assert {one.phone for one in house.escalation(raised).attempts} <= ours


# Limits without Redis: the bell's address leads nowhere in this house.


def test_limits_hold_with_the_bell_dead_and_no_press_is_refused(house):
    house.bell.hears = False
    found = [asks(house, house.asks()).status_code for _ in range(TO_A_NUMBER.free + 2)]
    assert found == [200] * TO_A_NUMBER.free + [429] * 2
    for _ in range(100):
        assert house.asks("sam").post(PRESS).status_code == 202
