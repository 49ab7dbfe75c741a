"""What a page may do to the ladders and their places, and what it is told where it may not."""

from dataclasses import replace

import pytest
from domain.edited import BEGINS, OFFICE, ROTA, rungs

from service.domain.edits import ladders
from service.domain.ladder import LadderPace
from service.domain.refusals import UnknownLadder
from service.domain.rota import LadderPlan, RungPlan
from service.domain.rota_rules import (
    NotAnOfficer,
    NoWeekday,
    OddTurn,
    OddYear,
    OneInTurn,
    ShiftsOverlap,
    TwiceInTurn,
)
from service.domain.shifts import Turns


def test_a_ladder_is_added_last_with_one_empty_place_or_as_another_stands():
    assert ladders.add_ladder(ROTA, " south ").ladders[-1] == LadderPlan(
        name="south", rungs=(RungPlan(role="Safeguarding officer"),)
    )
    copied = ladders.add_ladder(ROTA, "south", like="safeguarding").ladders[-1]
    assert (copied.name, copied.rungs) == ("south", rungs(ROTA))
    with pytest.raises(ladders.LadderNameTaken):
        ladders.add_ladder(ROTA, "north")
    with pytest.raises(UnknownLadder):
        ladders.add_ladder(ROTA, "south", like="east")


def test_a_ladder_is_renamed_for_whose_it_is_too():
    after = ladders.rename_ladder(ROTA, "north", "Northgate")
    assert [plan.name for plan in after.ladders] == ["safeguarding", "Northgate"]
    assert after.people["sam"].ladder == "Northgate"
    assert ladders.rename_ladder(ROTA, "north", "north") == ROTA
    with pytest.raises(ladders.LadderNameTaken):
        ladders.rename_ladder(ROTA, "north", "safeguarding")


def test_without_a_ladder_whose_it_was_have_the_default_one():
    after = ladders.remove_ladder(ROTA, "north")
    assert [plan.name for plan in after.ladders] == ["safeguarding"]
    assert after.people["sam"].ladder is None
    with pytest.raises(ladders.LastLadder):
        ladders.remove_ladder(after, "safeguarding")


def test_ladders_are_moved_up_and_down_and_to_the_front():
    three = ladders.add_ladder(ROTA, "south")

    def names(rota):
        return [plan.name for plan in rota.ladders]

    assert names(ladders.move_ladder(three, "south", -1)) == ["safeguarding", "south", "north"]
    assert names(ladders.move_ladder(three, "safeguarding", 1))[:2] == ["north", "safeguarding"]
    assert names(ladders.make_default(three, "south")) == ["south", "safeguarding", "north"]
    assert ladders.move_ladder(three, "south", 1) == three
    assert ladders.move_ladder(three, "safeguarding", -1) == three


def test_the_waits_of_a_ladder_are_set():
    pace = LadderPace(everyone_after=False)
    assert ladders.set_ladder_pace(ROTA, "north", pace).ladders[1].pace == pace


def test_places_are_added_last_moved_and_taken_out():
    new = RungPlan(role=" Chair ", holder="amina")
    after = ladders.add_rung(ROTA, "safeguarding", new)
    assert rungs(after)[-1] == RungPlan(role="Chair", holder="amina")
    first, second, third = rungs(ROTA)
    assert rungs(ladders.move_rung(ROTA, "safeguarding", 2, -1)) == (first, third, second)
    assert rungs(ladders.move_rung(ROTA, "safeguarding", 0, 1)) == (second, first, third)
    assert ladders.move_rung(ROTA, "safeguarding", 0, -1) == ROTA
    assert rungs(ladders.remove_rung(ROTA, "safeguarding", 1)) == (first, third)
    with pytest.raises(ladders.LastRung):
        ladders.remove_rung(ROTA, "north", 0)


def test_one_holds_a_place_alone_or_several_take_turns():
    alone = ladders.set_holder(ROTA, "safeguarding", 1, "priya")
    assert rungs(alone)[1] == RungPlan(role="Deputy", holder="priya", shifts=(OFFICE,))
    turns = Turns(people=("amina", "priya"), days=1, begins=BEGINS)
    taken = ladders.set_turns(alone, "safeguarding", 1, turns)
    assert rungs(taken)[1] == RungPlan(role="Deputy", turns=turns, shifts=(OFFICE,))
    assert rungs(ladders.set_holder(ROTA, "safeguarding", 0, None))[0].holder is None
    assert rungs(ladders.set_turns(ROTA, "safeguarding", 1, None))[1].turns is None


def test_shifts_and_what_a_place_is_called_are_set():
    after = ladders.set_shifts(ROTA, "north", 0, [OFFICE])
    assert rungs(after, "north") == (RungPlan(role="Officer", holder="tom", shifts=(OFFICE,)),)
    assert rungs(ladders.set_role(ROTA, "north", 0, "Lead"), "north")[0].role == "Lead"


MONDAY = replace(OFFICE, weekdays=frozenset({0}))


@pytest.mark.parametrize(
    ("rung", "refusal"),
    [
        (RungPlan(role="X", holder="sam"), NotAnOfficer),
        (RungPlan(role="X", holder="nobody"), NotAnOfficer),
        (RungPlan(role="X", shifts=(replace(OFFICE, person="joan"),)), NotAnOfficer),
        (RungPlan(role="X", turns=Turns(people=("tom", "sam"), begins=BEGINS)), NotAnOfficer),
        (RungPlan(role="X", turns=Turns(people=("tom",), begins=BEGINS)), OneInTurn),
        (RungPlan(role="X", turns=Turns(people=(), begins=BEGINS)), OneInTurn),
        (RungPlan(role="X", turns=Turns(people=("tom",) * 2, begins=BEGINS)), TwiceInTurn),
        (
            RungPlan(role="X", turns=Turns(people=("tom", "amina"), days=3, begins=BEGINS)),
            OddTurn,
        ),
        (
            RungPlan(
                role="X", turns=Turns(people=("tom", "amina"), begins=BEGINS.replace(year=20))
            ),
            OddYear,
        ),
        (RungPlan(role="X", shifts=(OFFICE, MONDAY)), ShiftsOverlap),
        (RungPlan(role="X", shifts=(replace(OFFICE, weekdays=frozenset()),)), NoWeekday),
    ],
)
def test_a_place_that_could_not_be_held_so_is_refused(rung, refusal):
    with pytest.raises(refusal):
        ladders.add_rung(ROTA, "north", rung)
    with pytest.raises(refusal):
        ladders.set_rung(ROTA, "north", 0, rung)
