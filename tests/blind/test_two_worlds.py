"""Left out means blind: whoever is not on it sees a world in which it did not happen."""

import pytest
from blind.deeds import all_deeds
from blind.nights import moments
from blind.walk import UNKNOWN, acts, by_phone, looks
from blind.world import OUTSIDE

#: When everybody looks at every address there is. At each other moment those who may see most
#: do; by hand, everybody always: `pytest tests/blind --everybody`.
EVERYBODY_AT = {"taken"}
MOST = ("jo", "ola", "token of priya")
#: Programs of a colleague, of an officer who is an admin, and of somebody with every role.
PROGRAMS = ("token of kit", "token of priya", "token of ola")


def test_whoever_was_left_out_sees_a_world_in_which_it_did_not_happen(worlds, everybody, capsys):
    for nth, (moment, hidden) in enumerate(moments(worlds)):
        worlds.sign_in(OUTSIDE)
        every = everybody or moment in EVERYBODY_AT
        for who in (*OUTSIDE, *PROGRAMS, "") if every else MOST:
            worlds.compare(looks(worlds.told, who, (hidden["id"], UNKNOWN)))
            worlds.compare(acts(who, hidden["id"]))
        for who in OUTSIDE:
            worlds.compare(by_phone(who, hidden["reference"], nth))
        worlds.compare_phones()
    worlds.must_be_the_same(capsys)


def test_on_postgresql_it_is_the_same(worlds_on_postgres, capsys):
    worlds = worlds_on_postgres
    for moment, hidden in moments(worlds):
        if moment in {"ringing", "taken"}:
            worlds.sign_in(OUTSIDE)
            for who in ("ola", "jo"):
                worlds.compare(looks(worlds.told, who, (hidden["id"], UNKNOWN)))
                worlds.compare(acts(who, hidden["id"]))
                worlds.compare(by_phone(who, hidden["reference"], len(moment)))
            worlds.compare_phones()
        if moment == "taken":
            break
    worlds.must_be_the_same(capsys)


@pytest.mark.parametrize("moment", ["ringing", "taken", "spoken"])
def test_whatever_they_do_meanwhile_comes_to_the_same(worlds, moment, capsys):
    assert any(said == moment for said, __ in moments(worlds))
    worlds.sign_in(OUTSIDE)
    for request in all_deeds(worlds):
        worlds.compare([request])
        worlds.pass_by(0)
    worlds.compare_phones()
    worlds.must_be_the_same(capsys)
