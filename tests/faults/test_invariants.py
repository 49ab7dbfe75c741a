"""Each invariant can fail: a night that holds, and one thing in it made wrong."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from faults import invariants, pace
from faults.invariants import Bounds
from faults.people import COLLEAGUES, OFFICERS, ladder_name
from faults.record import Answer, Night, Press, Ring, Sent

from service.domain.attempt import Attempt, AttemptState, CallStatus, CarrierCall, Outcome, Purpose
from service.domain.escalation import Climb, Escalation, Holder, Raiser, State
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, LadderPace, Rung
from service.domain.people import PhoneNumber

BEGAN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
OFFICER, DEPUTY = OFFICERS[0]
NIGHT = Bounds()


def at(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def tried(name: str, rung: int, number: int, seconds: float, outcome: Outcome) -> Attempt:
    who = OFFICERS[0][rung]
    return Attempt(
        id=name * 32,
        purpose=Purpose.OFFER,
        channel=Channel.CALL,
        name=who.name,
        phone=PhoneNumber(who.phone),
        person=who.key,
        climb=1,
        round=1,
        rung=rung,
        number=number,
        state=AttemptState.ENDED,
        outcome=outcome,
        intended_at=at(seconds),
        dialled_at=at(seconds),
        ended_at=at(seconds + 2),
        calls=(CarrierCall(sid=f"CA{name}", status=CallStatus.COMPLETED),),
    )


ATTEMPTS = (
    tried("a", 0, 1, 0.1, Outcome.NO_ANSWER),
    tried("b", 0, 2, 3.2, Outcome.NO_ANSWER),
    tried("c", 1, 1, 6.2, Outcome.ACKNOWLEDGED),
)
ONE = Escalation(
    id="e" * 32,
    reference="K7Q2",
    organisation="Harbour Lane",
    ladder=ladder_name(0),
    pace=LadderPace(),
    rungs=tuple(
        Rung(role="Officer", person=one.key, name=one.name, phone=PhoneNumber(one.phone))
        for one in OFFICERS[0]
    ),
    raiser=Raiser(
        person=COLLEAGUES[0].key,
        name=COLLEAGUES[0].name,
        phone=PhoneNumber(COLLEAGUES[0].phone),
    ),
    raised_at=at(0),
    climb=Climb(started_at=at(0)),
    state=State.ACKNOWLEDGED,
    holder=Holder(
        person=DEPUTY.key,
        name=DEPUTY.name,
        phone=PhoneNumber(DEPUTY.phone),
        at=at(7),
        channel=Channel.CALL,
    ),
    attempts=ATTEMPTS,
)


def ring_of(attempt: Attempt, **changes: object) -> Ring:
    assert attempt.dialled_at is not None
    ring = Ring(
        at=attempt.dialled_at,
        to=attempt.phone.e164,
        attempt=attempt.id,
        sid=attempt.calls[0].sid,
        ended_at=attempt.ended_at,
    )
    return replace(ring, **changes)


def history() -> list[Event]:
    dialled = [Event(one.dialled_at, Kind.DIALLING, attempt=one.id) for one in ATTEMPTS]
    ended = [Event(one.ended_at, Kind.ENDED, attempt=one.id) for one in ATTEMPTS]
    taken = Event(at(7), Kind.ACKNOWLEDGED, DEPUTY.name)
    lines = [Event(at(0), Kind.RAISED), *dialled, *ended, taken]
    return sorted(lines, key=lambda event: event.at)


@pytest.fixture
def night() -> Night:
    answered = Answer(at(-0.01), at(0.01), 202, ONE.id)
    yours = {"answered_at": at(6.3), "said": ("Thank you. You have taken this.",)}
    return Night(
        presses=[Press("key", COLLEAGUES[0].key, 0, "second", [answered])],
        escalations={ONE.id: ONE},
        histories={ONE.id: history()},
        rings=[*(ring_of(one) for one in ATTEMPTS[:2]), ring_of(ATTEMPTS[2], **yours)],
        texts=[Sent(at=at(0.2), to=OFFICER.phone, attempt="a" * 32)],
        said={"worker-1": "2026-11-22T03:00:00Z ticker: look"},
        until=at(20),
    )


def test_a_night_that_went_well_violates_nothing(night):
    assert invariants.violations(night, NIGHT) == []


def changed(night: Night, **changes: object) -> None:
    night.escalations[ONE.id] = replace(night.escalations[ONE.id], **changes)


def loses_it(night):
    night.escalations.clear()
    night.histories.clear()
    night.rings.clear()
    night.texts.clear()


def makes_two(night):
    night.presses[0].answers.append(Answer(at(1), at(1.1), 202, "f" * 32))


def makes_one_of_no_key(night):
    night.presses.clear()


def tells_late(night):
    night.presses[0].answers.insert(0, Answer(at(-9), at(-3), 503, numbers=True))


def tells_no_numbers(night):
    night.presses[0].answers.insert(0, Answer(at(-3), at(-2), 503))


def breaks_down(night):
    night.presses[0].answers.insert(0, Answer(at(-3), at(-2), 500, numbers=True))


def rings_late(night):
    night.rings[0] = replace(night.rings[0], at=at(5.5), ended_at=at(6.9))
    del night.rings[1]


def never_rings(night):
    del night.rings[1:]
    changed(night, state=State.OPEN, holder=None, due_at=at(21))
    night.histories[ONE.id] = [one for one in history() if one.kind is not Kind.ACKNOWLEDGED]


def rings_early(night):
    night.rings[2] = replace(night.rings[2], at=at(3))


def rings_a_stranger(night):
    night.rings[0] = replace(night.rings[0], to=OFFICERS[1][0].phone)


def rings_of_itself(night):
    night.rings.append(replace(night.rings[0], attempt="9" * 32))


def rings_after_it_is_taken(night):
    again = replace(tried("d", 0, 3, 12, Outcome.NO_ANSWER), everyone=True)
    changed(night, attempts=(*ATTEMPTS, again))
    night.rings.append(ring_of(again))


def rings_on(night):
    night.rings[1] = replace(night.rings[1], ended_at=at(15))


def has_two_holders(night):
    night.histories[ONE.id].append(Event(at(8), Kind.ACKNOWLEDGED, OFFICER.name))


def says_it_to_two(night):
    night.rings[1] = replace(night.rings[1], said=("You have taken this.",))


def rings_twice(night):
    night.rings.append(replace(night.rings[0], at=at(0.5), sid="CAx"))


def texts_twice(night):
    night.texts.append(night.texts[0])


def stands_still(night):
    never_rings(night)
    changed(night, due_at=None)


def is_overdue(night):
    never_rings(night)
    changed(night, due_at=at(2))


def forgets_what_was(night):
    night.histories[ONE.id] = [
        one for one in night.histories[ONE.id] if one.kind is not Kind.ACKNOWLEDGED
    ]


def goes_on_after_the_end(night):
    night.histories[ONE.id] += [
        Event(at(8), Kind.CANCELLED),
        Event(at(9), Kind.HANDED_BACK),
    ]


def dials_after_it_is_taken(night):
    night.histories[ONE.id].append(Event(at(9), Kind.DIALLING, attempt="a" * 32))


def leaves_out_a_call(night):
    night.histories[ONE.id] = [one for one in night.histories[ONE.id] if one.attempt != "b" * 32]


def names_somebody(night):
    night.said["web"] = f"pressed by {COLLEAGUES[0].name}"


def prints_a_number(night):
    night.said["web"] = "rings 07700 900123"


def meets_a_bug(night):
    night.said["watch"] = "2026-11-22T03:00:00Z error bug during=tick why=KeyError"


WRONG: tuple[tuple[Callable[[Night], None], str], ...] = (
    (loses_it, "kept"),
    (makes_two, "kept"),
    (makes_one_of_no_key, "kept"),
    (tells_late, "told"),
    (tells_no_numbers, "told"),
    (breaks_down, "told"),
    (rings_late, "on_time"),
    (never_rings, "on_time"),
    (rings_early, "not_early"),
    (rings_a_stranger, "expected"),
    (rings_of_itself, "expected"),
    (rings_after_it_is_taken, "none_after"),
    (rings_on, "none_after"),
    (has_two_holders, "one_holder"),
    (says_it_to_two, "one_holder"),
    (rings_twice, "duplicates"),
    (texts_twice, "duplicates"),
    (stands_still, "moving"),
    (is_overdue, "moving"),
    (forgets_what_was, "consistent"),
    (goes_on_after_the_end, "consistent"),
    (dials_after_it_is_taken, "consistent"),
    (leaves_out_a_call, "consistent"),
    (names_somebody, "silent"),
    (prints_a_number, "silent"),
    (meets_a_bug, "silent"),
)


@pytest.mark.parametrize(("wrong", "check"), WRONG, ids=[wrong.__name__ for wrong, _ in WRONG])
def test_a_night_that_went_wrong_is_seen(night, wrong, check):
    wrong(night)
    found = invariants.violations(night, NIGHT)
    assert check in {said.partition(":")[0] for said in found}, found


def test_every_check_is_seen_to_fail():
    assert {check.__name__ for check in invariants.CHECKS} == {check for _, check in WRONG}


def test_what_is_said_of_a_violation_names_nobody(night):
    for wrong in (rings_late, rings_on, says_it_to_two, dials_after_it_is_taken, names_somebody):
        wrong(night)
    said = " ".join(invariants.violations(night, NIGHT))
    names = [one.name for one in (*OFFICERS[0], COLLEAGUES[0])]
    assert not any(part in said for name in names for part in name.split())


def test_each_call_is_due_from_the_one_before_it_as_that_one_was(night):
    for index, seconds in enumerate((4, 7.25, 10)):
        ring = night.rings[index]
        night.rings[index] = replace(ring, at=at(seconds), ended_at=at(seconds + 2))
    night.histories[ONE.id] = [Event(at(11), Kind.ACKNOWLEDGED, DEPUTY.name)]
    assert [due.seconds_late for due in pace.dues(night, ONE)] == [4.0, 0.25, 0.0]
