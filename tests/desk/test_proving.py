"""A number is proved by its code; nobody is rung by night, too often, or for two things at once."""

from dataclasses import replace

import pytest
from desk.proofs import (
    DAY,
    NIGHT,
    PRIYA,
    SECRET,
    TOM,
    has_code_spoken,
    marks,
    proves,
    rota,
)

from service.desk import proving
from service.desk.codes import send_code
from service.domain.edits.people import NoSuchPerson
from service.domain.people import NumberMarks, PhoneNumber


def test_the_code_that_was_spoken_proves_the_number(day):
    with day.desk.book.writing() as page:
        page.mark(PRIYA, NumberMarks(prove_again=True, texts_off=True))
    code = has_code_spoken(day)
    assert [one.phone for one in day.telephone.announced] == [PRIYA]
    assert proving.proof_of(day.desk, "priya").asked
    assert not proving.proof_of(day.desk, "priya").counts
    proving.type_code(day.desk, SECRET, "priya", code)
    assert marks(day) == NumberMarks(proved_at=DAY, texts_off=True)
    assert proving.proof_of(day.desk, "priya").counts


def test_another_code_proves_nothing(day):
    code = has_code_spoken(day)
    with pytest.raises(proving.CodeWrong):
        proving.type_code(day.desk, SECRET, "priya", f"{(int(code) + 1) % 10**6:06}")
    with pytest.raises(proving.CodeOver):
        proving.type_code(day.desk, SECRET, "tom", code)
    assert marks(day) == marks(day, TOM) == NumberMarks()


def test_a_code_for_the_number_before_proves_nothing_of_the_new_one(day):
    code = has_code_spoken(day)
    moved = replace(rota().people["priya"], phone=PhoneNumber("+447700900114"))
    with day.desk.book.writing() as page:
        page.replace_rota(replace(rota(), people=rota().people | {"priya": moved}))
    with pytest.raises(proving.CodeOver):
        proving.type_code(day.desk, SECRET, "priya", code)


@pytest.mark.parametrize("ask", [proving.ask_code, proving.ask_measuring])
def test_by_night_only_its_owner_has_a_phone_rung(day, glass, ask):
    glass.at = NIGHT
    proves(day)
    with pytest.raises(proving.Asleep):
        ask(day.desk, "priya", "tom")
    assert ask(day.desk, "priya", "priya").phone == PRIYA


def test_nobody_who_is_not_in_the_rota_is_rung(day):
    with pytest.raises(NoSuchPerson):
        proving.ask_code(day.desk, "joan", "tom")


def test_a_phone_is_rung_for_one_thing_at_a_time_and_not_for_ever(day, glass):
    proving.ask_code(day.desk, "priya", "tom")  # never sent: nothing rings
    for _ in range(5):
        send_code(day, SECRET, proving.ask_code(day.desk, "priya", "tom"))
        with pytest.raises(proving.RingsAlready):
            proving.ask_code(day.desk, "priya", "tom")
        glass.wait(90)
    with pytest.raises(proving.RungOften):
        proving.ask_code(day.desk, "priya", "tom")
    glass.wait(4 * 60)
    assert proving.ask_code(day.desk, "priya", "tom")
