"""What a page may do to the rota, and what it is told where it may not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.changed import changes
from service.domain.directory import DirectoryEntry, Place
from service.domain.edits import absences, directory, house, ladders, people, places
from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.names import NameLong, NameMarkup, NameMissing, NameUnseen
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import UnknownLadder
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.rota_rules import (
    MOST_PEOPLE,
    ComesTwice,
    EndsBeforeStart,
    LastAdmin,
    LastOfficer,
    NeverComes,
    NotAnOfficer,
    NoWeekday,
    OddTurn,
    OddYear,
    OneInTurn,
    Past,
    ShiftsOverlap,
    SwapAlone,
    SwapsOverlap,
    TwiceInTurn,
    refuse_broken,
)
from service.domain.shifts import Shift, Turns

BEGINS = datetime.fromisoformat("2026-11-02T09:00")
NOW = datetime(2026, 11, 6, 12, tzinfo=UTC)
CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))


def person(key, number, *roles, **more):
    return Person(
        key=key,
        name=f"{key.title()} Doe",
        phone=PhoneNumber(f"+447700900{number}"),
        roles=frozenset(roles),
        **more,
    )


def span(starts, ends):
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


EVENING = span("2026-11-06T18:00", "2026-11-06T23:00")
OFFICE = Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="tom")
ROTA = Rota(
    organisation="Harbour Lane",
    people={
        one.key: one
        for one in (
            person("priya", "111", Role.OFFICER, texts=True),
            person("tom", "222", Role.OFFICER, Role.STAFF, texts=True),
            person("amina", "333", Role.OFFICER),
            person("joan", "444", Role.ADMIN),
            person("sam", "123", Role.STAFF, ladder="north"),
        )
    },
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(
                RungPlan(role="Officer", holder="priya"),
                RungPlan(
                    role="Deputy",
                    turns=Turns(people=("tom", "amina"), begins=BEGINS),
                    shifts=(OFFICE,),
                ),
                RungPlan(role="Second deputy"),
            ),
        ),
        LadderPlan(name="north", rungs=(RungPlan(role="Officer", holder="tom"),)),
    ),
    away=(TimeAway("tom", CHRISTMAS), TimeAway("amina", EVENING)),
    swaps=(Swap("tom", "amina", EVENING),),
    practice=PracticePlan(every_days=90, at=time(10), starts="joan"),
    directory=(
        DirectoryEntry(name="Helpline", phone="0303 003 1111", dial="+443030031111"),
        DirectoryEntry(name="Duty team", phone="999", dial="999", to_be_checked=True),
    ),
)


def rungs(rota, name="safeguarding"):
    return rota.plan(name).rungs


# People.


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


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", NameMissing),
        ("  ", NameMissing),
        ("n" * 61, NameLong),
        ("<b>Zoe", NameMarkup),
        ("Zoe>", NameMarkup),
        ("Zoe\nDoe", NameUnseen),
        ("Zoe\u202e", NameUnseen),
        ("Zoe\x00", NameUnseen),
    ],
)
def test_a_name_that_could_not_be_shown_is_refused_with_the_mend(name, refusal):
    for edit in (
        lambda: people.add_person(ROTA, replace(person("zoe", "555"), name=name)),
        lambda: people.replace_person(ROTA, replace(ROTA.people["sam"], name=name)),
        lambda: ladders.add_ladder(ROTA, name),
        lambda: ladders.rename_ladder(ROTA, "north", name),
        lambda: ladders.set_role(ROTA, "north", 0, name),
        lambda: directory.add_line(ROTA, replace(ROTA.directory[0], name=name)),
        lambda: house.rename_organisation(ROTA, name),
    ):
        with pytest.raises(refusal) as refused:
            edit()
        assert refused.value.cure
        assert not name.strip() or name not in str(refused.value)


def test_names_of_any_script_and_of_sixty_letters_are_taken():
    for name in ("n" * 60, "Siân O\u2019Brien", "\u0646\u06cc\u06a9\u200c\u0646\u0627\u0645"):
        assert people.add_person(ROTA, replace(person("z", "555"), name=name)).people["z"].name


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


# Ladders.


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


@pytest.mark.parametrize("place", [-1, 3])
def test_a_place_that_is_not_there_is_refused(place):
    for edit in (
        lambda: ladders.remove_rung(ROTA, "safeguarding", place),
        lambda: ladders.move_rung(ROTA, "safeguarding", place, 1),
        lambda: ladders.set_holder(ROTA, "safeguarding", place, "tom"),
        lambda: ladders.set_rung(ROTA, "safeguarding", place, RungPlan(role="X")),
        lambda: absences.remove_away(ROTA, place),
        lambda: absences.change_away(ROTA, place, TimeAway("tom", CHRISTMAS), NOW),
        lambda: absences.remove_swap(ROTA, place),
        lambda: directory.remove_line(ROTA, place),
        lambda: directory.change_line(ROTA, place, ROTA.directory[0]),
        lambda: directory.check_line(ROTA, place, date(2026, 11, 1)),
        lambda: directory.move_line(ROTA, place, 1),
    ):
        with pytest.raises(places.NoSuchPlace):
            edit()


def test_a_ladder_that_is_not_there_is_refused():
    with pytest.raises(UnknownLadder, match="safeguarding, north"):
        ladders.set_holder(ROTA, "south", 0, "tom")


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


# Time away and swaps.


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        (span("2026-11-07T12:00", "2026-11-07T12:00"), EndsBeforeStart),
        (span("2026-11-07T12:00", "2026-11-07T11:59"), EndsBeforeStart),
        (span("2026-11-01T12:00", "2026-11-06T12:00"), Past),
        (Span(datetime.min, datetime.max), OddYear),  # noqa: DTZ901 - wall times have no zone
        (span("2026-11-07T12:00", "2200-01-01T12:00"), OddYear),
        (span("2027-03-28T01:30", "2027-03-29T09:00"), NeverComes),
        (span("2027-03-27T09:00", "2027-03-28T01:00"), NeverComes),
        (span("2027-10-31T01:30", "2027-11-01T09:00"), ComesTwice),
    ],
)
def test_time_that_would_not_hold_is_refused_for_time_away_and_for_swaps(when, refusal):
    for edit in (
        lambda: absences.add_away(ROTA, TimeAway("tom", when), NOW),
        lambda: absences.change_away(ROTA, 0, TimeAway("tom", when), NOW),
        lambda: absences.add_swap(ROTA, Swap("tom", "priya", when), NOW),
    ):
        with pytest.raises(refusal) as refused:
            edit()
        assert refused.value.why
        assert refused.value.cure


def test_a_time_that_does_not_come_once_says_which_would():
    with pytest.raises(NeverComes) as refused:
        absences.add_away(ROTA, TimeAway("tom", span("2027-03-28T01:30", "2027-03-29")), NOW)
    assert str(refused.value) == (
        "01:30 on Sunday 28 March never comes: the clock is put forward then."
        " Choose a time before 01:00, or 02:00 or later."
    )
    with pytest.raises(ComesTwice, match="01:30 on Sunday 31 October comes twice"):
        absences.add_away(ROTA, TimeAway("tom", span("2027-10-31T01:30", "2027-11-01")), NOW)


def test_whole_days_and_half_days_and_what_has_begun_are_taken():
    for when in (
        CHRISTMAS,
        span("2026-11-06T12:00", "2026-11-06T18:00"),
        span("2026-11-01T12:00", "2026-11-06T12:01"),
    ):
        assert absences.add_away(ROTA, TimeAway("priya", when), NOW).away[-1].span == when
        swapped = replace(ROTA, swaps=())
        assert absences.add_swap(swapped, Swap("tom", "priya", when), NOW).swaps[-1].span == when


def test_a_whole_day_is_taken_also_where_the_clock_is_set_at_midnight():
    cairo = replace(ROTA, timezone="Africa/Cairo")
    april = whole_days(date(2027, 4, 30), date(2027, 4, 30))
    assert absences.add_away(cairo, TimeAway("tom", april), NOW).away[-1].span == april


@pytest.mark.parametrize("key", ["sam", "joan", "nobody"])
def test_only_officers_are_away_or_swap(key):
    for edit in (
        lambda: absences.add_away(ROTA, TimeAway(key, CHRISTMAS), NOW),
        lambda: absences.change_away(ROTA, 0, TimeAway(key, CHRISTMAS), NOW),
        lambda: absences.add_swap(ROTA, Swap("tom", key, CHRISTMAS), NOW),
    ):
        with pytest.raises(NotAnOfficer):
            edit()


def test_time_away_is_changed_in_its_place_and_taken_out():
    longer = TimeAway("tom", whole_days(date(2026, 12, 24), date(2027, 1, 3)))
    assert absences.change_away(ROTA, 0, longer, NOW).away == (longer, ROTA.away[1])
    assert absences.remove_away(ROTA, 0).away == ROTA.away[1:]
    later = NOW + timedelta(days=900)
    assert absences.change_away(ROTA, 0, ROTA.away[0], later) is ROTA


@pytest.mark.parametrize(
    ("one", "other", "when", "refusal"),
    [
        ("tom", "tom", CHRISTMAS, SwapAlone),
        ("amina", "priya", span("2026-11-06T22:00", "2026-11-07T06:00"), SwapsOverlap),
        ("priya", "tom", span("2026-11-06T12:30", "2026-11-06T18:01"), SwapsOverlap),
    ],
)
def test_a_swap_with_oneself_or_over_another_is_refused(one, other, when, refusal):
    with pytest.raises(refusal):
        absences.add_swap(ROTA, Swap(one, other, when), NOW)


def test_a_swap_that_only_touches_another_is_taken_and_one_is_taken_out():
    after = absences.add_swap(
        ROTA, Swap("priya", "tom", span("2026-11-06T23:00", "2026-11-07T06:00")), NOW
    )
    assert len(after.swaps) == 2
    assert absences.remove_swap(after, 0).swaps == after.swaps[1:]


# The directory and the house.


def test_lines_are_added_changed_moved_and_taken_out():
    first, second = ROTA.directory
    new = DirectoryEntry(name=" Chair ", phone="999", dial="999", place=Place.ALTERNATE, note=" x ")
    named = replace(new, name="Chair", note="x")
    assert directory.add_line(ROTA, new).directory == (first, second, named)
    assert directory.change_line(ROTA, 0, new).directory == (named, second)
    assert directory.move_line(ROTA, 1, -1).directory == (second, first)
    assert directory.remove_line(ROTA, 0).directory == (second,)


def test_a_line_that_was_rung_is_checked_today():
    today = date(2026, 11, 6)
    checked = directory.check_line(ROTA, 1, today).directory[1]
    assert (checked.checked, checked.to_be_checked) == (today, False)
    assert not checked.overdue(today)


@pytest.mark.parametrize("part", ["note", "area", "owner"])
@pytest.mark.parametrize(("text", "refusal"), [("n" * 201, NameLong), ("a\nb", NameUnseen)])
def test_what_stands_beside_a_line_is_one_line_that_can_be_seen(part, text, refusal):
    with pytest.raises(refusal, match=part):
        directory.add_line(ROTA, replace(ROTA.directory[0], **{part: text}))


def test_the_organisation_is_called_anew_in_thirty_letters():
    assert house.rename_organisation(ROTA, " Quay House ").organisation == "Quay House"
    with pytest.raises(NameLong, match="at most 30"):
        house.rename_organisation(ROTA, "n" * 31)


@pytest.mark.parametrize(
    ("plan", "refusal"),
    [
        (PracticePlan(every_days=90, at=time(10), starts="sam"), house.CannotStart),
        (PracticePlan(every_days=90, at=time(10), starts="nobody"), house.CannotStart),
        (PracticePlan(every_days=0, at=time(10), starts="joan"), house.OddInterval),
        (PracticePlan(every_days=367, at=time(10), starts="joan"), house.OddInterval),
    ],
)
def test_practices_that_could_not_be_kept_are_refused(plan, refusal):
    with pytest.raises(refusal):
        house.set_practice(ROTA, plan)


def test_practices_are_set_and_ended():
    plan = PracticePlan(every_days=366, at=time(14, 30), starts="tom")
    assert house.set_practice(ROTA, plan).practice == plan
    assert house.set_practice(ROTA, None).practice is None
