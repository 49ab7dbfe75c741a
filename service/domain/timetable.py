"""When each person is tried next. The table under *Pace*, as arithmetic.

Every function is pure; times count from the start of the try before, or of the rung.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.attempt import Attempt, Failure, Outcome, Purpose
from service.domain.escalation import Escalation
from service.domain.ladder import Channel, LadderPace, Rung
from service.domain.people import PhoneNumber

#: Somebody who is on another call is free again soon; once, then as timetabled.
AFTER_BUSY = timedelta(seconds=15)
#: Whoever passed it on rests for this long, unless nobody else is left.
REST = timedelta(minutes=30)
#: So many rounds at the ladder's own pace …
QUICK_ROUNDS = 3
#: … then the wait between two rounds is at least this, for as many rounds again, …
SLOWER = timedelta(minutes=15)
#: … and at least this for ever after.
SLOWEST = timedelta(minutes=30)
#: One phone is rung no oftener than so many times an hour, whatever the ladder says.
MOST_CALLS, MOST_CALLS_IN = 12, timedelta(hours=1)
#: Waits before a try that the carrier dropped is made again; the last one repeats. A call's are
#: no longer than the gaps in which a failing carrier is tried: it must be in line by then.
CARRIER_WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 2, 4, 8, 15))
#: Of texts there is no line, so that each waits for itself.
TEXT_WAITS = (*CARRIER_WAITS, timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class Next:
    """The try that comes next: when, by which channel, and its number in the timetable."""

    at: datetime
    channel: Channel
    number: int = 1


def gap_after(number: int, pace: LadderPace) -> timedelta:
    """Return the wait from the everyone round of round *number* to the next round."""
    if number < QUICK_ROUNDS:
        return pace.between_rounds
    return max(pace.between_rounds, SLOWER if number < 2 * QUICK_ROUNDS else SLOWEST)


def next_call(escalation: Escalation, index: int) -> Next | None:
    """Return the next timetabled call to the person on rung *index*, which has begun."""
    rung = escalation.rungs[index]
    if not rung.has(Channel.CALL):
        return None
    made = _calls(one for one in _this_round(escalation, index) if not one.everyone)
    begun = escalation.climb.begun[index]
    if made and made[-1].dropped and _everyone_call_to_come(escalation, index):
        return None  # That one goes first; two retries side by side would ring twice.
    return _call_after(made, begun, rung.pace.tries, rung.pace.between_tries)


def everyone_call(escalation: Escalation, index: int) -> Next | None:
    """Return the one call that the everyone round makes to the person on rung *index*."""
    begun, rung = escalation.climb.everyone_at, escalation.rungs[index]
    if begun is None or not rung.has(Channel.CALL):
        return None
    made = _calls(one for one in _this_round(escalation, index) if one.everyone)
    return _call_after(made, begun, 1, timedelta())


def next_text(escalation: Escalation, index: int) -> Next | None:
    """Return the one text that goes with the first call, or that text again if it failed.

    One in a climb: a second would say nothing new, and networks stop what is repeated.
    """
    if not escalation.rungs[index].has(Channel.TEXT) or _takes_none(escalation, index):
        return None
    sent = [
        one
        for one in escalation.attempts
        if one.channel is Channel.TEXT and _serves(one, escalation, index)
    ]
    if not sent:
        return Next(escalation.climb.begun[index], Channel.TEXT)
    last = sent[-1]
    if last.dropped and [one.failure for one in sent].count(Failure.LOST) <= 1:
        # Lost twice, it has likely arrived twice: a third would only be a nuisance.
        return Next(_retry_at(sent, TEXT_WAITS), Channel.TEXT)
    if last.outcome is Outcome.FAILED and last.round < escalation.climb.round:
        return Next(escalation.climb.begun[index], Channel.TEXT)
    return None


def _takes_none(escalation: Escalation, index: int) -> bool:
    """Whether a text to this number was left unsent before: texts are off, or it is a landline."""
    return any(
        one.channel is Channel.TEXT
        and one.dialled_at is None
        and (one.outcome, one.failure) == (Outcome.FAILED, Failure.PERSON)
        and one.phone == escalation.rungs[index].phone
        for one in escalation.attempts
    )


def spent(escalation: Escalation, index: int, now: datetime) -> bool:
    """Whether nothing more is to be hoped for from rung *index*, so that the next begins now."""
    rung = escalation.rungs[index]
    if rung.empty or unwilling(escalation, rung, now):
        return True
    made = _this_round(escalation, index)
    if any(one.outcome is Outcome.PASSED_ON for one in made):
        return True
    channel = Channel.CALL if rung.has(Channel.CALL) else Channel.TEXT
    if channel is Channel.TEXT and _takes_none(escalation, index):
        return True
    tried = [one for one in made if one.channel is channel]
    return bool(tried) and (tried[-1].outcome is Outcome.FAILED or tried[-1].kept_back)


def unwilling(escalation: Escalation, rung: Rung, now: datetime) -> bool:
    """Whether *rung*'s person must not be tried: wrong number, or resting after passing it on."""
    if rung.empty or rung.phone in wrong_numbers(escalation):
        return True
    if rung.person not in _resting(escalation, now):
        return False
    return any(
        other.person not in _resting(escalation, now)
        and not other.empty
        and other.phone not in wrong_numbers(escalation)
        for other in escalation.rungs
    )


def not_before(escalation: Escalation, phone: PhoneNumber) -> datetime | None:
    """Return from when *phone* may be rung once more, where it was rung as often as it may be."""
    rung = sorted(
        one.started_at for one in _calls(escalation.offers()) if one.phone == phone and one.tried
    )
    return rung[-MOST_CALLS] + MOST_CALLS_IN if len(rung) >= MOST_CALLS else None


def wrong_numbers(escalation: Escalation) -> frozenset[PhoneNumber]:
    """Return the numbers where somebody said that it is not theirs."""
    return frozenset(
        one.phone for one in escalation.attempts if one.outcome is Outcome.WRONG_PERSON
    )


def nobody_left(escalation: Escalation) -> bool:
    """Whether no number is left to ring: nobody on duty, or every number a wrong one."""
    wrong = wrong_numbers(escalation)
    return all(rung.empty or rung.phone in wrong for rung in escalation.rungs)


def calls_failing(escalation: Escalation) -> bool:
    """Whether the carrier let the latest call down, or lost it, and none was begun since.

    Also where calls are kept back for others' failures, and none is under way.
    """
    calls = _calls(escalation.offers())
    if any(one.kept_by_carrier for one in calls) and not any(
        one.live and one.begun for one in calls
    ):
        return True
    finished = [one for one in calls if one.begun or not one.live]
    return bool(finished) and finished[-1].dropped


def _everyone_call_to_come(escalation: Escalation, index: int) -> bool:
    if escalation.climb.everyone_at is None or not escalation.pace.everyone_after:
        return False
    phone = escalation.rungs[index].phone
    if any(other.phone == phone for other in escalation.rungs[:index]):
        return False  # The other's ring serves both, so that none of its own comes.
    made = [one for one in _this_round(escalation, index) if one.everyone]
    return not made or made[-1].live or made[-1].dropped


def _resting(escalation: Escalation, now: datetime) -> frozenset[str | None]:
    return frozenset(
        one.person
        for one in escalation.attempts
        if one.outcome is Outcome.PASSED_ON and one.ended_at and now - one.ended_at < REST
    )


def _serves(attempt: Attempt, escalation: Escalation, index: int) -> bool:
    return (
        attempt.purpose is Purpose.OFFER
        and attempt.climb == escalation.climb.number
        and attempt.rung == index
    )


def _this_round(escalation: Escalation, index: int) -> list[Attempt]:
    climb = escalation.climb
    return [
        one
        for one in escalation.attempts
        if one.rung == index and one.round == climb.round and _serves(one, escalation, index)
    ]


def _calls(attempts: Iterable[Attempt]) -> list[Attempt]:
    return [one for one in attempts if one.channel is Channel.CALL]


def _call_after(
    made: list[Attempt], begun: datetime, tries: int, between: timedelta
) -> Next | None:
    """Return the call that follows those *made*, oldest first; ``None`` while one is live."""
    if not made:
        return Next(begun, Channel.CALL)
    last = made[-1]
    if last.live or last.ended_at is None:
        return None
    if last.dropped:
        return Next(_retry_at(made, CARRIER_WAITS), Channel.CALL, last.number)
    if [one.outcome for one in made].count(Outcome.BUSY) == 1 and last.outcome is Outcome.BUSY:
        return Next(last.ended_at + AFTER_BUSY, Channel.CALL, last.number)
    if last.number >= tries:
        return None
    start = next(_starts_of(made, last.number))
    return Next(max(start + between, last.ended_at), Channel.CALL, last.number + 1)


def _starts_of(made: list[Attempt], number: int) -> Iterator[datetime]:
    return (one.started_at for one in made if one.number == number and not one.dropped)


def _retry_at(made: list[Attempt], waits: tuple[timedelta, ...]) -> datetime:
    """Return when a try that the carrier dropped is made again, later each time it does."""
    dropped = 0
    for one in reversed(made):
        if not one.dropped:
            break
        dropped += 1
    if dropped == 1 and made[-1].failure is Failure.LOST:
        return made[-1].ended_at or made[-1].intended_at  # It has been looked for all the while.
    wait = waits[min(dropped, len(waits)) - 1]
    return (made[-1].ended_at or made[-1].intended_at) + wait
