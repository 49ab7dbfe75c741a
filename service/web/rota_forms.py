"""What all forms that change the rota have in common.

Each carries the version that it was made from. Whoever saves second is shown what the first one
changed, with all that they chose still in the form, and the new version: nothing is lost.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType

from flask import request

from service.desk.keeping import Change, NoSuchVersion, RotaMoved, change
from service.domain.catalogue import N_
from service.domain.refusals import NotYours, Refusal
from service.domain.rota import Rota
from service.domain.versions import Author, Version
from service.web.auth import signed_in
from service.web.joined import parts
from service.web.version_words import ShownVersion, shown_version

_VERSION = re.compile(r"\d{1,9}", re.ASCII)
_STATUSES: dict[type[Refusal], int] = {NotYours: 403, NoSuchVersion: 404, RotaMoved: 409}

#: Which field of a form each refusal is about.
Fields = Mapping[type[Refusal], str]
NO_FIELDS: Fields = MappingProxyType({})


class NotSentWhole(Refusal):
    """The form lacks what our page put into it."""

    problem = N_("This page was not sent whole, so nothing was saved.")
    mend = N_("Open it again, and choose once more.")


class InField(Refusal):
    """Another refusal, and which field of the form it is about."""

    def __init__(self, field: str, refusal: Refusal) -> None:
        super().__init__()
        self.field, self.refusal = field, refusal

    @property
    def why(self) -> str:
        """The problem, as the other says it."""
        return self.refusal.why

    @property
    def cure(self) -> str:
        """The mend, as the other says it."""
        return self.refusal.cure


@contextmanager
def in_field(field: str) -> Iterator[None]:
    """Have what the block refuses be about that *field*.

    Raises:
        InField: in the place of the refusal.
    """
    try:
        yield
    except InField:
        raise
    except Refusal as refusal:
        raise InField(field, refusal) from refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a form says of its last try."""

    why: str
    cure: str
    #: The field that it is about, so that it stands beside it; empty where it is about none.
    field: str = ""
    #: What somebody else changed meanwhile.
    since: Sequence[ShownVersion] = ()


def save(how: Change) -> Version | None:
    """Change the rota as *how* says, for who is signed in and over the version of their form.

    Raises:
        RotaMoved: somebody else was faster. NotSentWhole, Refusal: as *how* refuses.
    """
    return change(parts().desk, author(), seen(), how)


def author() -> Author:
    """Return whose change it is."""
    person = signed_in()
    return Author(person.key, person.name)


def seen() -> int:
    """Return the version that the form was made from.

    Raises:
        NotSentWhole: it does not say.
    """
    sent = request.form.get("version", "")
    if not _VERSION.fullmatch(sent):
        raise NotSentWhole
    return int(sent)


def told(rota: Rota, refusal: Refusal | None, fields: Fields = NO_FIELDS) -> Told | None:
    """Say *refusal* for a page of *rota*; nothing where there is none."""
    if refusal is None:
        return None
    field = refusal.field if isinstance(refusal, InField) else fields.get(type(refusal), "")
    since = refusal.since if isinstance(refusal, RotaMoved) else ()
    return Told(
        why=refusal.why,
        cure=refusal.cure,
        field=field,
        since=[shown_version(rota, one) for one in since],
    )


def status_of(refusal: Refusal | None) -> int:
    """Return the status of a page that tells of *refusal*, or of none."""
    return 200 if refusal is None else _STATUSES.get(type(refusal), 422)
