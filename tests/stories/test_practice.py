"""Practices: the whole thing, marked in every word, and never in the way of a real one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from stories.practising import MORNING, practises, report, the

from service.cli.drill import follow
from service.desk import acting, drilling
from service.desk.acting import Step
from service.domain.attempt import CallStatus, Outcome
from service.domain.drill_report import Did, Ended
from service.domain.drills import (
    MayNotPractise,
    NobodyByNight,
    NobodyToPractise,
    PracticeRuns,
    PracticeTooSoon,
)
from service.domain.escalation import State
from service.domain.refusals import NotFromHere


def test_a_whole_practice_from_the_first_ring_to_we_have_spoken(day):
    amara, ben = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).answers().and_hears(
        "This is a practice call from Harbour Lane, for Amara"
    )
    amara.and_hears("Nothing has happened.")
    amara.gets_a_text("PRACTICE").hangs_up()
    amara.rings(within=61).and_is_not_answered()
    ben.rings(within=60)
    day.passes_quietly(7)
    ben.presses("1").and_hears("This is practice.")
    ben.gets_a_text("PRACTICE")
    day.joan.gets_a_text("PRACTICE")
    day.passes(timedelta(minutes=4))  # nobody is reminded, and nobody is asked
    assert the(day, drill).state is State.ACKNOWLEDGED
    day.does(acting.confirm, ben)
    told = report(day, drill)
    assert (told.ended, told.taken_by) == (Ended.TAKEN, "Ben Example")
    first, second = told.officers
    assert (first.rang_after, first.answered, first.did) == (0, True, Did.NO_KEY)
    assert (first.calls, first.texts) == (2, 2)  # asked, and told that they may rest
    assert (second.rang_after, second.did, second.key_after) == (105, Did.TOOK, 7)
    assert told.taken_after == 112
    assert told.answered_after == 0
    assert told.calls == 3
    assert all("PRACTICE" in body for body in day.texts_left())


def test_the_command_follows_it_with_a_line_for_each_event_until_somebody_has_it(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = drilling.start(day.desk, "joan")
    day.escalations.append(drill.id)
    steps = iter(
        [lambda: amara.rings(within=1), amara.answers, lambda: amara.presses("1"), day.settle]
    )
    said = list(follow(day.desk, drill.id, pause=lambda _seconds: next(steps)()))
    assert said[0] == "  0:00  started"
    told = [line.partition("  0:00  ")[2] for line in said]
    for words in ("ringing Amara Example", "Amara Example's phone rings", "Amara Example took it"):
        assert words in told, said


def takes_it_by_page(day, amara):
    """Take it, and let nobody be told yet."""
    acting.acknowledge(day.desk, Step(escalation=day.escalations[-1], person=amara.key))


def test_the_command_counts_the_texts_that_go_out_once_it_is_taken(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1)
    takes_it_by_page(day, amara)
    assert report(day, drill).texts == 1
    said = list(follow(day.desk, drill.id, pause=lambda _seconds: day.settle()))
    assert said.index("  0:00  Amara Example took it") < said.index("  0:00  texted Joan Example")
    assert report(day, drill).texts == 3


def test_the_command_waits_a_quarter_minute_for_texts_that_do_not_go_out(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1)
    takes_it_by_page(day, amara)
    waits = []

    def pause(seconds):
        waits.append(seconds)
        day.clock.at += timedelta(seconds=4)

    assert list(follow(day.desk, drill.id, pause))[-1] == "  0:00  Amara Example took it"
    assert len(waits) == 4


def test_the_command_does_not_wait_for_ever_where_nothing_happens(day):
    day.puts_on_duty("Amara")
    drill = drilling.start(day.desk, "joan")
    waits = []

    def pause(seconds):
        waits.append(seconds)
        day.clock.at += timedelta(minutes=10)

    assert len(list(follow(day.desk, drill.id, pause))) == 1
    assert len(waits) == 4


def test_nobody_takes_it_and_it_ends_after_one_round(day):
    amara, ben = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings().and_is_not_answered(times=2)
    ben.rings().and_is_not_answered(times=2)
    rings = [day.next_ring(60), day.next_ring(1)]
    assert {one.attempt.phone for one in rings} == {amara.number, ben.number}
    for one in rings:
        one.status = CallStatus.NO_ANSWER
        day.tell(one)
    day.passes(timedelta(days=2))
    told = report(day, drill)
    assert (told.ended, told.calls, told.taken_by) == (Ended.NOBODY, 6, None)
    assert [one.did for one in told.officers] == [Did.NO_ANSWER, Did.NO_ANSWER]
    closed = the(day, drill)
    assert closed.closed_at - closed.climb.everyone_at == timedelta(seconds=90)


def test_a_practice_that_somebody_has_ends_by_itself_and_rings_nobody_more(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).presses("1").hangs_up()
    day.passes(timedelta(days=2))
    assert the(day, drill).state is State.CANCELLED
    assert report(day, drill).ended is Ended.TAKEN


def test_by_night_only_those_are_rung_who_agreed(day):
    _, ben = day.puts_on_duty("Amara", "Ben")
    day.clock.at = MORNING.replace(hour=3)
    with pytest.raises(NobodyByNight, match="on their own page"):
        drilling.start(day.desk, "joan")
    people = dict(day.rota.people)
    people["ben"] = replace(people["ben"], night_drills=True)
    day._keep(replace(day.rota, people=people))
    drill = practises(day)
    assert [one.person for one in drill.rungs] == ["ben"]
    assert not drill.raiser.texts
    ben.rings(within=1)
    assert [one.person for one in report(day, drill).officers] == ["ben"]


def test_a_phone_that_is_shared_with_somebody_who_did_not_agree_stays_silent(day):
    day.puts_on_duty("Amara", "Ben")
    people = dict(day.rota.people)
    people["ben"] = replace(people["ben"], night_drills=True, phone=people["amara"].phone)
    day._keep(replace(day.rota, people=people))
    day.clock.at = MORNING.replace(hour=3)
    with pytest.raises(NobodyByNight):
        drilling.start(day.desk, "joan")


def test_whoever_starts_it_is_not_rung(day):
    _, ben = day.puts_on_duty("Amara", "Ben")
    drill = practises(day, "amara")
    ben.rings(within=1)
    assert [one.person for one in drill.rungs] == ["ben"]


def test_who_may_start_one_and_how_often(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    with pytest.raises(MayNotPractise, match="Ask one of them: amara, ben, joan"):
        drilling.start(day.desk, "sam")
    drill = practises(day)
    amara.rings(within=1)
    with pytest.raises(PracticeRuns):
        drilling.start(day.desk, "amara")
    day.does(acting.cancel, day.joan)
    with pytest.raises(PracticeTooSoon, match=r"began at 11:00, .* Start another from 12:00"):
        drilling.start(day.desk, "amara")
    day.passes_quietly(3600)
    drilling.start(day.desk, "joan")
    assert the(day, drill).state is State.CANCELLED


def test_nobody_but_whoever_starts_it_is_refused(day):
    day.puts_on_duty("Amara")
    with pytest.raises(NobodyToPractise):
        drilling.start(day.desk, "amara")


def test_a_practice_is_not_counted_and_is_no_call_out_of_whoever_started_it(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    with day.desk.book.reading() as page:
        assert (page.count_open(), list(page.raised_by("joan"))) == (0, [])
        assert len(page.concerning("amara")) == 1


def test_a_practice_cannot_be_rung_again(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    with pytest.raises(NotFromHere, match="one round"):
        day.does(acting.ring_again, day.joan)


def test_an_outage_ends_a_practice_and_rings_nobody_hours_later(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).is_busy()
    day.clock.at += timedelta(hours=10)
    day.settle()
    assert the(day, drill).state is State.CANCELLED
    assert all(one.outcome is not None for one in the(day, drill).offers())
    assert Outcome.BUSY in {one.outcome for one in the(day, drill).offers()}
