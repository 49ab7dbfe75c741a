"""A change of the rota can be undone, with what came after, and the undoing too."""

from dataclasses import replace

import pytest
from desk.kept import ANN, FILE, JOAN, ROTA, away, now, versions

from service.desk import keeping
from service.domain.edits import ladders, people
from service.domain.people import Role
from service.domain.rota_rules import LastAdmin


def test_a_change_can_be_undone_and_the_undoing_too(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    changed = now(desk)
    undone = keeping.undo(desk, ANN, 2, 2)
    assert now(desk) == ROTA
    assert undone.changed == (
        "Tom Doe is no longer away from 24 December 2026 to 27 December 2026.",
    )
    keeping.undo(desk, JOAN, 3, 3)
    assert now(desk) == changed
    assert [one.number for one in versions(desk)] == [4, 3, 2, 1]


def test_what_came_after_is_undone_with_it(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.change(desk, JOAN, 2, lambda rota: ladders.set_role(rota, "safeguarding", 0, "Lead"))
    keeping.undo(desk, JOAN, 3, 2)
    assert now(desk) == ROTA


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 99])
def test_what_has_nothing_before_it_cannot_be_undone(desk, number):
    keeping.change(desk, JOAN, 1, away("tom"))
    with pytest.raises(keeping.NoSuchVersion):
        keeping.undo(desk, JOAN, 2, number)
    assert keeping.standing(desk).version == 2


def test_undoing_over_what_somebody_else_did_meanwhile_is_refused(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.change(desk, ANN, 2, away("priya"))
    with pytest.raises(keeping.RotaMoved):
        keeping.undo(desk, JOAN, 2, 2)


def test_undoing_may_not_take_the_last_admin_either(desk):
    def promoted(rota):
        tom = replace(rota.people["tom"], roles=frozenset({Role.OFFICER, Role.ADMIN}))
        return people.replace_person(rota, tom)

    bare = {key: one for key, one in ROTA.people.items() if Role.ADMIN not in one.roles}
    keeping.apply(desk, FILE, replace(ROTA, people=bare), over_pages=True)
    keeping.change(desk, FILE, 2, promoted)
    with pytest.raises(LastAdmin):
        keeping.undo(desk, JOAN, 3, 3)


def test_a_book_from_before_there_were_versions_begins_with_what_it_held(line):
    desk = line.desk
    with desk.book.writing() as page:
        page.replace_rota(ROTA)
    assert keeping.standing(desk).version == 0
    keeping.change(desk, JOAN, 0, away("tom"))
    first, second = reversed(versions(desk))
    assert (first.number, first.author.name, first.changed) == (1, "before this list begins", ())
    assert (second.number, second.author) == (2, JOAN)
    keeping.undo(desk, JOAN, 2, 2)
    assert now(desk) == ROTA
