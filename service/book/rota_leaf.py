"""The rota and the tokens on a page."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, insert, select, update

from service.book.leaf import Leaf
from service.book.rota_rows import (
    away_of,
    away_rows,
    directory_rows,
    entry_of,
    ladder_of,
    ladder_rows,
    ladder_rung_rows,
    people_rows,
    person_of,
    practice_json,
    practice_of,
    swap_of,
    swap_rows,
)
from service.book.rota_tables import directory, ladder_rungs, ladders, organisation, people, tokens
from service.book.rows import Found
from service.book.version_tables import swaps, time_away
from service.domain.people import Person
from service.domain.rota import Rota
from service.domain.standing import TokenKind

_STAMP = select(organisation.c.rota_stamp)
_ORGANISATION = select(organisation)
#: Holds off ``replace_rota`` until all of one rota is read: without it PostgreSQL would
#: show the people of one and the ladders of the next.
_ORGANISATION_HELD = _ORGANISATION.with_for_update(read=True)
_REPLACE_ORGANISATION = update(organisation)
_PEOPLE = select(people).order_by(people.c.position)
_LADDERS = select(ladders).order_by(ladders.c.position)
_LADDER_RUNGS = select(ladder_rungs).order_by(ladder_rungs.c.ladder, ladder_rungs.c.position)
_AWAY = select(time_away).order_by(time_away.c.position)
_SWAPS = select(swaps).order_by(swaps.c.position)
_DIRECTORY = select(directory).order_by(directory.c.position)

_IS_TOKEN = (
    tokens.c.digest == bindparam("of"),
    tokens.c.kind == bindparam("as_kind"),
    tokens.c.revoked_at.is_(None),
)
_ADD_TOKEN = insert(tokens)
_OWNER = select(tokens.c.person).where(*_IS_TOKEN)
_USE = (
    update(tokens)
    .where(*_IS_TOKEN, tokens.c.created_at >= bindparam("since"))
    .values(revoked_at=bindparam("now"))
    .returning(tokens.c.person)
)
_PERSON = select(people).where(people.c.key == bindparam("of"))
_REVOKE = (
    update(tokens)
    .where(tokens.c.digest == bindparam("of"), tokens.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)


class RotaLeaf(Leaf):
    """Reads and replaces the rota; keeps the tokens of the people in it."""

    def rota(self) -> Rota:
        """Return the rota; an empty one from a new book. One statement where it is known."""
        stamp = self._pen.execute(_STAMP).scalar_one()
        kept = self._rotas.take(stamp)
        if kept is not None:
            return kept
        held = _ORGANISATION_HELD if self._writes else _ORGANISATION
        home = self._pen.execute(held).mappings().one()
        rota = self._read_rota(home)
        self._rotas.put(home["rota_stamp"], rota)
        return rota

    def _read_rota(self, home: Found) -> Rota:
        steps = self._all(_LADDER_RUNGS)
        persons = [person_of(found) for found in self._all(_PEOPLE)]
        return Rota(
            organisation=home["name"],
            timezone=home["timezone"],
            people={person.key: person for person in persons},
            ladders=tuple(ladder_of(found, steps) for found in self._all(_LADDERS)),
            away=tuple(away_of(found) for found in self._all(_AWAY)),
            swaps=tuple(swap_of(found) for found in self._all(_SWAPS)),
            practice=practice_of(home),
            directory=tuple(entry_of(found) for found in self._all(_DIRECTORY)),
        )

    def replace_rota(self, rota: Rota) -> None:
        """Put *rota* in the place of the whole rota. Open escalations keep their copies."""
        # First, because its lock keeps two who replace at once apart.
        self._pen.execute(
            _REPLACE_ORGANISATION,
            {
                "name": rota.organisation,
                "timezone": rota.timezone,
                "rota_stamp": secrets.randbits(62),
                "practice": practice_json(rota),
            },
        )
        for table in (ladder_rungs, ladders, people, time_away, swaps, directory):
            self._pen.execute(delete(table))
        self._each(insert(people), people_rows(rota))
        self._each(insert(ladders), ladder_rows(rota))
        self._each(insert(ladder_rungs), ladder_rung_rows(rota))
        self._each(insert(time_away), away_rows(rota))
        self._each(insert(swaps), swap_rows(rota))
        self._each(insert(directory), directory_rows(rota))

    def add_token(self, digest: str, kind: TokenKind, person: str, at: datetime) -> None:
        """Keep the digest of a new token."""
        row = {"digest": digest, "kind": kind, "person": person, "created_at": at}
        self._pen.execute(_ADD_TOKEN, row)

    def token(self, digest: str, kind: TokenKind) -> Person | None:
        """Return whose token that is, if it is not revoked and they are in the rota."""
        # Not joined: while a site changes its key, the two may be sealed with two keys.
        owner = self._pen.execute(_OWNER, {"of": digest, "as_kind": kind}).scalar_one_or_none()
        return None if owner is None else self.person(owner)

    def use_token(
        self, digest: str, kind: TokenKind, at: datetime, since: datetime
    ) -> Person | None:
        """Return whose token that is, and revoke it, in one statement: one of two wins."""
        sought = {"of": digest, "as_kind": kind, "now": at, "since": since}
        person = self._pen.execute(_USE, sought).scalar_one_or_none()
        return None if person is None else self.person(person)

    def revoke_token(self, digest: str, at: datetime) -> None:
        """Revoke it. One that is unknown or revoked already is no error."""
        self._pen.execute(_REVOKE, {"of": digest, "now": at})

    def person(self, key: str) -> Person | None:
        """Return whom the rota has under *key*, without reading the rest of it."""
        found = self._pen.execute(_PERSON, {"of": key}).mappings().one_or_none()
        return None if found is None else person_of(found)

    def _all(self, statement: Select[Any]) -> Sequence[Found]:
        return self._pen.execute(statement).mappings().all()
