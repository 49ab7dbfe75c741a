"""Proving anew, with the first key, what an older one proved; so that the older one may go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from service.desk import Desk
from service.desk.chain_end import End, read_end, seal_end
from service.desk.evidence import OLD, Finding, Seen, Wrong, fits, judge, link_some, see
from service.domain.catalogue import N_
from service.domain.refusals import Refusal
from service.evidence_page import Link, Reproved
from service.proofs import Prover

_OF_THE_CHAIN = frozenset({Wrong.BROKEN, Wrong.END})


class ChainBroken(Refusal):
    """To prove it anew would cover up what was done to it."""

    problem = N_("The chain does not hold, so nothing was proved anew.")
    mend = N_(
        "SECRET_KEY needs the new key and each one before it. If it has them: see "
        '"written-down-was-changed" in docs/runbook.md.'
    )


class StillLate(Refusal):
    """What a process wrote that still had the old key would be left out for ever."""

    problem = N_("The new SECRET_KEY has just taken over, and lines under the old one may come in.")
    mend = N_("Start every process with the new key first, then do this again from {at} UTC.")


@dataclass(frozen=True, slots=True)
class _Anew:
    lines: list[Link]
    proofs: list[Reproved]


def rechain(desk: Desk, prover: Prover, *, kept_for: timedelta | None = None) -> int:
    """Prove and chain everything anew with the first key, in one transaction; return the lines.

    0 where nothing needs an older key. All is looked at first. What is wrong with a record
    stays as it is, and is found afterwards as before.

    Raises:
        ChainBroken, StillLate: nothing was done.
        BookUnavailable, BookUncertain: see there.
    """
    while True:
        while link_some(desk, prover):
            pass
        now = desk.clock.now()
        with desk.book.reading() as page:
            seen = see(page)
        end = _looked_at(prover, seen, now, kept_for)
        if not end.needs_older():
            return 0
        # Outside of the transaction for writing, since it takes as long as all of it is long.
        anew = _anew(prover, seen)
        last = anew.lines[-1].link if anew.lines else ""
        head = seal_end(prover, replace(end, whole=True), len(anew.lines), last)
        with desk.book.writing() as page:
            if page.head() == seen.head:
                page.relink(anew.lines, anew.proofs, head)
                return len(anew.lines)


def _looked_at(prover: Prover, seen: Seen, now: datetime, kept_for: timedelta | None) -> End:
    end, found = read_end(prover, seen.head), judge(prover, seen, now, kept_for=kept_for)
    if any(_is_of_the_chain(one) for one in found.findings):
        raise ChainBroken
    until = end.late_until(now)
    if until is not None:
        raise StillLate(at=f"{until:%H:%M:%S}")
    return end


def _is_of_the_chain(one: Finding) -> bool:
    return one.wrong in _OF_THE_CHAIN


def _anew(prover: Prover, seen: Seen) -> _Anew:
    owners = dict(_owners(prover, seen))
    found = _Anew([], [])
    link = ""
    for line in seen.chain:
        record = seen.records.get((line.of, line.row))
        proof = line.proof
        # Of what is gone, or not what was written, the line stays as it is.
        if record is not None and fits(prover, line, record):
            made = prover.prove(record.plain, record.names)
            proof = OLD + made if line.proof.startswith(OLD) else made
            if record.proof:
                found.proofs.append(Reproved(record.of, record.row, record.proof, made))
        moved = replace(line, owner=owners.get(line.owner, line.owner), proof=proof)
        link = prover.link(link, *moved.parts)
        found.lines.append(replace(moved, link=link))
    return found


def _owners(prover: Prover, seen: Seen) -> Iterator[tuple[str, str]]:
    """Yield by what each call-out that is still there was known, and is known from now on."""
    for call_out in {one.owner for one in seen.records.values() if one.owner}:
        new, *older = prover.owners(call_out)
        yield from ((old, new) for old in older)
