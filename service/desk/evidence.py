"""Evidence: chaining what was written down, and finding whatever was done to it since."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from service.desk import Desk
from service.desk.chain_end import End, read_end, seal_end
from service.domain.catalogue import _
from service.domain.leaving import GONE
from service.evidence_page import Head, Link, Record
from service.ports import Page
from service.proofs import Prover

#: So many lines are chained in one transaction: some milliseconds for whoever writes beside.
AT_A_TIME = 200
#: The first time, all that there is.
EVERYTHING = 2**31 - 1
#: Before the proof that the chain gives a record which an older version wrote without one.
OLD = "older "

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
class Seen:
    """The chain and all that it is about, at one moment."""

    head: Head
    chain: tuple[Link, ...]
    records: Records


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
    now = desk.clock.now()
    with desk.book.reading() as page:
        if not page.unlinked(1) and not read_end(prover, page.head()).key:
            return 0
    with desk.book.writing() as page:
        head = page.head()
        end = read_end(prover, head)
        if not end.is_ours(prover):
            return 0  # Somebody was at it. What we added would only cover that up.
        fresh = page.unlinked(AT_A_TIME if head.count else EVERYTHING)
        found = list(_once([one for one in fresh if _is_ours(prover, one, end, now)]))
        links, link = list[Link](), head.link
        for number, record in enumerate(found, start=head.count + 1):
            line = _line(prover, number, record)
            link = prover.link(link, *line.parts)
            links.append(replace(line, link=link))
        # Also with nothing to add: what ends under the old key could be gone on with by whoever
        # stole that.
        if links or end.key:
            ours = end.gone_on(prover, now)
            page.add_links(links, seal_end(prover, ours, head.count + len(links), link))
    return len(links)


def end_of(desk: Desk, prover: Prover) -> End:
    """Return how the chain ends, as *prover* can tell.

    Raises:
        BookUnavailable: see there.
    """
    with desk.book.reading() as page:
        return read_end(prover, page.head())


def verify(
    desk: Desk, prover: Prover, *, kept_for: timedelta | None = None, anchor: Anchor | None = None
) -> Verified:
    """Look at every line of the chain, and at every record.

    What is older than *kept_for* may be gone, as a whole call-out; ``None``: nothing may.
    """
    now = desk.clock.now()
    with desk.book.reading() as page:
        seen = see(page)
    return judge(prover, seen, now, kept_for=kept_for, anchor=anchor)


def see(page: Page) -> Seen:
    """Read all of it, as it stands on *page*."""
    records: Records = {(one.of, one.row): _without_leavers(one) for one in page.records()}
    return Seen(page.head(), tuple(page.chain()), records)


def judge(
    prover: Prover,
    seen: Seen,
    now: datetime,
    *,
    kept_for: timedelta | None = None,
    anchor: Anchor | None = None,
) -> Verified:
    """Look at what was *seen*. Pure."""
    chain, records = seen.chain, seen.records
    until = None if kept_for is None else (now - kept_for).date()
    findings = [*_in_chain(prover, chain, seen.head), *_at_anchor(chain, anchor)]
    gone = _gone(chain, records, until)
    findings += [Finding(Wrong.GONE, one.of, one.row) for one in gone.early]
    findings += _in_records(prover, seen, now)
    last = chain[-1] if chain else None
    return Verified(
        findings=tuple(findings),
        lines=len(chain),
        waiting=len(records.keys() - {(one.of, one.row) for one in chain}),
        forgotten=gone.in_time + sum(_lacks(prover, one) for one in records.values()),
        anchor=Anchor(last.number, last.link) if last else Anchor(0, ""),
    )


def _is_ours(prover: Prover, record: Record, end: End, now: datetime) -> bool:
    if not record.proof:
        return not end.begun
    key = prover.holds(record.proof, record.plain, record.names)
    return key == 0 or (key is not None and end.takes_older(now))


def _once(records: Iterable[Record]) -> Iterator[Record]:
    """Leave out whoever comes with a proof that another has: it was copied."""
    seen = set[str]()
    for one in records:
        if not one.proof or one.proof not in seen:
            yield one
        seen.add(one.proof)


def _line(prover: Prover, number: int, record: Record) -> Link:
    proof = record.proof or OLD + prover.prove(record.plain, record.names)
    owner = prover.owners(record.owner)[0] if record.owner else ""
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
    """Yield where the chain does not hold. From there on each line is measured by its neighbour.

    Once it goes on under a newer key, no line under an older one may follow.
    """
    before, expected, newest = "", 0, len(prover.names)
    for expected, line in enumerate(chain, start=1):
        key = prover.linked(line.link, before, *line.parts)
        if line.number != expected or key is None or key > newest:
            yield Finding(Wrong.BROKEN, "chain", line.number)
            return
        before, newest = line.link, key
    key = read_end(prover, head).key
    if key is None or key > newest or (head.count, head.link) != (expected, before):
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


def _in_records(prover: Prover, seen: Seen, now: datetime) -> Iterator[Finding]:
    lines = {(one.of, one.row): one for one in seen.chain}
    proofs = {one.proof for one in lines.values()}
    end = read_end(prover, seen.head)
    for place, record in seen.records.items():
        line = lines.get(place)
        if line is None:
            known = record.proof in proofs
            if not record.proof or known or not _is_ours(prover, record, end, now):
                yield Finding(Wrong.FORGED, record.of, record.row)
            proofs.add(record.proof)
        elif not fits(prover, line, record):
            yield Finding(Wrong.CHANGED, record.of, record.row)


def fits(prover: Prover, line: Link, record: Record) -> bool:
    """Whether a record is what the chain has of it: under any key, since the link holds both."""
    owners = prover.owners(record.owner) if record.owner else [""]
    same = line.owner in owners and line.day == record.day
    beside = "" if line.proof.startswith(OLD) else line.proof
    kept = line.proof.removeprefix(OLD)
    held = prover.holds(kept, record.plain, record.names) is not None
    return same and record.proof == beside and held


def _without_leavers(record: Record) -> Record:
    """Read a name that was taken out as none."""
    gone = {GONE, _(GONE)}
    return replace(record, names=tuple(None if one in gone else one for one in record.names))


def _lacks(prover: Prover, record: Record) -> bool:
    return bool(record.proof) and prover.lacks(record.proof, record.names)
