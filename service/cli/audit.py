"""``escalate audit``: whether what was written down is as it was, and proving it anew."""

import json
import re
from dataclasses import asdict

import click

from service.cli.parts import joined
from service.desk import evidence
from service.desk.evidence import Anchor, Finding, Verified, Wrong
from service.desk.rechaining import rechain
from service.domain.catalogue import N_, _
from service.domain.refusals import Refusal
from service.wiring import Parts, prover_of, terms_of

_ANCHOR = re.compile(r"([0-9]{1,15}):([0-9a-f]{40}|)", re.ASCII)
#: Somebody was at it, or the key is another.
FOUND = 1

SAID = {
    Wrong.BROKEN: N_(
        "the chain does not hold from here on: a line was changed, moved or taken out"
    ),
    Wrong.END: N_("the chain does not end where we ended it: lines were taken off, or put on"),
    Wrong.ANCHOR: N_("the chain does not have the line that you noted"),
    Wrong.CHANGED: N_("is not what was written"),
    Wrong.GONE: N_("is gone before its time"),
    Wrong.FORGED: N_("was not written by this house, or by a version from before the chain"),
}


class NoAnchor(Refusal):
    """What was given is none."""

    problem = N_("That is no anchor.")
    mend = N_("Give it as escalate audit verify printed it: a number, a colon and forty digits.")


@click.group()
def audit() -> None:
    """Look after what was written down."""


@audit.command()
@click.option("--anchor", help="An anchor that was printed before, and kept elsewhere.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def verify(context: click.Context, anchor: str | None, *, as_json: bool) -> None:
    """Say whether what was written down is as it was.

    Exits with 1 if anything was done to it.
    """
    noted = None if anchor is None else _read(anchor)
    _verified(context, joined(), noted, as_json=as_json)


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def reseal(context: click.Context, *, as_json: bool) -> None:
    """Prove all anew with the first key of SECRET_KEY.

    Then say whether it holds. Verify before that, with the anchor that you noted: none from
    before fits afterwards.
    """
    parts = joined()
    kept_for = terms_of(parts.settings).call_outs
    done = rechain(parts.desk, prover_of(parts.settings), kept_for=kept_for)
    if not as_json:
        click.echo(
            _("{count} lines were proved anew with the first key of SECRET_KEY.", count=done)
        )
    _verified(context, parts, None, as_json=as_json)


def _verified(context: click.Context, parts: Parts, noted: Anchor | None, *, as_json: bool) -> None:
    prover, kept_for = prover_of(parts.settings), terms_of(parts.settings).call_outs
    found = evidence.verify(parts.desk, prover, kept_for=kept_for, anchor=noted)
    click.echo(json.dumps(_json(found)) if as_json else "\n".join(_lines(found)))
    if found.findings:
        context.exit(FOUND)


def _read(text: str) -> Anchor:
    match = _ANCHOR.fullmatch(text)
    if match is None:
        raise NoAnchor
    return Anchor(int(match[1]), match[2])


def _json(found: Verified) -> dict[str, object]:
    return asdict(found) | {"holds": not found.findings, "anchor": _anchor(found.anchor)}


def _anchor(anchor: Anchor) -> str:
    return f"{anchor.number}:{anchor.link}"


def _lines(found: Verified) -> list[str]:
    """Say what was found, and the anchor to keep."""
    told = [_said(one) for one in found.findings]
    if not told:
        told.append(_("All {count} lines hold.", count=found.lines))
    if found.waiting:
        told.append(_("{count} more are not chained yet.", count=found.waiting))
    if found.forgotten:
        told.append(_("{count} were forgotten, as they had to be.", count=found.forgotten))
    told.append(_("Anchor, to be kept elsewhere: {anchor}", anchor=_anchor(found.anchor)))
    return told


def _said(one: Finding) -> str:
    return f"{one.of} {one.row}: {_(SAID[one.wrong])}"
