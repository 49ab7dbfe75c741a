"""What a page may do to the people of a rota: added, changed, and gone with all they held."""

from dataclasses import replace

import pytest
from domain.edited import BEGINS, EVENING, ROTA, person, rungs

from service.domain.absences import TimeAway
from service.domain.changed import changes
from service.domain.edits import ladders, people
from service.domain.ladder import Channel, RungPace
from service.domain.people import PhoneNumber, Role
from service.domain.refusals import UnknownLadder
from service.domain.rota import RungPlan
from service.domain.rota_rules import (
    MOST_PEOPLE,
    LastAdmin,
    LastOfficer,
    refuse_broken,
)
from service.domain.shifts import Turns


def test_somebody_is_added_at_the_end():
    zoe = person("zoe", "555", Role.STAFF, ladder="north")
    after = people.add_person(ROTA, replace(zoe, name="  Zoe Doe "))
    assert list(after.people) == ["priya", "tom", "amina", "joan", "sam", "zoe"]
    assert after.people["zoe"] == zoe


def test_a_key_is_had_once():
    with pytest.raises(people.KeyTaken):
        people.add_person(ROTA, person("sam", "555"))


def test_a_ladder_of_ones_own_must_be_there():
    with pytest.raises(UnknownLadder, match="safeguarding, north"):
        people.add_person(ROTA, person("zoe", "555", ladder="south"))


def test_a_rota_takes_no_more_people_than_the_file_does():
    crowd = {f"p{number}": person(f"p{number}", "123") for number in range(MOST_PEOPLE)}
    full = replace(ROTA, people=crowd)
    with pytest.raises(people.TooManyPeople, match="holds 500 people"):
        people.add_person(full, person("zoe", "555"))
    crowd.popitem()
    assert len(people.add_person(full, person("zoe", "555")).people) == MOST_PEOPLE


def test_two_with_one_number_are_told_of_and_kept():
    shared = person("zoe", "222", Role.STAFF)
    assert people.sharing_number(ROTA, shared) == (ROTA.people["tom"],)
    assert people.sharing_number(ROTA, ROTA.people["tom"]) == ()
    assert people.add_person(ROTA, shared).people["zoe"] == shared
    extension = replace(shared, phone=PhoneNumber("+447700900222", "12"))
    assert people.sharing_number(ROTA, extension) == ()


def test_somebody_is_changed_in_their_place():
    named = replace(ROTA.people["tom"], name="Tom Low")
    after = people.replace_person(ROTA, named)
    assert list(after.people) == list(ROTA.people)
    assert replace(after, people=ROTA.people) == ROTA
    with pytest.raises(people.NoSuchPerson):
        people.replace_person(ROTA, person("zoe", "555"))


GONE = {
    "removed": lambda: people.remove_person(ROTA, "tom"),
    "no officer": lambda: people.replace_person(
        ROTA, replace(ROTA.people["tom"], roles=frozenset({Role.STAFF}))
    ),
}


@pytest.mark.parametrize("how", GONE)
def test_who_leaves_takes_their_places_turns_shifts_time_away_and_swaps_along(how):
    after = GONE[how]()
    assert ("tom" in after.people) is (how == "no officer")
    first, second, third = rungs(after)
    assert (first.holder, third.people) == ("priya", frozenset())
    # Of two who took turns one is left, who holds the place now.
    assert (second.holder, second.turns, second.shifts) == ("amina", None, ())
    # A place that nobody is left for stays, empty.
    assert rungs(after, "north") == (RungPlan(role="Officer"),)
    assert after.away == (TimeAway("amina", EVENING),)
    assert after.swaps == ()
    assert not any("somebody who has left" in one for one in changes(ROTA, after))
    assert people.remove_person(ROTA, "amina").swaps == ()


def test_of_turns_before_a_holder_both_stay():
    begun = ladders.set_rung(
        ROTA,
        "north",
        0,
        RungPlan(
            role="Officer", holder="priya", turns=Turns(people=("tom", "amina"), begins=BEGINS)
        ),
    )
    [rung] = rungs(people.remove_person(begun, "tom"), "north")
    assert (rung.turns.people, rung.holder) == (("amina",), "priya")
    alone = people.remove_person(people.remove_person(begun, "tom"), "amina")
    [rung] = rungs(alone, "north")
    assert (rung.turns, rung.holder) == (None, "priya")
    [rung] = rungs(people.remove_person(people.remove_person(begun, "tom"), "priya"), "north")
    assert (rung.turns, rung.holder) == (None, "amina")


def test_practices_pass_to_another_who_may_start_them():
    after = people.remove_person(ROTA, "joan")
    assert after.practice == replace(ROTA.practice, starts="priya")
    boss = replace(ROTA, people=ROTA.people | {"zed": person("zed", "888", Role.ADMIN)})
    assert people.remove_person(boss, "joan").practice.starts == "zed"
    bare = replace(ROTA, people={"joan": ROTA.people["joan"]})
    assert people.remove_person(bare, "joan").practice is None


def test_nobody_else_is_refused_leave():
    for key in ("priya", "tom", "amina", "sam"):
        assert key not in people.remove_person(ROTA, key).people
    with pytest.raises(people.NoSuchPerson):
        people.remove_person(ROTA, "zoe")


@pytest.mark.parametrize(
    ("key", "refusal", "mend"),
    [("priya", LastOfficer, "Add another officer first"), ("joan", LastAdmin, "somebody else")],
)
def test_the_last_officer_and_the_last_admin_may_not_leave(key, refusal, mend):
    few = {each: ROTA.people[each] for each in ("priya", "joan", "sam")}
    before = replace(ROTA, people=few)
    with pytest.raises(refusal, match=mend):
        refuse_broken(before, people.remove_person(before, key))
    refuse_broken(before, people.remove_person(before, "sam"))
    # Where there never was one, nothing is made worse.
    none = replace(before, people={"sam": few["sam"]})
    refuse_broken(none, people.remove_person(none, "sam"))


def test_a_place_that_only_texts_rings_too_once_its_holder_takes_no_texts():
    only = RungPace(channels=frozenset({Channel.TEXT}))
    texted = ladders.set_rung_pace(ROTA, "safeguarding", 0, only)
    assert rungs(texted)[0].pace.channels == {Channel.TEXT}
    after = people.replace_person(texted, replace(ROTA.people["priya"], texts=False))
    assert rungs(after)[0].pace.channels == {Channel.TEXT, Channel.CALL}
    # Amina takes no texts, so her place cannot be set to texts alone at all.
    kept = ladders.set_rung_pace(ROTA, "safeguarding", 1, only)
    assert rungs(kept)[1].pace.channels == {Channel.TEXT, Channel.CALL}
