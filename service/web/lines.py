"""Numbers that people ring themselves, as the pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from service.domain.catalogue import _
from service.domain.dates import long_day
from service.domain.directory import DirectoryEntry, checked_lines
from service.domain.ladder import Rung
from service.domain.people import PhoneNumber
from service.domain.rota import Rota
from service.domain.weekdays import hours_written
from service.web.joined import parts, texting_number
from service.web.times import day_and_clock

#: Days.
_WEEK = 7
_EMERGENCY = "999"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number to ring: whose it is, how it is written, and what a telephone dials."""

    name: str
    number: str
    #: What a telephone dials, without an extension.
    dial: str
    role: str = ""
    #: "Open now", or "Closed now, opens Monday 09:00"; empty for a person's own telephone.
    standing: str = ""
    #: Whether it answers now; ``None`` where nobody has said.
    is_open: bool | None = None
    note: str = ""
    area: str = ""
    #: Why not to rely on it.
    doubt: str = ""

    @property
    def emergency(self) -> bool:
        """Whether it is the emergency services, who come before everybody."""
        return self.dial == _EMERGENCY

    @property
    def href(self) -> str:
        """The link that makes a telephone offer to ring."""
        return f"tel:{self.dial}"


def line_to(name: str, phone: PhoneNumber, role: str = "") -> Line:
    """Return the line to a person's own telephone."""
    return Line(name=name, number=phone.national(), dial=phone.e164, role=role)


def officers(rungs: Iterable[Rung]) -> list[Line]:
    """Return the lines to those who stand on *rungs*, each person once."""
    own = [
        line_to(rung.name, rung.phone, rung.role) for rung in rungs if rung.person and rung.phone
    ]
    return list({(line.name, line.dial): line for line in reversed(own)}.values())[::-1]


def by_phone() -> tuple[Line, Line]:
    """Return our own lines: whom staff ring, and whom they text, where no page gets through."""
    calls = PhoneNumber(parts().settings.twilio_from)
    return line_to("", calls), line_to("", texting_number())


def directory(rota: Rota, at: datetime) -> list[Line]:
    """Return the outside lines as they stand at *at*: 999, then whatever may answer, then the rest.

    Whoever goes down the list at night meets no closed line before one that is open.
    """
    local = rota.local(at)
    lines = [_outside(entry, local) for entry in checked_lines(rota.directory)]
    return sorted(lines, key=lambda line: (not line.emergency, line.is_open is False))


def to_ring(own: Sequence[Line], outside: Sequence[Line]) -> list[Line]:
    """Return the officers' *own* lines and those *outside*, with 999 before them all."""
    first = [line for line in outside if line.emergency]
    return [*first, *own, *(line for line in outside if not line.emergency)]


def lasting_directory(rota: Rota, at: datetime) -> list[Line]:
    """Return the same for a page that is read later: when they are open, not whether."""
    local = rota.local(at)
    lines = [
        replace(_outside(entry, local), standing=_hours(entry), is_open=None)
        for entry in checked_lines(rota.directory)
    ]
    return sorted(lines, key=lambda line: not line.emergency)


def admin_directory(rota: Rota, at: datetime) -> Sequence[Line]:
    """Return the outside lines with every doubt that an admin can mend."""
    local = rota.local(at)
    return [_outside(entry, local, mending=True) for entry in rota.directory]


def _outside(entry: DirectoryEntry, local: datetime, *, mending: bool = False) -> Line:
    # Nobody doubts that 999 answers.
    unsaid = "" if mending or entry.dial == _EMERGENCY else _("Opening times not known")
    return Line(
        name=entry.name,
        number=entry.phone,
        dial=entry.dial,
        standing=_standing(entry, local) or unsaid,
        is_open=entry.is_open(local),
        note=_sentence(entry.note),
        area=entry.area,
        doubt=_to_mend(entry, local) if mending else _doubt(entry, local),
    )


def _standing(entry: DirectoryEntry, local: datetime) -> str:
    is_open = entry.is_open(local)
    if is_open is None:
        return ""
    if _always(entry):
        return _("Open day and night")
    if is_open:
        return _("Open now")
    opens = entry.opens_next(local)
    if opens is None:
        return _("Closed now")
    return _("Closed now, opens {when}", when=day_and_clock(opens, local))


def _hours(entry: DirectoryEntry) -> str:
    if _always(entry):
        return _("Open day and night")
    return _("Open {hours}", hours=hours_written(entry.hours)) if entry.hours else ""


def _always(entry: DirectoryEntry) -> bool:
    return any(
        len(stretch.weekdays) == _WEEK and stretch.opens == stretch.closes == time(0)
        for stretch in entry.hours
    )


def _doubt(entry: DirectoryEntry, local: datetime) -> str:
    """Say what a colleague should know before they rely on it."""
    if entry.checked and entry.overdue(local.date()):
        return _("Last checked {day}.", day=long_day(entry.checked))
    return ""


def _to_mend(entry: DirectoryEntry, local: datetime) -> str:
    """Say what an admin should do about it."""
    if entry.to_be_checked:
        return _("To be checked, and not shown to staff until then. Ring it, then say so below.")
    if entry.checked is None:
        return _("Nobody has written when it was last checked.")
    if entry.overdue(local.date()):
        return _("Check it again: last checked {day}.", day=long_day(entry.checked))
    return ""


def _sentence(note: str) -> str:
    """Write a note as a sentence; notes are kept as they stand in the rota file."""
    return f"{note[:1].upper()}{note[1:].rstrip('.')}." if note else ""
