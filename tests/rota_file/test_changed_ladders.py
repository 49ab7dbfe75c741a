"""Changes to the ladders: who holds each place, in which order, and what it was before."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from service.domain.changed import changes
from service.domain.rota import RungPlan
from service.domain.shifts import Shift, Turns


def test_changes_to_a_ladder_name_the_place_and_the_setting(rota):
    ladder = rota.ladders[0]
    first, second, _ = ladder.rungs
    slower = replace(second, pace=replace(second.pace, ring=timedelta(seconds=30)))
    changed = replace(
        ladder,
        rungs=(replace(first, holder=None), slower),
        pace=replace(ladder.pace, everyone_after=False),
    )
    assert changes(rota, replace(rota, ladders=(changed,))) == [
        "On the ladder safeguarding: everyone_after is now false, was true.",
        "Person 1 of safeguarding (Safeguarding officer) is now held by nobody; it was Priya Shah.",
        "Person 2 of safeguarding (Deputy): ring_seconds is now 30, was 22.",
        "Person 3 of safeguarding is removed; it was Deputy, held by Amina Yusuf.",
    ]


def test_another_default_ladder_is_said(rota):
    other = replace(rota.ladders[0], name="weekend", rungs=(RungPlan(role="Duty", holder="tom"),))
    assert changes(rota, replace(rota, ladders=(other, *rota.ladders)))[-1] == (
        "The default ladder is now weekend; it was safeguarding."
    )
    three = replace(rota, ladders=(*rota.ladders, other, replace(other, name="day")))
    swapped = replace(three, ladders=(three.ladders[0], three.ladders[2], three.ladders[1]))
    assert changes(three, swapped) == [
        (
            "The order of the ladders is now safeguarding, day, weekend; it was safeguarding,"
            " weekend, day."
        )
    ]
    assert changes(three, rota) == [
        "The ladder weekend is removed; it was: Duty, held by Tom Reed.",
        "The ladder day is removed; it was: Duty, held by Tom Reed.",
    ]


BEGINS = datetime.fromisoformat("2026-11-02T09:00")


def change_first(rota, **changed):
    """Return *rota* with the first rung changed."""
    plan = rota.ladders[0]
    rungs = (replace(plan.rungs[0], **changed), *plan.rungs[1:])
    return replace(rota, ladders=(replace(plan, rungs=rungs),))


def test_who_holds_a_place_is_said_with_turns_and_shifts_and_what_it_was(rota):
    turns = Turns(people=("tom", "amina"), begins=BEGINS)
    shifts = (
        Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="tom"),
        Shift(weekdays=frozenset({5, 6}), starts=time(21), ends=time(9), person="amina"),
    )
    taken = change_first(rota, holder=None, turns=turns)
    where = "Person 1 of safeguarding (Safeguarding officer)"
    in_turn = "Tom Reed and Amina Yusuf in turn, weekly from Monday 2 November 2026, 09:00"
    by_shift = "Tom Reed on Mon-Fri 09:00-17:00, else Amina Yusuf on Sat-Sun 21:00-09:00"
    assert changes(rota, taken) == [f"{where} is now held by {in_turn}; it was Priya Shah."]
    both = change_first(taken, shifts=shifts)
    assert changes(taken, both) == [
        f"{where} is now held by {by_shift}, else {in_turn}; it was {in_turn}."
    ]
    daily = change_first(taken, turns=replace(turns, days=1))
    assert "daily from Monday" in changes(taken, daily)[0]
    stands_in = change_first(rota, turns=replace(turns, people=("tom",)))
    assert changes(rota, stands_in) == [
        f"{where} is now held by Tom Reed, else Priya Shah; it was Priya Shah."
    ]


def test_namesakes_are_told_apart(rota):
    people = rota.people | {"tom": replace(rota.people["tom"], name="Priya Shah")}
    before = replace(rota, people=people)
    assert changes(before, change_first(before, holder="tom"))[0].endswith(
        "is now held by Priya Shah (tom); it was Priya Shah (priya)."
    )


def test_places_that_are_moved_are_said_as_an_order(rota):
    plan = rota.ladders[0]
    turned = replace(plan, rungs=(plan.rungs[1], plan.rungs[0], plan.rungs[2]))
    assert changes(rota, replace(rota, ladders=(turned,))) == [
        (
            "The order of safeguarding: Deputy, held by Tom Reed, is now person 1, was 2;"
            " Safeguarding officer, held by Priya Shah, is now person 2, was 1."
        )
    ]


def test_places_that_are_alike_are_each_said_once_when_the_order_changes(rota):
    plan = rota.ladders[0]
    first, second, _ = plan.rungs
    before = replace(rota, ladders=(replace(plan, rungs=(first, first, second)),))
    after = replace(rota, ladders=(replace(plan, rungs=(second, first, first)),))
    assert changes(before, after) == [
        (
            "The order of safeguarding: Deputy, held by Tom Reed, is now person 1, was 3;"
            " Safeguarding officer, held by Priya Shah, is now person 3, was 1."
        )
    ]


def test_a_place_that_is_taken_out_leaves_the_others_unsaid(rota):
    plan = rota.ladders[0]
    shorter = replace(rota, ladders=(replace(plan, rungs=plan.rungs[1:]),))
    gone = "Safeguarding officer, held by Priya Shah"
    assert changes(rota, shorter) == [f"Person 1 of safeguarding is removed; it was {gone}."]
    assert changes(shorter, rota) == [f"Person 1 of safeguarding is added: {gone}."]
