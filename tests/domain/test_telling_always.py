"""Whatever happens on a night, and at whatever moment: a true sentence, that keeps nobody."""

import re
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from rehearsal import Rehearsal, escalation, rung
from test_properties import fates

from service.domain import changes, joining, resuming
from service.domain.attempt import AttemptState, CallStatus, CarrierCall, Outcome
from service.domain.escalation import State
from service.domain.ladder import Channel
from service.domain.refusals import Refusal
from service.domain.telling import Moment, asks_whether_spoken, nobody_yet, tell

NAMES = ("Priya", "Tom", "Amina")
#: One sentence or two, and nothing that keeps anybody waiting or guesses who they are.
SENTENCES = re.compile(r"([A-Z][^.?!]*[.?] ?)+")
NEVER = re.compile(r"\b(wait|he|she|his|her|him|None|incident|alert)\b", re.IGNORECASE)
ACTS = (
    "acknowledge",
    "hand_back",
    "ring_again",
    "pass_on",
    "wrong_person",
    "put_through",
    "joined",
    "bridge_ends",
    "spoken",
    "cancelled",
)
steps = st.tuples(
    st.sampled_from(ACTS),
    st.sampled_from([name.lower() for name in NAMES]),
    st.integers(0, 1200),
    st.sampled_from([Outcome.BUSY, Outcome.NO_ANSWER, Outcome.NO_KEY, Outcome.FAILED]),
)


def does(night: Rehearsal, act: str, person: str, outcome: Outcome) -> None:
    bridge = night.escalation.bridge
    match act:
        case "acknowledge":
            night.act(changes.acknowledge, person, night.new_id)
        case "hand_back" if night.escalation.holder and not bridge:
            night.act(resuming.hand_back, night.escalation.holder.person, night.new_id)
        case "ring_again" if not bridge:
            night.act(resuming.ring_again, "sam", (), night.new_id)
        case "pass_on" if night.escalation.state is State.OPEN:
            night.act(changes.pass_on, person)
        case "wrong_person" if night.escalation.state is State.OPEN:
            night.act(changes.wrong_person, person)
        case "put_through":
            put_through(night, person)
        case "joined" if bridge:
            night.escalation = joining.join(night.escalation, bridge.id, night.now).escalation
        case "bridge_ends" if bridge:
            over = bridge.end(joining.outcome_of(bridge, outcome), night.now)
            calls = tuple(replace(call, status=CallStatus.COMPLETED) for call in over.calls)
            night.escalation = night.escalation.with_attempt(replace(over, calls=calls))
        case "spoken":
            night.act(changes.confirm_spoken, person, night.new_id)
        case "cancelled":
            night.act(changes.cancel, "sam", night.new_id)
        case _:
            pass


def put_through(night: Rehearsal, person: str) -> None:
    night.act(joining.put_through, person, night.new_id)
    bridge = night.escalation.bridge
    if bridge is not None and not bridge.calls:
        ringing = bridge.with_call(CarrierCall(sid="CA", status=CallStatus.RINGING))
        night.escalation = night.escalation.with_attempt(
            replace(ringing, state=AttemptState.PLACED, due_at=None)
        )


def is_true(night: Rehearsal, *, working: bool) -> None:
    """Hold what is told against what is written."""
    one, now = night.escalation, night.now
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
        if call.channel is Channel.CALL and call.state is AttemptState.PLACED
    ]
    if told.now.startswith("Ringing "):
        assert {name for name in NAMES if name in told.now} == set(live)
    if one.state is State.OPEN:
        assert working or nobody_yet(one, working=False)
    if one.holder is not None and not one.state.closed:
        assert one.holder.first_name in told.whole or "Your phone was busy" in told.whole
        joined = one.bridge is not None and one.bridge.talking
        assert joined == told.now.endswith("are on a call.")
        asked = asks_whether_spoken(one, now)
        assert asked == told.now.endswith("?")
        overdue = now - one.holder.at >= one.pace.spoken_question
        assert asked or one.bridge or one.talks or not overdue


@given(
    st.lists(steps, max_size=12),
    st.dictionaries(st.sampled_from([name.lower() for name in NAMES]), st.lists(fates, max_size=4)),
    st.booleans(),
)
def test_every_state_at_every_moment_has_its_true_sentence(walk, phones, drill):
    night = Rehearsal(escalation(*map(rung, NAMES), drill=drill), phones)
    for act, person, wait, outcome in walk:
        for working in (True, False):
            is_true(night, working=working)
        if night.escalation.bridge is None or night.escalation.state is State.OPEN:
            night.play(night.seconds() + wait)
        else:
            night.now += timedelta(seconds=wait)
        for working in (True, False):
            is_true(night, working=working)
        try:
            does(night, act, person, outcome)
        except Refusal:
            continue
    for working in (True, False):
        is_true(night, working=working)
