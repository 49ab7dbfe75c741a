"""The admins' page: who would be rung right now, everybody's numbers, and how the house stands.

It shows nothing of any call-out, not even that there is one: who keeps the rota may be the
very person that a call-out is about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint

from service.desk.health import OK, Health, health
from service.desk.own_phone import for_admins, marked
from service.desk.viewing import rota_now
from service.domain.ladder import Channel, Ladder, Rung
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.web import alarms
from service.web.auth import Rule, admits
from service.web.frame import page as framed
from service.web.joined import parts
from service.web.lines import admin_directory
from service.web.times import clock, long_day

blueprint = Blueprint("rota", __name__)


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


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the house, and how it stands."""

    name: str
    words: str
    right: bool


_CHECKS = {
    "book": "Keeping records",
    "ticker": "Looking for what is due",
    "carrier": "Making calls",
    "rota": "Somebody to ring",
    "bell": "Ringing without delay",
}


@blueprint.get("/rota")
@admits(Rule.ADMIN)
def page() -> str:
    """Show the rota as it stands."""
    rota, at = rota_now(parts().desk), parts().desk.clock.now()
    marks = marked(parts().desk)
    standing = health(parts().desk, parts().bell.answers)
    local = rota.local(at)
    return framed(
        "rota/page.html",
        rota,
        today=f"{local:%A} {long_day(local.date())}, {clock(local)}",
        ladders=[_ladder(rota.on_duty(plan, at)) for plan in rota.ladders],
        people=[_person(person, marks) for person in rota.people.values()],
        directory=admin_directory(rota, at),
        alarms=alarms.standing(rota, at),
        standing=_standing(standing),
        checks=_checks(standing),
    )


def _ladder(ladder: Ladder) -> LadderNow:
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
        return "Nobody would be rung. Give a place to somebody in the rota file."
    end = _elapsed(sum((rung.pace.before_next for rung in held), timedelta()))
    wait = _elapsed(ladder.pace.between_rounds)
    if ladder.pace.everyone_after:
        return f"Everyone at once at {end}, and from the top again {wait} after that."
    return f"From the top again {wait} after {end}."


def _seconds(wait: timedelta) -> int:
    return wait // timedelta(seconds=1)


def _elapsed(wait: timedelta) -> str:
    """Write minutes and seconds after the press."""
    minutes, seconds = divmod(_seconds(wait), 60)
    return f"{minutes}:{seconds:02}"


def _person(
    person: Person, marks: Mapping[PhoneNumber, NumberMarks]
) -> dict[str, str | Sequence[str]]:
    known = marks.get(person.phone, NumberMarks())
    return {
        "key": person.key,
        "name": person.name,
        "number": person.phone.national(),
        "roles": ", ".join(sorted(person.roles)) or "no role",
        "texts": "takes texts" if person.texts and not known.texts_off else "calls only",
        "marks": for_admins(person.phone, known),
    }


def _standing(found: Health) -> str:
    """Say in one heading whether a press would be served now."""
    if not found.ready:
        return "Something is wrong: a press may not be served"
    return "Everything works" if found.status == OK else "It works, with one thing to mend"


def _checks(found: Health) -> list[Check]:
    return [
        Check(_CHECKS[name], "Works" if said == OK else _capital(said), said == OK)
        for name, said in found.checks.items()
    ]


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
