"""What is doubtful is said and applied all the same; what is no TOML is one mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rota_file.contract import CONTRACT, places, read

from service.rota_file import Remark, read_rota


@pytest.mark.parametrize(
    ("swap", "path"),
    [
        ({"roles": ""}, "people.priya.roles"),
        ({"phone": 'phone = "07700 900123"'}, "people.sam.phone"),
        ({"checked": "checked = 2025-11-01"}, "directory.1.checked"),
        ({"checked": "checked = 2026-02-01"}, "directory.1.checked"),
        ({"checked": ""}, "directory.1.checked"),
        ({"checked": "to_be_checked = true"}, "directory.1.to_be_checked"),
    ],
)
def test_what_is_only_doubtful_is_a_warning(swap, path):
    assert path in [warning.path for warning in read(**swap).warnings]


def test_ninety_days_since_a_check_are_not_too_many():
    assert read(checked="checked = 2025-11-02").warnings == []


def test_a_directory_number_that_is_not_valid_is_a_warning():
    text = CONTRACT.replace("0303 003 1111", "0845 26 79 79")
    report = read(text)
    assert places(report.warnings) == [(34, "directory.1.phone")]
    assert report.rota.directory[0].dial == "0845267979"


def test_a_directory_number_with_letters_is_a_mistake():
    assert places(read(CONTRACT.replace("0303 003 1111", "0303 OO3")).mistakes) == [
        (34, "directory.1.phone")
    ]


@pytest.mark.parametrize(("seconds", "doubted"), [(180, False), (181, True)])
def test_two_calls_that_do_not_get_through_do_not_disturb_are_a_warning(seconds, doubted):
    text = CONTRACT.replace("seconds_between_tries = 60", f"seconds_between_tries = {seconds}")
    found = [one.path for one in read(text).warnings]
    assert ("ladders.1.rungs.1.seconds_between_tries" in found) is doubted


def test_an_empty_directory_and_an_empty_rung_are_warnings():
    text = CONTRACT[: CONTRACT.index("[[directory]]")] + '[[ladders.rungs]]\nrole = "Deputy"\n'
    report = read(text)
    assert report.rota.ladders[0].rungs[1].holder is None
    assert places(report.warnings) == [(1, "directory"), (32, "ladders.1.rungs.2.holder")]


def test_nobody_to_press_or_to_keep_the_rota_is_a_warning():
    text = CONTRACT.replace('["staff"]', '["trustee"]').replace(', "admin"', "")
    assert [warning.path for warning in read(text).warnings] == ["people", "people"]


def test_a_site_may_allow_a_country():
    text = 'countries = ["GB", "IE"]\n' + CONTRACT.replace("07700 900123", "+353 85 123 4567")
    assert read(text).rota.people["sam"].phone.e164 == "+353851234567"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("organisation = Harbour\n", 1),
        ('\n\norganisation = "Harbour\n', 3),
        ("a = [1,\n2\n", 2),
        ("[people\n", 1),
        ("a = 1\na = 2\n", 2),
        ("[a]\n[a]\n", 2),
        ("a = “curly”\n", 1),
        ("a = " + "9" * 5000, 1),
        ("a = 2026-02-31\n", 1),
        ("a = " + "[" * 5000, 1),
        ("\x00", 1),
    ],
)
def test_what_is_no_toml_is_one_mistake_on_its_line(text, line):
    [mistake] = read_rota(text).mistakes
    assert mistake.line == line


def test_notepads_mark_and_line_ends_are_taken():
    report = read("\ufeff" + CONTRACT.replace("\n", "\r\n").replace("tries = 2", "tries = 0"))
    assert places(report.mistakes) == [(26, "ladders.1.rungs.1.tries")]


@given(st.sampled_from(CONTRACT.split("\n")), st.text(max_size=40))
def test_no_text_makes_the_reading_fail(line, text):
    report = read(CONTRACT.replace(line, text, 1))
    assert (report.rota is None) == bool(report.mistakes)


CANARY = "zqxcanary"


@pytest.mark.parametrize(
    "line", [line for line in CONTRACT.split("\n") if "=" in line], ids=lambda line: line[:20]
)
@pytest.mark.parametrize("value", ['"{}"', '["{}"]', "{}", '["{}", 1]', '{{ a = "{}" }}'])
def test_no_remark_repeats_what_was_written(line, value):
    key = line.split("=")[0]
    report = read(CONTRACT.replace(line, f"{key}= {value.format(CANARY)}", 1))
    assert not any(CANARY in str(one) for one in [*report.mistakes, *report.warnings])


def test_joiners_in_a_name_are_letters():
    name = "\u0646\u06cc\u06a9\u200c\u0646\u0627\u0645"
    assert read(name=f'name = "{name}"').rota.people["priya"].name == name


def test_remarks_sort_by_line():
    assert Remark(2, "b", "", "") > Remark(1, "z", "", "")
