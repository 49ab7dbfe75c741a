"""Who would be rung, in which order and when, at an instant: for ``rota show``."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from service.desk.own_phone import for_admins
from service.domain.ladder import Channel, Ladder, Rung
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.rota import Rota

#: What we have learnt of numbers.
Marks = Mapping[PhoneNumber, NumberMarks]
NONE: Marks = MappingProxyType({})


def show(rota: Rota, at: datetime, marks: Marks = NONE) -> dict[str, object]:
    """Return the climbs at the aware instant *at*, for a program to read.

    ``{organisation, timezone, at, ladders: [{name, ring: [{person, role, name, phone,
    starts_seconds, calls_seconds, texts, remarks?}], everyone_seconds, again_seconds}]}``:
    seconds count from the press, ``person`` is null where nobody holds the rung, and of
    a number the last three digits are given. ``remarks`` say what *marks* know of it.
    """
    return {
        "organisation": rota.organisation,
        "timezone": rota.timezone,
        "at": rota.local(at).isoformat(),
        "ladders": [_ladder(ladder, marks) for ladder in _climbs(rota, at)],
    }


def show_lines(rota: Rota, at: datetime, marks: Marks = NONE) -> list[str]:
    """Return the same as lines to print; times are minutes and seconds after the press."""
    local = rota.local(at)
    lines = [f"{rota.organisation}, {local:%A} {local.day} {local:%B %Y, %H:%M} {rota.timezone}"]
    for ladder in _climbs(rota, at):
        lines += ["", ladder.name]
        lines += [
            f"  {index}. {_line(rung, start)}{_after_line(rung, marks)}"
            for index, (rung, start) in enumerate(_starts(ladder), start=1)
        ]
        lines += [f"  {line}" for line in _after(ladder)]
    return lines


def _climbs(rota: Rota, at: datetime) -> Iterator[Ladder]:
    return (rota.on_duty(plan, at) for plan in rota.ladders)


def _starts(ladder: Ladder) -> Iterator[tuple[Rung, timedelta]]:
    """Yield each rung with when its turn comes; one that nobody holds takes no time."""
    start = timedelta()
    for rung in ladder.rungs:
        yield rung, start
        start += timedelta() if rung.empty else rung.pace.before_next


def _everyone(ladder: Ladder) -> timedelta:
    waits = (rung.pace.before_next for rung in ladder.rungs if not rung.empty)
    return sum(waits, timedelta())


def _again(ladder: Ladder) -> timedelta:
    """Return when the second round starts; the wait is the same where not everyone is rung."""
    return _everyone(ladder) + ladder.pace.between_rounds


def _calls(rung: Rung, start: timedelta) -> list[timedelta]:
    """Return when this person is called, the first ring over before the next one starts."""
    if not rung.has(Channel.CALL):
        return []
    step = max(rung.pace.between_tries, rung.pace.ring)
    return [start + step * number for number in range(rung.pace.tries)]


def _ladder(ladder: Ladder, marks: Marks) -> dict[str, object]:
    pace = ladder.pace
    return {
        "name": ladder.name,
        "ring": [_rung(rung, start, marks) for rung, start in _starts(ladder)],
        "everyone_seconds": _seconds(_everyone(ladder)) if pace.everyone_after else None,
        "again_seconds": _seconds(_again(ladder)),
    }


def _rung(rung: Rung, start: timedelta, marks: Marks) -> dict[str, object]:
    said = _remarks(rung, marks)
    return {
        "person": rung.person,
        "role": rung.role,
        "name": rung.name or None,
        "phone": f"…{rung.phone.e164[-3:]}" if rung.phone else None,
        "starts_seconds": _seconds(start),
        "calls_seconds": [_seconds(call) for call in _calls(rung, start)],
        "texts": rung.has(Channel.TEXT),
        **({"remarks": said} if said else {}),
    }


def _line(rung: Rung, start: timedelta) -> str:
    if rung.empty or rung.phone is None:
        return f"{rung.role}: nobody, skipped at once"
    ways = []
    if calls := _calls(rung, start):
        times = " and ".join(_clock(call) for call in calls)
        ways.append(f"call at {times}, ringing {_seconds(rung.pace.ring)} seconds")
    if rung.has(Channel.TEXT):
        ways.append(f"text at {_clock(start)}")
    how = "; ".join(ways) or "cannot be reached by call or text"
    return f"{rung.role}: {rung.name}, number ending {rung.phone.e164[-3:]}: {how}"


def _after_line(rung: Rung, marks: Marks) -> str:
    said = _remarks(rung, marks)
    return f" ({', '.join(said)})" if said else ""


def _remarks(rung: Rung, marks: Marks) -> list[str]:
    if rung.phone is None:
        return []
    return list(for_admins(rung.phone, marks.get(rung.phone, NumberMarks())))


def _after(ladder: Ladder) -> Iterator[str]:
    if all(rung.empty for rung in ladder.rungs):
        yield "Nobody would be rung. Give a rung a holder."
        return
    if ladder.pace.everyone_after:
        yield f"Everyone at once at {_clock(_everyone(ladder))}."
    yield f"From the top again at {_clock(_again(ladder))}."


def _seconds(wait: timedelta) -> int:
    return wait // timedelta(seconds=1)


def _clock(wait: timedelta) -> str:
    minutes, seconds = divmod(_seconds(wait), 60)
    return f"{minutes}:{seconds:02}"
