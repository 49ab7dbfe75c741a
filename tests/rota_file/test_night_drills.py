"""Who has agreed to be rung for practice by night."""

from dataclasses import replace

import pytest
from rota_file.contract import read

from service.rota_file import changes, read_rota, write_rota

AGREED = 'name = "Priya Shah"\nnight_drills = true'


def test_nobody_has_agreed_unless_the_file_says_so():
    assert [one.night_drills for one in read().rota.people.values()] == [False, False]
    people = read(name=AGREED).rota.people
    assert (people["priya"].night_drills, people["sam"].night_drills) == (True, False)


def test_anything_but_yes_or_no_is_refused():
    report = read(name='name = "Priya Shah"\nnight_drills = "sometimes"')
    assert report.rota is None
    assert [one.path for one in report.mistakes] == ["people.priya.night_drills"]


def test_it_is_written_only_where_somebody_has_agreed():
    written = write_rota(read(name=AGREED).rota)
    assert written.count("night_drills = true") == 1
    assert read_rota(written).rota.people["priya"].night_drills


@pytest.mark.parametrize(("agrees", "may"), [(True, "may now"), (False, "may no longer")])
def test_applying_says_who_may_be_rung_by_night(agrees, may):
    rota = read(name=AGREED).rota
    priya = replace(rota.people["priya"], night_drills=not agrees)
    before = replace(rota, people={**rota.people, "priya": priya})
    after = replace(rota, people={**rota.people, "priya": replace(priya, night_drills=agrees)})
    said = f"Priya Shah (priya) {may} be rung for practice by night."
    assert changes(before, after) == [said]
