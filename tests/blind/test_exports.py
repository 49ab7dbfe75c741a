"""What is written out tells nobody that somebody was left out."""

import json
from dataclasses import replace

import pytest
from blind.nights import acts, hidden
from blind.world import INSIDE, OUTSIDE

from service.desk import exporting
from service.desk.exporting import NoSuchCallOut, NothingOfThem


def lived(worlds):
    one = hidden(worlds.told, "one")
    worlds.pass_by(60)
    acts(worlds.told, "acknowledge", one, "tom")
    acts(worlds.told, "confirm", one, "sam")
    worlds.pass_by(15)
    return one


def person(world, key):
    return exporting.of_person(world.parts.desk, key)


def test_what_is_kept_of_whoever_was_left_out_is_the_same_in_both_worlds(worlds):
    lived(worlds)
    for key in OUTSIDE:
        assert person(worlds.told, key) == person(worlds.quiet, key)
    for key in INSIDE:
        assert person(worlds.told, key) != person(worlds.quiet, key)


def test_a_call_out_names_whom_it_rang_and_nobody_else(worlds):
    one = lived(worlds)
    found = exporting.of_escalation(worlds.told.parts.desk, one["reference"].lower())
    assert found == exporting.of_escalation(worlds.told.parts.desk, one["id"])
    assert (found["state"], found["raised_by"]["name"]) == ("spoken", "Sam Lee")
    assert [each["name"] for each in found["list"]] == ["Tom Reed"]
    assert [each["name"] for each in found["had_by"]] == ["Tom Reed"]
    written = json.dumps(found)
    for name in ("Priya", "Amina", "left", "excluded"):
        assert name not in written


def test_a_person_gets_what_concerns_them_and_no_other_name(worlds):
    one = lived(worlds)
    tom = person(worlds.told, "tom")
    (theirs,) = tom["call_outs"]
    assert theirs["reference"] == one["reference"]
    assert (theirs["raised_it"], theirs["on_its_list"]) == (False, True)
    assert theirs["attempts"]
    assert theirs["history"]
    assert theirs["had_it_since"]
    assert tom["person"]["phone"] == "07700 900112"
    assert tom["rota"]["may_be_rung"]
    written = json.dumps(tom)
    for name in ("Sam", "Priya", "Noor"):
        assert name not in written
    (raised,) = person(worlds.told, "sam")["call_outs"]
    assert (raised["raised_it"], raised["on_its_list"]) == (True, False)


def test_who_has_left_is_still_told_what_is_kept(worlds):
    lived(worlds)
    with worlds.told.real_book.reading() as page:
        kept = page.rota()
    people = {key: one for key, one in kept.people.items() if key != "sam"}
    worlds.told.changes_rota(replace(kept, people=people))
    found = person(worlds.told, "sam")
    assert found["person"] is None
    assert len(found["call_outs"]) == 1


def test_what_there_is_not_is_refused(worlds):
    with pytest.raises(NothingOfThem):
        person(worlds.told, "nobody")
    with pytest.raises(NoSuchCallOut):
        exporting.of_escalation(worlds.told.parts.desk, "K7Q2")
