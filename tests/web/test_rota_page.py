"""The admins' page: the rota and the house, and nothing of any call-out."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from web.climbing import does, look
from web.house import DIRECTORY, example_rota, number
from web.seen import seen

from service.domain.absences import Span, Swap, TimeAway
from service.domain.directory import Hours
from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.rota import LadderPlan, RungPlan
from service.domain.shifts import Shift, Turns

HTML = {"Accept": "text/html"}


def page_of(house, person="noor", path="/rota"):
    return seen(house.browses(person).get(path))


def span(starts, ends):
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


def test_who_is_rung_right_now_in_order_and_at_what_pace(house):
    page = page_of(house)
    assert page.headings == ["Who we ring"]
    assert "Sunday 22 November 2026, 03:00" in page.words
    assert (
        "Priya Shah Safeguarding officer 07700 900111: rung at 0:00 and 1:00, "
        "for 22 seconds each time; texted at 0:00."
    ) in page.words
    assert "Tom Reed Deputy 07700 900112: rung at 1:45 and 2:45" in page.words
    assert "Everyone at once at 5:15. 5:00 after that, from the top again." in page.words


def test_a_second_ladder_is_named(house):
    words = page_of(house).words
    assert "safeguarding Priya Tom Amina premises Tom Amina Add time away" in words
    assert "How we ring: premises" in words


def test_a_place_that_nobody_holds_is_said(house):
    pace = RungPace(channels=frozenset({Channel.CALL}), tries=1)
    rungs = (
        RungPlan(role="Safeguarding officer"),
        RungPlan(role="Deputy", holder="tom", pace=pace),
    )
    ladder = LadderPlan(name="one", rungs=rungs, pace=LadderPace(everyone_after=False))
    house.changes_rota(example_rota(ladders=(ladder,)))
    words = page_of(house).words
    assert "Nobody Safeguarding officer Nobody holds this place. It is skipped at once" in words
    assert "07700 900112: rung at 0:00, for 22 seconds each time." in words
    assert "From the top again 5:00 after 1:45." in words


def test_people_have_their_numbers_roles_and_short_names(house):
    words = page_of(house).words
    assert "Priya Shah 07700 900111 admin, officer · takes texts · short name priya" in words
    assert "Sam Lee 07700 900123 staff" in words


def test_numbers_to_check_are_pointed_out(house):
    helpline, emergency = DIRECTORY
    always = (Hours(frozenset(range(7)), time(0), time(0)),)
    mornings = (Hours(frozenset({0}), time(9), time(12)),)
    house.changes_rota(
        example_rota(
            directory=(
                replace(helpline, name="Old", checked=date(2026, 3, 1), hours=mornings),
                replace(helpline, name="Doubtful", to_be_checked=True, note="a note"),
                replace(helpline, name="Right", checked=date(2026, 11, 1), area="Durham"),
                replace(emergency, hours=always),
            )
        )
    )
    words = page_of(house).words
    assert "Closed now, opens Monday 09:00. Check it again: last checked 1 March 2026." in words
    assert "A note. To be checked, and not shown to staff until then. Ring it" in words
    assert "Right 020 7946 0999 Serves Durham. Emergency services" in words
    assert "Open day and night. Nobody has written when it was last checked." in words


def test_the_state_of_the_house_is_said_in_plain_words(house):
    assert "Something is wrong: a press may not be served" in page_of(house).words
    assert "Looking for what is due No worker or watch" in page_of(house).words
    house.has_a_ticker()
    assert "Everything works" in page_of(house).words
    house.bell.hears = False
    assert "It works, with one thing to mend" in page_of(house).words


def test_it_says_how_to_change_it_and_what_a_change_touches(house):
    words = page_of(house).words
    assert "Changes apply to new call-outs only." in words
    assert "escalate rota apply rota.toml" in words


def test_who_is_away_and_who_stands_in_is_said(house):
    away = (TimeAway("tom", span("2026-11-22 00:00", "2026-11-23 00:00")),)
    turns = Turns(people=("tom", "jo"), begins=datetime.fromisoformat("2026-11-16 09:00"))
    rungs = (RungPlan(role="Officer", turns=turns), RungPlan(role="Deputy", holder="amina"))
    house.changes_rota(example_rota(ladders=(LadderPlan(name="one", rungs=rungs),), away=away))
    words = page_of(house).words
    assert "Sunday 22 November 2026, 03:00 Jo Amina Tom is away. Jo stands in." in words


def test_a_place_that_nobody_takes_over_is_said(house):
    house.changes_rota(
        example_rota(away=(TimeAway("tom", span("2026-11-22 00:00", "2026-11-22 12:00")),))
    )
    words = page_of(house).words
    assert "Right now Sunday 22 November 2026, 03:00 safeguarding Priya Amina Tom is away, and" in (
        words
    )
    assert "Tonight at 3 Monday 23 November 2026, 03:00 safeguarding Priya Tom Amina" in words


def test_a_swap_is_said_also_where_the_other_is_away(house):
    day = span("2026-11-22 00:00", "2026-11-23 00:00")
    swap = (Swap("priya", "jo", day),)
    house.changes_rota(example_rota(swaps=swap))
    assert "safeguarding Jo Tom Amina Jo and Priya have swapped." in page_of(house).words
    house.changes_rota(example_rota(swaps=swap, away=(TimeAway("jo", day),)))
    assert "Priya has swapped with Jo, who is away: nobody stands in." in page_of(house).words


def test_somebody_is_rung_where_all_are_away(house):
    day = span("2026-11-22 00:00", "2026-11-23 00:00")
    house.changes_rota(
        example_rota(away=tuple(TimeAway(key, day) for key in ("priya", "tom", "amina")))
    )
    words = page_of(house).words
    assert "Priya Tom Amina Everybody is away, so time away is ignored" in words


def test_two_of_one_first_name_are_told_apart(house):
    people = example_rota().people
    people["tom"] = replace(people["tom"], name="Priya Reed")
    house.changes_rota(example_rota(people=people))
    assert "Priya Shah Priya Reed Amina" in page_of(house).words


@pytest.mark.parametrize(
    ("minutes", "tonight"),
    [(-1, "Sunday 22 November"), (0, "Monday 23 November"), (60 * 24 - 1, "Monday 23 November")],
)
def test_tonight_is_the_next_three_in_the_morning(house, minutes, tonight):
    house.clock.passes(minutes * 60)
    assert f"Tonight at 3 {tonight} 2026, 03:00" in page_of(house).words


def test_any_time_is_asked_by_wall_time(house):
    away = (TimeAway("tom", span("2026-12-24 00:00", "2026-12-27 00:00")),)
    house.changes_rota(example_rota(away=away))
    words = page_of(house, path="/rota?day=2026-12-25&time=18:30").words
    assert "Friday 25 December 2026, 18:30 safeguarding Priya Amina Tom is away" in words


def test_a_time_that_comes_twice_is_both_of_them(house):
    """As 02:00 BST becomes 01:00 GMT; the shift ends at the first 01:30."""
    shift = Shift(weekdays=frozenset({6}), starts=time(0), ends=time(1, 30), person="priya")
    rungs = (RungPlan(role="Officer", shifts=(shift,), holder="tom"),)
    house.changes_rota(example_rota(ladders=(LadderPlan(name="one", rungs=rungs),)))
    before = page_of(house, path="/rota?day=2026-10-25&time=01:20")
    assert "Sunday 25 October 2026, 01:20 BST 01:20 comes twice on 25 October 2026" in before.words
    assert "This is the first, BST. See the second one Priya" in before.words
    after = page_of(house, path=before.links["See the second one"])
    assert "Sunday 25 October 2026, 01:20 GMT" in after.words
    assert "This is the second, GMT. See the first one Tom" in after.words


def test_a_time_that_never_comes_is_the_next_one(house):
    words = page_of(house, path="/rota?day=2027-03-28&time=01:30").words
    assert "Sunday 28 March 2027, 02:00 BST" in words
    assert "01:30 does not come on 28 March 2027" in words


@pytest.mark.parametrize(
    ("day", "clock", "mend"),
    [
        ("2026-02-30", "03:00", "Choose a day"),
        ("9999-12-31", "03:00", "Choose a day"),
        ("<b>2026</b>", "03:00", "Choose a day"),
        ("", "", "Choose a day"),
        ("2026-11-28", "25:00", "such as 09:00"),
        ("2026-11-28", "9 o'clock", "such as 09:00"),
    ],
)
def test_a_moment_that_is_none_is_refused_with_the_mend(house, day, clock, mend):
    answer = house.browses("noor").get("/rota", query_string={"day": day, "time": clock})
    assert mend in seen(answer, 422).words
    assert "<b>2026" not in answer.text


def test_no_call_out_leaves_a_trace_on_it(house):
    house.has_a_ticker()
    calm = page_of(house).words
    one = house.raises(ring=["tom"])
    look(house, one["id"])
    assert page_of(house).words == calm
    does(house, "acknowledge", one["id"], "tom")
    assert page_of(house).words == calm


def test_an_empty_rota_is_shown_as_one(house):
    browser = house.browses("noor")
    house.changes_rota(example_rota(ladders=(), directory=()))
    assert (
        "The rota is empty. Add people and a ladder, or apply a rota file."
        in seen(browser.get("/rota")).words
    )


def test_others_are_turned_away(house):
    for person in ("sam", "tom", "grace"):
        page = seen(house.browses(person).get("/rota", headers=HTML), 403)
        assert "07700" not in page.words


def test_admins_see_what_is_to_be_mended_of_a_number_without_when_or_why(house):
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(texts_off=True))
        page.mark(number(112), NumberMarks(prove_again=True))
    words = page_of(house).words
    assert "Priya Shah 07700 900111 Texts are off admin, officer · calls only" in words
    assert "Tom Reed 07700 900112 To be proved again officer" in words
    assert "Amina Diallo 07700 900113 officer" in words


def test_admins_see_which_numbers_take_no_texts(house):
    people = example_rota().people
    tom = replace(people["tom"], phone=PhoneNumber("+442079460123"))
    house.changes_rota(example_rota(people=people | {"tom": tom}))
    assert "Tom Reed 020 7946 0123 Texts not possible (landline) officer" in page_of(house).words
