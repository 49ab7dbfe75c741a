"""What ``doctor`` finds: one line to a thing, right, doubtful or wrong, with the mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from service.domain.checks.lines import Found
from service.domain.fitness import Verdict

#: What a script reads: something is wrong.
SOMETHING_WRONG = 1


_COLOURS = {Verdict.RIGHT: "green", Verdict.DOUBTFUL: "yellow", Verdict.WRONG: "red"}


__all__ = [
    "SOMETHING_WRONG",
    "Finding",
    "Verdict",
    "by_utc",
    "doubtful",
    "lines",
    "of",
    "right",
    "wrong",
]


def by_utc(at: datetime) -> str:
    """Write an instant for whoever runs machines."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    verdict: Verdict
    said: str
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        """Give it to a program."""
        return {
            "what": self.what,
            "verdict": self.verdict,
            "said": self.said,
            "mend": self.mend,
        }


def of(found: Found) -> Finding:
    """Put into words what was found."""
    return Finding(found.what, found.verdict, found.words(by_utc), found.mend(by_utc))


def right(what: str, said: str) -> Finding:
    """Note that *what* is as it should be."""
    return Finding(what, Verdict.RIGHT, said)


def doubtful(what: str, said: str, mend: str) -> Finding:
    """Note that somebody should look at *what*."""
    return Finding(what, Verdict.DOUBTFUL, said, mend)


def wrong(what: str, said: str, mend: str) -> Finding:
    """Note that *what* must be mended."""
    return Finding(what, Verdict.WRONG, said, mend)


def lines(findings: Iterable[Finding]) -> list[str]:
    """Return what to print: three columns, the mend below."""
    found = list(findings)
    width = max((len(one.what) for one in found), default=0)
    said = []
    for one in found:
        verdict = click.style(f"{one.verdict:<8}", fg=_COLOURS[one.verdict])
        said.append(f"{verdict}  {one.what:<{width}}  {one.said}")
        if one.mend:
            said.append(f"{'':8}  {'':<{width}}  {one.mend}")
    return said
