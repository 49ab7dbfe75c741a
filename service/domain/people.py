"""Who there is, and the numbers that reach them."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service.domain.catalogue import N_


class Role(StrEnum):
    """What somebody may do. One person may hold several. Each value is a word for people too."""

    #: Presses the button.
    STAFF = N_("staff")
    #: May stand on a ladder and take a call-out.
    OFFICER = N_("officer")
    #: Keeps the rota.
    ADMIN = N_("admin")
    #: Reads totals.
    TRUSTEE = N_("trustee")


#: How many digits of a British number stand together when it is read: "07700 900 123".
_GROUPS = (5, 3, 3)


#: How a British number is grouped by what it starts with; the length of its area code first.
_AREA_CODES = (
    (re.compile(r"02"), 3),
    (re.compile(r"011|01[2-9]1|03|08"), 4),
    (re.compile(r""), 5),
)
#: What is left after the code is split before its last four digits, where it is longer than this.
_WHOLE = 6


def _grouped(digits: str) -> str:
    """Group a British number as its owner writes it: "020 7946 0000", "07700 900123"."""
    code = next(length for start, length in _AREA_CODES if start.match(digits))
    area, rest = digits[:code], digits[code:]
    return f"{area} {rest[:-4]} {rest[-4:]}" if len(rest) > _WHOLE else f"{area} {rest}"


@dataclass(frozen=True, slots=True, repr=False)
class PhoneNumber:
    """A number in E.164, already checked; ``repr`` and ``str`` show its last three digits only.

    Masked because a number that reaches a log, an error or a metric cannot be taken back.
    """

    e164: str
    extension: str = ""

    def __repr__(self) -> str:
        """Show just enough to tell two numbers apart."""
        return f"PhoneNumber(…{self.e164[-3:]})"

    __str__ = __repr__

    def national(self) -> str:
        """Write it as people here do, ``07700 900123``; other countries' as ``+…``."""
        british = self.e164.startswith("+44")
        written = _grouped("0" + self.e164[3:]) if british else self.e164
        return f"{written} ext. {self.extension}" if self.extension else written

    def spoken_groups(self) -> tuple[str, ...]:
        """Split the digits as they are read aloud: five, three and three."""
        digits = "0" + self.e164[3:] if self.e164.startswith("+44") else self.e164.lstrip("+")
        groups, start = [], 0
        for size in _GROUPS:
            groups.append(digits[start : start + size])
            start += size
        groups.append(digits[start:])
        return tuple(group for group in groups if group)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMarks:
    """What we have learnt of a number; it holds for whoever has it."""

    #: Its owner wrote STOP: we ring it, and text it no more.
    texts_off: bool = False
    #: Somebody there said that it is not the number of whom we rang.
    prove_again: bool = False
    #: When somebody last typed the code that we spoke there.
    proved_at: datetime | None = None
    #: When it was let ring until something answered, or for a minute.
    measured_at: datetime | None = None
    #: After how long its mailbox answered then; ``None``: nothing answered.
    mailbox: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the rota. ``key`` is their name in the rota file and on the command line."""

    key: str
    name: str
    phone: PhoneNumber
    #: A mobile that takes texts: a landline would read them aloud to whoever answers.
    texts: bool = False
    roles: frozenset[Role] = frozenset()
    #: Agreed to be rung for practice by night.
    night_drills: bool = False
    #: What becomes of their own call-outs is told on their page alone, never by text: somebody
    #: whom they fear may see the phone.
    page_only: bool = False
    #: The ladder of their own site; ``None``: the default one.
    ladder: str | None = None

    @property
    def first_name(self) -> str:
        """The name that is spoken to them: "Priya"."""
        return first_name(self.name)


def first_name(name: str) -> str:
    """Return the first word of *name*, which is how people are spoken to and of."""
    return name.split(maxsplit=1)[0] if name.split() else name
