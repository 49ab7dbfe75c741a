"""Writes a rota as a file that reads back as the same rota."""

import tomlkit
from tomlkit.items import AoT, Array, Table

from service.domain.directory import DirectoryEntry
from service.domain.ladder import Channel
from service.domain.people import Person
from service.domain.rota import LadderPlan, PracticePlan, Rota, RungPlan
from service.domain.shifts import Shift
from service.domain.weekdays import days_written
from service.numbers import countries_of
from service.rota_file.hours import write_hours
from service.rota_file.rungs import TURNS
from service.rota_file.walls import write_span


def write_rota(rota: Rota) -> str:
    """Return *rota* as TOML, complete: `read_rota` gives back an equal one.

    It holds everybody's names and numbers, so it belongs to admins alone.
    """
    document = tomlkit.document()
    document.add("organisation", tomlkit.item(rota.organisation))
    document.add("timezone", tomlkit.item(rota.timezone))
    countries = countries_of(person.phone for person in rota.people.values())
    if countries != ("GB",):
        document.add("countries", tomlkit.item(list(countries)))
    people = tomlkit.table(is_super_table=True)
    for key, person in rota.people.items():
        people.add(key, _person(person))
    document.add("people", people)
    document.add("ladders", _tables([_ladder(ladder) for ladder in rota.ladders]))
    for key, found in (("away", _away(rota)), ("swaps", _swaps(rota))):
        if found:
            document.add(key, _tables(found))
    if rota.practice:
        document.add("practice", _practice(rota.practice))
    if rota.directory:
        document.add("directory", _tables([_entry(entry) for entry in rota.directory]))
    return tomlkit.dumps(document)


def _tables(tables: list[Table]) -> AoT:
    return tomlkit.aot() if not tables else AoT(tables)


def _table(content: dict[str, object]) -> Table:
    table = tomlkit.table()
    for key, value in content.items():
        table.add(key, tomlkit.item(value))
    return table


def _person(person: Person) -> Table:
    return _table(
        {
            "name": person.name,
            "phone": person.phone.national(),
            "texts": person.texts,
            "roles": sorted(str(role) for role in person.roles),
            **({"night_drills": True} if person.night_drills else {}),
            **({"page_only": True} if person.page_only else {}),
            **({"ladder": person.ladder} if person.ladder else {}),
        }
    )


def _ladder(ladder: LadderPlan) -> Table:
    pace = ladder.pace
    table = _table(
        {
            "name": ladder.name,
            "everyone_after": pace.everyone_after,
            "seconds_between_rounds": int(pace.between_rounds.total_seconds()),
            "spoken_reminder_seconds": int(pace.spoken_reminder.total_seconds()),
            "spoken_question_seconds": int(pace.spoken_question.total_seconds()),
            "spoken_limit_seconds": int(pace.spoken_limit.total_seconds()),
        }
    )
    table.add("rungs", _tables([_rung(rung) for rung in ladder.rungs]))
    return table


def _rung(rung: RungPlan) -> Table:
    pace = rung.pace
    return _table(
        {
            "role": rung.role,
            **_held(rung),
            "tries": pace.tries,
            "ring_seconds": int(pace.ring.total_seconds()),
            "seconds_between_tries": int(pace.between_tries.total_seconds()),
            "seconds_before_next": int(pace.before_next.total_seconds()),
            "channels": [str(way) for way in Channel if way in pace.channels],
        }
    )


def _held(rung: RungPlan) -> dict[str, object]:
    """Say who holds *rung*; of an empty one that it is meant to be so."""
    found: dict[str, object] = {"holder": rung.holder} if rung.holder else {}
    if rung.turns:
        length = next(word for word, days in TURNS.items() if days == rung.turns.days)
        begins = rung.turns.begins
        found |= {"holders": list(rung.turns.people), "turn": length, "turn_from": begins}
    if rung.shifts:
        found["shifts"] = _shifts(rung.shifts)
    return found or {"holders": []}


def _shifts(shifts: tuple[Shift, ...]) -> Array:
    """Write one shift to a line, as a table of a week would have them."""
    lines = tomlkit.array().multiline(multiline=True)
    for shift in shifts:
        line = tomlkit.inline_table()
        line.update(
            {
                "days": days_written(shift.weekdays),
                "from": f"{shift.starts:%H:%M}",
                "to": f"{shift.ends:%H:%M}",
                "holder": shift.person,
            }
        )
        lines.append(line)
    return lines


def _away(rota: Rota) -> list[Table]:
    return [_table({"person": one.person, **write_span(one.span)}) for one in rota.away]


def _swaps(rota: Rota) -> list[Table]:
    return [
        _table({"between": [swap.one, swap.other], **write_span(swap.span)}) for swap in rota.swaps
    ]


def _practice(plan: PracticePlan) -> Table:
    return _table({"every_days": plan.every_days, "at": f"{plan.at:%H:%M}", "starts": plan.starts})


def _entry(entry: DirectoryEntry) -> Table:
    optional = {
        "note": entry.note,
        "area": entry.area,
        "owner": entry.owner,
        "hours": write_hours(entry.hours),
        "checked": entry.checked,
        "to_be_checked": entry.to_be_checked,
        "place": str(entry.place) if entry.place else "",
    }
    given = {key: value for key, value in optional.items() if value}
    return _table({"name": entry.name, "phone": entry.phone, **given})
