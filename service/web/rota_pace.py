"""How each person of a ladder is rung: at which pace, and what comes after the last of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from service.domain.ladder import Channel, Ladder, Rung


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
    return ("Nobody" if rung.empty else rung.name), rung.role


def _starts(ladder: Ladder) -> Iterator[tuple[Rung, timedelta]]:
    """Yield each rung with when its turn comes; one that nobody holds takes no time."""
    start = timedelta()
    for rung in ladder.rungs:
        yield rung, start
        start += timedelta() if rung.empty else rung.pace.before_next


def _pace(rung: Rung, start: timedelta) -> str:
    if rung.empty or rung.phone is None:
        return "Nobody holds this place. It is skipped at once, and the colleague is told."
    pace, said = rung.pace, []
    if rung.has(Channel.CALL):
        step = max(pace.between_tries, pace.ring)
        times = " and ".join(_elapsed(start + step * one) for one in range(pace.tries))
        said.append(f"rung at {times}, for {_seconds(pace.ring)} seconds each time")
    if rung.has(Channel.TEXT):
        said.append(f"texted at {_elapsed(start)}")
    how = "; ".join(said) or "cannot be reached by call or text"
    return f"{rung.phone.national()}: {how}."


def _after(ladder: Ladder) -> str:
    held = [rung for rung in ladder.rungs if not rung.empty]
    if not held:
        return "Nobody would be rung. Give a place to somebody."
    end = _elapsed(sum((rung.pace.before_next for rung in held), timedelta()))
    wait = _elapsed(ladder.pace.between_rounds)
    if ladder.pace.everyone_after:
        return f"Everyone at once at {end}. {wait} after that, from the top again."
    return f"From the top again {wait} after {end}."


def _seconds(wait: timedelta) -> int:
    return wait // timedelta(seconds=1)


def _elapsed(wait: timedelta) -> str:
    """Write minutes and seconds after the press."""
    minutes, seconds = divmod(_seconds(wait), 60)
    return f"{minutes}:{seconds:02}"
