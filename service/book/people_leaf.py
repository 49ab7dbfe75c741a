"""What people and their phones told us, on a page: texts off, a wrong number, a PIN."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, select

from service.book.conflicts import insert_or_update
from service.book.leaf import Leaf
from service.book.people_tables import number_marks, pins
from service.domain.people import NumberMarks, PhoneNumber

_MARKED = select(number_marks.c.phone, number_marks.c.texts_off, number_marks.c.prove_again)
_MARKS = _MARKED.where(number_marks.c.phone == bindparam("of"))
_MARK = insert_or_update(number_marks, ["phone"])
_PIN = select(pins.c.hashed).where(pins.c.person == bindparam("of"))
_SET_PIN = insert_or_update(pins, ["person"])
_DROP_PIN = delete(pins).where(pins.c.person == bindparam("of"))


class PeopleLeaf(Leaf):
    """Keeps what a new rota leaves as it is."""

    def marks(self, phone: PhoneNumber) -> NumberMarks:
        """Return what we have learnt of *phone*."""
        found = self._pen.execute(_MARKS, {"of": phone}).one_or_none()
        if found is None:
            return NumberMarks()
        return NumberMarks(texts_off=found.texts_off, prove_again=found.prove_again)

    def marked(self) -> Mapping[PhoneNumber, NumberMarks]:
        """Return every number of which we have learnt something."""
        return {
            phone: NumberMarks(texts_off=texts_off, prove_again=prove_again)
            for phone, texts_off, prove_again in self._pen.execute(_MARKED)
        }

    def mark(self, phone: PhoneNumber, marks: NumberMarks) -> None:
        """Keep what we have learnt of *phone*."""
        row = {
            "phone": phone,
            "texts_off": marks.texts_off,
            "prove_again": marks.prove_again,
        }
        self._pen.execute(self._spelt(_MARK), row)

    def pin(self, person: str) -> str | None:
        """Return the hash of the PIN that *person* has set."""
        return self._pen.execute(_PIN, {"of": person}).scalar_one_or_none()

    def set_pin(self, person: str, hashed: str | None) -> None:
        """Keep the hash of a PIN, or none."""
        if hashed is None:
            self._pen.execute(_DROP_PIN, {"of": person})
        else:
            self._pen.execute(self._spelt(_SET_PIN), {"person": person, "hashed": hashed})
