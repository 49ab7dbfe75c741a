"""The rota that the edits are tried on, and what they are tried with."""

from datetime import UTC, date, datetime, time

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.directory import DirectoryEntry
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift, Turns

BEGINS = datetime.fromisoformat("2026-11-02T09:00")
NOW = datetime(2026, 11, 6, 12, tzinfo=UTC)
CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))


def person(key, number, *roles, **more):
    return Person(
        key=key,
        name=f"{key.title()} Doe",
        phone=PhoneNumber(f"+447700900{number}"),
        roles=frozenset(roles),
        **more,
    )


def span(starts, ends):
    return Span(datetime.fromisoformat(starts), datetime.fromisoformat(ends))


EVENING = span("2026-11-06T18:00", "2026-11-06T23:00")
OFFICE = Shift(weekdays=frozenset(range(5)), starts=time(9), ends=time(17), person="tom")
ROTA = Rota(
    organisation="Harbour Lane",
    people={
        one.key: one
        for one in (
            person("priya", "111", Role.OFFICER, texts=True),
            person("tom", "222", Role.OFFICER, Role.STAFF, texts=True),
            person("amina", "333", Role.OFFICER),
            person("joan", "444", Role.ADMIN),
            person("sam", "123", Role.STAFF, ladder="north"),
        )
    },
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(
                RungPlan(role="Officer", holder="priya"),
                RungPlan(
                    role="Deputy",
                    turns=Turns(people=("tom", "amina"), begins=BEGINS),
                    shifts=(OFFICE,),
                ),
                RungPlan(role="Second deputy"),
            ),
        ),
        LadderPlan(name="north", rungs=(RungPlan(role="Officer", holder="tom"),)),
    ),
    away=(TimeAway("tom", CHRISTMAS), TimeAway("amina", EVENING)),
    swaps=(Swap("tom", "amina", EVENING),),
    practice=PracticePlan(every_days=90, at=time(10), starts="joan"),
    directory=(
        DirectoryEntry(name="Helpline", phone="0303 003 1111", dial="+443030031111"),
        DirectoryEntry(name="Duty team", phone="999", dial="999", to_be_checked=True),
    ),
)


def rungs(rota, name="safeguarding"):
    return rota.plan(name).rungs
