"""What is exported can be applied again, and an apply says what it changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from rota_file.strategies import rotas

from service.domain.people import PhoneNumber, Role
from service.domain.rota import RungPlan
from service.rota_file import changes, read_rota, write_rota

many = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@many
@given(rotas())
def test_what_is_written_reads_back_as_the_same_rota(rota):
    report = read_rota(write_rota(rota), today=date(2026, 1, 1))
    assert report.mistakes == []
    assert report.rota == rota


@many
@given(rotas(), rotas())
def test_no_sentence_means_no_difference(before, after):
    assert changes(before, before) == []
    assert bool(changes(before, after)) == (before != after)


@many
@given(rotas(), rotas())
def test_sentences_give_no_more_than_three_digits_of_a_number(before, after):
    before = replace(before, directory=(), ladders=())
    said = "\n".join([*changes(before, after), *changes(after, before)])
    for person in (*before.people.values(), *after.people.values()):
        assert person.phone.e164[-6:] not in said or person.phone.e164[-6:] in person.name


@pytest.fixture
def rota(example):
    return read_rota(example).rota


def test_a_first_rota_is_all_new(rota):
    said = changes(None, rota)
    assert said[0] == "Priya Shah (priya) is added, number ending 111: officer, staff."
    assert "Person 2 of safeguarding is added: Deputy, held by Tom Reed." in said
    assert "Directory: Crisis team is added." in said


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
        "Grace Obi (grace) is removed.",
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
        "Person 1 of safeguarding (Safeguarding officer) is now held by nobody.",
        "Person 2 of safeguarding (Deputy): ring_seconds is now 30, was 22.",
        "Person 3 of safeguarding is removed; it was Deputy.",
    ]


def test_another_default_ladder_is_said(rota):
    other = replace(rota.ladders[0], name="weekend", rungs=(RungPlan(role="Duty", holder="tom"),))
    assert changes(rota, replace(rota, ladders=(other, *rota.ladders)))[-1] == (
        "The default ladder is now weekend."
    )
    three = replace(rota, ladders=(*rota.ladders, other, replace(other, name="day")))
    swapped = replace(three, ladders=(three.ladders[0], three.ladders[2], three.ladders[1]))
    assert changes(three, swapped) == ["The order of the ladders is changed."]
    assert changes(three, rota) == [
        "The ladder weekend is removed.",
        "The ladder day is removed.",
    ]


def test_changes_to_the_directory_and_the_house_are_said(rota):
    entries = list(rota.directory)
    entries[0] = replace(entries[0], note="")
    del entries[1]
    after = replace(rota, directory=tuple(entries), organisation="Quay House", timezone="UTC")
    assert changes(rota, after) == [
        "The organisation is now called Quay House.",
        "The time zone is now UTC.",
        "Directory: Crisis team is removed.",
        "Directory: Emergency services is changed.",
    ]
    turned = replace(rota, directory=tuple(reversed(rota.directory)))
    assert changes(rota, turned) == ["Directory: the order is changed."]
