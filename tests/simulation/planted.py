"""Known mistakes, each planted in one function or table of the real code."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from service.desk import advancing, errands, hearing, placing, putting_through, raising, turns
from service.domain import (
    aftermath,
    changes,
    decide,
    escalation,
    joining,
    progress,
    timetable,
)
from service.domain.attempt import Attempt, AttemptState, Failure
from service.domain.changes import Change
from service.domain.escalation import Escalation, Happening, Holder, State
from service.simulation.book import MemoryPage
from service.simulation.taped import TapedClock

Plant = Callable[[], AbstractContextManager[object]]


def no_fence() -> AbstractContextManager[object]:
    """Whoever wakes up late starts to dial, whatever has become of it."""

    def start(page: MemoryPage, attempt_id: str, fence: int, now: object) -> bool:
        found = page.of_attempt(attempt_id)
        attempt = found.attempt(attempt_id) if found else None
        if found is None or attempt is None or found.state is not State.OPEN:
            return False
        page._change(found, replace(attempt, state=AttemptState.DIALLING, dialled_at=now))
        return True

    return patch.object(MemoryPage, "start_dialling", start)


def no_compare_and_set() -> AbstractContextManager[object]:
    """The second who takes it takes it from the first."""
    real = changes.acknowledge

    def acknowledge(one: Escalation, act: object, new_id: object) -> Change:
        return real(replace(one, state=State.OPEN, holder=None), act, new_id)

    return patch.object(changes, "acknowledge", acknowledge)


def no_look_before_redial() -> AbstractContextManager[object]:
    """A call whose answer was lost is placed again without looking for it."""
    return patch.object(
        errands,
        "_find_out",
        lambda line, work: placing.lost_answer(line.desk, work, for_good=True),
    )


def unmarked_redial() -> AbstractContextManager[object]:
    """A second ring is not marked as a possible duplicate."""
    real = advancing._intent

    def intent(*given: object) -> Attempt:
        return replace(real(*given), possible_duplicate=False)

    return patch.object(advancing, "_intent", intent)


def dials_after_it_was_taken() -> AbstractContextManager[object]:
    """An intent is dialled without a look at whether it is still wanted."""

    def start(page: MemoryPage, attempt_id: str, fence: int, now: object) -> bool:
        found = page.of_attempt(attempt_id)
        attempt = found.attempt(attempt_id) if found else None
        if found is None or attempt is None or attempt.state is AttemptState.DIALLING:
            return False
        page._change(found, replace(attempt, state=AttemptState.DIALLING, dialled_at=now))
        return True

    return patch.object(MemoryPage, "start_dialling", start)


def unwanted_calls_ring_on() -> AbstractContextManager[object]:
    """A call that nobody needs any more is not hung up."""
    return patch.object(Attempt, "quiet", lambda attempt, _at: attempt)


def late_ring_is_welcome() -> AbstractContextManager[object]:
    """A call whose id comes after it was taken rings on."""
    return patch.object(progress, "_unwanted", lambda *_: False)


def statuses_move_backwards() -> AbstractContextManager[object]:
    """Whatever the carrier says last counts, however old."""
    real = progress.call_moved

    def moved(one: Escalation, attempt_id: str, told: object, at: object) -> Change:
        found = one.attempt(attempt_id)
        if found is None:
            return Change(one)
        known = found.call(told.sid)
        if known is None or known.status.rank < told.status.rank:
            return real(one, attempt_id, told, at)
        return Change(one.with_attempt(found.with_call(replace(known, status=told.status))))

    return patch.object(hearing, "call_moved", moved)


def no_answer_window() -> AbstractContextManager[object]:
    """A placed call is only heard of, and never asked about."""
    real = progress._adopted

    def adopted(attempt: Attempt, at: object) -> Attempt:
        return replace(real(attempt, at), due_at=None)

    return patch.object(progress, "_adopted", adopted)


def leases_last_for_ever() -> AbstractContextManager[object]:
    """What a process has in hand is never taken over."""
    return patch.object(advancing, "LEASE", timedelta(hours=9))


def one_round_is_enough() -> AbstractContextManager[object]:
    """After everybody was rung once, nobody is."""
    return patch.object(timetable, "gap_after", lambda *_: timedelta(days=9))


def an_empty_rung_ends_the_climb() -> AbstractContextManager[object]:
    """A rung that nobody holds is waited for."""
    real = timetable.spent

    def spent(one: Escalation, index: int, now: object) -> bool:
        return not one.rungs[index].empty and real(one, index, now)

    return patch.object(timetable, "spent", spent)


def naive_local_time() -> AbstractContextManager[object]:
    """Instants are read off the wall."""
    real = TapedClock.ahead

    def ahead(clock: TapedClock) -> int:
        fast, night = real(clock), clock._night
        offset = night.scene.rota.local(night.time.instant(fast)).utcoffset()
        return fast + (offset or timedelta()) // timedelta(microseconds=1)

    return patch.object(TapedClock, "ahead", ahead)


def a_crashed_intent_is_left() -> AbstractContextManager[object]:
    """An intent whose process died is nobody's."""
    real = decide._Look.tend_attempts

    def tend(look: decide._Look) -> None:
        real(look)
        kept = []
        for errand in look.errands:
            attempt = look.escalation.attempt(errand.attempt)
            if not (isinstance(errand, decide.Dial) and attempt.fence):
                kept.append(errand)
        look.errands = kept

    return patch.object(decide._Look, "tend_attempts", tend)


def passing_on_moves_nobody() -> AbstractContextManager[object]:
    """Whoever passes it on is waited for all the same."""

    def spent(one: Escalation, index: int, now: object) -> bool:
        return one.rungs[index].empty

    return patch.object(timetable, "spent", spent)


def a_wrong_turn_in_the_table() -> AbstractContextManager[object]:
    """Handing back closes it."""
    wrong = {(State.ACKNOWLEDGED, Happening.HANDED_BACK): State.SPOKEN}
    return patch.dict(escalation.TRANSITIONS, wrong)


def whoever_is_in_line_is_passed_over() -> AbstractContextManager[object]:
    """A call that waits for the carrier's pace counts as one to a phone that is engaged."""
    return patch.object(turns, "_kept_back_by", lambda *_: Failure.ENGAGED)


def the_deputy_is_skipped() -> AbstractContextManager[object]:
    """The second rung begins and nobody is rung."""
    real = decide._Look._consider

    def consider(look: object, rung: object, index: int, *given: object, **named: object) -> None:
        if index != 1:
            real(look, rung, index, *given, **named)

    return patch.object(decide._Look, "_consider", consider)


def nothing_is_said_to_the_colleague() -> AbstractContextManager[object]:
    """Who has it is not texted to anybody."""
    return patch.object(changes, "with_notices", lambda one, _notices: one)


def a_key_is_taken_twice() -> AbstractContextManager[object]:
    """The same press, sent twice, raises twice."""
    return patch.object(raising.Press, "key", property(lambda _: None, lambda *_: None))


def nobody_is_rung_after_the_limit() -> AbstractContextManager[object]:
    """Whoever has taken it keeps it, spoken or not."""
    real = aftermath.timetable_of

    def timetable_of(one: Escalation, holder: Holder) -> aftermath.Due:
        return replace(real(one, holder), limit=holder.at + timedelta(days=9))

    return patch.object(aftermath, "timetable_of", timetable_of)


def ringing_resumes_while_they_talk() -> AbstractContextManager[object]:
    """A call that has joined the two puts nothing off."""
    return patch.object(Escalation, "bridge", None)


def a_mailbox_is_joined() -> AbstractContextManager[object]:
    """Whatever picks up the colleague's phone is joined to the officer."""
    return patch.object(putting_through, "_to_colleague", lambda *_: None)


def a_lost_talk_is_never_looked_for() -> AbstractContextManager[object]:
    """A call that puts the two through is only heard of, and never asked about."""
    real = joining.put_through

    def put_through(one: Escalation, act: object, new_id: object) -> Change:
        change = real(one, act, new_id)
        bridge = change.escalation.own_bridge
        forgotten = replace(bridge, due_at=None)
        return replace(change, escalation=change.escalation.with_attempt(forgotten))

    return patch.object(joining, "put_through", put_through)


def a_phone_rings_without_end() -> AbstractContextManager[object]:
    """Nothing limits how often one phone is rung in an hour."""
    return patch.object(timetable, "not_before", lambda *_: None)
