"""Examples of what goes into a book. Names and numbers are invented."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from service.domain.attempt import Attempt, Purpose
from service.domain.directory import DirectoryEntry, Hours
from service.domain.escalation import Climb, Escalation, Raiser
from service.domain.ladder import Channel, LadderPace, Rung
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan

NOW = datetime(2026, 3, 14, 2, 30, 0, 123456, tzinfo=UTC)
AMARA = PhoneNumber("+447700900111")
BEN = PhoneNumber("+447700900222")
SAM = PhoneNumber("+447700900333")

_ids = itertools.count(1)


def press(person="sam", phone=SAM, **changed):
    """An escalation as it is when the button has just been pressed."""
    number = next(_ids)
    rungs = (
        Rung(role="Safeguarding officer", person="amara", name="Amara Osei", phone=AMARA),
        Rung(role="Deputy", person="ben", name="Ben Hale", phone=BEN, texts=True),
        Rung(role="Deputy"),
    )
    made = Escalation(
        id=f"escalation-{number}",
        reference=f"R{number}",
        organisation="Harbour Lane",
        ladder="safeguarding",
        pace=LadderPace(),
        rungs=rungs,
        raiser=Raiser(person=person, name="Sam Lee", phone=phone),
        raised_at=NOW,
        climb=Climb(started_at=NOW),
        listed=frozenset({"amara", "ben"}),
        due_at=NOW,
    )
    return replace(made, **changed)


def call(phone=AMARA, **changed):
    """An intent to ring somebody."""
    made = Attempt(
        id=f"attempt-{next(_ids)}",
        purpose=Purpose.OFFER,
        channel=Channel.CALL,
        name="Amara Osei",
        phone=phone,
        person="amara",
        climb=1,
        round=1,
        rung=0,
        number=1,
        intended_at=NOW,
        due_at=NOW + timedelta(seconds=3),
        fence=1,
    )
    return replace(made, **changed)


def rota(**changed):
    """A small rota with everything in it."""
    made = Rota(
        organisation="Harbour Lane",
        people={
            "sam": Person(key="sam", name="Sam Lee", phone=SAM, roles=frozenset({Role.STAFF})),
            "amara": Person(
                key="amara",
                name="Amara Osei",
                phone=AMARA,
                texts=True,
                roles=frozenset({Role.OFFICER, Role.ADMIN}),
            ),
        },
        ladders=(
            LadderPlan(
                name="safeguarding",
                rungs=(RungPlan(role="Safeguarding officer", holder="amara"), RungPlan(role="X")),
            ),
        ),
        directory=(
            DirectoryEntry(
                name="A helpline",
                phone="020 7946 0000",
                dial="+442079460000",
                hours=(Hours(frozenset({0, 4}), time(9), time(17, 30)),),
                checked=date(2026, 1, 2),
            ),
            DirectoryEntry(name="Another", phone="999", dial="999", to_be_checked=True),
        ),
    )
    return replace(made, **changed)
