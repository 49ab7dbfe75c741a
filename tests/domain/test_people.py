"""Names and numbers, and what they never show."""

import pytest

from service.domain.people import Person, PhoneNumber, first_name


def test_a_number_masks_itself_wherever_it_is_printed():
    number = PhoneNumber("+447700900123")
    shown = f"{number} {number!r} {Person(key='sam', name='Sam Lee', phone=number)}"
    assert "7700900" not in shown
    assert "…123" in shown


@pytest.mark.parametrize(
    ("e164", "extension", "written"),
    [
        ("+447700900123", "", "07700 900123"),
        ("+442079460123", "", "020 7946 0123"),
        ("+441914980123", "66264", "0191 498 0123 ext. 66264"),
        ("+441134960123", "", "0113 496 0123"),
        ("+441632960123", "", "01632 960123"),
        ("+443069990123", "", "0306 999 0123"),
        ("+448001111", "", "0800 1111"),
        ("+33199001234", "", "+33199001234"),
    ],
)
def test_a_number_is_written_as_people_write_it(e164, extension, written):
    assert PhoneNumber(e164, extension).national() == written


def test_a_number_is_read_in_groups():
    assert PhoneNumber("+447700900123").spoken_groups() == ("07700", "900", "123")
    assert PhoneNumber("+33199001234").spoken_groups() == ("33199", "001", "234")


def test_a_person_is_spoken_to_by_their_first_name():
    number = PhoneNumber("+447700900123")
    assert Person(key="sam", name="Sam Lee", phone=number).first_name == "Sam"


@pytest.mark.parametrize(("name", "first"), [("Priya Shah", "Priya"), ("Cher", "Cher"), ("", "")])
def test_people_are_spoken_to_by_their_first_name(name, first):
    assert first_name(name) == first
