"""How each person of a ladder is rung: at which pace, and what comes after the last of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from service.domain.catalogue import N_, _
from service.domain.ladder import Channel, Ladder, Rung
from service.domain.listing import all_of


@dataclass(frozen=True, slots=True)
class RungNow:
    """One person of a ladder, and at what pace they are rung."""

    name: str
    role: str
    words: str


@dataclass(frozen=True, slots=True)
class LadderNow:
    """Who would be rung, and what comes after the last of them."""

    name: str
    rungs: Sequence[RungNow]
    after: str


def paced(ladder: Ladder) -> LadderNow:
    """Say how *ladder* would be climbed."""
    rungs = [RungNow(*_who(rung), _pace(rung, start)) for rung, start in _starts(ladder)]
    return LadderNow(ladder.name, rungs, _after(ladder))


def _who(rung: Rung) -> tuple[str, str]:
    return (_("Nobody") if rung.empty else rung.name), rung.role


def _starts(ladder: Ladder) -> Iterator[tuple[Rung, timedelta]]:
    """Yield each rung with when its turn comes; one that nobody holds takes no time."""
    start = timedelta()
    for rung in ladder.rungs:
        yield rung, start
        start += timedelta() if rung.empty else rung.pace.before_next


def _pace(rung: Rung, start: timedelta) -> str:
    if rung.empty or rung.phone is None:
        return _("Nobody holds this place. It is skipped at once, and the colleague is told.")
    pace, number = rung.pace, rung.phone.national()
    step, text = max(pace.between_tries, pace.ring), _elapsed(start)
    calls = all_of([_elapsed(start + step * one) for one in range(pace.tries)])
    seconds = _seconds(pace.ring)
    match rung.has(Channel.CALL), rung.has(Channel.TEXT):
        case True, True:
            said = N_(
                "{number}: rung at {calls}, for {seconds} seconds each time; texted at {text}."
            )
        case True, False:
            said = N_("{number}: rung at {calls}, for {seconds} seconds each time.")
        case False, True:
            said = N_("{number}: texted at {text}.")
        case _neither:
            said = N_("{number}: cannot be reached by call or text.")
    return _(said, number=number, calls=calls, seconds=seconds, text=text)


def _after(ladder: Ladder) -> str:
    held = [rung for rung in ladder.rungs if not rung.empty]
    if not held:
        return _("Nobody would be rung. Give a place to somebody.")
    end = _elapsed(sum((rung.pace.before_next for rung in held), timedelta()))
    wait = _elapsed(ladder.pace.between_rounds)
    if ladder.pace.everyone_after:
        return _(
            "Everyone at once at {end}. {wait} after that, from the top again.", end=end, wait=wait
        )
    return _("From the top again {wait} after {end}.", wait=wait, end=end)


def _seconds(wait: timedelta) -> int:
    return wait // timedelta(seconds=1)


def _elapsed(wait: timedelta) -> str:
    """Write minutes and seconds after the press."""
    minutes, seconds = divmod(_seconds(wait), 60)
    return f"{minutes}:{seconds:02}"
