"""The rota is kept by several at once: each change is a version, and none is lost."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from book.steps import at_once
from desk.kept import ANN, CHRISTMAS, FILE, JOAN, NOW, ROTA, away, now, versions, without

from service.desk import keeping
from service.domain.absences import TimeAway, whole_days
from service.domain.edits import absences, people
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.domain.rota_rules import LastAdmin, LastOfficer
from service.domain.versions import Source


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


def test_a_namesake_of_somebody_who_left_has_a_key_of_their_own(desk):
    assert keeping.new_key(desk, "Zoe Park") == "zoe"
    assert keeping.new_key(desk, "Tom Park") == "tom-2"
    keeping.change(desk, JOAN, 1, without("tom"))
    assert keeping.new_key(desk, "Tom Park") == "tom-2"
