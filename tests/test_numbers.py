"""Numbers as people write them, and what is refused with which mend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service import refused_numbers as refused
from service.domain.people import PhoneNumber
from service.domain.refusals import Refusal
from service.numbers import (
    Line,
    countries_of,
    is_drama,
    is_mobile,
    parse_line,
    parse_number,
    parse_wire,
)

PRIYA = PhoneNumber("+447700900111")


@pytest.mark.parametrize(
    "written",
    [
        "07700900111",
        "07700 900111",
        "07700-900-111",
        "07700.900.111",
        "(07700) 900111",
        "+44 7700 900111",
        "+44 (0)7700 900111",
        "+44(0)7700 900111",
        "0044 7700 900111",
        "+44 07700 900111",
        "  07700\u00a0900\u2011111 ",  # no-break space and hyphen, as copied from a page
        "\u202a07700 900111\u202c",  # direction marks, as copied from a contact list
    ],
)
def test_every_usual_form_is_the_same_number(written):
    assert parse_number(written) == PRIYA


@pytest.mark.parametrize(
    "written",
    [
        "0191 498 0123 ext. 12",
        "0191 498 0123, ext 12",
        "0191 498 0123 extension 12",
        "0191 498 0123 x12",
        "01914980123X12",
        "0191 498 0123 #12",
    ],
)
def test_an_extension_is_kept_apart(written):
    assert parse_number(written) == PhoneNumber("+441914980123", "12")


@pytest.mark.parametrize(
    "written",
    [
        "07700 900000",
        "07700 900999",
        "020 7946 0000",
        "01632 960123",
        "0808 157 0123",
        "03069 990123",
        "0113 496 0123",
        "0161 496 0999",
        "0191 498 0123",
        "028 9649 6123",
        "029 2018 0123",
    ],
)
def test_the_drama_ranges_are_valid_here(written):
    assert is_drama(parse_number(written))


@pytest.mark.parametrize("written", ["07700 901000", "0303 003 1111", "0191 454 7555"])
def test_numbers_beside_the_drama_ranges_are_ordinary(written):
    assert not is_drama(PhoneNumber("+44" + written.replace(" ", "")[1:]))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", refused.NoNumber),
        (" \u200b", refused.NoNumber),
        ("O7700 900111", refused.NotDigits),
        ("07700 9oo111", refused.NotDigits),
        ("٠٧٧٠٠٩٠٠١١١", refused.NotDigits),
        ("\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff11\uff11", refused.NotDigits),
        ("07700 900111 or so", refused.NotDigits),
        ("tel:07700900111", refused.NotDigits),
        ("ext. 12", refused.NotDigits),
        ("+", refused.NotDigits),
        ("07700 90011", refused.NotInUse),
        ("07700 9001111", refused.NotInUse),
        ("7" * 61, refused.NotInUse),
        ("+999 1234 5678", refused.NotInUse),
        ("999", refused.EmergencyNumber),
        ("+44 999", refused.EmergencyNumber),
        ("112", refused.EmergencyNumber),
        ("111", refused.EmergencyNumber),
        ("101", refused.EmergencyNumber),
        ("105", refused.EmergencyNumber),
        ("119", refused.EmergencyNumber),
        ("18000", refused.EmergencyNumber),
        ("116 123", refused.EmergencyNumber),
        ("0800 1111", refused.EmergencyNumber),
        ("+44 (0)800 1111", refused.EmergencyNumber),
        ("118 118", refused.ShortNumber),
        ("123", refused.ShortNumber),
        ("00", refused.NotDigits),
        ("( )", refused.NotDigits),
        ("0909 879 0123", refused.PremiumNumber),
        ("0845 267 979", refused.RevenueNumber),
        ("0871 200 2233", refused.RevenueNumber),
        ("070 1234 5678", refused.PersonalNumber),
        ("07600 123456", refused.PagerNumber),
        ("055 1234 5678", refused.CompanyNumber),
        ("056 1234 5678", refused.CompanyNumber),
        ("+33 6 12 34 56 78", refused.ForeignNumber),
    ],
)
def test_each_bad_number_has_its_own_sentence(written, why):
    with pytest.raises(why) as caught:
        parse_number(written)
    assert str(caught.value) == f"{why.problem} {why.mend}".format(countries="GB")


def test_the_isle_of_man_has_mobiles_among_the_pagers():
    assert is_mobile(parse_number("07624 123456"))


def test_a_site_may_allow_another_country():
    number = parse_number("+353 85 123 4567", countries=("GB", "IE"))
    assert number == PhoneNumber("+353851234567")
    assert is_mobile(number)
    assert countries_of([number, PRIYA]) == ("GB", "IE")


def test_a_site_elsewhere_reads_its_own_national_form():
    assert parse_number("085 123 4567", countries=("IE",)) == PhoneNumber("+353851234567")
    with pytest.raises(refused.ForeignNumber, match="IE"):
        parse_number("+44 7700 900111", countries=("IE",))


def test_another_countrys_premium_number_is_refused_too():
    with pytest.raises(refused.PremiumNumber):
        parse_number("+353 1590 123 456", countries=("IE",))


def test_only_a_mobile_takes_texts():
    assert is_mobile(PRIYA)
    assert not is_mobile(parse_number("020 7946 0123"))
    assert not is_mobile(parse_number("0303 003 1111"))
    assert not is_mobile(PhoneNumber(PRIYA.e164, "12"))
    assert not is_mobile(PhoneNumber("+9999999999"))


@given(st.integers(0, 999), st.sampled_from(["07700 900{:03}", "+44 7700 900{:03}"]))
def test_what_is_written_out_reads_back_as_itself(last, form):
    number = parse_number(form.format(last))
    assert is_drama(number)
    assert is_mobile(number)
    assert parse_number(number.national()) == number
    assert parse_number(number.e164) == number
    assert parse_wire(number.e164) == number


@given(st.text(max_size=80) | st.text("0123456789+() x.-ext", max_size=30))
def test_any_text_is_a_number_or_a_refusal(text):
    try:
        number = parse_number(text)
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either way is right, and each is looked at
    else:
        assert parse_wire(number.e164)
        assert is_mobile(number) in {True, False}


@pytest.mark.parametrize(
    "wire", ["", "anonymous", "+44", "07700900111", "+44770090011\uff11", "client:a"]
)
def test_the_wire_gives_a_number_or_nothing(wire):
    assert parse_wire(wire) is None


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("999", Line("999", valid=True)),
        ("111", Line("111", valid=True)),
        ("116 123", Line("116123", valid=True)),
        ("0303 003 11 11", Line("+443030031111", valid=True)),
        ("0845 26 79 79", Line("0845267979", valid=False)),
        ("0191 454 7555, ext. 66264, 66265 or 66266", Line("+441914547555", valid=True)),
        ("0191 454 7555 x66264", Line("+441914547555", valid=True)),
        ("07700 900123", Line("+447700900123", valid=True)),
        ("+33 1 42 68 53 00", Line("+33142685300", valid=True)),
        ("+999 1", Line("+9991", valid=False)),
        ("0", Line("0", valid=False)),
        ("12345", Line("12345", valid=False)),
        ("+999 123 4567", Line("+9991234567", valid=False)),
    ],
)
def test_a_published_line_is_kept_as_it_is(written, line):
    assert parse_line(written) == line


@given(st.text(max_size=80) | st.text("0123456789+() x.-ext", max_size=30))
def test_any_directory_text_is_a_line_or_a_refusal(text):
    try:
        line = parse_line(text)
    except Refusal as refusal:
        assert str(refusal)  # noqa: PT017 - either way is right, and each is looked at
    else:
        assert line.dial
