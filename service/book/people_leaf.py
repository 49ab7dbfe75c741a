"""What people and their phones told us, on a page: texts off, a wrong number, a PIN."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import bindparam, delete, select, union_all, update

from service.book.access_tables import codes
from service.book.conflicts import insert_or_update
from service.book.people_tables import measurings, number_marks, pins
from service.book.rows import Found
from service.book.trace_leaf import TraceLeaf
from service.domain.people import NumberMarks, PhoneNumber
from service.domain.proving import Measuring

_MARKED = select(number_marks)
_MARKS = _MARKED.where(number_marks.c.phone == bindparam("of"))
_MARK = insert_or_update(number_marks, ["phone"])
_UNMARK = delete(number_marks).where(number_marks.c.phone == bindparam("of"))
_MEASURING = select(measurings).where(measurings.c.id == bindparam("of"))
_MEASURING_HELD = _MEASURING.with_for_update()
_MEASURING_AT = select(measurings).where(measurings.c.phone == bindparam("of"))
_MEASURING_AT_HELD = _MEASURING_AT.with_for_update()
_KEEP_MEASURING = insert_or_update(measurings, ["phone"])
_DROP_MEASURING = delete(measurings).where(measurings.c.phone == bindparam("of"))
_MEASURING_FIELDS = tuple(field.name for field in fields(Measuring))
_OTHER_CALLS = union_all(
    select(measurings.c.sid).where(
        measurings.c.phone == bindparam("of"),
        measurings.c.asked_at >= bindparam("since"),
        measurings.c.ended.is_(None),
        measurings.c.stopped.is_(False),
    ),
    select(codes.c.sid).where(
        codes.c.phone == bindparam("of"),
        codes.c.created_at >= bindparam("since"),
        codes.c.ended_at.is_(None),
        codes.c.sid != "",
    ),
)
_PIN = select(pins.c.hashed).where(pins.c.person == bindparam("of"))
_RENEW_PIN = (
    update(pins)
    .where(pins.c.person == bindparam("of"), pins.c.hashed == bindparam("was"))
    .values(hashed=bindparam("anew"))
)
_PINS = select(pins.c.person, pins.c.hashed)
_SET_PIN = insert_or_update(pins, ["person"])
_DROP_PIN = delete(pins).where(pins.c.person == bindparam("of"))


class PeopleLeaf(TraceLeaf):
    """Keeps what a new rota leaves as it is."""

    def marks(self, phone: PhoneNumber) -> NumberMarks:
        """Return what we have learnt of *phone*."""
        found = self._pen.execute(_MARKS, {"of": phone}).mappings().one_or_none()
        return NumberMarks() if found is None else _marks(found)

    def marked(self) -> Mapping[PhoneNumber, NumberMarks]:
        """Return every number of which we have learnt something."""
        return {found["phone"]: _marks(found) for found in self._pen.execute(_MARKED).mappings()}

    def mark(self, phone: PhoneNumber, marks: NumberMarks) -> None:
        """Keep what we have learnt of *phone*."""
        row = {
            "phone": phone,
            "texts_off": marks.texts_off,
            "prove_again": marks.prove_again,
            "proved_at": marks.proved_at,
            "measured_at": marks.measured_at,
            "mailbox_seconds": marks.mailbox,
        }
        self._in_place_of(_UNMARK, phone)
        self._pen.execute(self._spelt(_MARK), row)

    def measuring(self, measuring_id: str) -> Measuring | None:
        """Return it, locked until the block is left where the page is for writing."""
        statement = _MEASURING_HELD if self._writes else _MEASURING
        found = self._pen.execute(statement, {"of": measuring_id}).mappings().one_or_none()
        return _measuring(found)

    def measuring_at(self, phone: PhoneNumber) -> Measuring | None:
        """Return the latest of *phone*, locked like ``measuring``."""
        statement = _MEASURING_AT_HELD if self._writes else _MEASURING_AT
        found = self._pen.execute(statement, {"of": phone}).mappings().one_or_none()
        return _measuring(found)

    def other_calls(self, phone: PhoneNumber, since: datetime) -> Sequence[str]:
        """Return our calls to *phone* that are for no escalation, not over, and begun *since*."""
        return self._pen.execute(_OTHER_CALLS, {"of": phone, "since": since}).scalars().all()

    def keep_measuring(self, measuring: Measuring) -> None:
        """Keep how it stands, in the place of any before it of that phone."""
        row = {name: getattr(measuring, name) for name in _MEASURING_FIELDS}
        self._in_place_of(_DROP_MEASURING, measuring.phone)
        self._pen.execute(self._spelt(_KEEP_MEASURING), row)
        if measuring.sid:
            self.note_trace(measuring.sid, measuring.asked_at)

    def pin(self, person: str) -> str | None:
        """Return the hash of the PIN that *person* has set."""
        return self._pen.execute(_PIN, {"of": person}).scalar_one_or_none()

    def set_pin(self, person: str, hashed: str | None) -> None:
        """Keep the hash of a PIN, or none."""
        if hashed is None:
            self._pen.execute(_DROP_PIN, {"of": person})
        else:
            self._in_place_of(_DROP_PIN, person)
            self._pen.execute(self._spelt(_SET_PIN), {"person": person, "hashed": hashed})

    def renew_pin(self, person: str, was: str, hashed: str) -> None:
        """Keep another hash of the same PIN, unless they have set another one meanwhile."""
        self._pen.execute(_RENEW_PIN, {"of": person, "was": was, "anew": hashed})

    def pins(self) -> Mapping[str, str]:
        """Return the hash of every PIN, by whose it is."""
        return {found["person"]: found["hashed"] for found in self._pen.execute(_PINS).mappings()}


def _marks(found: Found) -> NumberMarks:
    return NumberMarks(
        texts_off=found["texts_off"],
        prove_again=found["prove_again"],
        proved_at=found["proved_at"],
        measured_at=found["measured_at"],
        mailbox=found["mailbox_seconds"],
    )


def _measuring(found: Found | None) -> Measuring | None:
    if found is None:
        return None
    return Measuring(**{name: found[name] for name in _MEASURING_FIELDS})
