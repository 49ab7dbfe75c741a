"""Whatever the pages make of a rota can be exported and applied again."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rota_file.site import site
from rota_file.strategies import CLOCKS, WALLS, entries, names, persons, rotas, spans

from service.domain.absences import Swap, TimeAway
from service.domain.edits import absences, directory, house, ladders, people
from service.domain.ladder import Channel, RungPace
from service.domain.people import Role
from service.domain.refusals import Refusal
from service.domain.rota import PracticePlan, RungPlan
from service.domain.rota_rules import refuse_broken
from service.domain.shifts import Shift, Turns
from service.rota_file import changes, read_rota, write_rota

#: A failing row of edits is shown as it was found: to look for a shorter one takes minutes.
many = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
LONG_AGO = datetime(1999, 1, 1, tzinfo=UTC)


def some(data, *choices):
    return data.draw(st.sampled_from(choices))


def anybody(data, rota):
    return some(data, *rota.people, "nobody")


def rung(data, rota):
    several = [anybody(data, rota) for _ in range(data.draw(st.integers(0, 3)))]
    shift = Shift(
        weekdays=data.draw(st.frozensets(st.integers(0, 6))),
        starts=data.draw(CLOCKS),
        ends=data.draw(CLOCKS),
        person=anybody(data, rota),
    )
    return RungPlan(
        role=data.draw(names()),
        holder=some(data, None, anybody(data, rota)),
        turns=Turns(people=tuple(several), begins=data.draw(WALLS)) if several else None,
        shifts=some(data, (), (), (shift,)),
        pace=RungPace(channels=frozenset(some(data, {Channel.TEXT}, {Channel.CALL}))),
    )


def people_edits(data, rota, place):
    key = anybody(data, rota)
    new = data.draw(persons(key, frozenset(some(data, set(), {Role.OFFICER}))))
    yield lambda: people.remove_person(rota, key)
    yield lambda: people.replace_person(rota, replace(new, ladder=some(data, None, name_in(rota))))
    yield lambda: people.add_person(rota, replace(new, key=f"new-{place}"))


def name_in(rota):
    return rota.ladders[-1].name


def ladder_edits(data, rota, place):
    name, new = some(data, *[plan.name for plan in rota.ladders]), data.draw(names())
    yield lambda: ladders.add_ladder(rota, new, like=some(data, None, name))
    yield lambda: ladders.rename_ladder(rota, name, new)
    yield lambda: ladders.remove_ladder(rota, name)
    yield lambda: ladders.move_ladder(rota, name, some(data, -1, 1))
    yield lambda: ladders.add_rung(rota, name, rung(data, rota))
    yield lambda: ladders.set_rung(rota, name, place, rung(data, rota))
    yield lambda: ladders.set_holder(rota, name, place, anybody(data, rota))
    yield lambda: ladders.remove_rung(rota, name, place)
    yield lambda: ladders.move_rung(rota, name, place, some(data, -1, 1))


def other_edits(data, rota, place):
    when = data.draw(spans())
    away = TimeAway(anybody(data, rota), when)
    plan = PracticePlan(every_days=place, at=data.draw(CLOCKS), starts=anybody(data, rota))
    yield lambda: absences.add_away(rota, away, LONG_AGO)
    yield lambda: absences.change_away(rota, place, away, LONG_AGO)
    yield lambda: absences.remove_away(rota, place)
    yield lambda: absences.add_swap(
        rota, Swap(anybody(data, rota), anybody(data, rota), when), LONG_AGO
    )
    yield lambda: absences.remove_swap(rota, place)
    yield lambda: directory.add_line(rota, data.draw(entries()))
    yield lambda: directory.change_line(rota, place, data.draw(entries()))
    yield lambda: directory.check_line(rota, place, date(2026, 1, 1))
    yield lambda: directory.remove_line(rota, place)
    yield lambda: house.set_practice(rota, plan)
    yield lambda: house.rename_organisation(rota, data.draw(names(30)))


@many
@given(st.data())
def test_what_pages_make_of_a_rota_reads_back_from_its_file(data):
    rota = data.draw(rotas() | st.just(site(people=12, ladders=2)))
    for place in range(6):
        edits = some(data, people_edits, ladder_edits, other_edits)
        edit = some(data, *edits(data, rota, place % 3))
        try:
            after = edit()
            refuse_broken(rota, after)
        except Refusal as refusal:
            assert refusal.why and refusal.cure  # noqa: PT017, PT018 - each refusal says both
            continue
        assert bool(changes(rota, after)) == (after != rota)
        rota = after
        report = read_rota(write_rota(rota), today=date(2026, 1, 1))
        assert report.mistakes == []
        assert report.rota == rota
