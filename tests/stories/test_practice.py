"""Practices: the whole thing, marked in every word, and never in the way of a real one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from stories.night import Night

from service.cli.drill import follow
from service.desk import acting, drilling
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.giving_way import PUT_OFF_ONE_IN, STOPPED_ONE_IN
from service.desk.raising import Press, raise_escalation
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
from service.domain.people import Role
from service.domain.refusals import NotFromHere

MORNING = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
NEVER, ALWAYS = (lambda odds: odds - 1), (lambda _odds: 0)


@pytest.fixture
def day(night: Night) -> Night:
    """Eleven in the morning, with an admin who may start a practice; no lot puts it off."""
    night.clock.at = MORNING
    night.joan = night._hire("Joan", "+447700900199", Role.ADMIN)
    draws(night, NEVER)
    return night


def draws(night, lot):
    night.desk = replace(night.desk, draw=lot)
    night.line = replace(night.line, desk=night.desk)


def practises(night, person="joan"):
    drill = drilling.start(night.desk, person)
    night.escalations.append(drill.id)
    night.settle()
    return drill


def report(night, drill):
    return drilling.follow(night.desk, drill.id).report


def the(night, one):
    with night.desk.book.reading() as page:
        return page.escalation(one.id)


def noting(kept, what, ask):
    def noted(*given, **named):
        kept.append(what)
        return ask(*given, **named)

    return noted


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
    steps = iter([lambda: amara.rings(within=1), amara.answers, lambda: amara.presses("1")])
    said = list(follow(day.desk, drill.id, pause=lambda _seconds: next(steps)()))
    assert said[0] == "  0:00  started"
    told = [line.partition("  0:00  ")[2] for line in said]
    for words in ("ringing Amara Example", "Amara Example's phone rings", "Amara Example took it"):
        assert words in told, said


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


def test_a_real_press_in_the_middle_rings_at_once_and_the_practice_is_hung_up_first(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).gets_a_text("PRACTICE")
    practice_call = amara.call
    asked = []
    day.telephone.hang_up = noting(asked, "hung up", day.telephone.hang_up)
    day.telephone.call = noting(asked, "dialled", day.telephone.call)
    real = day.raises()
    assert asked[:2] == ["hung up", "dialled"]
    assert practice_call.status is CallStatus.CANCELED
    amara.rings(within=0).answers().and_hears("It's urgent")
    assert the(day, drill).state is State.CANCELLED
    assert report(day, drill).ended is Ended.NOT_COMPLETED
    assert "PRACTICE" in amara.night.next_text(amara.number)  # one text, that it is over
    amara.presses("1")
    assert the(day, real).holder.person == "amara"


def test_whoever_listens_to_a_practice_is_cut_off_and_rung_for_the_real_one(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1).answers().and_hears("practice")
    practice_call = amara.call
    day.raises()
    assert practice_call.status is CallStatus.COMPLETED
    amara.rings(within=0).answers().and_hears("It's urgent")


def test_a_practices_call_that_is_answered_too_late_offers_the_real_one_alone(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1)
    practice_call = amara.call
    practice_call.status = CallStatus.IN_PROGRESS  # picked up as the press comes
    real = day.raises()
    amara.rings(within=0)
    amara.call = practice_call
    amara.answers().and_hears("This is Harbour Lane, calling for Amara. It's urgent.")
    assert "practice" not in " ".join(amara.heard.menu)
    assert practice_call.status is CallStatus.IN_PROGRESS
    amara.presses("1")
    assert the(day, real).holder.person == "amara"
    assert the(day, drill).state is State.CANCELLED


def test_a_practice_that_is_started_meanwhile_rings_nobody_and_ends_untold(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    day.raises()
    amara.rings(within=1).gets_a_text("Reply 1").presses("1")
    drill = practises(day)  # not refused
    day.passes(timedelta(seconds=2))
    told = report(day, drill)
    assert (told.ended, told.calls, told.texts) == (Ended.NOT_COMPLETED, 0, 0)


def test_one_that_gives_way_cannot_be_told_from_one_that_a_lot_put_off(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    day.raises()
    amara.rings(within=1).presses("1")
    gave_way = practises(day)
    acting.confirm(day.desk, Step(escalation=day.escalations[0], person="sam"))
    day.passes_quietly(3601)
    draws(day, ALWAYS)
    put_off = practises(day)
    seen = []
    for one in (gave_way, put_off):
        found = drilling.follow(day.desk, one.id)
        begun = found.drill.raised_at
        seen.append(
            (
                replace(found.report, reference="", started_at=MORNING),
                [
                    (event.at - begun, event.kind, event.name, event.channel)
                    for event in found.history
                ],
                found.drill.closed_at - begun,
            )
        )
    assert seen[0] == seen[1]


def test_a_lot_is_drawn_at_the_start_and_rarely_after_it(day):
    odds = []
    draws(day, lambda one: (odds.append(one), one - 1)[1])
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    assert odds[0] == PUT_OFF_ONE_IN
    assert set(odds[1:]) == {STOPPED_ONE_IN}
    amara.answers()
    drawn = len(odds)
    amara.presses("1")
    day.passes(timedelta(minutes=5))
    assert len(odds) == drawn  # what somebody has is left in peace


def test_a_practice_that_somebody_has_loses_its_call_and_nothing_else_is_seen(day):
    amara, _ = day.puts_on_duty("Amara", "Ben")
    drill = practises(day)
    amara.rings(within=1).presses("1")
    practice_call = amara.call
    day.raises(ring=("ben",))
    assert practice_call.status is CallStatus.COMPLETED
    assert the(day, drill).state is State.ACKNOWLEDGED
    day.next_ring(0)


def test_by_night_only_those_are_rung_who_agreed(day):
    _, ben = day.puts_on_duty("Amara", "Ben")
    day.clock.at = MORNING.replace(hour=3)
    with pytest.raises(NobodyByNight, match="night_drills = true"):
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


def test_a_real_first_call_waits_for_one_moment_of_the_carrier_at_most(day):
    day.line = replace(day.line, calls_per_second=1.0)
    amara, ben = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    day.raises(ring=("ben",))
    ben.rings(within=1)


def test_a_real_one_that_finds_no_hand_is_not_kept_by_a_practice(day):
    """A process dies between ending the practice and dialling: the next one dials."""
    amara, _ = day.puts_on_duty("Amara", "Ben")
    practises(day)
    amara.rings(within=1)
    real = drilling_real(day)
    lost = advance(day.desk, real.id)
    assert any(work.first for work in lost)
    day.passes_quietly(4)
    amara.rings(within=0).answers().and_hears("It's urgent")


def drilling_real(day):
    raised = raise_escalation(day.desk, Press(person="sam"))
    day.escalations.append(raised.id)
    return raised
