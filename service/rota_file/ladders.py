"""The ladders of a rota file: ``[[ladders]]``, and ``[[ladders.rungs]]`` under each."""

from service.domain.catalogue import _
from service.domain.ladder import LadderPace
from service.domain.people import Person
from service.domain.rota import LadderPlan
from service.rota_file.rungs import read_rung
from service.rota_file.table import Table
from service.rota_file.walls import Clock

LADDER_KEYS = (
    "name",
    "everyone_after",
    "seconds_between_rounds",
    "spoken_reminder_seconds",
    "spoken_question_seconds",
    "spoken_limit_seconds",
    "rungs",
)

#: Where one of these is written, whoever wrote it has thought of who holds the rung; holders = []
#: says that nobody does.
_HELD = {"holder", "holders", "shifts"}


def read_ladders(top: Table, people: dict[str, Person], clock: Clock) -> tuple[LadderPlan, ...]:
    """Read every ladder; *people* are who may hold a rung."""
    ladders = []
    taken: set[str] = set()
    for table in top.tables("ladders", "ladders"):
        ladder = _ladder(table, people, clock)
        if ladder.name and ladder.name in taken:
            table.mistake(
                "name", _("Another ladder has this name already."), _("Give it its own name.")
            )
        taken.add(ladder.name)
        ladders.append(ladder)
    if not top.content.get("ladders"):
        top.mistake(
            "ladders",
            _("There is no ladder, so nobody would be rung."),
            _("Add [[ladders]] with a name, and a [[ladders.rungs]] for each person to ring."),
        )
    return tuple(ladders)


def _ladder(table: Table, people: dict[str, Person], clock: Clock) -> LadderPlan:
    table.only(LADDER_KEYS)
    usual = LadderPace()
    steps = table.tables("rungs", "ladders.rungs")
    rungs = tuple(read_rung(rung, people, clock) for rung in steps)
    if not any(_HELD & rung.keys() for rung in _written_rungs(table)):
        table.notes.mistake(
            table.path,
            _("Nobody stands on this ladder, so it would ring nobody."),
            _('Add a [[ladders.rungs]] with a role and holder = "…", the key of a person.'),
        )
    return LadderPlan(
        name=table.needed_name("name", example='"safeguarding"'),
        rungs=rungs,
        pace=LadderPace(
            everyone_after=table.flag("everyone_after", default=usual.everyone_after),
            between_rounds=table.seconds("seconds_between_rounds", default=usual.between_rounds),
            spoken_reminder=table.seconds("spoken_reminder_seconds", default=usual.spoken_reminder),
            spoken_question=table.seconds("spoken_question_seconds", default=usual.spoken_question),
            spoken_limit=table.seconds("spoken_limit_seconds", default=usual.spoken_limit),
        ),
    )


def _written_rungs(table: Table) -> list[dict[str, object]]:
    rungs = table.content.get("rungs", [])
    return [rung for rung in rungs if isinstance(rung, dict)] if isinstance(rungs, list) else []
