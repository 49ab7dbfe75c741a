"""What is exported reads back as it was; of large sites too."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from rota_file.site import site
from rota_file.strategies import rotas

from service.rota_file import read_rota, write_rota

many = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@many
@given(rotas())
def test_what_is_written_reads_back_as_the_same_rota(rota):
    report = read_rota(write_rota(rota), today=date(2026, 1, 1))
    assert report.mistakes == []
    assert report.rota == rota


def test_fifty_people_and_five_ladders_come_back_without_a_difference():
    rota = site(people=50, ladders=5)
    rungs = [rung for ladder in rota.ladders for rung in ladder.rungs]
    assert (len(rota.people), len(rota.ladders)) == (50, 5)
    assert all(any(part(rung) for rung in rungs) for part in (turns, shifts, holder))
    assert rota.away
    assert rota.swaps
    assert rota.practice
    report = read_rota(write_rota(rota), today=date(2026, 11, 1))
    assert (report.mistakes, report.rota) == ([], rota)
    assert list(report.rota.people) == list(rota.people)
    assert write_rota(report.rota) == write_rota(rota)


def turns(rung):
    return rung.turns


def shifts(rung):
    return rung.shifts


def holder(rung):
    return rung.holder
