"""What admins see of people: how each can be reached, and who is asked for; and own choices."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.keeping import RotaMoved, change, standing
from service.domain.catalogue import _, ngettext
from service.domain.edits.people import refuse_unknown, replace_person
from service.domain.people import NumberMarks, Person, Role
from service.domain.proving import GOOD_FOR, own_ring
from service.domain.rota import Rota
from service.domain.versions import Author
from service.numbers import is_mobile

#: Fewer keep the rota by one thread.
ADMINS = 2
_DAY = timedelta(days=1)
#: Who chooses for themselves is never shown what others changed: it is tried so often.
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One person, and how they can be reached."""

    person: Person
    #: When their number was proved, in words.
    proved: str
    #: What is missing, in words; nothing where all is well.
    missing: tuple[str, ...]


def known(rota: Rota, person: Person, marks: NumberMarks, now: datetime) -> Known:
    """Say how *person* can be reached; never when or why their number is to be proved again."""
    missing = [said for said in (_unproved(rota, marks, now),) if said]
    if person.texts and marks.texts_off:
        missing.append(_("Texts are off: they wrote STOP"))
    elif person.texts and not is_mobile(person.phone):
        missing.append(_("Texts not possible (landline)"))
    return Known(person=person, proved=proved(rota, marks, now), missing=tuple(missing))


def everybody(desk: Desk) -> tuple[Rota, int, list[Known]]:
    """Return the rota, its version, and everybody in it, in one reading."""
    with desk.book.reading() as page:
        rota, version, marks, now = page.rota(), page.version(), page.marked(), desk.clock.now()
    each = rota.people.values()
    return (
        rota,
        version,
        [known(rota, one, marks.get(one.phone, NumberMarks()), now) for one in each],
    )


def proved(rota: Rota, marks: NumberMarks, now: datetime) -> str:
    """Say when a number was proved: "proved 12 days ago"; empty where it never was."""
    if marks.proved_at is None:
        return ""
    days = (rota.local(now).date() - rota.local(marks.proved_at).date()) // _DAY
    if days <= 0:
        return _("proved today")
    return ngettext("proved {count} day ago", "proved {count} days ago", days)


def ring_words(marks: NumberMarks) -> str:
    """Say for how long this phone is rung, and why."""
    ring = own_ring(marks)
    if ring is None:
        return _("Not measured yet: it is rung for as long as the ladder says.")
    seconds = ring // timedelta(seconds=1)
    if marks.mailbox is None:
        return ngettext(
            "No mailbox answered within a minute: it is rung for {count} second.",
            "No mailbox answered within a minute: it is rung for {count} seconds.",
            seconds,
        )
    mailbox = marks.mailbox // timedelta(seconds=1)
    return ngettext(
        "Its mailbox answers after {count} second: it is rung for {seconds}.",
        "Its mailbox answers after {count} seconds: it is rung for {seconds}.",
        mailbox,
        seconds=seconds,
    )


def admins_asked_for(rota: Rota) -> str:
    """Say which admins are missing; nothing where there are enough.

    Two, so that the rota is kept when one is away; one of them no officer, since whoever keeps
    the rota may be who a call-out is about.
    """
    admins = rota.with_role(Role.ADMIN)
    enough, outside = len(admins) >= ADMINS, any(Role.OFFICER not in one.roles for one in admins)
    if enough and outside:
        return ""
    if outside:
        return _("Please ask a second person to be an admin.")
    if enough:
        return _("Please ask one more person who is not an officer to be an admin.")
    return _("Please ask a second person who is not an officer to be an admin.")


def _unproved(rota: Rota, marks: NumberMarks, now: datetime) -> str:
    if marks.prove_again:
        return _("To be proved again")
    if marks.proved_at is None:
        return _("Not proved")
    if now - marks.proved_at < GOOD_FOR:
        return ""
    days = (rota.local(now).date() - rota.local(marks.proved_at).date()) // _DAY
    return ngettext(
        "Proved {count} day ago: to be proved again",
        "Proved {count} days ago: to be proved again",
        days,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody chooses for themselves; no admin is needed for it."""

    texts: bool
    page_only: bool
    night_drills: bool


def choose(desk: Desk, person: Person, choice: Choice) -> None:
    """Keep what *person* chose for themselves, whatever admins change meanwhile.

    Raises:
        NoSuchPerson: they have left. RotaMoved: others changed the rota all the time.
    """
    author = Author(person.key, person.name)
    for tries_left in reversed(range(_TRIES)):
        try:
            change(desk, author, standing(desk).version, lambda rota: _chosen(rota, person, choice))
        except RotaMoved:
            if not tries_left:
                raise
        else:
            return


def _chosen(rota: Rota, person: Person, choice: Choice) -> Rota:
    refuse_unknown(rota, person.key)
    now = rota.people[person.key]
    chosen = replace(
        now,
        texts=choice.texts and is_mobile(now.phone),
        page_only=choice.page_only,
        night_drills=choice.night_drills and Role.OFFICER in now.roles,
    )
    return replace_person(rota, chosen)
