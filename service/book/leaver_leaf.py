"""Leaving on a page: the one place where somebody is taken out of what goes on without them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from service.book import leaver_statements as sql
from service.book.escalation_leaf import EscalationLeaf
from service.book.rota_rows import as_json, of_json
from service.book.version_leaf import VersionLeaf
from service.domain.escalation import Escalation
from service.domain.leaving import NO_NUMBER, about, is_leaver, stripped, without
from service.domain.people import PhoneNumber
from service.domain.rota import Rota


class LeaverLeaf(EscalationLeaf, VersionLeaf):
    """Keeps who has left, and takes them out."""

    def leaves(self, person: str, at: datetime) -> None:
        """Keep that *person* has left the rota. Again is no error."""
        self._rows(self._spelt(sql.LEAVES), {"person": person, "left_at": at})

    def is_back(self, person: str) -> None:
        """Keep that *person* is in the rota, whoever left before."""
        self._rows(sql.BACK, {"who": person})

    def note_leavers(self, staying: Collection[str], at: datetime) -> int:
        """Keep that whoever is named somewhere and not among *staying* has left; say how many."""
        known = set(self._pen.execute(sql.KNOWN).scalars())
        found = [one for one in self.keys_ever() if not is_leaver(one)]
        new = [one for one in found if one not in staying and one not in known]
        for one in new:
            self.leaves(one, at)
        return len(new)

    def left(self, before: datetime) -> Sequence[str]:
        """Return who left before *before* and is in nothing that is open, the first one first."""
        gone = list(self._pen.execute(sql.LEFT, {"before": before}).scalars())
        return [one for one in gone if not self._in_something_open(one)]

    def _in_something_open(self, person: str) -> bool:
        return self._pen.execute(sql.OPEN_WITH, {"who": person}).first() is not None

    def call_outs_with(self, person: str, limit: int) -> Sequence[tuple[str, str | None]]:
        """Return the ids of call-outs that name *person*, and the key of those they raised."""
        ids = list(self._pen.execute(sql.CALL_OUTS_WITH, {"who": person, "limit": limit}).scalars())
        heads = [(one, self._pen.execute(sql.HEAD, {"of": one}).one()) for one in ids]
        return [
            (one, head.intake_key if head.raiser_person == person else None) for one, head in heads
        ]

    def blank_call_out(self, escalation_id: str, person: str, gone: str) -> None:
        """Take *person* out of a call-out: *gone* stands in place of their name, and no number."""
        one = self.escalation(escalation_id)
        if one is None:
            return
        names = _names(one, person)
        at = {"of": one.id, "who": person}
        nobody = {"name": gone, "phone": NO_NUMBER}
        self._rows(
            sql.BLANK_RAISER,
            at | {"raiser_person": "", "intake_key": None} | _prefixed("raiser_", nobody),
        )
        self._rows(sql.BLANK_HOLDER, at | {"holder_person": ""} | _prefixed("holder_", nobody))
        earlier = tuple(
            replace(had, person="", name=gone, phone=NO_NUMBER) if had.person == person else had
            for had in one.earlier
        )
        self._rows(
            sql.BLANK_EARLIER, {"of": one.id, "earlier": earlier, "version": one.version + 1}
        )
        self._rows(sql.BLANK_RUNGS, at | {"person": None, "name": gone, "phone": None})
        self._rows(sql.BLANK_ATTEMPTS, at | {"person": ""} | nobody)
        named = self._pen.execute(sql.NAMED, {"of": one.id}).mappings().all()
        mine = [line["id"] for line in named if line["name"] in names]
        self._each(sql.BLANK_EVENT, [{"of": number, "name": gone} for number in mine])
        self._known.pop(one.id, None)

    def blank_version(  # noqa: PLR0913 - who, by what names, and what stands in their place
        self,
        number: int,
        person: str,
        names: frozenset[str],
        *,
        gone: str,
        sentence: str,
        numbers: Collection[PhoneNumber],
    ) -> None:
        """Take *person* out of one version of the rota, but not a number among *numbers*."""
        found = self._pen.execute(sql.VERSION, {"of": number}).mappings().one()
        rota: Rota = of_json(Rota, json.loads(found["rota"]))
        was = rota.people.get(person)
        kept = was is not None and was.phone in numbers
        mine = found["person"] == person
        row = {
            "of": number,
            "person": "" if mine else found["person"],
            "name": gone if mine else found["name"],
            "changed": [sentence if about(one, person, names) else one for one in found["changed"]],
            "rota": json.dumps(as_json(Rota, without(rota, person, gone, keep_number=kept))),
        }
        self._rows(sql.BLANK_VERSION, row)

    def strip_version(self, number: int, staying: frozenset[str]) -> None:
        """Leave of one version of long ago who of those *staying* could be rung, and no more."""
        rota = self.rota_of(number)
        assert rota is not None  # noqa: S101 - its number was read in this transaction
        row = {
            "of": number,
            "person": "",
            "name": "",
            "changed": [],
            "rota": json.dumps(as_json(Rota, stripped(rota, staying))),
        }
        self._rows(sql.BLANK_VERSION, row)

    def blank_person(self, person: str, gone: str, numbers: Collection[PhoneNumber]) -> None:
        """Take *person* out of all else, with what was learnt of numbers not among *numbers*."""
        at = {"who": person}
        self._rows(sql.BLANK_AUTHOR, at | {"author": gone, "author_name": gone})
        self._rows(sql.BLANK_AUDITED, at | {"person": gone, "name": gone})
        for statement in sql.GO:
            self._rows(statement, at)
        for asked, statement in zip(sql.PHONES, sql.GO_BY_PHONE, strict=True):
            for phone in set(self._pen.execute(asked).scalars()) - set(numbers):
                self._rows(statement, {"phone": phone})
        self.is_back(person)


def _names(one: Escalation, person: str) -> frozenset[str]:
    """Return by what names they stand in it."""
    had = [*one.earlier, *([one.holder] if one.holder else [])]
    named = [(one.raiser.person, one.raiser.name), *((each.person, each.name) for each in had)]
    stood = [(each.person, each.name) for each in (*one.rungs, *one.earlier_rungs)]
    tried = [(each.person, each.name) for each in one.attempts]
    return frozenset(name for key, name in (*named, *stood, *tried) if key == person)


def _prefixed(prefix: str, row: dict[str, object]) -> dict[str, object]:
    return {prefix + name: value for name, value in row.items()}
