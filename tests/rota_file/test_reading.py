"""Every mistake is said at once, on its line, with the mend and without what was written."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.ladder import Channel
from service.domain.people import Role
from service.rota_file import Remark, read_rota

TODAY = date(2026, 1, 31)

CONTRACT = """\
organisation = "Harbour Lane"        # spoken and texted; at most 30 characters
timezone = "Europe/London"

[people.priya]
name = "Priya Shah"
phone = "07700 900111"
texts = true                         # a mobile that takes texts
roles = ["officer", "admin"]

[people.sam]
name = "Sam Lee"
phone = "07700 900123"
roles = ["staff"]

[[ladders]]
name = "safeguarding"                # the first is the default
everyone_after = true
seconds_between_rounds = 300
spoken_reminder_seconds = 180        # text to the officer
spoken_question_seconds = 360        # text and page to the colleague
spoken_limit_seconds = 900           # ringing resumes

[[ladders.rungs]]
role = "Safeguarding officer"
holder = "priya"
tries = 2
ring_seconds = 22
seconds_between_tries = 60
seconds_before_next = 105
channels = ["call", "text"]

[[directory]]
name = "thirtyone:eight Safeguarding Helpline"
phone = "0303 003 1111"
checked = 2026-01-01
"""


def read(text=CONTRACT, **swaps):
    """Read *text* with each line that starts with a key swapped for another line."""
    for old, new in swaps.items():
        lines = text.split("\n")
        index = next(n for n, line in enumerate(lines) if line.startswith(f"{old} ="))
        lines[index] = new
        text = "\n".join(lines)
    return read_rota(text, today=TODAY)


def places(remarks):
    return [(remark.line, remark.path) for remark in remarks]


def test_the_contracts_example_is_read_without_a_remark():
    report = read()
    assert report.mistakes == report.warnings == []
    rota = report.rota
    assert rota.organisation == "Harbour Lane"
    assert rota.people["priya"].roles == {Role.OFFICER, Role.ADMIN}
    assert rota.people["priya"].texts
    assert not rota.people["sam"].texts
    assert rota.ladders[0].rungs[0].holder == "priya"
    assert rota.directory[0].dial == "+443030031111"


def test_the_example_that_ships_is_the_policys_ladder_and_directory(example):
    report = read_rota(example, today=TODAY)
    assert report.mistakes == []
    rota = report.rota
    climb = [(rung.role, rota.people[rung.holder].name) for rung in rota.ladders[0].rungs]
    assert climb == [
        ("Safeguarding officer", "Priya Shah"),
        ("Deputy", "Tom Reed"),
        ("Deputy", "Amina Yusuf"),
    ]
    assert [entry.phone for entry in rota.directory] == [
        "999",
        "111",
        "0845 26 79 79",
        "0191 454 7555, ext. 66264, 66265 or 66266",
        "0303 003 1111",
    ]
    assert {remark.path for remark in report.warnings} >= {
        "directory.3.phone",
        "directory.3.to_be_checked",
        "directory.4.to_be_checked",
    }


def test_every_mistake_is_reported_at_once_by_line():
    report = read(
        organisation='organisation = "A name that is longer than thirty letters"',
        timezone='timezone = "Europe/Londres"',
        name='nmae = "Priya Shah"',
        phone='phone = "999"',
        tries="tries = 0",
        ring_seconds="ring_seconds = 61",
        channels='channels = ["call", "pigeon"]',
        everyone_after='everyone_after = "yes"',
    )
    assert report.rota is None
    assert places(report.mistakes) == [
        (1, "organisation"),
        (2, "timezone"),
        (4, "people.priya.name"),
        (5, "people.priya.nmae"),
        (6, "people.priya.phone"),
        (17, "ladders.1.everyone_after"),
        (26, "ladders.1.rungs.1.tries"),
        (27, "ladders.1.rungs.1.ring_seconds"),
        (30, "ladders.1.rungs.1.channels.2"),
    ]


def test_an_unknown_key_is_named_with_what_is_allowed():
    [mistake] = read(tries="trise = 2").mistakes
    assert str(mistake) == (
        'line 26, ladders.1.rungs.1.trise: There is no setting called "trise" here. Write one of:'
        " role, holder, tries, ring_seconds, seconds_between_tries, seconds_before_next, channels;"
        " or take the line out."
    )


def test_an_unknown_key_cannot_play_with_the_terminal():
    [mistake] = read(CONTRACT + '"\\u001b[2J' + "k" * 80 + '" = 1\n').mistakes
    assert "\x1b" not in str(mistake)
    assert "k" * 41 not in str(mistake)
    assert mistake.path.startswith("directory.1.?")


@pytest.mark.parametrize(
    ("swap", "path"),
    [
        ({"organisation": ""}, "organisation"),
        ({"organisation": 'organisation = "  "'}, "organisation"),
        ({"organisation": "organisation = 7"}, "organisation"),
        ({"organisation": 'organisation = "a\\nb"'}, "organisation"),
        ({"organisation": 'organisation = "a\\u202eb"'}, "organisation"),
        ({"timezone": 'timezone = ""'}, "timezone"),
        ({"timezone": 'timezone = "../../etc/passwd"'}, "timezone"),
        ({"timezone": 'timezone = "Europe"'}, "timezone"),
        ({"timezone": 'timezone = ["Europe/London"]'}, "timezone"),
        ({"timezone": 'countries = ["GB", "France"]'}, "countries.2"),
        ({"timezone": 'countries = "GB"'}, "countries"),
        ({"name": f'name = "{"n" * 61}"'}, "people.priya.name"),
        ({"phone": "phone = 7700900111"}, "people.priya.phone"),
        ({"phone": 'phone = "+33 6 12 34 56 78"'}, "people.priya.phone"),
        ({"phone": 'phone = "020 7946 0123"'}, "people.priya.texts"),
        ({"texts": "texts = 1"}, "people.priya.texts"),
        ({"roles": 'roles = ["officer", "chief"]'}, "people.priya.roles.2"),
        ({"roles": 'roles = ["admin"]'}, "ladders.1.rungs.1.holder"),
        ({"holder": 'holder = "nobody"'}, "ladders.1.rungs.1.holder"),
        ({"holder": "holder = 1"}, "ladders.1.rungs.1.holder"),
        ({"holder": ""}, "ladders.1"),
        ({"role": ""}, "ladders.1.rungs.1.role"),
        ({"tries": "tries = 11"}, "ladders.1.rungs.1.tries"),
        ({"tries": "tries = true"}, "ladders.1.rungs.1.tries"),
        ({"tries": "tries = 2.0"}, "ladders.1.rungs.1.tries"),
        ({"ring_seconds": "ring_seconds = 22.5"}, "ladders.1.rungs.1.ring_seconds"),
        ({"seconds_before_next": "seconds_before_next = 0"},) * 2,
        ({"seconds_before_next": "seconds_before_next = -1"},) * 2,
        ({"seconds_before_next": "seconds_before_next = 604801"},) * 2,
        ({"seconds_before_next": 'seconds_before_next = "105"'},) * 2,
        ({"spoken_limit_seconds": "spoken_limit_seconds = 1e3"}, "ladders.1.spoken_limit_seconds"),
        ({"channels": "channels = []"}, "ladders.1.rungs.1.channels"),
        ({"channels": 'channels = ["page"]'}, "ladders.1.rungs.1.channels.1"),
        ({"channels": 'channels = "call"'}, "ladders.1.rungs.1.channels"),
        ({"checked": "checked = 2026-01-01T00:00:00"}, "directory.1.checked"),
        ({"checked": 'checked = "yesterday"'}, "directory.1.checked"),
        ({"checked": 'hours = "mornings"'}, "directory.1.hours"),
        ({"checked": "to_be_checked = 1"}, "directory.1.to_be_checked"),
    ],
)
def test_each_mistake_is_found_where_it_stands(swap, path):
    if isinstance(path, dict):
        path = "ladders.1.rungs.1.seconds_before_next"
    report = read(**swap)
    assert report.rota is None
    assert [mistake.path for mistake in report.mistakes] == [path]


def test_roles_that_are_no_list_are_nobodys():
    assert [one.path for one in read(roles='roles = "officer"').mistakes] == [
        "people.priya.roles",
        "ladders.1.rungs.1.holder",
    ]


def test_people_and_rungs_that_are_no_tables_are_mistakes():
    report = read_rota('people = 1\nladders = [1]\ndirectory = "none"\n', today=TODAY)
    assert places(report.mistakes) == [
        (1, "organisation"),
        (1, "people"),
        (1, "people"),
        (2, "ladders.1"),
        (3, "directory"),
    ]
    assert [one.path for one in read_rota("people.priya = 1\n").mistakes if one.line == 1] == [
        "ladders",
        "organisation",
        "people.priya",
        "people.priya.name",
        "people.priya.phone",
    ]


def test_an_empty_file_says_what_a_rota_needs():
    report = read_rota("")
    assert places(report.mistakes) == [(1, "ladders"), (1, "organisation"), (1, "people")]


def test_a_rota_with_nobody_in_it_is_refused():
    report = read_rota('organisation = "Quay"\n[people]\n[[ladders]]\nname = "a"\n')
    assert report.rota is None
    assert places(report.mistakes) == [(2, "people"), (3, "ladders.1")]


def test_a_ladder_name_stands_once():
    ladder = CONTRACT[CONTRACT.index("[[ladders]]") : CONTRACT.index("[[directory]]")]
    report = read(CONTRACT + ladder)
    assert places(report.mistakes) == [(37, "ladders.2.name")]


def test_a_persons_key_is_plain():
    report = read(
        CONTRACT + '[people."jo ann"]\nname = "Jo"\nphone = "07700 900555"\nroles = ["staff"]\n'
    )
    assert places(report.mistakes) == [(36, "people.jo ann")]


def test_a_rung_that_only_texts_needs_a_holder_who_takes_them():
    report = read(channels='channels = ["text"]', texts="texts = false")
    assert places(report.mistakes) == [(30, "ladders.1.rungs.1.channels")]
    assert read(channels='channels = ["text"]').rota.ladders[0].rungs[0].pace.channels == {
        Channel.TEXT
    }


def test_what_may_be_left_out_has_the_designs_pace():
    rung = '[[ladders.rungs]]\nrole = "Deputy"\nholder = "priya"\n'
    at = CONTRACT.index("[[directory]]")
    pace = read(CONTRACT[:at] + rung + CONTRACT[at:]).rota.ladders[0].rungs[1].pace
    assert (pace.tries, pace.ring) == (2, timedelta(seconds=22))
    assert (pace.between_tries, pace.before_next) == (timedelta(seconds=60), timedelta(seconds=105))
    assert pace.channels == {Channel.CALL, Channel.TEXT}


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
