"""Every difference between two rotas is a plain sentence, with what it was before."""

import re
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rota_file.site import site
from rota_file.strategies import rotas

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.changed import changes
from service.domain.directory import Place
from service.domain.people import PhoneNumber, Role
from service.domain.rota import PracticePlan, RungPlan
from service.domain.shifts import Shift, Turns
from service.rota_file import read_rota

many = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def rota(example):
    return read_rota(example).rota


def one_field(data, before, after):
    """Return *before* with one of its parts, at any depth, as *after* has it."""
    name = data.draw(st.sampled_from([part.name for part in fields(before)]), label="part")
    was, now = getattr(before, name), getattr(after, name)
    if name == "people" and was:
        key = data.draw(st.sampled_from(sorted(was)))
        other = now[data.draw(st.sampled_from(sorted(now)))]
        return replace(
            before, people=was | {key: one_field(data, was[key], replace(other, key=key))}
        )
    if isinstance(was, tuple) and was and now and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(was) - 1))
        other = data.draw(st.sampled_from(now))
        if name == "ladders":
            other = replace(other, name=was[place].name)
        changed = one_field(data, was[place], other)
        return replace(before, **{name: (*was[:place], changed, *was[place + 1 :])})
    return replace(before, **{name: now})


@many
@given(st.data())
def test_any_one_difference_is_said(data):
    before = data.draw(rotas())
    after = one_field(data, before, data.draw(rotas()))
    assert changes(before, before) == []
    assert bool(changes(before, after)) == (before != after)


@many
@given(rotas(), rotas())
def test_every_difference_between_two_rotas_is_a_sentence(before, after):
    said = changes(before, after)
    assert bool(said) == (before != after)
    assert all(one.endswith(".") for one in said)
    assert not any("somebody who has left" in one for one in said)


@many
@given(rotas(), rotas())
def test_sentences_give_no_more_than_three_digits_of_a_number(before, after):
    said = "\n".join([*changes(before, after), *changes(after, before)])
    texts = " ".join(re.findall(r"'([^']*)'", f"{_bare(before)}{_bare(after)}"))
    for person in (*before.people.values(), *after.people.values()):
        for number in (person.phone.e164[-6:], person.phone.national()):
            assert number not in said or number in texts


def _bare(rota):
    """What a rota holds beside numbers, in which the digits of one may come up by chance."""
    return [
        rota.organisation,
        [(one.name, one.key) for one in rota.people.values()],
        [(plan.name, [rung.role for rung in plan.rungs]) for plan in rota.ladders],
        [(one.name, one.note, one.area, one.owner) for one in rota.directory],
        [str(plan.pace) for plan in rota.ladders],
    ]


def test_a_first_rota_is_all_new(rota):
    said = changes(None, rota)
    assert said[0] == "Priya Shah (priya) is added, number ending 111: officer, staff."
    assert "Person 2 of safeguarding is added: Deputy, held by Tom Reed." in said
    assert "Directory: Crisis team is added, number 111." in said
    assert not any("was" in one for one in said if "everyone" not in one)


def test_changes_to_a_person_are_said_one_by_one(rota):
    priya = replace(
        rota.people["priya"],
        name="Priya Rao",
        phone=PhoneNumber("+442079460555"),
        texts=False,
        roles=frozenset({Role.OFFICER}),
    )
    people = {key: who for key, who in rota.people.items() if key != "grace"} | {"priya": priya}
    assert changes(rota, replace(rota, people=people)) == [
        "Grace Obi (grace) is removed; number ending 456: staff.",
        "Priya Shah (priya) is now called Priya Rao.",
        "Priya Rao (priya) has a new number, ending 555; it was one ending 111.",
        "Priya Rao (priya) no longer takes texts.",
        "Priya Rao (priya) is now: officer; was: officer, staff.",
    ]


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


def test_changes_to_the_directory_and_the_house_are_said(rota):
    entries = list(rota.directory)
    entries[0] = replace(entries[0], note="")
    del entries[1]
    after = replace(rota, directory=tuple(entries), organisation="Quay House", timezone="UTC")
    assert changes(rota, after) == [
        "The organisation is now called Quay House; it was Harbour Lane.",
        "The time zone is now UTC; it was Europe/London.",
        "Directory: Emergency services, note: now none; it was immediate danger.",
        "Directory: Crisis team is removed, number 111.",
    ]
    turned = replace(rota, directory=tuple(reversed(rota.directory)))
    assert changes(rota, turned) == ["Directory: the order is changed."]


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
            "The order of safeguarding is now: Deputy, held by Tom Reed;"
            " Safeguarding officer, held by Priya Shah; Deputy, held by Amina Yusuf."
            " It was: Safeguarding officer, held by Priya Shah; Deputy, held by Tom Reed;"
            " Deputy, held by Amina Yusuf."
        )
    ]


def test_a_place_that_is_taken_out_leaves_the_others_unsaid(rota):
    plan = rota.ladders[0]
    shorter = replace(rota, ladders=(replace(plan, rungs=plan.rungs[1:]),))
    gone = "Safeguarding officer, held by Priya Shah"
    assert changes(rota, shorter) == [f"Person 1 of safeguarding is removed; it was {gone}."]
    assert changes(shorter, rota) == [f"Person 1 of safeguarding is added: {gone}."]


CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))
EVENING = Span(
    datetime.fromisoformat("2026-11-06T18:00"), datetime.fromisoformat("2026-11-06T23:00")
)


def test_time_away_is_said_when_it_comes_when_it_changes_and_when_it_goes(rota):
    away = replace(rota, away=(TimeAway("tom", CHRISTMAS),))
    day = whole_days(date(2026, 12, 24), date(2026, 12, 24))
    shorter = replace(rota, away=(TimeAway("tom", day),))
    christmas = "from 24 December 2026 to 27 December 2026"
    assert changes(rota, away) == [f"Tom Reed is now away {christmas}."]
    assert changes(away, shorter) == [
        f"Tom Reed is now away on 24 December 2026; it was {christmas}."
    ]
    assert changes(away, rota) == [f"Tom Reed is no longer away {christmas}."]
    two = replace(rota, away=(*away.away, TimeAway("amina", EVENING)))
    assert changes(two, replace(two, away=two.away[::-1])) == [
        "The order of the time away is changed."
    ]


def test_swaps_are_said_with_both_names(rota):
    swapped = replace(rota, swaps=(Swap("tom", "amina", EVENING),))
    when = "from 6 November 2026, 18:00 to 6 November 2026, 23:00"
    assert changes(rota, swapped) == [f"Tom Reed and Amina Yusuf now swap {when}."]
    assert changes(swapped, rota) == [f"Tom Reed and Amina Yusuf no longer swap {when}."]


def test_practices_are_said_with_what_they_were(rota):
    planned = replace(rota, practice=PracticePlan(every_days=90, at=time(10), starts="joan"))
    quarterly = "every 90 days at 10:00, started by Joan Park"
    assert changes(rota, planned) == [f"Regular practices now come {quarterly}; there were none."]
    assert changes(planned, rota) == [f"Regular practices no longer come; they came {quarterly}."]


def test_what_is_told_where_and_whose_ladder_is_which_are_said(rota):
    sam = replace(rota.people["sam"], page_only=True, ladder="safeguarding")
    after = replace(rota, people=rota.people | {"sam": sam})
    assert changes(rota, after) == [
        "Sam Lee (sam) is now told of their own call-outs on their page alone.",
        "The ladder of Sam Lee (sam) is now safeguarding; it was the default one.",
    ]
    assert changes(after, rota) == [
        "Sam Lee (sam) is now told of their own call-outs by text as well as on their page.",
        "The ladder of Sam Lee (sam) is now the default one; it was safeguarding.",
    ]


def test_what_a_new_person_has_beside_a_number_is_said_too(rota):
    zoe = replace(rota.people["sam"], key="zoe", name="Zoe", page_only=True, night_drills=True)
    said = changes(rota, replace(rota, people=rota.people | {"zoe": zoe}))
    assert said == [
        "Zoe (zoe) is added, number ending 123: staff.",
        "Zoe (zoe) may now be rung for practice by night.",
        "Zoe (zoe) is now told of their own call-outs on their page alone.",
    ]


def test_each_part_of_a_line_of_the_directory_is_said_with_what_it_was(rota):
    last = rota.directory[-1]
    changed = replace(
        last,
        phone="020 7946 0555",
        dial="+442079460555",
        place=Place.ALTERNATE,
        checked=date(2026, 11, 1),
        to_be_checked=True,
        hours=rota.directory[0].hours,
    )
    what = "thirtyone:eight Safeguarding Helpline"
    assert changes(rota, replace(rota, directory=(*rota.directory[:-1], changed))) == [
        f"Directory: {what} has a new number, ending 555; it was ending 111.",
        f"Directory: {what}, hours: now always; it was none.",
        f"Directory: {what}, last check: now 1 November 2026; it was none.",
        f"Directory: {what}, to be checked: now yes; it was no.",
        f"Directory: {what}, place: now the alternate outside the ladders; it was none.",
    ]
    written = replace(last, phone="+44 303 003 1111")
    assert changes(rota, replace(rota, directory=(*rota.directory[:-1], written))) == [
        f"Directory: the number of {what}, ending 111, is written differently."
    ]


def test_a_large_site_compared_with_nothing_is_said_whole():
    said = changes(None, site(people=50, ladders=5))
    assert len([one for one in said if " is added, number ending " in one]) == 50
    assert len([one for one in said if one.startswith("The ladder site")]) == 5
