"""Keeping the rota: each change is a version, checked as a whole, and never lost to another's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from service.desk import Desk
from service.desk.given_numbers import hand_out
from service.domain.catalogue import N_, _
from service.domain.changed import changes
from service.domain.leaving import names_leaver
from service.domain.names import new_key as key_for
from service.domain.proving import to_prove_anew, unproved
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.domain.rota_rules import refuse_broken
from service.domain.versions import Author, Source, Version
from service.ports import Page

Change = Callable[[Rota], Rota]

#: How many changes of others are shown to whoever was slower.
MOST_SHOWN = 20
#: And of the pages to whoever applies a file over them.
MOST_LISTED = 200


class RotaMoved(Refusal):
    """Somebody else changed the rota since the page was opened; ``since`` is what they did."""

    problem = N_("{name} changed the rota at {at} while this page was open, so nothing was saved.")
    mend = N_(
        "Look at what they changed. What you chose is still here: save it again if it still fits."
    )

    def __init__(self, since: Sequence[Version], **facts: object) -> None:
        super().__init__(**facts)
        self.since = tuple(since)


class ChangedOnPages(Refusal):
    """A file would undo what was changed on the pages; ``since`` is what that was."""

    problem = N_("The rota was changed on the pages since a file was last applied.")
    mend = N_(
        "Write what you want to keep into the file: escalate rota export prints the rota as it"
        " is. Then apply it with --replace."
    )

    def __init__(self, since: Sequence[Version], **facts: object) -> None:
        super().__init__(**facts)
        self.since = tuple(since)


class NoSuchVersion(Refusal):
    """There is none of that number."""

    problem = N_("There is no such version of the rota.")
    mend = N_("Choose one from the list of changes.")


class SomebodyLeft(Refusal):
    """Of that version something was deleted after its time."""

    problem = N_("That version names somebody who left, and whose number was deleted since.")
    mend = N_("Make the change that you want on the pages of the rota.")


@dataclass(frozen=True, slots=True)
class Standing:
    """The rota as it is, and the number of its version, which a form hands back."""

    rota: Rota
    version: int


def standing(desk: Desk) -> Standing:
    """Return the rota and its version, in one reading."""
    with desk.book.reading() as page:
        return Standing(page.rota(), page.version())


def change(
    desk: Desk, author: Author, seen: int, how: Change, *, source: Source = Source.PAGE
) -> Version | None:
    """Put *how* of the rota in its place, for whoever saw the version *seen*; say what changed.

    Returns ``None`` where nothing differs. Open escalations keep their copies.

    Raises:
        RotaMoved: the rota has another version by now.
        Refusal: *how* refuses, or the rota would be broken; see ``domain.rota_rules``.
    """
    with desk.book.writing() as page:
        # The version first: it holds off everybody else who changes the rota.
        version, before = page.version(), page.rota()
        if version != seen:
            raise _moved(page, before, version - seen)
        after = how(before)
        refuse_broken(before, after)
        return keep(desk, page, after, author, source)


def apply(desk: Desk, author: Author, after: Rota, *, over_pages: bool) -> Version | None:
    """Put the rota of a file in place of the whole rota; ``None`` where nothing differs.

    Raises:
        ChangedOnPages: the pages changed something since the last file, unless *over_pages*.
    """
    with desk.book.writing() as page:
        latest, before = page.version(), page.rota()
        if not over_pages and before != after and (since := _on_pages(page, latest, before)):
            raise ChangedOnPages(since)
        return keep(desk, page, after, author, Source.FILE)


def pages_since_file(desk: Desk) -> Sequence[Version]:
    """Return what the pages changed since a file was applied, newest first."""
    with desk.book.reading() as page:
        return _on_pages(page, page.version(), page.rota())


def undo(desk: Desk, author: Author, seen: int, number: int) -> Version | None:
    """Put the rota back to how it was before the version *number*; a version of its own.

    What came after that version is undone with it.

    Raises:
        NoSuchVersion: there is nothing before it. SomebodyLeft: it is not whole any more.
        RotaMoved, Refusal: as ``change``.
    """
    with desk.book.reading() as page:
        latest = page.version()
        # A number too long for a database is later than any version.
        earlier = page.rota_of(number - 1) if number <= latest else None
    if earlier is None:
        raise NoSuchVersion
    if names_leaver(earlier):
        raise SomebodyLeft
    return change(desk, author, seen, lambda _rota: earlier)


def new_key(desk: Desk, name: str) -> str:
    """Return a key for somebody new who is called *name*, which nobody has or ever had.

    Asked before ``change``, whose version then says that nobody was faster.
    """
    with desk.book.reading() as page:
        return key_for(name, page.keys_ever() | page.rota().people.keys())


def keep(desk: Desk, page: Page, after: Rota, author: Author, source: Source) -> Version | None:
    """Replace the rota on *page*, as a version of its own; ``None`` where nothing differs."""
    latest, before = page.version(), page.rota()
    changed = changes(None if before.empty else before, after)
    if before == after:
        return None
    if not latest and not before.empty:
        # A book from before there were versions: what it held is the first of them.
        latest = _kept(desk, page, before, 1, Author("", _("before this list begins")), ()).number
    page.replace_rota(after)
    for phone in to_prove_anew(before.people, after.people):
        page.mark(phone, unproved(page.marks(phone)))
    hand_out(page, before.people, after.people, desk.clock.now())
    for gone in before.people.keys() - after.people.keys():
        # In this very transaction: somebody who left must not come in a moment longer, nor come
        # back with an old key if a later rota names them again.
        page.shut_out(gone, desk.clock.now())
        page.leaves(gone, desk.clock.now())
    for back in after.people.keys() - before.people.keys():
        page.is_back(back)
    return _kept(desk, page, after, latest + 1, author, tuple(changed), source)


def _kept(  # noqa: PLR0913, PLR0917 - all that a version is
    desk: Desk,
    page: Page,
    rota: Rota,
    number: int,
    author: Author,
    changed: tuple[str, ...],
    source: Source = Source.FILE,
) -> Version:
    version = Version(
        number=number, at=desk.clock.now(), author=author, source=source, changed=changed
    )
    page.keep_version(version, rota)
    return version


def _moved(page: Page, rota: Rota, behind: int) -> Refusal:
    since = page.versions(min(max(behind, 1), MOST_SHOWN))
    if not since:
        return NoSuchVersion()
    latest = since[0]
    return RotaMoved(since, name=latest.author.name, at=f"{rota.local(latest.at):%H:%M}")


def _on_pages(page: Page, latest: int, rota: Rota) -> Sequence[Version]:
    """Return what the pages changed since a file was applied, unless it came to nothing."""
    since = list(takewhile(lambda one: one.source is Source.PAGE, page.versions(MOST_LISTED)))
    applied = page.rota_of(latest - len(since))
    return () if applied == rota else since
