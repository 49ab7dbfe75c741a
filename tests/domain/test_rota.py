"""Who is on duty."""

from datetime import UTC, datetime

from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan

AT = datetime(2026, 7, 1, 2, 30, tzinfo=UTC)


def person(key: str, number: str, *roles: Role) -> Person:
    return Person(
        key=key, name=key.title(), phone=PhoneNumber(f"+447700{number}"), roles=frozenset(roles)
    )


PLAN = LadderPlan(
    name="safeguarding",
    rungs=(
        RungPlan(role="Officer", holder="priya"),
        RungPlan(role="Deputy"),
        RungPlan(role="Deputy", holder="tom"),
    ),
)
ROTA = Rota(
    organisation="Harbour Lane",
    people={
        "priya": person("priya", "900111", Role.OFFICER, Role.STAFF),
        "tom": person("tom", "900222", Role.OFFICER),
        "ann": person("ann", "900222", Role.STAFF),
    },
    ladders=(PLAN,),
)


def test_the_ladder_names_who_holds_each_rung_and_keeps_the_empty_one():
    ladder = ROTA.on_duty(PLAN, AT)
    assert [rung.person for rung in ladder.rungs] == ["priya", None, "tom"]
    assert [rung.empty for rung in ladder.rungs] == [False, True, False]


def test_the_raiser_is_never_rung():
    assert [rung.person for rung in ROTA.on_duty(PLAN, AT, raiser="priya").rungs] == [None, "tom"]


def test_nor_is_anybody_who_shares_the_raisers_number():
    assert [rung.person for rung in ROTA.on_duty(PLAN, AT, raiser="ann").rungs] == ["priya", None]


def test_the_first_ladder_is_the_default_and_an_unknown_one_is_none():
    assert ROTA.plan(None) is PLAN
    assert ROTA.plan("safeguarding") is PLAN
    assert ROTA.plan("other") is None
    assert Rota(organisation="").plan(None) is None


def test_wall_time_is_the_organisations_own():
    assert ROTA.local(AT).hour == 3


def test_people_are_found_by_what_they_may_do():
    assert [one.key for one in ROTA.with_role(Role.STAFF)] == ["priya", "ann"]
    assert not ROTA.empty
    assert Rota(organisation="").empty
