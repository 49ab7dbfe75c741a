"""Devices and passkeys on a page."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

from sqlalchemy import bindparam, delete, func, select, update

from service.book.access_tables import devices, numbers_given, passkeys
from service.book.conflicts import insert_or_leave, insert_or_update
from service.book.leaf import Leaf
from service.book.people_tables import pins
from service.book.rota_rows import person_of
from service.book.rota_tables import people, tokens
from service.book.rows import Found
from service.domain.catalogue import N_, _
from service.domain.devices import Device
from service.domain.passkeys import Passkey
from service.domain.people import Person
from service.domain.standing import TokenKind

#: As much of a digest as tells a person's devices apart. The digest is keyed, and opens nothing.
_ID = func.substr(tokens.c.digest, 1, 16)
#: What a session that began before there were devices is called.
_UNNAMED = N_("A browser")

_SESSION = (tokens.c.kind == TokenKind.SESSION, tokens.c.revoked_at.is_(None))
_PARTS = (
    _ID.label("device_id"),
    tokens.c.person.label("device_person"),
    tokens.c.created_at.label("device_created_at"),
    devices.c.name.label("device_name"),
    devices.c.last_used.label("device_last_used"),
    devices.c.proved_at.label("device_proved_at"),
)
_JOINED = tokens.outerjoin(devices, devices.c.digest == tokens.c.digest)
_DEVICE = select(*_PARTS).select_from(_JOINED).where(tokens.c.digest == bindparam("of"), *_SESSION)
#: Not joined, as in ``rota_leaf``.
_OWNER = select(people).where(people.c.key == bindparam("of"))
_DEVICES = (
    select(*_PARTS)
    .select_from(_JOINED)
    .where(tokens.c.person == bindparam("of"), *_SESSION)
    .order_by(tokens.c.created_at, tokens.c.digest)
)
_BEGAN = select(tokens.c.created_at).where(tokens.c.digest == bindparam("of"))
_PROVED = select(devices.c.proved_at).where(devices.c.digest == bindparam("of"))
_NOTE = insert_or_update(devices, ["digest"])
_REVOKE = (
    update(tokens)
    .where(tokens.c.person == bindparam("of"), *_SESSION)
    .values(revoked_at=bindparam("now"))
)
_REVOKE_ONE = _REVOKE.where(bindparam("only") == _ID)
_REVOKE_OTHERS = _REVOKE.where(bindparam("besides") != _ID)
_REVOKE_ALL_TOKENS = (
    update(tokens)
    .where(tokens.c.person == bindparam("of"), tokens.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_DROP_PIN = delete(pins).where(pins.c.person == bindparam("of"))

_GIVEN = select(numbers_given.c.at).where(numbers_given.c.person == bindparam("of"))
_GIVE = insert_or_update(numbers_given, ["person"])
_FORGET_GIVEN = delete(numbers_given).where(numbers_given.c.person == bindparam("of"))

_ADD_PASSKEY = insert_or_leave(passkeys)
_PASSKEY = select(passkeys).where(passkeys.c.id == bindparam("of"))
_PASSKEY_HELD = _PASSKEY.with_for_update()
_PASSKEYS = (
    select(passkeys)
    .where(passkeys.c.person == bindparam("of"))
    .order_by(passkeys.c.created_at, passkeys.c.id)
)
_KEEP_PASSKEY = update(passkeys).where(passkeys.c.id == bindparam("of"))
_REMOVE_PASSKEY = delete(passkeys).where(
    passkeys.c.id == bindparam("of"), passkeys.c.person == bindparam("whose")
)
_REMOVE_PASSKEYS = delete(passkeys).where(passkeys.c.person == bindparam("of"))
_REVOKE_TOKENS_SINCE = _REVOKE_ALL_TOKENS.where(tokens.c.created_at >= bindparam("since"))
_REMOVE_PASSKEYS_SINCE = _REMOVE_PASSKEYS.where(passkeys.c.created_at >= bindparam("since"))


class DeviceLeaf(Leaf):
    """Keeps on what people have signed in, and with which keys they may."""

    def device(self, digest: str) -> tuple[Person, Device] | None:
        """Return whose session that is, and the device, unless it was revoked."""
        found = self._pen.execute(_DEVICE, {"of": digest}).mappings().one_or_none()
        if found is None:
            return None
        sought = {"of": found["device_person"]}
        owner = self._pen.execute(_OWNER, sought).mappings().one_or_none()
        return (person_of(owner), _device(found)) if owner else None

    def note_device(
        self, digest: str, name: str, last_used: date, proved_at: datetime | None
    ) -> None:
        """Keep what is known of the device of a session."""
        if proved_at is None:
            sought = {"of": digest}
            proved_at = self._pen.execute(_PROVED, sought).scalar_one_or_none()
            proved_at = proved_at or self._pen.execute(_BEGAN, sought).scalar_one_or_none()
        if proved_at is None:
            return
        row = {"digest": digest, "name": name, "last_used": last_used, "proved_at": proved_at}
        self._pen.execute(self._spelt(_NOTE), row)

    def devices_of(self, person: str) -> Sequence[Device]:
        """Return the devices of *person* that are not revoked, the first one first."""
        return [_device(one) for one in self._pen.execute(_DEVICES, {"of": person}).mappings()]

    def revoke_devices(
        self, person: str, at: datetime, *, only: str | None = None, besides: str | None = None
    ) -> int:
        """End sessions of *person*, by the ids of their devices; return how many."""
        sought = {"of": person, "now": at}
        if only is not None:
            return self._rows(_REVOKE_ONE, sought | {"only": only})
        if besides is not None:
            return self._rows(_REVOKE_OTHERS, sought | {"besides": besides})
        return self._rows(_REVOKE, sought)

    def shut_out(self, person: str, at: datetime) -> None:
        """End all by which *person* could come in."""
        self._pen.execute(_REVOKE_ALL_TOKENS, {"of": person, "now": at})
        self._pen.execute(_REMOVE_PASSKEYS, {"of": person})
        self._pen.execute(_DROP_PIN, {"of": person})
        self._pen.execute(_FORGET_GIVEN, {"of": person})

    def number_given_at(self, person: str) -> datetime | None:
        """Return since when *person* has their number; ``None`` where that is not known."""
        found: datetime | None = self._pen.execute(_GIVEN, {"of": person}).scalar_one_or_none()
        return found

    def give_number(self, person: str, at: datetime) -> None:
        """Note that *person* was given a number then."""
        self._in_place_of(_FORGET_GIVEN, person)
        self._pen.execute(self._spelt(_GIVE), {"person": person, "at": at})

    def end_since(self, person: str, since: datetime, at: datetime) -> None:
        """End what lets *person* in and began *since* then."""
        self._pen.execute(_REVOKE_TOKENS_SINCE, {"of": person, "since": since, "now": at})
        self._pen.execute(_REMOVE_PASSKEYS_SINCE, {"of": person, "since": since})

    def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a new one; False where somebody has that credential already."""
        return bool(self._rows(self._spelt(_ADD_PASSKEY), asdict(passkey)))

    def passkey(self, passkey_id: str) -> Passkey | None:
        """Return it, locked where the page is for writing."""
        held = _PASSKEY_HELD if self._writes else _PASSKEY
        found = self._pen.execute(held, {"of": passkey_id}).mappings().one_or_none()
        return Passkey(**found) if found else None

    def passkeys_of(self, person: str) -> Sequence[Passkey]:
        """Return those of *person*, the oldest first."""
        found = self._pen.execute(_PASSKEYS, {"of": person}).mappings()
        return [Passkey(**one) for one in found]

    def keep_passkey(self, passkey: Passkey) -> None:
        """Keep its count, its name and when it was last used."""
        row = {name: getattr(passkey, name) for name in ("sign_count", "name", "last_used")}
        self._pen.execute(_KEEP_PASSKEY, row | {"of": passkey.id})

    def remove_passkey(self, passkey_id: str, person: str) -> bool:
        """Remove it if it is that person's; whether it was."""
        return bool(self._rows(_REMOVE_PASSKEY, {"of": passkey_id, "whose": person}))


def _device(found: Found) -> Device:
    began: datetime = found["device_created_at"]
    return Device(
        id=found["device_id"],
        person=found["device_person"],
        name=found["device_name"] or _(_UNNAMED),
        first_used=began,
        last_used=found["device_last_used"] or began.astimezone(UTC).date(),
        proved_at=found["device_proved_at"] or began,
    )
