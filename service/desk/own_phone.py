"""What an officer's own phone is to us, and the PIN that they may set against others' hands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from service.desk import Desk
from service.domain.catalogue import N_, _
from service.domain.people import NumberMarks, Person, PhoneNumber
from service.domain.refusals import Refusal
from service.numbers import is_mobile
from service.pins import Pins, is_pin


class NotFourDigits(Refusal):
    """It is no PIN. What was typed is never repeated."""

    problem = N_("A PIN is four digits from 0 to 9, so nothing was changed.")
    mend = N_("Type four digits, the same ones twice.")


class NotTheSame(Refusal):
    """The second one differs from the first."""

    problem = N_("The two are not the same, so nothing was changed.")
    mend = N_("Type the same four digits twice.")


class TooSimple(Refusal):
    """Whoever holds the phone would try it first."""

    problem = N_("That PIN is too easy to guess, so nothing was changed.")
    mend = N_(
        "Choose another: not digits in order, not one or two digits alone, not your own number."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPhone:
    """How we reach one person, as they may see it themselves."""

    marks: NumberMarks
    #: Whether it can take texts at all, whoever turned them off.
    mobile: bool
    #: Whether we text them: the rota wants it, the phone can, and its owner has not said STOP.
    texts: bool
    has_pin: bool


def own_phone(desk: Desk, person: Person) -> OwnPhone:
    """Return what we know of the phone of *person*."""
    with desk.book.reading() as page:
        marks, pin = page.marks(person.phone), page.pin(person.key)
    mobile = is_mobile(person.phone)
    return OwnPhone(
        marks=marks,
        mobile=mobile,
        texts=mobile and person.texts and not marks.texts_off,
        has_pin=pin is not None,
    )


def marked(desk: Desk) -> Mapping[PhoneNumber, NumberMarks]:
    """Return what we have learnt of every number of which we have learnt something."""
    with desk.book.reading() as page:
        return page.marked()


class Lacks(StrEnum):
    """What keeps a phone from being reached in every way."""

    PROVED = N_("to be proved again")
    MOBILE = N_("texts not possible (landline)")
    TEXTS = N_("texts are off")

    @property
    def said(self) -> str:
        """It in words."""
        return _(self.value)


def for_admins(phone: PhoneNumber, marks: NumberMarks) -> tuple[str, ...]:
    """Say what keeps *phone* from being reached in every way; never when or why it came so."""
    return tuple(one.said for one in lacks(phone, marks))


def lacks(phone: PhoneNumber, marks: NumberMarks) -> tuple[Lacks, ...]:
    """Return the same, to be looked at."""
    said = []
    if marks.prove_again:
        said.append(Lacks.PROVED)
    if not is_mobile(phone):
        said.append(Lacks.MOBILE)
    elif marks.texts_off:
        said.append(Lacks.TEXTS)
    return tuple(said)


def set_pin(desk: Desk, pins: Pins, person: Person, digits: str, again: str) -> None:
    """Keep a PIN for *person*, in the place of any before it.

    Raises:
        NotFourDigits, NotTheSame, TooSimple: nothing was changed.
    """
    if not is_pin(digits):
        raise NotFourDigits
    if digits != again:
        raise NotTheSame
    if too_simple(digits) or person.phone.e164.endswith(digits):
        raise TooSimple
    # Hashed before the book is opened: it takes as long as some hundred commits.
    hashed = pins.hashed(digits)
    with desk.book.writing() as page:
        page.set_pin(person.key, hashed)


def remove_pin(desk: Desk, person: str) -> None:
    """Ask *person* for no PIN any more. Again is no error."""
    with desk.book.writing() as page:
        page.set_pin(person, None)


def too_simple(digits: str) -> bool:
    """Whether *digits* are among those that anybody tries first: 0000, 1212, 1234, 9876."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return len(set(digits)) <= 2 or steps in ({1}, {9})  # noqa: PLR2004 - two digits alone
