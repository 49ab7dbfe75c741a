"""The form of a person: as it was typed, as it is read, and what is asked before it is saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import request

from service.domain.catalogue import N_, _, ngettext
from service.domain.edits.people import sharing_number
from service.domain.listing import all_of, row
from service.domain.names import NameLong, NameMarkup, NameMissing, NameUnseen, plain_name
from service.domain.people import Person, Role
from service.domain.refusals import Refusal, UnknownLadder
from service.domain.rota import Rota
from service.numbers import is_mobile, parse_number
from service.refused_numbers import (
    CompanyNumber,
    EmergencyNumber,
    ForeignNumber,
    NoNumber,
    NotDigits,
    NotInUse,
    PagerNumber,
    PersonalNumber,
    PremiumNumber,
    RevenueNumber,
    ShortNumber,
)
from service.web.rota_forms import Fields

#: In the order in which they are shown, with what each may do.
_ROLES = (
    (Role.STAFF, N_("Staff"), N_("asks for an officer")),
    (Role.OFFICER, N_("Officer"), N_("can be rung")),
    (Role.ADMIN, N_("Admin"), N_("keeps the rota")),
    (Role.TRUSTEE, N_("Trustee"), N_("reads totals")),
)


class NoRole(Refusal):
    """They could do nothing at all."""

    problem = N_("Without a role nobody can do anything here.")
    mend = N_("Choose at least one.")


FIELDS: Fields = {
    **dict.fromkeys((NameLong, NameMarkup, NameMissing, NameUnseen), "name"),
    **dict.fromkeys(
        (
            CompanyNumber,
            EmergencyNumber,
            ForeignNumber,
            NoNumber,
            NotDigits,
            NotInUse,
            PagerNumber,
            PersonalNumber,
            PremiumNumber,
            RevenueNumber,
            ShortNumber,
        ),
        "phone",
    ),
    NoRole: "roles",
    UnknownLadder: "ladder",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A person as they stand in the form, as it was typed."""

    name: str = ""
    phone: str = ""
    #: The number as it was shown back, before it is saved.
    shown: str = ""
    roles: frozenset[Role] = frozenset({Role.STAFF})
    texts: bool = True
    page_only: bool = False
    night_drills: bool = False
    ladder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBack:
    """A number as it was read, to be saved with a second press."""

    number: str
    doubts: Sequence[str]


def role_choices() -> list[tuple[Role, str, str]]:
    """Return each role with its name, and what it may do."""
    return [(role, _(name), _(may)) for role, name, may in _ROLES]


def roles_named(roles: Iterable[Role]) -> str:
    """Write "Staff, Officer", in the order of *roles*."""
    names = {role: name for role, name, _may in _ROLES}
    return row(_(names[role]) for role in roles)


def draft_of(person: Person) -> Draft:
    """Return the form of somebody who is in the rota."""
    return Draft(
        name=person.name,
        phone=person.phone.national(),
        roles=person.roles,
        texts=person.texts,
        page_only=person.page_only,
        night_drills=person.night_drills,
        ladder=person.ladder or "",
    )


def drafted() -> Draft:
    """Return the form as it was sent."""
    sent = request.form
    roles = frozenset(Role(one) for one in sent.getlist("roles") if one in list(Role))
    return Draft(
        name=sent.get("name", ""),
        phone=sent.get("phone", ""),
        shown=sent.get("shown", ""),
        roles=roles,
        texts="texts" in sent,
        page_only="page_only" in sent,
        night_drills="night_drills" in sent,
        ladder=sent.get("ladder", ""),
    )


def person_of(rota: Rota, draft: Draft, key: str) -> Person:
    """Read *draft* as the person of that *key*.

    A number that was not touched is not read anew: the file may take other countries' numbers.

    Raises:
        NoRole, a refusal of ``names``, and one of ``service.refused_numbers``: it is none.
    """
    name = plain_name(draft.name)
    if not draft.roles:
        raise NoRole
    before = rota.people.get(key)
    same = before is not None and draft.phone.strip() == before.phone.national()
    phone = before.phone if before and same else parse_number(draft.phone)
    return Person(
        key=key,
        name=name,
        phone=phone,
        texts=draft.texts and is_mobile(phone),
        roles=draft.roles,
        night_drills=draft.night_drills and Role.OFFICER in draft.roles,
        page_only=draft.page_only,
        ladder=draft.ladder or None,
    )


def to_show_back(rota: Rota, draft: Draft, person: Person) -> ShownBack | None:
    """Return the new number of *person* as it was read, unless it was shown so before."""
    before, number = rota.people.get(person.key), person.phone.national()
    if draft.shown == number or (before is not None and before.phone == person.phone):
        return None
    return ShownBack(number=number, doubts=_doubts(rota, person))


def with_shown(draft: Draft, back: ShownBack) -> Draft:
    """Return *draft* as it is shown with its number read back."""
    return replace(draft, shown=back.number, phone=back.number)


def _doubts(rota: Rota, person: Person) -> list[str]:
    found = []
    if not is_mobile(person.phone):
        found.append(_("It is no mobile: it is never texted, and what answers there is not known."))
    others = [one.name for one in sharing_number(rota, person)]
    if others:
        found.append(
            ngettext(
                "{names} has this number too: one phone rings for all.",
                "{names} have this number too: one phone rings for all.",
                len(others),
                names=all_of(others),
            )
        )
    return found
