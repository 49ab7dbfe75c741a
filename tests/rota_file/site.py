"""A large site that keeps everything a rota can hold."""

from datetime import date, datetime, time, timedelta

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.directory import DirectoryEntry, Place
from service.domain.ladder import LadderPace, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

BEGINS = datetime.fromisoformat("2026-11-02T09:00")
OFFICE, NIGHTS = (time(9), time(17)), (time(21), time(9))


def site(*, people, ladders):
    """Return a rota of that many; half of the people are officers, each ladder has its own."""
    keys = [f"p{number}" for number in range(people)]
    officers = keys[: people // 2]
    return Rota(
        organisation="Harbour Lane",
        people={key: _person(key, number, officers, ladders) for number, key in enumerate(keys)},
        ladders=tuple(_ladder(number, officers[number::ladders]) for number in range(ladders)),
        away=tuple(_away(key, number) for number, key in enumerate(officers)),
        swaps=tuple(
            Swap(one, other, _evening(number))
            for number, (one, other) in enumerate(zip(officers[::2], officers[1::2], strict=False))
        ),
        practice=PracticePlan(every_days=90, at=time(10), starts=officers[0]),
        directory=tuple(
            DirectoryEntry(name=place.replace("_", " "), phone="999", dial="999", place=place)
            for place in Place
        ),
    )


def _person(key, number, officers, ladders):
    roles = {Role.OFFICER, Role.STAFF} if key in officers else {Role.STAFF}
    return Person(
        key=key,
        name=f"Person {number}",
        phone=PhoneNumber(f"+447700900{number:03}"),
        texts=number % 3 > 0,
        roles=frozenset(roles | ({Role.ADMIN} if number % 10 == 0 else set())),
        night_drills=number % 4 == 0,
        page_only=number % 7 == 0,
        ladder=f"site {number % ladders}" if number % 2 else None,
    )


def _ladder(number, officers):
    first, second, third, *rest = officers
    return LadderPlan(
        name=f"site {number}",
        rungs=(
            RungPlan(
                role="Safeguarding officer",
                holder=third,
                shifts=(
                    Shift(
                        weekdays=frozenset(range(5)),
                        starts=OFFICE[0],
                        ends=OFFICE[1],
                        person=first,
                    ),
                    Shift(
                        weekdays=frozenset({4, 5}),
                        starts=NIGHTS[0],
                        ends=NIGHTS[1],
                        person=second,
                    ),
                ),
            ),
            RungPlan(role="Deputy", turns=Turns(people=(second, third, *rest), begins=BEGINS)),
            RungPlan(
                role="Deputy",
                holder=first,
                turns=Turns(people=(second,), days=1, begins=BEGINS),
                pace=RungPace(tries=3, ring=timedelta(seconds=20 + number)),
            ),
            RungPlan(role="Deputy"),
        ),
        pace=LadderPace(everyone_after=number % 2 == 0),
    )


def _away(key, number):
    first = date(2026, 12, 1) + timedelta(days=number)
    return TimeAway(key, whole_days(first, first + timedelta(days=number % 5)))


def _evening(number):
    start = datetime.fromisoformat("2026-11-06T18:00") + timedelta(days=number)
    return Span(start, start + timedelta(hours=5, minutes=number))
