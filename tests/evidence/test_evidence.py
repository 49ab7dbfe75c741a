"""The chain holds through a house's ordinary life, and covers nothing up."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import bindparam, update

from service.book.tables import events
from service.desk import evidence
from service.desk.evidence import GONE, Wrong
from service.proofs import Prover
from workers.rounds import Rounds

YEAR = timedelta(days=365)


def wrong(house, prover, **more):
    found = evidence.verify(house.parts.desk, prover, **more)
    return {(one.wrong, one.of) for one in found.findings}


def verified(house, prover, **more):
    return evidence.verify(house.parts.desk, prover, **more)


def test_what_is_written_is_chained_by_the_next_round(written):
    prover = Prover(written.parts.settings.secret_key.get_secret_value())
    assert verified(written, prover).waiting > 6
    Rounds(written.parts).go()
    found = verified(written, prover)
    assert (found.findings, found.waiting) == ((), 0)
    assert found.lines == found.anchor.number


def test_who_takes_everything_back_to_the_start_is_found_by_an_anchor(written, prover, thief):
    anchor = verified(written, prover).anchor
    assert wrong(written, prover, anchor=anchor) == set()
    for name in ("events", "audit", "chain"):
        thief.puts(name, [])
    thief.puts("chain_head", [{"id": 1, "count": 0, "link": "", "sealed": ""}])
    assert wrong(written, prover, anchor=anchor) == {(Wrong.ANCHOR, "chain")}


def test_who_puts_an_older_copy_back_is_found_by_an_anchor(written, prover, thief):
    written.raises("jo", ring=["tom"])
    evidence.link_some(written.parts.desk, prover)
    anchor = verified(written, prover).anchor
    for name in ("events", "audit", "chain", "chain_head"):
        thief.restores(name)
    assert wrong(written, prover) == set()
    assert wrong(written, prover, anchor=anchor) == {(Wrong.ANCHOR, "chain")}


def test_another_key_fits_nothing(written, prover):
    found = wrong(written, Prover("another secret that is long enough, by far"))
    assert {of for __, of in found} == {"chain", "event", "audit"}


def test_a_forged_record_is_never_chained_and_found_as_long_as_it_lies_there(
    written, prover, thief
):
    rows = thief.rows["events"]
    forged = rows[-1] | {"id": rows[-1]["id"] + 1, "name": "Noor Aziz"}
    copied = rows[-1] | {"id": rows[-1]["id"] + 2}
    bare = rows[-1] | {"id": rows[-1]["id"] + 3, "proof": None}
    thief.puts("events", [*rows, forged, copied, bare])
    assert evidence.link_some(written.parts.desk, prover) == 0
    found = verified(written, prover).findings
    assert [(one.wrong, one.row - rows[-1]["id"]) for one in found] == [
        (Wrong.FORGED, 1),
        (Wrong.FORGED, 2),
        (Wrong.FORGED, 3),
    ]


def test_a_chain_that_somebody_was_at_is_not_added_to(written, prover, thief):
    head = thief.rows["chain_head"][0]
    thief.puts("chain_head", [head | {"count": head["count"] - 1}])
    written.raises("jo", ring=["tom"])
    assert evidence.link_some(written.parts.desk, prover) == 0
    assert (Wrong.END, "chain") in wrong(written, prover)


def test_what_an_older_version_wrote_is_taken_in_once_and_holds(written, thief_before):
    thief_before.puts("events", [one | {"proof": None} for one in thief_before.rows["events"]])
    prover = Prover(written.parts.settings.secret_key.get_secret_value())
    assert evidence.link_some(written.parts.desk, prover) > 6
    assert wrong(written, prover) == set()
    rows = [one | {"proof": None} for one in thief_before.rows["events"]]
    thief_before.puts("events", [*rows[:-1], rows[-1] | {"name": "Noor Aziz"}])
    assert wrong(written, prover) == {(Wrong.CHANGED, "event")}


def test_a_call_out_that_is_past_its_time_may_go_as_a_whole(written, prover, thief):
    thief.puts("events", [])
    assert wrong(written, prover) == {(Wrong.GONE, "event")}
    written.clock.at += YEAR + timedelta(days=2)
    assert wrong(written, prover) == {(Wrong.GONE, "event")}
    found = verified(written, prover, kept_for=YEAR)
    assert (found.findings, found.forgotten) == ((), len(thief.rows["events"]))
    assert wrong(written, prover, kept_for=YEAR * 2) == {(Wrong.GONE, "event")}


def test_nothing_may_be_taken_out_of_one(written, prover, thief):
    written.clock.at += YEAR * 2
    thief.puts("events", thief.rows["events"][:-1])
    assert wrong(written, prover, kept_for=YEAR) == {(Wrong.GONE, "event")}


@pytest.mark.parametrize("left", [None, GONE])
def test_a_name_may_be_forgotten_and_the_line_holds(written, prover, thief, left):
    named = next(one for one in thief.rows["events"] if one["name"])
    with written.real_book.writing() as page:
        page._pen.execute(
            update(events).where(events.c.id == bindparam("row")).values(name=bindparam("to")),
            {"row": named["id"], "to": left},
        )
    found = verified(written, prover)
    assert (found.findings, found.forgotten) == ((), 1)


def test_two_rounds_at_once_chain_each_record_once(written):
    prover = Prover(written.parts.settings.secret_key.get_secret_value())
    waiting = verified(written, prover).waiting
    desk = replace(written.parts.desk, book=written.real_book)
    with ThreadPoolExecutor(4) as several:
        done = list(several.map(lambda __: evidence.link_some(desk, prover), range(8)))
    assert sum(done) == waiting
    assert verified(written, prover).findings == ()
