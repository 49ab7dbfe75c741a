"""Every field of a rota file, each with a word of its own in turn."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime

from canary.birds import Birds

from service.rota_file import absences, directory, ladders, people, practice, read, rungs

Path = tuple[str | int, ...]


def _person(name: str, last: int, *roles: str) -> dict[str, object]:
    return {"name": name, "phone": f"07700 900{last}", "texts": True, "roles": [*roles]}


#: A file with every key that there is. Which those are is asked of what reads it.
WHOLE: dict[str, object] = {
    "organisation": "Harbour Lane",
    "timezone": "Europe/London",
    "countries": ["GB"],
    "people": {
        "priya": _person("Priya Shah", 111, "officer")
        | {"night_drills": True, "page_only": True, "ladder": "safeguarding"},
        "tom": _person("Tom Reed", 112, "officer"),
        "noor": _person("Noor Aziz", 125, "admin"),
        "sam": _person("Sam Lee", 123, "staff"),
    },
    "ladders": [
        {
            "name": "safeguarding",
            "everyone_after": True,
            "seconds_between_rounds": 300,
            "spoken_reminder_seconds": 180,
            "spoken_question_seconds": 360,
            "spoken_limit_seconds": 900,
            "rungs": [
                {
                    "role": "Safeguarding officer",
                    "holder": "priya",
                    "tries": 2,
                    "ring_seconds": 22,
                    "seconds_between_tries": 60,
                    "seconds_before_next": 105,
                    "channels": ["call", "text"],
                },
                {
                    "role": "Deputy",
                    "holders": ["tom", "priya"],
                    "turn": "week",
                    "turn_from": datetime(2026, 11, 2, 9),  # noqa: DTZ001 - by the clock on the wall
                    "shifts": [
                        {"days": "Mon-Fri", "from": "09:00", "to": "17:00", "holder": "tom"}
                    ],
                },
            ],
        }
    ],
    "away": [{"person": "tom", "from": date(2036, 12, 24), "until": date(2036, 12, 27)}],
    "swaps": [{"between": ["tom", "priya"], "from": date(2036, 11, 6), "until": date(2036, 11, 7)}],
    "practice": {"every_days": 90, "at": "10:00", "starts": "noor"},
    "directory": [
        {
            "name": "Helpline",
            "phone": "020 7946 0999",
            "note": "by day",
            "area": "the North",
            "owner": "Ann",
            "hours": "always",
            "checked": date(2026, 11, 1),
            "place": "alternate",
        },
        {"name": "Duty team", "phone": "020 7946 0998", "to_be_checked": True},
    ],
}
KNOWN = (
    *read.KEYS,
    *people.KEYS,
    *ladders.LADDER_KEYS,
    *rungs.KEYS,
    *rungs.SHIFT_KEYS,
    *absences.AWAY_KEYS,
    *absences.SWAP_KEYS,
    *practice.KEYS,
    *directory.KEYS,
)


def every_file(birds: Birds) -> Iterator[str]:
    """Yield a file as it should be, then one for each field: a word for its value, or its name."""
    yield toml(WHOLE)
    for path in places(WHOLE):
        what = ".".join(map(str, path))
        yield toml(_changed(path, birds.named(what)))
        if isinstance(path[-1], str):
            yield toml(_renamed(path, birds.named(f"key {what}")))
    for what, text in {"a comment": "# {}", "no TOML": "{} is", "a text left open": '"{}'}.items():
        yield f"{toml(WHOLE)}\n{text.format(birds.named(what))}\n"


def places(held: object, at: Path = ()) -> Iterator[Path]:
    """Yield the way to each value, tables and lists included."""
    if at:
        yield at
    inside = (
        held.items()
        if isinstance(held, dict)
        else enumerate(held)
        if isinstance(held, list)
        else ()
    )
    for key, value in inside:
        yield from places(value, (*at, key))


def toml(held: dict[str, object]) -> str:
    """Write *held* as a rota file, a line for each of its first keys."""
    return "\n".join(f"{json.dumps(key)} = {_value(value)}" for key, value in held.items())


def _value(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)} = {_value(v)}" for k, v in value.items()) + "}"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case date():
            return value.isoformat()
    return json.dumps(value)


def _changed(path: Path, word: str) -> dict[str, object]:
    whole, table = _reached(path)
    table[path[-1]] = word
    return whole


def _renamed(path: Path, word: str) -> dict[str, object]:
    whole, table = _reached(path)
    table[word] = table.pop(path[-1])
    return whole


def _reached(path: Path):
    whole = table = deepcopy(WHOLE)
    for part in path[:-1]:
        table = table[part]
    return whole, table
