"""Who would be rung, in which order and when, at an instant: for ``rota show``."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from service.desk.own_phone import for_admins
from service.domain.catalogue import _, ngettext
from service.domain.dates import long_moment, weekday
from service.domain.duty import Because, Over, StandIn, over
from service.domain.held import Named, named
from service.domain.ladder import Channel, Ladder, Rung
from service.domain.listing import all_of, row
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.rota import Rota

#: What we have learnt of numbers.
Marks = Mapping[PhoneNumber, NumberMarks]
NONE: Marks = MappingProxyType({})


def show(rota: Rota, at: datetime, marks: Marks = NONE) -> dict[str, object]:
    """Return the climbs at the aware instant *at*, for a program to read.

    ``{organisation, timezone, at, ladders: [{name, ring: [{person, role, name, phone,
    starts_seconds, calls_seconds, texts, remarks?, stands_in_for?, because?}],
    everyone_seconds, again_seconds, away, away_ignored}]}``: seconds count from the press,
    ``person`` is null where nobody holds the rung, and of a number the last three digits are
    given. ``remarks`` say what *marks* know of it. ``away`` are keys; ``because`` is ``swap``,
    ``away``, or ``others`` where others are moved.
    """
    return {
        "organisation": rota.organisation,
        "timezone": rota.timezone,
        "at": rota.local(at).isoformat(),
        "ladders": [_ladder(*climb, marks) for climb in _climbs(rota, at)],
    }


def show_lines(rota: Rota, at: datetime, marks: Marks = NONE) -> list[str]:
    """Return the same as lines to print; times are minutes and seconds after the press."""
    local = rota.local(at)
    when = f"{weekday(local)} {long_moment(local)} {rota.timezone}"
    lines = [f"{rota.organisation}, {when}"]
    names = named(rota)
    for ladder, lying in _climbs(rota, at):
        lines += ["", ladder.name]
        steps = zip(_starts(ladder), lying.stand_ins, strict=True)
        lines += [
            f"  {index}. {_line(rung, start)}{_after_line(rung, stand_in, marks, names)}"
            for index, ((rung, start), stand_in) in enumerate(steps, start=1)
        ]
        lines += [f"  {line}" for line in (*_after(ladder), *_over(lying, names))]
    return lines


def _climbs(rota: Rota, at: datetime) -> Iterator[tuple[Ladder, Over]]:
    return ((rota.on_duty(plan, at), over(rota, plan, at)) for plan in rota.ladders)


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


def _ladder(ladder: Ladder, lying: Over, marks: Marks) -> dict[str, object]:
    pace = ladder.pace
    steps = zip(_starts(ladder), lying.stand_ins, strict=True)
    return {
        "name": ladder.name,
        "ring": [_rung(*step, marks) | _stands_in(stand_in) for step, stand_in in steps],
        "everyone_seconds": _seconds(_everyone(ladder)) if pace.everyone_after else None,
        "again_seconds": _seconds(_again(ladder)),
        "away": list(lying.away),
        "away_ignored": lying.ignored,
    }


def _stands_in(stand_in: StandIn | None) -> dict[str, object]:
    if stand_in is None:
        return {}
    return {"stands_in_for": stand_in.usual, "because": str(stand_in.because)}


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
        return _("{role}: nobody, skipped at once", role=rung.role)
    ways = []
    if calls := _calls(rung, start):
        ways.append(
            ngettext(
                "call at {times}, ringing {count} second",
                "call at {times}, ringing {count} seconds",
                _seconds(rung.pace.ring),
                times=all_of(_clock(call) for call in calls),
            )
        )
    if rung.has(Channel.TEXT):
        ways.append(_("text at {time}", time=_clock(start)))
    how = "; ".join(ways) or _("cannot be reached by call or text")
    return _(
        "{role}: {name}, number ending {end}: {how}",
        role=rung.role,
        name=rung.name,
        end=rung.phone.e164[-3:],
        how=how,
    )


def _after_line(rung: Rung, stand_in: StandIn | None, marks: Marks, names: Named) -> str:
    said = [*_instead(stand_in, names), *_remarks(rung, marks)]
    return f" ({row(said)})" if said else ""


def _instead(stand_in: StandIn | None, names: Named) -> Iterator[str]:
    if stand_in is None:
        return
    usual = names[stand_in.usual]
    match stand_in.because:
        case Because.SWAP:
            yield _("has swapped with {usual}", usual=usual)
        case Because.AWAY:
            yield _("instead of {usual}, time away", usual=usual)
        case Because.OTHERS:
            yield _("instead of {usual}", usual=usual)


def _over(lying: Over, names: Named) -> Iterator[str]:
    if lying.away:
        yield _("Away: {names}.", names=row(names[key] for key in lying.away))
    if lying.ignored:
        yield _("Nobody else is left, so time away is ignored: they are rung all the same.")


def _remarks(rung: Rung, marks: Marks) -> list[str]:
    if rung.phone is None:
        return []
    return list(for_admins(rung.phone, marks.get(rung.phone, NumberMarks())))


def _after(ladder: Ladder) -> Iterator[str]:
    if all(rung.empty for rung in ladder.rungs):
        yield _("Nobody would be rung. Give a rung a holder.")
        return
    if ladder.pace.everyone_after:
        yield _("Everyone at once at {time}.", time=_clock(_everyone(ladder)))
    yield _("From the top again at {time}.", time=_clock(_again(ladder)))


def _seconds(wait: timedelta) -> int:
    return wait // timedelta(seconds=1)


def _clock(wait: timedelta) -> str:
    minutes, seconds = divmod(_seconds(wait), 60)
    return f"{minutes}:{seconds:02}"
