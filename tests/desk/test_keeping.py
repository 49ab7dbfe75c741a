"""The rota is kept by several at once: each change is a version, and none is lost."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from book.steps import at_once

from service.desk import keeping
from service.domain.absences import TimeAway, whole_days
from service.domain.edits import absences, ladders, people
from service.domain.people import Person, PhoneNumber, Role
from service.domain.refusals import Refusal
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.rota_rules import LastAdmin, LastOfficer
from service.domain.versions import Author, Source

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
JOAN, ANN = Author("joan", "Joan Park"), Author("ann", "Ann Low")
FILE = Author("", "the command line")


def person(key, number, *roles):
    return Person(
        key=key,
        name=f"{key.title()} Doe",
        phone=PhoneNumber(f"+447700900{number}"),
        roles=frozenset(roles),
    )


ROTA = Rota(
    organisation="Harbour Lane",
    people={
        "priya": person("priya", "111", Role.OFFICER),
        "tom": person("tom", "222", Role.OFFICER, Role.STAFF),
        "joan": person("joan", "444", Role.ADMIN),
        "ann": person("ann", "555", Role.ADMIN),
    },
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(RungPlan(role="Officer", holder="priya"), RungPlan(role="Deputy", holder="tom")),
        ),
    ),
)
CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))


@pytest.fixture
def desk(line):
    """A desk whose rota was applied from a file, as version 1."""
    keeping.apply(line.desk, FILE, ROTA, over_pages=False)
    return line.desk


def away(key):
    return lambda rota: absences.add_away(rota, TimeAway(key, CHRISTMAS), NOW)


def without(key):
    return lambda rota: people.remove_person(rota, key)


def now(desk):
    return keeping.standing(desk).rota


def versions(desk):
    with desk.book.reading() as page:
        return page.versions(50)


def test_a_change_is_a_version_with_who_and_what_and_when(desk):
    version = keeping.change(desk, JOAN, 1, away("tom"))
    assert now(desk).away == (TimeAway("tom", CHRISTMAS),)
    assert (version.number, version.author, version.source) == (2, JOAN, Source.PAGE)
    assert version.changed == ("Tom Doe is now away from 24 December 2026 to 27 December 2026.",)
    assert versions(desk)[0] == version
    assert version.at == desk.clock.now()
    assert keeping.standing(desk).version == 2


def test_a_change_that_changes_nothing_is_no_version(desk):
    assert keeping.change(desk, JOAN, 1, replace) is None
    assert keeping.standing(desk).version == 1


def test_whoever_is_second_is_shown_what_the_first_did_and_loses_nothing(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.change(desk, JOAN, 2, without("ann"))
    with pytest.raises(keeping.RotaMoved) as refused:
        keeping.change(desk, ANN, 1, away("priya"))
    assert [one.changed for one in refused.value.since] == [
        ("Ann Doe (ann) is removed; number ending 555: admin.",),
        ("Tom Doe is now away from 24 December 2026 to 27 December 2026.",),
    ]
    at = now(desk).local(desk.clock.now())
    assert f"Joan Park changed the rota at {at:%H:%M} while" in str(refused.value)
    assert [one.person for one in now(desk).away] == ["tom"]


@pytest.mark.parametrize("seen", [-(10**12), 0, 7, 10**12])
def test_a_version_that_never_was_is_refused_as_one_that_moved(desk, seen):
    with pytest.raises(keeping.RotaMoved):
        keeping.change(desk, JOAN, seen, away("tom"))
    assert now(desk) == ROTA


def test_a_version_that_never_was_of_a_book_with_none_is_refused(line):
    with pytest.raises(keeping.NoSuchVersion):
        keeping.change(line.desk, JOAN, 3, away("tom"))


@pytest.mark.parametrize("round_", range(5))
def test_of_two_who_save_at_once_one_is_first_and_the_other_is_told(desk, round_):
    authors = [(JOAN, "tom"), (ANN, "priya")]

    def save(index):
        author, key = authors[index]
        try:
            return keeping.change(desk, author, 1, away(key))
        except keeping.RotaMoved as refusal:
            return refusal

    said = at_once(2, save)
    first = [one for one in said if not isinstance(one, Refusal)]
    second = [one for one in said if isinstance(one, Refusal)]
    assert len(first) == len(second) == 1
    assert second[0].since == tuple(first)
    assert len(now(desk).away) == 1
    # Saved again over what the first did, both are there.
    author, key = authors[said.index(second[0])]
    keeping.change(desk, author, 2, away(key))
    assert {one.person for one in now(desk).away} == {"tom", "priya"}
    assert [one.number for one in versions(desk)] == [3, 2, 1]


def test_of_many_who_try_again_until_it_is_saved_nobody_is_lost(desk):
    def save(index):
        day = date(2026, 12, 1 + index)
        time_away = TimeAway("tom", whole_days(day, day))
        while True:
            seen = keeping.standing(desk).version
            try:
                return keeping.change(
                    desk, JOAN, seen, lambda rota: absences.add_away(rota, time_away, NOW)
                ).number
            except keeping.RotaMoved:
                continue

    assert sorted(at_once(8, save)) == list(range(2, 10))
    assert sorted(one.span.starts.day for one in now(desk).away) == list(range(1, 9))


def test_changes_beside_presses_that_read_the_rota_do_not_lock_each_other_out(postgres_line):
    """Pages that write and read the rota hold its row too; PostgreSQL would name a deadlock."""
    desk = postgres_line.desk
    keeping.apply(desk, FILE, ROTA, over_pages=False)
    stop = threading.Event()
    failed = []

    def press():
        try:
            while not stop.is_set():
                with desk.book.writing() as page:
                    page.rota()
                    page.set_pin("tom", "hashed")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failed.append(error)

    presses = [threading.Thread(target=press) for _ in range(3)]
    for one in presses:
        one.start()
    try:
        for number in range(1, 21):
            name = f"Harbour {number}"
            keeping.change(desk, JOAN, number, lambda rota, name=name: renamed(rota, name))
    finally:
        stop.set()
        for one in presses:
            one.join()
    assert failed == []
    assert keeping.standing(desk).version == 21


def renamed(rota, name):
    return replace(rota, organisation=name)


def test_the_last_officer_and_the_last_admin_stay_and_anybody_else_may_leave(desk):
    keeping.change(desk, JOAN, 1, without("ann"))
    keeping.change(desk, JOAN, 2, without("priya"))
    with pytest.raises(LastAdmin, match=r"Joan Doe is the last admin.*Make somebody else an admin"):
        keeping.change(desk, JOAN, 3, without("joan"))
    with pytest.raises(LastOfficer, match=r"Tom Doe is the last officer.*Add another officer"):
        keeping.change(desk, JOAN, 3, without("tom"))
    staff = replace(ROTA.people["tom"], roles=frozenset({Role.STAFF}))
    with pytest.raises(LastOfficer):
        keeping.change(desk, JOAN, 3, lambda rota: people.replace_person(rota, staff))
    assert set(now(desk).people) == {"tom", "joan"}
    assert [rung.holder for rung in now(desk).ladders[0].rungs] == [None, "tom"]


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


def test_a_file_over_changes_of_the_pages_is_asked_about_and_then_taken(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.change(desk, ANN, 2, away("priya"))
    file = replace(ROTA, organisation="Quay House")
    with pytest.raises(keeping.ChangedOnPages, match="--replace") as refused:
        keeping.apply(desk, FILE, file, over_pages=False)
    assert [one.author for one in refused.value.since] == [ANN, JOAN]
    assert now(desk).organisation == "Harbour Lane"
    version = keeping.apply(desk, FILE, file, over_pages=True)
    assert (now(desk), version.source) == (file, Source.FILE)
    # And the next file goes over nothing of the pages any more.
    keeping.apply(desk, FILE, ROTA, over_pages=False)
    assert now(desk) == ROTA


def test_a_file_that_holds_what_the_pages_made_of_it_is_not_asked_about(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    assert keeping.apply(desk, FILE, now(desk), over_pages=False) is None


def test_nor_is_one_where_all_of_it_was_undone(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.undo(desk, JOAN, 2, 2)
    file = replace(ROTA, organisation="Quay House")
    keeping.apply(desk, FILE, file, over_pages=False)
    assert now(desk) == file


def test_a_first_file_and_one_over_a_book_without_versions_are_simply_applied(line):
    with line.desk.book.writing() as page:
        page.replace_rota(ROTA)
    file = replace(ROTA, organisation="Quay House")
    keeping.apply(line.desk, FILE, file, over_pages=False)
    assert now(line.desk) == file


def test_a_namesake_of_somebody_who_left_has_a_key_of_their_own(desk):
    assert keeping.new_key(desk, "Zoe Park") == "zoe"
    assert keeping.new_key(desk, "Tom Park") == "tom-2"
    keeping.change(desk, JOAN, 1, without("tom"))
    assert keeping.new_key(desk, "Tom Park") == "tom-2"
