"""Time away and swaps of a rota file: ``[[away]]`` and ``[[swaps]]``."""

from service.domain.absences import Swap, TimeAway
from service.domain.catalogue import _
from service.domain.people import Person
from service.domain.rota_rules import SwapAlone, SwapsOverlap, clashing
from service.rota_file.officers import read_officer, read_officers
from service.rota_file.table import Table
from service.rota_file.walls import Clock, read_span

AWAY_KEYS = ("person", "from", "until")
SWAP_KEYS = ("between", "from", "until")
_TWO = 2


def read_away(top: Table, people: dict[str, Person], clock: Clock) -> tuple[TimeAway, ...]:
    """Read every ``[[away]]``; what is over is doubtful."""
    found = []
    for table in top.tables("away", "away"):
        table.only(AWAY_KEYS)
        table.needed("person", _('Write person = "…", the key of an officer.'))
        person = read_officer(table, "person", people)
        span = read_span(table, clock)
        if person is not None and span is not None:
            found.append(TimeAway(person, span))
    return tuple(found)


def read_swaps(top: Table, people: dict[str, Person], clock: Clock) -> tuple[Swap, ...]:
    """Read every ``[[swaps]]``; what is over is doubtful."""
    found: list[tuple[Table, Swap]] = []
    for table in top.tables("swaps", "swaps"):
        table.only(SWAP_KEYS)
        two = _two(table, people)
        span = read_span(table, clock)
        if two is not None and span is not None:
            found.append((table, Swap(*two, span)))
    swaps = tuple(swap for __, swap in found)
    for place in clashing(swaps):
        top.notes.refused(found[place][0].path, SwapsOverlap())
    return swaps


def _two(table: Table, people: dict[str, Person]) -> tuple[str, str] | None:
    table.needed("between", _('Write between = ["…", "…"], the keys of two officers.'))
    keys = read_officers(table, "between", people)
    written = table.content.get("between")
    if not isinstance(written, list) or len(keys) < len(written):
        return None
    if len(keys) != _TWO:
        table.mistake(
            "between", _("A swap is between two people."), _("Write the keys of two officers.")
        )
        return None
    if keys[0] == keys[1]:
        table.notes.refused((*table.path, "between"), SwapAlone())
        return None
    return keys[0], keys[1]
