"""Officers as a rota file names them, by their keys."""

from service.domain.catalogue import _, ngettext
from service.domain.listing import row
from service.domain.people import Person, Role
from service.rota_file.lines import Path
from service.rota_file.remarks import shown
from service.rota_file.table import Table

#: More names than these make a mend that nobody reads.
_MOST_NAMED = 12


def read_officer(table: Table, key: str, people: dict[str, Person]) -> str | None:
    """Return whose key stands at *key*, if anybody's does; not being an officer is noted."""
    if key not in table.content:
        return None
    return _officer(table, (*table.path, key), table.content[key], key, people)


def read_officers(table: Table, key: str, people: dict[str, Person]) -> tuple[str, ...]:
    """Return those whose keys stand in the list at *key*."""
    value = table.content.get(key, [])
    if not isinstance(value, list):
        table.mistake(
            key,
            _("{key} is not a list.", key=key),
            _("Write one of keys: {allowed}.", allowed=_choice(people)),
        )
        return ()
    found = [
        _officer(table, (*table.path, key, place), one, key, people)
        for place, one in enumerate(value)
    ]
    return tuple(one for one in found if one is not None)


def _officer(
    table: Table, path: Path, key: object, what: str, people: dict[str, Person]
) -> str | None:
    if not isinstance(key, str) or key not in people:
        table.notes.mistake(
            path,
            _("This {key} is not one of the people.", key=what),
            _("Write one of: {allowed}.", allowed=_choice(people)),
        )
        return None
    if Role.OFFICER not in people[key].roles:
        table.notes.mistake(
            path,
            _("This {key} is not an officer.", key=what),
            _(
                'Add "officer" to their roles, or write one of: {allowed}.',
                allowed=_choice(people),
            ),
        )
    return key


def _choice(people: dict[str, Person]) -> str:
    officers = sorted(shown(key) for key, who in people.items() if Role.OFFICER in who.roles)
    if not officers:
        return _('anybody, once their roles include "officer"')
    named, more = row(officers[:_MOST_NAMED]), len(officers) - _MOST_NAMED
    if more <= 0:
        return named
    return ngettext("{named} and {count} other", "{named} and {count} others", more, named=named)
