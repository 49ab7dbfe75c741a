"""Every mistake is said at once, on its line, with the mend and without what was written."""

import re
from datetime import timedelta

import pytest
from rota_file.contract import CONTRACT, TODAY, places, read

from service.domain.ladder import Channel
from service.domain.people import Role
from service.rota_file import read_rota

#: A line of the example that stands behind a mark, for use.
SHOWN = re.compile(r"# (\[.*\]|[a-z_]+ = .*)$")


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
        " role, holder, holders, turn, turn_from, shifts, tries, ring_seconds,"
        " seconds_between_tries, seconds_before_next, channels; or take the line out."
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


def test_what_the_example_shows_behind_a_mark_can_be_taken_into_use(example):
    """Each line of a comment that holds a key or a heading is one that the file takes."""
    lines = example.split("\n")
    used = [line.removeprefix("# ") if SHOWN.match(line) else line for line in lines]
    assert sum(was != now for was, now in zip(lines, used, strict=True)) == 19
    report = read_rota("\n".join(used), today=TODAY)
    assert report.mistakes == []
    rota = report.rota
    assert rota.people["priya"].page_only
    assert rota.people["priya"].ladder == "safeguarding"
    third = rota.ladders[0].rungs[2]
    assert (third.holder, third.turns.people, len(third.shifts)) == ("amina", ("tom", "amina"), 1)
    assert [one.person for one in rota.away] == ["tom"]
    assert [(one.one, one.other) for one in rota.swaps] == [("tom", "amina")]
    assert rota.practice.starts == "joan"
