"""Writes a rota as a file that reads back as the same rota."""

import tomlkit
from tomlkit.items import AoT, Table

from service.domain.directory import DirectoryEntry
from service.domain.ladder import Channel
from service.domain.people import Person
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.numbers import countries_of
from service.rota_file.hours import write_hours


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
            **({"holder": rung.holder} if rung.holder else {}),
            "tries": pace.tries,
            "ring_seconds": int(pace.ring.total_seconds()),
            "seconds_between_tries": int(pace.between_tries.total_seconds()),
            "seconds_before_next": int(pace.before_next.total_seconds()),
            "channels": [str(way) for way in Channel if way in pace.channels],
        }
    )


def _entry(entry: DirectoryEntry) -> Table:
    optional = {
        "note": entry.note,
        "area": entry.area,
        "owner": entry.owner,
        "hours": write_hours(entry.hours),
        "checked": entry.checked,
        "to_be_checked": entry.to_be_checked,
    }
    given = {key: value for key, value in optional.items() if value}
    return _table({"name": entry.name, "phone": entry.phone, **given})
