"""For whom call-outs are counted: nobody who could have been left out of one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.oversight import ALWAYS, Reach, Shut, reach, stood
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.totals import LATE

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=400)
DAY = timedelta(days=1)

GRACE = Person(
    key="grace",
    name="Grace Bell",
    phone=PhoneNumber("+447700900126"),
    roles=frozenset({Role.TRUSTEE}),
)
TOM = Person(key="tom", name="Tom Reed", phone=PhoneNumber("+447700900112"))


def rota(*people, holder="tom"):
    return Rota(
        organisation="Harbour Lane",
        people={one.key: one for one in people},
        ladders=(LadderPlan(name="safeguarding", rungs=(RungPlan(role="X", holder=holder),)),),
    )


USUAL = rota(GRACE, TOM)
#: Ways in which Grace may be rung.
OFFICERS = [
    rota(replace(GRACE, roles=frozenset({Role.TRUSTEE, Role.OFFICER})), TOM),
    rota(GRACE, TOM, holder="grace"),
    # Her phone rings for somebody else.
    rota(GRACE, replace(TOM, phone=GRACE.phone)),
]


def test_a_trustee_who_is_no_officer_reads_all():
    assert reach(GRACE, [stood(ALWAYS, USUAL)], NOW) == Reach()
    rotas = [stood(NOW - DAY, USUAL), stood(LONG_AGO, USUAL)]
    assert reach(GRACE, rotas, NOW) == Reach()


@pytest.mark.parametrize("officer", OFFICERS)
def test_whoever_may_be_rung_reads_none(officer):
    assert reach(GRACE, [stood(ALWAYS, officer)], NOW).shut is Shut.OFFICER


@pytest.mark.parametrize("officer", OFFICERS)
def test_nor_ever_of_a_time_in_which_they_could_be(officer):
    left = NOW - 100 * DAY
    rotas = [
        stood(NOW - DAY, USUAL),
        stood(left, USUAL),
        stood(LONG_AGO, officer),
        stood(LONG_AGO - DAY, USUAL),
    ]
    assert reach(GRACE, rotas, NOW) == Reach(since=left + LATE)


def test_the_oldest_rota_counts_as_if_it_had_always_been():
    rotas = [stood(LONG_AGO, USUAL), stood(LONG_AGO - DAY, OFFICERS[0])]
    assert reach(GRACE, rotas, NOW) == Reach(since=LONG_AGO + LATE)


NEW = [
    rota(TOM),
    rota(replace(GRACE, roles=frozenset({Role.STAFF})), TOM),
    rota(replace(GRACE, phone=PhoneNumber("+447700900127")), TOM),
]


@pytest.mark.parametrize("before", NEW)
def test_who_was_made_a_trustee_or_given_a_number_lately_has_to_wait(before):
    def at(since):
        return reach(GRACE, [stood(since, USUAL), stood(LONG_AGO, before)], NOW).shut

    assert at(NOW - LATE + timedelta(seconds=1)) is Shut.NEW
    assert at(NOW - LATE) is None


def test_a_moment_as_somebody_else_counts_however_short_it_was():
    there_and_back = [stood(NOW - DAY, USUAL), stood(NOW - DAY * 2, NEW[2]), stood(ALWAYS, USUAL)]
    assert reach(GRACE, there_and_back, NOW).shut is Shut.NEW
