"""Prints what was found: one line to a thing, right, doubtful or wrong, with the mend."""

from collections.abc import Iterable
from datetime import UTC, datetime

import click

from service.domain.checks.lines import Found
from service.domain.fitness import Verdict

#: What a script reads: something is wrong.
SOMETHING_WRONG = 1
_COLOURS = {Verdict.RIGHT: "green", Verdict.DOUBTFUL: "yellow", Verdict.WRONG: "red"}


def by_utc(at: datetime) -> str:
    """Write an instant for whoever runs machines."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def as_json(one: Found) -> dict[str, str]:
    """Give it to a program."""
    return {
        "what": one.what,
        "code": one.said.code,
        "verdict": one.verdict,
        "said": one.words(by_utc),
        "mend": one.mend(by_utc),
    }


def lines(findings: Iterable[Found]) -> list[str]:
    """Return what to print: three columns, the mend below."""
    found = list(findings)
    width = max((len(one.what) for one in found), default=0)
    said = []
    for one in found:
        verdict = click.style(f"{one.verdict:<8}", fg=_COLOURS[one.verdict])
        said.append(f"{verdict}  {one.what:<{width}}  {one.words(by_utc)}")
        if mend := one.mend(by_utc):
            said.append(f"{'':8}  {'':<{width}}  {mend}")
    return said
