"""Evidence: chaining what was written down, and finding whatever was done to it since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from service.desk import Desk
from service.domain.catalogue import _
from service.domain.leaving import GONE
from service.evidence_page import Head, Link, Record
from service.proofs import Prover

#: So many lines are chained in one transaction: some milliseconds for whoever writes beside.
AT_A_TIME = 200
#: The first time, all that there is.
EVERYTHING = 2**31 - 1
#: Before the proof that the chain gives a record which an older version wrote without one.
_OLD = "older "

#: Each by what it is and its row.
Records = Mapping[tuple[str, int], Record]


class Wrong(StrEnum):
    """What can be wrong with what was written down."""

    #: A line of the chain is not what it was, or stands elsewhere, or one before it is gone.
    BROKEN = "broken"
    #: The chain is longer or shorter than it was.
    END = "end"
    #: The chain does not hold the line that was noted outside.
    ANCHOR = "anchor"
    #: A record is not what was written.
    CHANGED = "changed"
    #: A record is gone before its time.
    GONE = "gone"
    #: A record was not written by us.
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: with a line of the chain, or with a record of the book."""

    wrong: Wrong
    of: str
    row: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of the chain that somebody noted outside of the book."""

    number: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What came of looking at everything."""

    findings: tuple[Finding, ...]
    #: Lines of the chain; records that wait to be chained; names and records that were forgotten.
    lines: int
    waiting: int
    forgotten: int
    anchor: Anchor


def link_some(desk: Desk, prover: Prover) -> int:
    """Chain what was written since; return how much that was. Any number of processes may.

    A record without a right proof is never chained: it stays, and is found. Only the first
    time are those taken in that an older version wrote.

    Raises:
        BookUnavailable, BookUncertain: see there.
    """
    with desk.book.reading() as page:
        if not page.unlinked(1):
            return 0
    with desk.book.writing() as page:
        head = page.head()
        if not _ends_at(prover, head):
            return 0  # Somebody was at it. What we added would only cover that up.
        fresh = page.unlinked(AT_A_TIME if head.count else EVERYTHING)
        found = list(_once([one for one in fresh if _is_ours(prover, one, head)]))
        links, link = list[Link](), head.link
        for number, record in enumerate(found, start=head.count + 1):
            line = _line(prover, number, record)
            link = prover.link(link, *line.parts)
            links.append(replace(line, link=link))
        count = head.count + len(links)
        if links:
            page.add_links(links, Head(count, link, prover.sealed(count, link)))
    return len(links)


def goes_on(desk: Desk, prover: Prover) -> bool:
    """Whether the chain ends as *prover* would have ended it, or has not begun.

    Raises:
        BookUnavailable: see there.
    """
    with desk.book.reading() as page:
        return _ends_at(prover, page.head())


def verify(
    desk: Desk, prover: Prover, *, kept_for: timedelta | None = None, anchor: Anchor | None = None
) -> Verified:
    """Look at every line of the chain, and at every record.

    What is older than *kept_for* may be gone, as a whole call-out; ``None``: nothing may.
    """
    with desk.book.reading() as page:
        head, chain = page.head(), list(page.chain())
        records: Records = {(one.of, one.row): _without_leavers(one) for one in page.records()}
    until = None if kept_for is None else (desk.clock.now() - kept_for).date()
    findings = [*_in_chain(prover, chain, head), *_at_anchor(chain, anchor)]
    gone = _gone(chain, records, until)
    findings += [Finding(Wrong.GONE, one.of, one.row) for one in gone.early]
    findings += _in_records(prover, chain, records)
    last = chain[-1] if chain else None
    return Verified(
        findings=tuple(findings),
        lines=len(chain),
        waiting=len(records.keys() - {(one.of, one.row) for one in chain}),
        forgotten=gone.in_time + sum(_lacks(prover, one) for one in records.values()),
        anchor=Anchor(last.number, last.link) if last else Anchor(0, ""),
    )


def _ends_at(prover: Prover, head: Head) -> bool:
    return head == Head() or head.sealed == prover.sealed(head.count, head.link)


def _is_ours(prover: Prover, record: Record, head: Head) -> bool:
    if not record.proof:
        return not head.count
    return prover.holds(record.proof, record.plain, record.names)


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """Leave out whoever comes with a proof that another has: it was copied."""
    seen = set[str]()
    for one in records:
        if not one.proof or one.proof not in seen:
            yield one
        seen.add(one.proof)


def _line(prover: Prover, number: int, record: Record) -> Link:
    proof = record.proof or _OLD + prover.prove(record.plain, record.names)
    owner = prover.owner(record.owner) if record.owner else ""
    return Link(
        number=number,
        of=record.of,
        row=record.row,
        day=record.day,
        owner=owner,
        proof=proof,
        link="",
    )


def _in_chain(prover: Prover, chain: Iterable[Link], head: Head) -> Iterator[Finding]:
    """Yield where the chain does not hold. From there on each line is measured by its neighbour."""
    before, expected = "", 0
    for expected, line in enumerate(chain, start=1):
        if line.number != expected or line.link != prover.link(before, *line.parts):
            yield Finding(Wrong.BROKEN, "chain", line.number)
            return
        before = line.link
    if not _ends_at(prover, head) or (head.count, head.link) != (expected, before):
        yield Finding(Wrong.END, "chain", expected)


def _at_anchor(chain: Iterable[Link], anchor: Anchor | None) -> Iterator[Finding]:
    if anchor is not None and not any(
        (one.number, one.link) == (anchor.number, anchor.link) for one in chain
    ):
        yield Finding(Wrong.ANCHOR, "chain", anchor.number)


@dataclass(frozen=True, slots=True)
class _Gone:
    early: tuple[Link, ...]
    in_time: int


def _gone(chain: Iterable[Link], records: Records, until: date | None) -> _Gone:
    """Tell what is gone before its time from what had to go: a call-out goes as a whole."""
    by_owner: dict[str, list[Link]] = defaultdict(list)
    for line in chain:
        by_owner[line.owner].append(line)
    early, in_time = list[Link](), 0
    for owner, lines in by_owner.items():
        missing = [one for one in lines if (one.of, one.row) not in records]
        over = until is not None and all(one.day < until for one in lines)
        if owner and over and len(missing) == len(lines):
            in_time += len(missing)
        else:
            early += missing
    return _Gone(tuple(early), in_time)


def _in_records(prover: Prover, chain: Iterable[Link], records: Records) -> Iterator[Finding]:
    lines = {(one.of, one.row): one for one in chain}
    proofs = {one.proof for one in lines.values()}
    for place, record in records.items():
        line = lines.get(place)
        if line is None:
            proof, known = record.proof, record.proof in proofs
            if not proof or known or not prover.holds(proof, record.plain, record.names):
                yield Finding(Wrong.FORGED, record.of, record.row)
            proofs.add(proof)
        elif not _fits(prover, line, record):
            yield Finding(Wrong.CHANGED, record.of, record.row)


def _fits(prover: Prover, line: Link, record: Record) -> bool:
    """Whether a record is what the chain has of it."""
    owner = prover.owner(record.owner) if record.owner else ""
    same = (line.owner, line.day) == (owner, record.day)
    beside = "" if line.proof.startswith(_OLD) else line.proof
    kept = line.proof.removeprefix(_OLD)
    return same and record.proof == beside and prover.holds(kept, record.plain, record.names)


def _without_leavers(record: Record) -> Record:
    """Read a name that was taken out as none."""
    gone = {GONE, _(GONE)}
    return replace(record, names=tuple(None if one in gone else one for one in record.names))


def _lacks(prover: Prover, record: Record) -> bool:
    return bool(record.proof) and prover.lacks(record.proof, record.names)
