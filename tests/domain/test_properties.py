"""What holds for every ladder and every night."""

import itertools
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from rehearsal import Rehearsal, escalation, rung

from service.domain import changes
from service.domain.attempt import Failure, Outcome
from service.domain.ladder import Channel, LadderPace

NAMES = ("Priya", "Tom", "Amina", "Joan")
seconds = st.integers(1, 400).map(lambda number: timedelta(seconds=number))
fates = st.one_of(
    st.tuples(st.sampled_from([Outcome.NO_ANSWER, Outcome.NO_KEY]), st.integers(1, 60)),
    st.tuples(st.just(Outcome.BUSY), st.integers(1, 5)),
    st.tuples(st.sampled_from([Outcome.PASSED_ON, Outcome.WRONG_PERSON]), st.integers(1, 20)),
    st.tuples(st.just(Outcome.FAILED), st.integers(1, 3), st.sampled_from(list(Failure))),
)


@st.composite
def nights(draw):
    names = NAMES[: draw(st.integers(1, 4))]
    rungs = [
        rung(
            name,
            texts=draw(st.booleans()),
            ring=draw(seconds),
            tries=draw(st.integers(1, 4)),
            between_tries=draw(seconds),
            before_next=draw(seconds),
            channels=frozenset(
                draw(st.sampled_from([(Channel.CALL,), (Channel.CALL, Channel.TEXT)]))
            ),
        )
        for name in names
    ]
    pace = LadderPace(everyone_after=draw(st.booleans()), between_rounds=draw(seconds))
    told = {name.lower(): draw(st.lists(fates, max_size=6)) for name in names}
    return Rehearsal(escalation(*rungs, pace=pace), told)


@given(nights())
def test_nobody_is_skipped(night):
    night.play(4 * 3600)
    rung_or_told_wrong = {name for _, name in night.rung_at}
    assert rung_or_told_wrong == {one.first_name for one in night.escalation.rungs}


@given(nights())
def test_no_phone_is_rung_by_two_calls_at_once(night):
    night.play(3600)
    for one in night.escalation.rungs:
        calls = [
            (call.intended_at, call.ended_at)
            for call in night.escalation.offers()
            if call.phone == one.phone and call.channel is Channel.CALL
        ]
        for (_, ended), (began, _) in itertools.pairwise(calls):
            assert ended is not None
            assert ended <= began


@given(nights(), st.integers(0, 3600))
def test_it_never_goes_to_sleep_while_open(night, until):
    night.play(until)
    night.look()
    assert night.plan is not None
    pending = [one for one in night.escalation.offers() if one.live and one.channel is Channel.CALL]
    assert pending or (night.plan.due_at is not None and night.plan.due_at > night.now)


@given(nights(), st.integers(1, 3600), st.integers(0, 3))
def test_once_taken_no_phone_is_rung_before_the_limit(night, until, who):
    night.play(until)
    person = night.escalation.rungs[who % len(night.escalation.rungs)].person
    night.act(changes.acknowledge, person, night.new_id)
    before = list(night.rung_at)
    taken = night.seconds()
    night.play(taken + 899)
    assert night.rung_at == before
    night.play(taken + 900)
    assert (taken + 900, "resumed", None) in night.events


@given(nights())
def test_a_wrong_number_is_never_rung_again(night):
    night.play(2 * 3600)
    for one in night.escalation.offers():
        if one.outcome is Outcome.WRONG_PERSON:
            later = [
                call
                for call in night.escalation.offers()
                if call.phone == one.phone and call.intended_at > one.ended_at
            ]
            assert later == []


@given(nights(), st.integers(0, 900))
def test_looking_twice_at_one_moment_plans_nothing_new(night, until):
    night.play(until)
    night.look()
    tried = len(night.escalation.attempts)
    night.look()
    assert len(night.escalation.attempts) == tried
