"""The rota's versions on a page."""

import json
from collections.abc import Sequence

from sqlalchemy import bindparam, func, insert, select, union

from service.book.leaf import Leaf
from service.book.people_tables import pins
from service.book.rota_rows import as_json, of_json
from service.book.rota_tables import organisation, people, tokens
from service.book.rows import Found
from service.book.tables import escalations, rungs
from service.book.version_tables import rota_versions
from service.domain.rota import Rota
from service.domain.versions import Author, Version

#: Held by whoever changes the rota, since two would otherwise both follow the same version.
_HOLD = select(organisation.c.id).with_for_update()
_LATEST = select(func.coalesce(func.max(rota_versions.c.number), 0))
_KEEP = insert(rota_versions)
_SHOWN = [column for column in rota_versions.c if column.name != "rota"]
_VERSIONS = (
    select(*_SHOWN)
    .where(rota_versions.c.number < bindparam("before"))
    .order_by(rota_versions.c.number.desc())
    .limit(bindparam("most"))
)
_ROTA = select(rota_versions.c.rota).where(rota_versions.c.number == bindparam("of"))
_ROTAS = select(rota_versions.c.rota)
#: Whose what they may open or see is kept by their key, also from before there were versions.
_KEYS = union(
    select(people.c.key),
    select(tokens.c.person),
    select(pins.c.person),
    select(escalations.c.raiser_person),
    select(rungs.c.person).where(rungs.c.person.is_not(None)),
)
#: Above every number that a version could have.
_END = 2**31 - 1


class VersionLeaf(Leaf):
    """Keeps every rota that was in force."""

    def version(self) -> int:
        """Return the number of the latest version; on a page for writing, hold off the next."""
        if self._writes:
            self._pen.execute(_HOLD)
        number: int = self._pen.execute(_LATEST).scalar_one()
        return number

    def keep_version(self, version: Version, rota: Rota) -> None:
        """Keep that *rota* came to be as *version*."""
        row = {
            "number": version.number,
            "at": version.at,
            "person": version.author.key,
            "name": version.author.name,
            "source": version.source,
            "changed": list(version.changed),
            "rota": json.dumps(as_json(Rota, rota)),
        }
        self._pen.execute(_KEEP, row)

    def versions(self, most: int, *, before: int | None = None) -> Sequence[Version]:
        """Return the latest versions, newest first."""
        sought = {"before": before or _END, "most": most}
        return [_version(one) for one in self._pen.execute(_VERSIONS, sought).mappings()]

    def rota_of(self, number: int) -> Rota | None:
        """Return the rota as it was from that version on."""
        kept = self._pen.execute(_ROTA, {"of": number}).scalar_one_or_none()
        rota: Rota | None = of_json(Rota, json.loads(kept or "null"))
        return rota

    def keys_ever(self) -> frozenset[str]:
        """Return every key that somebody had in a version of the rota, or that opened anything."""
        kept = [json.loads(rota) for rota in self._pen.execute(_ROTAS).scalars()]
        found = self._pen.execute(_KEYS).scalars()
        return frozenset(found).union(*(rota["people"] for rota in kept))


def _version(found: Found) -> Version:
    return Version(
        number=found["number"],
        at=found["at"],
        author=Author(found["person"], found["name"]),
        source=found["source"],
        changed=tuple(found["changed"]),
    )
