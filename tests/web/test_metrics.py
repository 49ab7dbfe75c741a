"""The figures: of practices whatever helps, of call-outs nothing but what trustees read."""

import re
from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest
from book.examples import call
from prometheus_client.parser import text_string_to_metric_families
from web.climbing import does, look
from web.house import example_rota
from web.over import keeps, months_of, over, practised
from web.test_health import from_outside, metrics_of

from service.desk import drilling, errands
from service.desk.advancing import advance
from service.desk.codes import Wanted, send_code
from service.domain.codes import CodePurpose
from service.domain.faults import Fault
from service.domain.people import Role
from service.domain.standing import BackupDeed, HouseDeed
from service.ports import NotPlaced, Refused, Uncertain
from service.web.metrics import HELP


def figures(house, person=None):
    answer = from_outside(house, person) if person else house.asks().get("/metrics")
    assert answer.status_code == 200
    return metrics_of(answer)


def of_call_outs(found):
    return {name: value for name, value in found.items() if 'of="call_out"' in name and value}


def everything_happened(house):
    """Have the book hold something for each figure."""
    at = house.clock.at
    house.has_a_ticker()
    practised(house, 3)
    rang(house, 9, at - timedelta(hours=20), 2)
    with house.real_book.writing() as page:
        page.note_backup(BackupDeed.MADE, at)
        page.note_deed(HouseDeed.FORGOT, at)


def rang(house, nth, began, seconds):
    """Keep a whole practice whose first call was asked for *seconds* after it *began*."""
    tom, dialled = example_rota().people["tom"].phone, began + timedelta(seconds=seconds)
    tried = call(tom, person="tom", dialled_at=dialled)
    keeps(house, [replace(over(nth, began, 90, None, drill=True), attempts=(tried,))])


def admin_and_trustee(house):
    people = dict(example_rota().people)
    people["noor"] = replace(people["noor"], roles=frozenset({Role.ADMIN, Role.TRUSTEE}))
    house.changes_rota(replace(example_rota(), people=people))


def test_each_figure_has_its_help_and_there_is_none_besides(house):
    everything_happened(house)
    text = house.asks().get("/metrics").text
    told = {
        family.name + ("_total" if family.type == "counter" else ""): family.documentation
        for family in text_string_to_metric_families(text)
    }
    assert told == HELP


def test_names_are_as_prometheus_would_have_them():
    for name, said in HELP.items():
        assert name.startswith("escalate_")
        assert said[0].isupper() or said[0] == "1"
        assert not said.endswith(".")


def test_a_whole_practice_is_measured_and_one_that_was_put_off_is_not(house):
    at = house.clock.at
    dialled = at - timedelta(days=3) + timedelta(seconds=2)
    tried = call(example_rota().people["tom"].phone, person="tom", dialled_at=dialled)
    whole = over(1, at - timedelta(days=3), 40, None, drill=True)
    keeps(house, [replace(whole, attempts=(tried,))])
    keeps(house, [over(2, at - timedelta(days=1), None, None, drill=True)])  # put off
    found = figures(house)
    assert found["escalate_last_practice_timestamp_seconds"] == whole.raised_at.timestamp()
    assert found['escalate_measured_waits{of="practice"}'] == 1
    assert found['escalate_first_dial_seconds_bucket{le="1.0",of="practice"}'] == 0
    assert found['escalate_first_dial_seconds_bucket{le="2.5",of="practice"}'] == 1
    assert found['escalate_taken_seconds_bucket{le="30.0",of="practice"}'] == 0
    assert found['escalate_taken_seconds_bucket{le="60.0",of="practice"}'] == 1
    assert found['escalate_taken_seconds_sum{of="practice"}'] == 40


@pytest.mark.parametrize(("seconds", "step"), [(2, 2.5), (10, 10), (10.1, 15), (61, inf)])
def test_the_latest_practice_alone_says_how_late_its_first_call_was(house, seconds, step):
    rang(house, 1, house.clock.at - timedelta(days=9), 40)
    rang(house, 2, house.clock.at - timedelta(days=3), seconds)
    assert figures(house)["escalate_last_practice_first_dial_seconds"] == step


def test_a_call_out_from_the_press_to_its_end_changes_no_figure(house):
    admin_and_trustee(house)
    everything_happened(house)
    before = (figures(house), figures(house, "noor"), figures(house, "priya"))

    def seen():
        return (figures(house), figures(house, "noor"), figures(house, "priya"))

    raised = house.raises()
    assert seen() == before
    house.telephone.fails_next(Refused(21211))
    house.rings(raised["id"])
    assert seen() == before
    look(house, raised["id"])
    does(house, "acknowledge", raised["id"], "tom")
    assert seen() == before
    does(house, "confirm", raised["id"], "sam")
    assert seen() == before


@pytest.mark.parametrize(
    ("person", "shown"), [("noor", True), ("priya", False), (None, False)], ids=str
)
def test_call_outs_are_counted_by_fives_and_for_a_trustee_alone(house, person, shown):
    admin_and_trustee(house)
    keeps(house, months_of(4))
    assert not of_call_outs(figures(house, person))
    keeps(house, [replace(one, id="f" * 32, reference="ZZ") for one in months_of(1)])
    found = of_call_outs(figures(house, person))
    assert bool(found) is shown
    if shown:
        assert found['escalate_measured_waits{of="call_out"}'] == 5
        assert found['escalate_spoken_seconds_bucket{le="300.0",of="call_out"}'] == 5
        assert found['escalate_taken_seconds_count{of="call_out"}'] == 5


def test_an_admin_and_trustee_who_may_be_rung_reads_of_no_call_out(house):
    people = dict(example_rota().people)
    people["priya"] = replace(people["priya"], roles=people["priya"].roles | {Role.TRUSTEE})
    house.changes_rota(replace(example_rota(), people=people))
    keeps(house, months_of(5))
    assert 'of="call_out"' not in from_outside(house, "priya").text


def test_what_stands_on_the_page_of_alarms_stands_in_a_figure(house):
    with house.real_book.writing() as page:
        page.notice(Fault.DEAF, house.clock.at)
        page.notice(Fault.STALLED, house.clock.at)
    house.clock.passes(20)
    with house.real_book.writing() as page:
        page.notice(Fault.STALLED, house.clock.at)
    found = figures(house)
    assert found['escalate_fault{fault="deaf"}'] == 1
    assert found['escalate_fault{fault="account"}'] == 0
    assert found["escalate_overdue_seconds"] == 20


FAILURES = [
    (NotPlaced(20003, account=True), "account"),
    (NotPlaced(20429), "down"),
    (Refused(21211), "refused"),
    (Uncertain(), "lost"),
]


def failures(house):
    found = figures(house)
    return {
        kind: found[f'escalate_carrier_failures_total{{class="{kind}"}}'] for _, kind in FAILURES
    }


@pytest.mark.parametrize(("failure", "kind"), FAILURES, ids=[kind for _, kind in FAILURES])
def test_what_the_carrier_does_to_a_code_is_counted_by_its_class(house, failure, kind):
    wanted = Wanted(phone=example_rota().people["tom"].phone, purpose=CodePurpose.SIGN_IN)
    house.telephone.fails_next(failure)
    send_code(house.parts.line, "a secret", wanted)
    assert failures(house) == {one: int(one == kind) for _, one in FAILURES}


def rings_one(house, raised_id):
    (work,) = [one for one in advance(house.parts.desk, raised_id) if one.rings][:1]
    return work


def starts_a_practice(house):
    house.clock.at = house.clock.at.replace(hour=11)
    desk = replace(house.parts.desk, draw=lambda odds: odds - 1)
    house.parts = replace(house.parts, desk=desk, line=replace(house.parts.line, desk=desk))
    return drilling.start(desk, "noor").id


def test_what_it_does_to_a_practice_is_counted_and_to_a_call_out_is_not(house):
    drill = starts_a_practice(house)
    work = rings_one(house, drill)
    house.telephone.fails_next(Refused(21211))
    errands.run(house.parts.line, work)
    assert failures(house)["refused"] == 1

    raised = house.raises()["id"]
    house.clock.passes(10)
    work = rings_one(house, raised)
    house.telephone.fails_next(Refused(21211))
    errands.run(house.parts.line, work)
    assert failures(house)["refused"] == 1


def test_a_lease_that_another_took_is_counted(house):
    drill = starts_a_practice(house)
    mine = rings_one(house, drill)

    class Slow:
        """A carrier that answers when another has taken the try over."""

        def call(self, _attempt):
            house.clock.passes(4)  # longer than a lease
            assert advance(house.parts.desk, drill)
            raise NotPlaced

    errands.run(replace(house.parts.line, telephone=Slow()), mine)
    assert figures(house)["escalate_leases_lost_total"] == 1
    assert failures(house)["down"] == 0


def test_each_figure_stands_on_the_page_as_the_code_has_it_and_none_besides(root):
    page = (root / "docs" / "watching.md").read_text()
    said = dict(re.findall(r"^\| `(escalate_\w+)` \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE))
    assert said.keys() == HELP.keys()
    for name, words in HELP.items():
        assert said[name].startswith(words), name
