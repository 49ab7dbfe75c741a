"""What was written down outlives a change of SECRET_KEY; who has the old one adds nothing."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from evidence.thief import Thief
from web.climbing import does

from service.desk import evidence
from service.desk.chain_end import LATE
from service.desk.evidence import Anchor, Wrong
from service.desk.rechaining import ChainBroken, StillLate, rechain
from service.domain.audit import Audited, Deed
from service.domain.versions import Author
from service.evidence_page import Link, Of
from service.proofs import Prover

PRIYA = Author("priya", "Priya Shah")
NEW = "the new secret of this house, which is long enough"
YEAR = timedelta(days=365)


@pytest.fixture
def old(written):
    return written.parts.settings.secret_key.get_secret_value()


@pytest.fixture
def both(old, prover):
    """What proves after the change; until then all is chained under the old key."""
    return Prover(NEW, old)


@pytest.fixture
def robbed(written, both, book_url):
    """Whoever has the database and the old key, once the new one has taken over for long."""
    evidence.link_some(written.parts.desk, both)
    written.clock.at += LATE
    is_written(written)
    thief = Thief(book_url)
    yield thief
    thief.leaves()


def is_written(house, prover=None):
    """Have a process write one line of the audit: with the old key alone unless told."""
    with house.real_book.writing() as page:
        page._prover = prover or page._prover
        at = house.clock.now()
        page.audit(Audited(at=at, author=PRIYA, deed=Deed.TOKEN_MADE, person="tom", name="Tom"))


def records(house):
    with house.real_book.reading() as page:
        return [one for one in page.records() if one.of is Of.AUDIT]


def owners(house):
    """By what the chain knows call-outs."""
    with house.real_book.reading() as page:
        return {one.owner for one in page.chain()} - {""}


def adds_a_line(thief, forger, record):
    """Put a line about *record* at the end of the chain, as whoever has that key can."""
    head = thief.rows["chain_head"][0]
    number, proof, day = head["count"] + 1, record.proof, record.day
    line = Link(number=number, of="audit", row=record.row, day=day, owner="", proof=proof, link="")
    link = forger.link(head["link"], *line.parts)
    thief.puts("chain", [*thief.rows["chain"], asdict(line) | {"link": link}])
    sealed = forger.sealed(number, link)
    thief.puts("chain_head", [{"id": 1, "count": number, "link": link, "sealed": sealed}])


def links(house, prover):
    return evidence.link_some(house.parts.desk, prover)


def judged(house, prover, **more):
    return evidence.verify(house.parts.desk, prover, **more)


def wrong(house, prover, **more):
    return {(one.wrong, one.of) for one in judged(house, prover, **more).findings}


def test_the_chain_goes_on_under_the_new_key_and_all_of_it_holds(written, old, both):
    lines = judged(written, both).lines
    is_written(written)
    assert links(written, both) == 1
    found = judged(written, both)
    assert (found.findings, found.lines, found.waiting) == ((), lines + 1, 0)
    assert wrong(written, Prover(NEW)) >= {(Wrong.BROKEN, "chain")}
    assert wrong(written, Prover(old)) >= {(Wrong.BROKEN, "chain")}


def test_it_is_sealed_by_the_new_key_though_nothing_was_written(written, old, both):
    assert links(written, both) == 0
    assert evidence.end_of(written.parts.desk, Prover(NEW)).is_ours(Prover(NEW))
    assert not evidence.end_of(written.parts.desk, Prover(old)).is_ours(Prover(old))
    assert wrong(written, both) == set()


def test_a_process_that_still_has_the_old_key_adds_nothing_and_its_lines_come_in(
    written, old, both
):
    links(written, both)
    written.clock.at += LATE - timedelta(seconds=1)
    is_written(written)
    for order in (Prover(old), Prover(old, NEW)):
        assert links(written, order) == 0
    assert wrong(written, both) == set()
    assert links(written, both) == 1
    assert wrong(written, both) == set()


def test_where_nothing_was_chained_yet_what_was_written_by_either_key_comes_in(written, old):
    both = Prover(NEW, old)
    assert links(written, both) > 6
    assert wrong(written, both) == set()
    written.clock.at += LATE
    is_written(written)
    assert links(written, both) == 0


def test_who_stole_the_old_key_adds_no_record(written, both, robbed):
    assert links(written, both) == 0
    assert wrong(written, both) == {(Wrong.FORGED, "audit")}


def test_nor_a_line_after_one_under_the_new_key(written, old, both, robbed):
    is_written(written, both)
    assert links(written, both) == 1
    noted = judged(written, both).anchor
    now = Thief(robbed.url)
    stolen = next(one for one in records(written) if one.row == len(now.rows["audit"]) - 1)
    adds_a_line(now, Prover(old), stolen)
    assert (Wrong.BROKEN, "chain") in wrong(written, both)
    for name in ("chain", "chain_head"):
        robbed.restores(name)
    adds_a_line(robbed, Prover(old), stolen)
    # Everything under the new key was taken off again before: only an anchor tells.
    assert (Wrong.BROKEN, "chain") not in wrong(written, both)
    assert (Wrong.ANCHOR, "chain") in wrong(written, both, anchor=noted)
    now.leaves()


def test_nor_ends_it_where_it_was_under_the_new_key(written, old, both, robbed):
    head = robbed.rows["chain_head"][0]
    shorter = robbed.rows["chain"][-2]
    robbed.puts("chain", robbed.rows["chain"][:-1])
    cut = {"id": 1, "count": head["count"] - 1, "link": shorter["link"]}
    robbed.puts("chain_head", [cut | {"sealed": head["sealed"]}])
    assert (Wrong.END, "chain") in wrong(written, both)


def test_nor_seals_its_end_once_a_line_stands_under_the_new_key(written, old, both, robbed):
    is_written(written, both)
    links(written, both)
    now = Thief(robbed.url)
    head = now.rows["chain_head"][0]
    sealed = Prover(old).sealed(head["count"], head["link"])
    now.puts("chain_head", [head | {"sealed": sealed}])
    now.leaves()
    assert (Wrong.END, "chain") in wrong(written, both)


def test_once_proved_anew_all_holds_under_the_new_key_alone(written, old, both):
    links(written, both)
    written.clock.at += LATE
    lines = judged(written, both).lines
    assert rechain(written.parts.desk, both) == lines
    for prover in (both, Prover(NEW)):
        found = judged(written, prover)
        assert (found.findings, found.lines, found.waiting) == ((), lines, 0)
    assert {of for __, of in wrong(written, Prover(old))} == {"chain", "event", "audit"}
    assert not evidence.end_of(written.parts.desk, Prover(NEW)).needs_older()
    assert rechain(written.parts.desk, both) == 0


def test_and_what_was_proved_before_is_no_proof_any_more(written, both, robbed):
    """Who kept a copy puts its rows in anew, and those are told from ours."""
    robbed.puts("audit", robbed.rows["audit"][:-1])
    rechain(written.parts.desk, both)
    # Also where somebody sets the clock back to when lines under the old key came in.
    written.clock.at -= LATE
    now = Thief(robbed.url)
    copies = [one | {"number": one["number"] + 90} for one in robbed.rows["audit"]]
    now.puts("audit", [*now.rows["audit"], *copies])
    now.leaves()
    assert links(written, both) == 0
    assert wrong(written, both) == {(Wrong.FORGED, "audit")}


def test_a_process_with_the_keys_the_other_way_round_does_not_turn_it_back(written, old, both):
    links(written, both)
    written.clock.at += LATE
    rechain(written.parts.desk, both)
    is_written(written)
    assert links(written, Prover(old, NEW)) == 0
    assert not evidence.end_of(written.parts.desk, Prover(old, NEW)).is_ours(Prover(old, NEW))


def test_it_is_not_proved_anew_while_lines_under_the_old_key_may_come_in(written, both):
    links(written, both)
    written.clock.at += LATE - timedelta(seconds=1)
    with pytest.raises(StillLate):
        rechain(written.parts.desk, both)


def test_nor_where_the_chain_does_not_hold(written, both, robbed):
    robbed.puts("chain", robbed.rows["chain"][1:])
    with pytest.raises(ChainBroken):
        rechain(written.parts.desk, both)
    robbed.restores("chain")
    with pytest.raises(ChainBroken):
        rechain(written.parts.desk, Prover(NEW))


def test_what_is_wrong_with_a_record_stays_wrong_and_is_covered_up_by_nothing(
    written, both, robbed
):
    rows = robbed.rows["events"]
    robbed.puts("events", [rows[0] | {"kind": "cancelled"}, *rows[2:]])
    before = wrong(written, both)
    assert before == {(Wrong.CHANGED, "event"), (Wrong.GONE, "event"), (Wrong.FORGED, "audit")}
    rechain(written.parts.desk, both)
    assert wrong(written, both) == before
    assert wrong(written, Prover(NEW)) == before


def test_what_was_forgotten_stays_forgotten(written, both, robbed):
    robbed.puts("audit", robbed.rows["audit"][:-1])
    robbed.puts("events", [])
    written.clock.at += YEAR + timedelta(days=2)
    rechain(written.parts.desk, both, kept_for=YEAR)
    found = judged(written, Prover(NEW), kept_for=YEAR)
    assert (found.findings, found.forgotten) == ((), len(robbed.rows["events"]))


def test_a_call_out_that_lies_across_the_change_goes_as_a_whole(written, old, both, book_url):
    """Its first lines are known by another name than its last, until all is proved anew."""
    one = written.raises("jo", ring=["tom"])["id"]
    links(written, Prover(old))
    written.real_book._prover = both
    does(written, "cancel", one, "jo")
    links(written, both)
    known = owners(written)
    assert not set(both.owners(one)) - known
    written.clock.at += LATE
    rechain(written.parts.desk, both)
    assert len(owners(written)) == len(known) - 1
    assert wrong(written, Prover(NEW)) == set()
    thief = Thief(book_url)
    thief.puts("events", [])
    thief.leaves()
    written.clock.at += YEAR + timedelta(days=2)
    assert wrong(written, Prover(NEW), kept_for=YEAR) == set()


def test_an_anchor_from_before_fits_until_it_is_proved_anew(written, both):
    anchor = judged(written, both).anchor
    links(written, both)
    written.clock.at += LATE
    assert wrong(written, both, anchor=anchor) == set()
    rechain(written.parts.desk, both)
    assert wrong(written, both, anchor=anchor) == {(Wrong.ANCHOR, "chain")}
    new = judged(written, both).anchor
    assert wrong(written, both, anchor=Anchor(new.number, new.link)) == set()
