"""``escalate forget``: let go now of what is past its time, or say what that would be."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from time import monotonic

import click

from service.cli.findings import SOMETHING_WRONG
from service.cli.parts import joined
from service.desk import forgetting
from service.telephone.failures import SOURCE
from service.wiring import terms_of

_SAID = {
    "call_outs": ("call-out or practice", "call-outs and practices"),
    "people": ("person who left", "people who left"),
    "versions": ("old version of the rota", "old versions of the rota"),
    "at_carrier": ("record at the carrier", "records at the carrier"),
}


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would go, and change nothing.")
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
def forget(*, dry_run: bool, as_program: bool) -> int:
    """Let go now of what is past its time.

    By itself it goes within the day. Where the carrier deletes nothing, says so, and exits with 1.
    """
    parts = joined()
    terms, code = terms_of(parts.settings), 0
    if dry_run:
        counts = forgetting.due(parts.desk, terms)
    else:
        counts, code = forgetting.forget_all(parts.line, terms, monotonic)
        forgetting.note_run(parts.desk)
        parts.book.scrub()
    if as_program:
        click.echo(json.dumps({"dry_run": dry_run, **asdict(counts)}))
    else:
        click.echo(_sentence(asdict(counts), dry_run=dry_run))
    left = forgetting.due(parts.desk, terms).at_carrier if not dry_run else 0
    if left:
        _say_left(left, code)
    return SOMETHING_WRONG if left else 0


def _sentence(counts: Mapping[str, int], *, dry_run: bool) -> str:
    told = [f"{count} {_SAID[name][count != 1]}" for name, count in counts.items() if count]
    if not told:
        return "Nothing is past its time."
    return f"{'Would go' if dry_run else 'Gone'}: {', '.join(told)}."


def _say_left(left: int, code: int) -> None:
    why = f" (code {code}, see {SOURCE}{code})" if code else ""
    click.echo(
        f"The carrier has not deleted {left} yet{why}. It is asked again by itself; see"
        " escalate doctor.",
        err=True,
    )
