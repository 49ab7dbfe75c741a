"""The people of a rota file: ``[people.priya]`` and what stands under it."""

import re
from collections.abc import Collection

from service.domain.catalogue import N_, _
from service.domain.listing import row
from service.domain.names import LONGEST_NAME
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import Refusal
from service.numbers import is_mobile, parse_number
from service.rota_file.remarks import shown
from service.rota_file.table import Table

KEYS = ("name", "phone", "texts", "roles", "night_drills", "page_only", "ladder")
#: Typed on the command line and put into addresses, so plain letters only.
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
#: Stands in for a number that was refused, so that reading can go on to the next mistake.
_NONE = PhoneNumber("")


def read_people(top: Table, countries: Collection[str]) -> dict[str, Person]:
    """Read everybody, also who has mistakes, so that a ladder can be checked against them."""
    table = top.table("people")
    people = {key: _person(key, table.table(key), countries) for key in table.content}
    if not people:
        top.mistake(
            "people",
            _("There is nobody in this rota, so no telephone would ring."),
            _("Add each person under a heading of their own, such as [people.priya]."),
        )
    else:
        _shared(table, people)
        _missing_roles(table, people)
    return people


def check_ladders(top: Table, people: dict[str, Person], ladders: Collection[str]) -> None:
    """Note each person whose own ladder is not among the names of *ladders*."""
    for key, person in people.items():
        if person.ladder is not None and person.ladder not in ladders:
            top.notes.mistake(
                ("people", key, "ladder"),
                _("There is no ladder of that name."),
                _("Write the name of one of the [[ladders]], or take the line out."),
            )


def _person(key: str, table: Table, countries: Collection[str]) -> Person:
    if not _KEY.fullmatch(key):
        table.notes.mistake(
            table.path,
            _("This person's key has something other than plain letters, digits, - and _ in it."),
            _("Write a short one, such as [people.priya]; the full name goes into name."),
        )
    table.only(KEYS)
    phone = _phone(table, countries)
    person = Person(
        key=key,
        name=table.needed_name("name", example='"Priya Shah"'),
        phone=phone,
        texts=table.flag("texts", default=False),
        roles=_roles(table),
        night_drills=table.flag("night_drills", default=False),
        page_only=table.flag("page_only", default=False),
        ladder=table.text("ladder", longest=LONGEST_NAME) or None,
    )
    if person.texts and phone is not _NONE and not is_mobile(phone):
        table.mistake(
            "texts",
            _("This number is not a mobile: a landline may read a text aloud to whoever answers."),
            _("Write texts = false, or give a mobile number."),
        )
    return person


def _phone(table: Table, countries: Collection[str]) -> PhoneNumber:
    table.needed("phone", _('Write phone = "07700 900123".'))
    text = table.content.get("phone")
    if not isinstance(text, str):
        if "phone" in table.content:
            table.mistake(
                "phone", _("phone is of the wrong kind."), _('Write it in quotes: "07700 900123".')
            )
        return _NONE
    try:
        return parse_number(text, countries=countries)
    except Refusal as refusal:
        table.notes.refused((*table.path, "phone"), refusal)
        return _NONE


def _roles(table: Table) -> frozenset[Role]:
    known = sorted(Role)
    names = row(f'"{role}"' for role in known)
    words = table.words(
        "roles", lambda word: word in known, _("Write a list of some of {names}.", names=names)
    )
    if not table.content.get("roles"):
        table.warning(
            "roles",
            _("This person has no roles, so can do nothing."),
            _('Write roles = ["staff"].'),
        )
    return frozenset(Role(word) for word in words)


def _shared(table: Table, people: dict[str, Person]) -> None:
    """Warn of a number that two people have: neither is rung about the other's press."""
    first: dict[PhoneNumber, str] = {}
    for key, person in people.items():
        if person.phone is _NONE:
            continue
        other = first.setdefault(person.phone, key)
        if other != key:
            table.notes.warning(
                (*table.path, key, "phone"),
                _("This is also the number of {key}.", key=shown(other)),
                _("Check that two people mean to share one telephone."),
            )


def _missing_roles(table: Table, people: dict[str, Person]) -> None:
    held = {role for person in people.values() for role in person.roles}
    for role, problem in (
        (Role.STAFF, N_("Nobody here may raise a call-out.")),
        (Role.ADMIN, N_("Nobody here may keep the rota.")),
    ):
        if role not in held:
            table.notes.warning(
                table.path, _(problem), _('Add "{role}" to somebody\'s roles.', role=role)
            )
