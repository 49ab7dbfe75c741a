"""Until when each ladder is covered, where it is not, and how each officer's phone stands.

A part of the admins' page of the rota. It knows of practices, and of no call-out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import current_app, url_for

from service.desk.cover import Covered, covered, marks_and_practices
from service.desk.own_phone import for_admins
from service.domain.catalogue import N_, _, ngettext
from service.domain.cover import Cover, Gap, Lack
from service.domain.drill_report import DrillReport
from service.domain.proving import GOOD_FOR, Marks, proved_phones
from service.domain.readiness import Readiness, is_late, readiness
from service.domain.rota import Rota
from service.web.clauses import clauses
from service.web.cover_words import Counted, until, what, when
from service.web.joined import parts
from service.web.on_duty import names_in
from service.web.periods import ago

#: How many gaps of a ladder are named; the calendar shows all of them.
NAMED = 4
_NO_PLACE = N_("Has no place in the order, so is not rung.")
_DAY = timedelta(days=1)

#: Which page mends what, the first that there is.
_MENDS = {
    Lack.NOBODY: ("ladders.page",),
    Lack.ALL_AWAY: ("away.page", "ladders.page"),
    Lack.NONE_PROVED: ("people.page",),
    Lack.ONE_PERSON: ("ladders.page",),
    Lack.ONE_PHONE: ("people.page",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGap:
    """One stretch with too few who can be relied on."""

    when: str
    what: str
    #: Where to mend it.
    address: str
    #: Whether nobody can be relied on, and not just one.
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderCover:
    """How one ladder is covered."""

    name: str
    until: str
    covered: bool
    gaps: Sequence[ShownGap]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneShown:
    """One officer's phone: what is right, and what to mend."""

    name: str
    #: When it was checked, and which practice it has answered.
    said: str
    #: Why it does not count as cover, if it does not.
    doubt: str
    marks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPractice:
    """The last practice on any ladder."""

    words: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All of it."""

    ladders: Sequence[LadderCover]
    phones: Sequence[PhoneShown]
    practice: LastPractice


def panel(rota: Rota, at: datetime) -> Panel:
    """Return what the page of the rota says of cover, phones and practices."""
    marks, practices = marks_and_practices(parts().desk)
    return Panel(
        ladders=[_ladder(rota, marks, one, at) for one in covered(rota, marks, at)],
        phones=phones(rota, marks, practices, at),
        practice=last_practice(rota, practices, at),
    )


def phones(
    rota: Rota, marks: Marks, practices: Sequence[DrillReport], at: datetime
) -> list[PhoneShown]:
    """Say how each officer's phone stands."""
    return [_phone(rota, one, at) for one in readiness(rota, marks, practices, at)]


def last_practice(rota: Rota, practices: Sequence[DrillReport], at: datetime) -> LastPractice:
    """Say when the last practice was, and whether the next one is late."""
    last = practices[0].started_at if practices else None
    words = (
        _("Last practice {ago}.", ago=ago(last, at, rota))
        if last
        else _("No practice in the last year.")
    )
    return LastPractice(words=words, late=is_late(rota, last, at))


def _ladder(rota: Rota, marks: Marks, found: Covered, at: datetime) -> LadderCover:
    gaps = found.cover.gaps
    return LadderCover(
        name=found.plan.name,
        until=until(rota, found.cover),
        covered=not gaps,
        gaps=[_gap(rota, marks, found.cover, gap, at) for gap in gaps[:NAMED]],
        more=len(gaps[NAMED:]),
    )


def _gap(rota: Rota, marks: Marks, cover: Cover, gap: Gap, at: datetime) -> ShownGap:
    return ShownGap(
        when=when(rota, cover, gap),
        what=what(gap, proved_phones(marks, at), names_in(rota)),
        address=_mend(gap, proved_phones(marks, at)),
        gap=gap.lack.is_gap,
    )


def _mend(gap: Gap, proved: Counted) -> str:
    lack, known = gap.lack, current_app.view_functions
    if lack is Lack.ONE_PERSON and _to_prove(gap, proved):
        lack = Lack.NONE_PROVED
    found = (url_for(one) for one in _MENDS[lack] if one in known)
    return next(found, url_for("rota.page"))


def _to_prove(gap: Gap, proved: Counted) -> bool:
    """Whether others would be rung as well, and only the proof of their numbers is lacking."""
    rungs = (rung for stretch in gap.stretches for rung in stretch.held)
    return any(rung.phone not in proved for rung in rungs)


def _phone(rota: Rota, one: Readiness, at: datetime) -> PhoneShown:
    proved = one.marks.proved_at
    checked = [_("checked {ago}", ago=ago(proved, at, rota))] if proved else []
    said = clauses([*checked, _practised(rota, one, at), _by_night(rota, one, at)])
    capital = f"{said[:1].upper()}{said[1:]}"
    return PhoneShown(
        name=one.person.name,
        said=_("{said}.", said=capital),
        doubt=_doubt(one, at) if rota.has_place(one.person.key) else _(_NO_PLACE),
        marks=for_admins(one.person.phone, replace(one.marks, prove_again=False)),
    )


def _doubt(one: Readiness, at: datetime) -> str:
    if one.counts:
        return ""
    proved = one.marks.proved_at
    if proved is None or one.marks.prove_again:
        return (
            _("To be checked again. We ring them, and they do not count as cover yet.")
            if proved
            else _("To be checked. We ring them, and they do not count as cover yet.")
        )
    past = (at - proved - GOOD_FOR) // _DAY
    if past < 1:
        return _("The check ran out today. We ring them, and they do not count as cover.")
    return ngettext(
        "The check ran out {count} day ago. We ring them, and they do not count as cover.",
        "The check ran out {count} days ago. We ring them, and they do not count as cover.",
        past,
    )


def _practised(rota: Rota, one: Readiness, at: datetime) -> str:
    if one.practised_at is None:
        return _("answered no practice in the last year")
    return _("answered a practice {ago}", ago=ago(one.practised_at, at, rota))


def _by_night(rota: Rota, one: Readiness, at: datetime) -> str:
    if one.practised_by_night_at is not None:
        when = ago(one.practised_by_night_at, at, rota)
        return _("rang through at night {ago}", ago=when)
    if one.rung_by_night:
        return _("rung for practice at night, and did not answer")
    if one.person.night_drills:
        return _("no practice at night yet")
    return _("no practice at night yet, and has not agreed to one")
