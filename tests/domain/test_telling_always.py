"""Whatever happens on a night, and at whatever moment: a true sentence, that keeps nobody."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rehearsal import Rehearsal, escalation, rung
from test_properties import fates

from service.domain import changes, joining, resuming
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Outcome
from service.domain.escalation import Escalation, State
from service.domain.ladder import Channel
from service.domain.refusals import Refusal
from service.domain.telling import Moment, asks_whether_spoken, nobody_yet, tell

NAMES = ("Priya", "Tom", "Amina")
#: One sentence or two, and nothing that keeps anybody waiting or guesses who they are.
SENTENCES = re.compile(r"([A-Z][^.?!]*[.?] ?)+")
NEVER = re.compile(r"\b(wait|he|she|his|her|him|None|incident|alert)\b", re.IGNORECASE)
#: Moments after the last look: a worker that is late must not make a sentence untrue.
LATER = tuple(timedelta(seconds=seconds) for seconds in (0, 200, 400, 1000))


def hand_back(night: Rehearsal, _person: str, _outcome: Outcome) -> None:
    holder = night.escalation.holder
    if holder is not None:
        night.act(resuming.hand_back, holder.person, night.new_id)


def bridge_ends(night: Rehearsal, _person: str, outcome: Outcome) -> None:
    bridge = night.escalation.bridge
    if bridge is not None:
        over = bridge.end(joining.outcome_of(bridge, outcome), night.now)
        calls = tuple(replace(call, status=CallStatus.COMPLETED) for call in over.calls)
        night.escalation = night.escalation.with_attempt(replace(over, calls=calls))


def joined(night: Rehearsal, _person: str, _outcome: Outcome) -> None:
    bridge = night.escalation.bridge
    if bridge is not None:
        night.escalation = joining.join(night.escalation, bridge.id, night.now).escalation


def put_through(night: Rehearsal, _person: str, _outcome: Outcome) -> None:
    holder = night.escalation.holder
    if holder is None or night.escalation.bridge is not None:
        return
    night.act(joining.put_through, holder.person, night.new_id)
    bridge = night.escalation.bridge
    if bridge is not None:
        ringing = bridge.with_call(CarrierCall(sid="CA", status=CallStatus.RINGING))
        night.escalation = night.escalation.with_attempt(
            replace(ringing, state=AttemptState.PLACED, due_at=None)
        )


ACTS = {
    "acknowledge": lambda night, who, _: night.act(changes.acknowledge, who, night.new_id),
    "put_through": put_through,
    "joined": joined,
    "bridge_ends": bridge_ends,
    "hand_back": hand_back,
    "ring_again": lambda night, _, __: night.act(resuming.ring_again, "sam", (), night.new_id),
    "pass_on": lambda night, who, _: night.act(changes.pass_on, who),
    "wrong_person": lambda night, who, _: night.act(changes.wrong_person, who),
    "nothing": lambda *_: None,
    "spoken": lambda night, who, _: night.act(changes.confirm_spoken, who, night.new_id),
    "cancelled": lambda night, _, __: night.act(changes.cancel, "sam", night.new_id),
}
#: What follows each other on most nights; chance alone seldom comes so far.
TAKEN = ("acknowledge", "put_through", "joined", "bridge_ends")
steps = st.tuples(
    st.one_of(st.sampled_from(TAKEN), st.sampled_from(list(ACTS))),
    st.sampled_from([name.lower() for name in NAMES]),
    st.sampled_from([0, 5, 40, 170, 300, 700, 1200]),
    st.sampled_from([Outcome.BUSY, Outcome.NO_ANSWER, Outcome.NO_KEY, Outcome.FAILED]),
)


def always_true(night: Rehearsal) -> None:
    for later in LATER:
        for working in (True, False):
            is_true(night.escalation, night.now + later, working=working)


def is_true(one: Escalation, now: datetime, *, working: bool) -> None:
    """Hold what is told against what is written."""
    moment = Moment(at=now, clock=lambda at: f"[{at.isoformat()}]", working=working)
    told = tell(one, moment)
    assert SENTENCES.fullmatch(told.whole.replace("07700 900123", ""))
    assert not NEVER.search(told.whole)
    for promised in re.findall(r"\[(.*?)\]", told.whole):
        assert working
        assert promised > now.isoformat()
    live = [
        call.name.split()[0]
        for call in one.offers()
        if call.channel is Channel.CALL
        and call.state is AttemptState.PLACED
        and any(one.status is CallStatus.RINGING for one in call.calls)
    ]
    if told.now.startswith("Ringing "):
        assert {name for name in NAMES if name in told.now} == set(live)
    if one.state is State.OPEN:
        assert working or nobody_yet(one, working=False)
    if one.holder is not None and not one.state.closed:
        assert one.holder.first_name in told.now
        talking = one.own_bridge is not None and one.own_bridge.talking
        assert talking == told.now.endswith("are on a call.")
        asked = asks_whether_spoken(one, now)
        assert asked == told.now.endswith("?")
        overdue = now - one.holder.at >= one.pace.spoken_question
        assert asked or one.bridge or not overdue


@given(
    st.lists(steps, max_size=10),
    st.dictionaries(st.sampled_from([name.lower() for name in NAMES]), st.lists(fates, max_size=4)),
    st.booleans(),
    st.integers(0, len(TAKEN)),
)
def test_every_state_at_every_moment_has_its_true_sentence(walk, phones, drill, begun):
    night = Rehearsal(escalation(*map(rung, NAMES), drill=drill), phones)
    always_true(night)
    for act in TAKEN[:begun]:
        ACTS[act](night, "tom", Outcome.NO_KEY)
        always_true(night)
    for act, person, seconds, outcome in walk:
        if night.escalation.bridge is None:
            night.play(night.seconds() + seconds)
        else:
            night.now += timedelta(seconds=seconds)
        always_true(night)
        with suppress(Refusal):
            ACTS[act](night, person, outcome)
        always_true(night)
