"""Says in plain sentences how one rota differs from another."""

from dataclasses import replace

from service.domain.catalogue import N_, _
from service.domain.changed_absences import absences, practice
from service.domain.changed_directory import directory
from service.domain.changed_ladders import ladders
from service.domain.listing import row
from service.domain.people import Person
from service.domain.rota import Rota

#: How somebody is reached, by whether it is so now.
_TEXTS = {True: N_("{who} now takes texts."), False: N_("{who} no longer takes texts.")}
_NIGHT_DRILLS = {
    True: N_("{who} may now be rung for practice by night."),
    False: N_("{who} may no longer be rung for practice by night."),
}
_PAGE_ONLY = {
    True: N_("{who} is now told of their own call-outs on their page alone."),
    False: N_("{who} is now told of their own call-outs by text as well as on their page."),
}


def changes(before: Rota | None, after: Rota) -> list[str]:
    """Return one sentence for each difference; none where the two are the same.

    Of numbers the last three digits are said, and no more.
    """
    old = before or Rota(organisation=after.organisation, timezone=after.timezone)
    return [
        *_top(old, after),
        *_people(old.people, after.people),
        *ladders(old, after),
        *absences(old, after),
        *practice(old, after),
        *directory(old.directory, after.directory),
    ]


def _top(old: Rota, new: Rota) -> list[str]:
    found = []
    if old.organisation != new.organisation:
        called = (
            N_("The organisation is now called {now}; it was {was}.")
            if old.organisation
            else N_("The organisation is now called {now}; it had no name.")
        )
        found.append(_(called, now=new.organisation, was=old.organisation))
    if old.timezone != new.timezone:
        found.append(
            _("The time zone is now {now}; it was {was}.", now=new.timezone, was=old.timezone)
        )
    return found


def _people(old: dict[str, Person], new: dict[str, Person]) -> list[str]:
    found = [
        _(
            "{who} is removed; number ending {end}: {roles}.",
            who=_who(was),
            end=_end(was),
            roles=_roles(was),
        )
        for key, was in old.items()
        if key not in new
    ]
    for key, person in new.items():
        if key in old:
            found += _person(old[key], person)
        else:
            found.append(
                _(
                    "{who} is added, number ending {end}: {roles}.",
                    who=_who(person),
                    end=_end(person),
                    roles=_roles(person),
                )
            )
            found += _habits(_bare(person), person)
    return found


def _bare(person: Person) -> Person:
    """Return *person* as one is who was added without another word."""
    usual = Person(key=person.key, name=person.name, phone=person.phone)
    return replace(usual, texts=person.texts, roles=person.roles)


def _person(old: Person, new: Person) -> list[str]:
    who = _who(new)
    found = []
    if old.name != new.name:
        found.append(_("{who} is now called {name}.", who=_who(old), name=new.name))
    if old.phone != new.phone:
        found.append(
            _(
                "{who} has a new number, ending {now}; it was one ending {was}.",
                who=who,
                now=_end(new),
                was=_end(old),
            )
        )
    found += _habits(old, new)
    if old.roles != new.roles:
        found.append(
            _("{who} is now: {now}; was: {was}.", who=who, now=_roles(new), was=_roles(old))
        )
    return found


def _habits(old: Person, new: Person) -> list[str]:
    who, found = _who(new), []
    if old.texts != new.texts:
        found.append(_(_TEXTS[new.texts], who=who))
    if old.night_drills != new.night_drills:
        found.append(_(_NIGHT_DRILLS[new.night_drills], who=who))
    if old.page_only != new.page_only:
        found.append(_(_PAGE_ONLY[new.page_only], who=who))
    if old.ladder != new.ladder:
        usual = _("the default one")
        now, was = new.ladder or usual, old.ladder or usual
        found.append(
            _("The ladder of {who} is now {now}; it was {was}.", who=who, now=now, was=was)
        )
    return found


def _who(person: Person) -> str:
    return f"{person.name} ({person.key})"


def _end(person: Person) -> str:
    last, extension = person.phone.e164[-3:], person.phone.extension
    if not extension:
        return last
    return _("{digits} with extension {extension}", digits=last, extension=extension)


def _roles(person: Person) -> str:
    return row(sorted(_(role) for role in person.roles)) or _("no role")
