"""Every line of the doctor, seen right and seen wrong: each thing it can say, from the facts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from domain.judged import FOUND, NOW, PRICES, USE, allowed, somebody, triggers

from service.domain.checks import machine, numbers, people
from service.domain.checks.costs import Use, month, use_of
from service.domain.checks.every import EVERY, as_json, from_json
from service.domain.checks.lines import NAMES, Found, Line, worst
from service.domain.checks.machine import TimeOf, TimeTold
from service.domain.fitness import MEANS, Finding, Verdict
from service.domain.fitness import Line as Fit
from service.domain.ladder import LadderPace
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan


def when(at):
    return f"{at:%H:%M}"


def test_nothing_can_be_said_that_no_case_shows():
    assert FOUND.keys() == EVERY.keys()


@pytest.mark.parametrize("code", EVERY)
def test_the_facts_lead_to_each_thing_that_can_be_said(code):
    (one,) = [found for found in FOUND[code] if found.said.code == code]
    words, mend = one.words(when), one.mend(when)
    assert words[0].isupper() or words[0].isdigit() or "{" in one.said.words
    assert "{" not in words + mend
    assert bool(mend) is (one.verdict is not Verdict.RIGHT), "the mend, and only where needed"


@pytest.mark.parametrize("line", Line)
def test_each_line_is_seen_right_and_seen_not_right(line):
    verdicts = {one.verdict for found in FOUND.values() for one in found if one.said.line is line}
    assert Verdict.RIGHT in verdicts
    assert verdicts - {Verdict.RIGHT}, "nothing is ever wrong with it"
    assert all(NAMES[line])


def test_the_night_stands_as_the_trustees_page_has_it():
    assert {finding: said.verdict for finding, said in people.NIGHT.items()} == {
        finding: MEANS[finding][0] for finding in people.NIGHT
    }
    elsewhere = {"looked", "no_alarm", "alarm", "calls_failing", "asleep", "texts_on", "texts_off"}
    others = {one.value for one in set(Finding) - people.NIGHT.keys()}
    assert {one for one in others if not one.startswith("looked")} == elsewhere - {"looked"}


def test_where_no_phone_is_real_what_lacks_in_people_weighs_less():
    def found(finding):
        (one,) = people.night([Fit(finding=finding, at=NOW)], pretended=True)
        return one.verdict

    assert found(Finding.NONE_PROVED) is Verdict.DOUBTFUL
    assert found(Finding.TONIGHT_NOBODY) is Verdict.DOUBTFUL
    assert found(Finding.BACKUP_UNREADABLE) is Verdict.WRONG
    assert found(Finding.ALL_PROVED) is Verdict.RIGHT


def test_a_slow_answer_and_a_clock_of_whole_seconds_are_no_fault_of_ours():
    told = TimeTold(
        by=TimeOf.CARRIER,
        asked_at=NOW,
        told=NOW + timedelta(seconds=3),
        answered_at=NOW + timedelta(seconds=8),
    )
    assert told.off == timedelta()
    ahead = replace(told, told=NOW - timedelta(seconds=2))
    assert ahead.off == timedelta(seconds=2)
    assert replace(ahead, whole_seconds=True).off == timedelta(seconds=1)
    assert replace(told, told=NOW + timedelta(seconds=9)).off == timedelta(seconds=1)


def test_the_worst_says_how_all_of_it_stands():
    right, doubtful, wrong = (
        Found(one) for one in (machine.BELL_RIGHT, machine.BELL_SILENT, machine.BOOK_AWAY)
    )
    assert worst([]) is Verdict.RIGHT
    assert worst([right, doubtful]) is Verdict.DOUBTFUL
    assert worst([wrong, doubtful, right]) is Verdict.WRONG


def test_what_was_found_is_kept_and_what_a_later_version_found_left_out():
    found = [Found(numbers.NUMBER_RIGHT, {"setting": "TWILIO_FROM"}), Found(machine.BELL_RIGHT)]
    kept = as_json(found)
    assert from_json([*kept, ["of_tomorrow", {}, ""]]) == found


def test_neither_what_is_left_nor_what_is_free_is_told():
    """Somebody who was left out would see by the cent, or the byte, that there was a call."""
    said = [
        one.words(when) for code in FOUND for one in FOUND[code] if code.startswith(("bal", "disk"))
    ]
    assert not [one for one in said if "99.50" in one or "9.99" in one or "9000" in one]


def found_of(line, every):
    """What was found of one line, with the countries that are named."""
    return {one.said.code: one.facts.get("which") for one in every if one.said.line is Line(line)}


def test_where_nobody_is_need_not_be_rung_and_where_somebody_is_must():
    def said(ring, needed=("GB",)):
        return found_of("may ring", allowed(needed, ring=ring))

    right = {"ring_right": None}
    home = {"GB": [True]}
    assert said(home | {one: [True] for one in ("JE", "GG", "IM")}) == right
    assert said(home | {"IE": [True]}, needed=("GB", "IE")) == right
    assert said(home | {"IE": [True], "FR": [True]}) == {"ring_further": ["FR", "IE"]}
    assert said(home | {"IE": [False]}, needed=("GB", "IE")) == {"ring_missing": ["IE"]}
    # Both the one and the other, and never a word of what the carrier does not list.
    assert said({"GB": [False], "FR": [True, True]}, needed=("GB", "IE")) == {
        "ring_missing": ["GB"],
        "ring_further": ["FR"],
        "ring_risky": ["FR"],
    }
    assert said(home | {"US": [True]}, needed=("GB", "CA")) == right, "Canada is under it"
    assert said({"IE": [True]}) == {"ring_unknown": None}, "no list without us is the carrier's"
    many = {chr(letter) * 2: [True, True] for letter in range(ord("K"), ord("R"))}
    (named,) = said({"GB": [True, True]} | many, needed=("GB", *many)).values()
    assert named == ["GB", "KK", "LL", "MM", "NN", "OO", "…"]


def test_where_somebody_is_texted_must_be_allowed_and_nowhere_else():
    def said(text, needed=("GB",)):
        return found_of("may text", allowed(needed, text=text))

    assert said({"GB": True, "IM": True, "IE": True}, needed=("GB", "IE")) == {"text_right": None}
    assert said({"GB": False, "IE": True}) == {"text_missing": ["GB"], "text_further": ["IE"]}
    assert said({"IE": True}) == {"text_unknown": None}


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([("price", "totalprice", "monthly")], "spending_right"),
        ([("price", "calls-outbound", "daily")], "spending_right"),
        ([("price", "sms", "daily"), ("price", "calls", "")], "spending_right"),
        ([("price", "calls", "")], "spending_once"),
        ([("count", "calls", "daily")], "spending_none"),
        ([("price", "phonenumbers", "daily")], "spending_none"),
    ],
)
def test_an_alarm_watches_what_a_thief_spends_and_does_so_again(found, code):
    assert found_of("spending alarm", triggers(*found)).keys() == {code}


def test_a_month_is_counted_from_the_rota_and_never_from_call_outs():
    rungs = tuple(RungPlan(role="Deputy", holder=one) for one in ("priya", "tom", "ben"))
    plan = LadderPlan(name="safeguarding", rungs=rungs)
    keys = ("priya", "tom", "ben", "sam", "noor", "jo")
    people = {key: somebody(key, 100 + nth) for nth, key in enumerate(keys)}
    found = Rota(organisation="Harbour Lane", people=people, ladders=(plan,))
    # Two tries of three and once everyone, one proof a month; two texts to each, two codes.
    assert use_of(found, 2) == Use(numbers=2, calls=10, texts=8)
    weekly = PracticePlan(every_days=7, at=NOW.time(), starts="noor")
    assert use_of(replace(found, practice=weekly), 2).calls == 40
    quiet = replace(plan, pace=replace(LadderPace(), everyone_after=False))
    assert use_of(replace(found, ladders=(quiet, quiet)), 1) == Use(numbers=1, calls=13, texts=14)
    assert month(PRICES, USE) == Decimal("2.98")  # 2.30 + 0.305 + 0.3704, up to the cent
