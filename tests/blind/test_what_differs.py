"""What the design lets differ, and nothing beside it: ``docs/left-out.md`` has each."""

from dataclasses import replace

import pytest
from blind.nights import hidden
from blind.walk import UNKNOWN, Request, looks
from web.house import number
from web.over import keeps, months_of

from service.desk import acting
from service.desk.acting import Step
from service.domain.faults import Fault
from service.domain.people import NumberMarks
from service.ports import NotPlaced


def looked_at(worlds, one, who=("ola", "grace")):
    """Return whatever differs of all that those see."""
    worlds.sign_in(who)
    ids = (one["id"], UNKNOWN)
    return [found for each in who for found in worlds.compare(looks(worlds.told, each, ids))]


def no_call_gets_through(worlds):
    for __ in range(9):
        worlds.told.telephone.fails_next(NotPlaced(500))


def calls_fail(worlds, one):
    no_call_gets_through(worlds)
    worlds.told.ticks("failing")
    with worlds.told.real_book.reading() as page:
        standing = page.carrier()
    assert standing.failing
    with worlds.quiet.real_book.writing() as page:
        page.note_carrier(standing)
        page.notice(Fault.TEXTS_FAILING, worlds.quiet.clock.now())
    worlds.quiet.ticks("failing")


def it_is_the_wrong_person(worlds, one):
    worlds.told.ticks("rings")
    worlds.quiet.ticks("rings")
    acting.wrong_person(worlds.told.parts.desk, Step(escalation=one["id"], person="tom"))
    with worlds.quiet.real_book.writing() as page:
        page.mark(number(112), NumberMarks(prove_again=True))


@pytest.mark.parametrize("happens", [calls_fail, it_is_the_wrong_person])
def test_what_only_a_ring_can_find_out_is_told_and_nothing_beside_it(worlds, happens):
    one = hidden(worlds.told, "one")
    happens(worlds, one)
    # In the quiet world the same was found out in another way: there is no more to be seen.
    assert not looked_at(worlds, one)


def test_a_carrier_that_takes_no_calls_is_seen(worlds):
    one = hidden(worlds.told, "one")
    no_call_gets_through(worlds)
    worlds.pass_by(0)
    found = {request.path for request in looked_at(worlds, one, ("noor", "kit"))}
    assert {"/health/ready", "/alarms", "/"} <= found
    assert not [path for path in found if one["id"] in path]


def test_a_practice_that_gives_way_is_one_that_was_put_off_by_lot(worlds):
    worlds.clock_is_at(2026, 11, 23)
    one = hidden(worlds.told, "one")
    worlds.pass_by(15)
    worlds.quiet.lot = 0
    worlds.sign_in(["noor"])
    started = Request("noor", "POST", "/drills", {"ladder": "safeguarding"})
    assert not worlds.compare([started])
    location = dict(worlds.last.headers)["Location"]
    worlds.pass_by(15)
    seen = [Request("noor", "GET", path) for path in ("/drills", location, "/rota", "/trustees")]
    for request in seen:
        told, quiet = worlds.asked(request)
        assert replace(told, asked=()) == replace(quiet, asked=())
    assert worlds.told.escalation(one["id"]).state == "open"


@pytest.mark.parametrize(("count", "seen"), [(4, False), (5, True)])
def test_trustees_read_totals_of_five_or_more_and_only_much_later(worlds, count, seen):
    one = {"id": f"{1:032x}"}
    keeps(worlds.told, months_of(count))
    worlds.clock_is_at(2026, 2, 28)
    assert not looked_at(worlds, one)
    worlds.clock_is_at(2026, 3, 1)
    found = [request for request in looked_at(worlds, one) if worlds.differ_in_words(request)]
    assert {request.who for request in found} <= {"grace"}
    assert bool(found) is seen
    assert all(request.path.startswith("/trustees") for request in found)
