"""``escalate doctor``: look at everything that a press needs, and say what to mend."""

import json
from collections.abc import Iterator

import click

from config.settings import load_settings
from service.cli.check_alarms import check_alarms
from service.cli.check_carrier import check_carrier
from service.cli.check_house import (
    check_backup,
    check_bell,
    check_book,
    check_forgetting,
    check_tickers,
)
from service.cli.check_rota import check_phones, check_rota
from service.cli.check_settings import check_settings
from service.cli.findings import SOMETHING_WRONG, Finding, Verdict, lines, wrong
from service.cli.parts import wired
from service.telephone.failures import SOURCE
from service.wiring import Parts


@click.command()
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
@click.option("--send-test-alarm", is_flag=True, help="Tell the admins, to see if it arrives.")
def doctor(*, as_program: bool, send_test_alarm: bool) -> int:
    """Look at all that a press needs, and say what to mend."""
    parts = wired(load_settings())
    found = [*examine(parts), *check_alarms(parts, send=send_test_alarm)]
    worst = Verdict.WRONG in {one.verdict for one in found}
    if as_program:
        report = {"ok": not worst, "findings": [one.as_json() for one in found]}
        click.echo(json.dumps(report, indent=2))
    else:
        click.echo("\n".join(lines(found)))
        click.echo(f"\n{_summary(found)}")
    return SOMETHING_WRONG if worst else 0


def examine(parts: Parts) -> Iterator[Finding]:
    """Yield everything that was looked at; what needs the book only where there is one."""
    yield from check_settings(parts.settings)
    book = check_book(parts)
    yield book
    yield check_bell(parts)
    if book.verdict is Verdict.RIGHT:
        yield from _kept(parts)
    yield from check_carrier(parts.settings)


def _kept(parts: Parts) -> Iterator[Finding]:
    yield from check_tickers(parts)
    yield check_backup(parts)
    yield check_forgetting(parts)
    with parts.book.reading() as page:
        rota, standing, marks = page.rota(), page.carrier(), page.marked()
    now = parts.desk.clock.now()
    yield from check_rota(parts.settings, rota, now)
    yield from check_phones(rota, marks)
    if standing.failing_at(now):
        yield wrong(
            "calls",
            f"The carrier refused the latest calls (code {standing.code}).",
            f"Look it up at {SOURCE}{standing.code}" if standing.code else "Look at the carrier.",
        )


def _summary(found: list[Finding]) -> str:
    counts = {verdict: sum(one.verdict is verdict for one in found) for verdict in Verdict}
    if counts[Verdict.WRONG]:
        return f"{counts[Verdict.WRONG]} wrong, {counts[Verdict.DOUBTFUL]} doubtful."
    if counts[Verdict.DOUBTFUL]:
        return f"Nothing is wrong; {counts[Verdict.DOUBTFUL]} doubtful."
    return "Everything is right."
