"""A rota that several keep, who they are, and what they do to it."""

from datetime import UTC, date, datetime

from service.desk import keeping
from service.domain.absences import TimeAway, whole_days
from service.domain.edits import absences, people
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.versions import Author

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
JOAN, ANN = Author("joan", "Joan Park"), Author("ann", "Ann Low")
FILE = Author("", "the command line")


def person(key, number, *roles):
    return Person(
        key=key,
        name=f"{key.title()} Doe",
        phone=PhoneNumber(f"+447700900{number}"),
        roles=frozenset(roles),
    )


ROTA = Rota(
    organisation="Harbour Lane",
    people={
        "priya": person("priya", "111", Role.OFFICER),
        "tom": person("tom", "222", Role.OFFICER, Role.STAFF),
        "joan": person("joan", "444", Role.ADMIN),
        "ann": person("ann", "555", Role.ADMIN),
    },
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(RungPlan(role="Officer", holder="priya"), RungPlan(role="Deputy", holder="tom")),
        ),
    ),
)
CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))


def away(key):
    return lambda rota: absences.add_away(rota, TimeAway(key, CHRISTMAS), NOW)


def without(key):
    return lambda rota: people.remove_person(rota, key)


def now(desk):
    return keeping.standing(desk).rota


def versions(desk):
    with desk.book.reading() as page:
        return page.versions(50)
