"""``escalate doctor``: look at everything that a press needs, and say what to mend."""

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from textwrap import fill

import click

from config.settings import load_settings
from service.checkup import look, near, note
from service.checkup.house import forgetting
from service.checkup.keys import older_key
from service.checkup.looking import READABLE
from service.cli.check_settings import Setting, check_settings
from service.cli.findings import SOMETHING_WRONG, lines, of
from service.cli.parts import refuse_beside_real, wired
from service.domain.alarms import trial_notice
from service.domain.checks import keeping
from service.domain.checks.lines import Found, worst, worst_first
from service.domain.fitness import Verdict
from service.heralds import NotTold
from service.ports import Outage
from service.wiring import Parts

#: Names of settings alone stand in lines as long as most terminals have.
WIDTH = 80


@click.command()
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
@click.option("--send-test-alarm", is_flag=True, help="Tell the admins, to see if it arrives.")
def doctor(*, as_program: bool, send_test_alarm: bool) -> int:
    """Look at all that a press needs, and say what to mend.

    Exits with 0 where nothing is wrong, with 1 where something is, and with 2 where nothing
    could be looked at because of the settings.
    """
    parts = wired(load_settings())
    found = [*examine(parts), *(_told(parts) if send_test_alarm else ())]
    is_wrong = worst(found) is Verdict.WRONG
    if as_program:
        report = {"ok": not is_wrong, "findings": [_as_json(one) for one in found]}
        click.echo(json.dumps(report, indent=2))
    else:
        click.echo("\n\n".join([*_printed(found), _summary(found)]))
    return SOMETHING_WRONG if is_wrong else 0


def examine(parts: Parts) -> Iterator[Found]:
    """Yield everything that was looked at; what needs the book only where there is one."""
    with ThreadPoolExecutor(1) as beside:
        looking = beside.submit(look, parts)
        yield from check_settings(parts.settings)
        nearby = list(near(parts))
        yield from nearby
        found = looking.result()
    if nearby[0].said in READABLE:
        # Without a book to keep it in, it was worth to be looked at all the same.
        with suppress(Outage):
            refuse_beside_real(parts)
            yield forgetting(parts)
            yield older_key(parts)
            note(parts, found)
    yield from found


def _printed(found: Iterable[Found]) -> Iterator[str]:
    """Yield what was looked at, the worst of it first, then the settings."""
    looked_at, given, left_out = [], [], []
    for one in found:
        if not isinstance(one, Setting):
            looked_at.append(one)
        elif one.is_set:
            given.append(one)
        else:
            left_out.append(one.name)
    yield "\n".join(lines(map(of, worst_first(looked_at))))
    if given:
        yield "\n".join(lines(map(of, given)))
    if left_out:
        said = f"Not set, and docs/settings.md says what holds then: {', '.join(left_out)}"
        yield fill(said, WIDTH, subsequent_indent="    ")


def _as_json(found: Found) -> dict[str, str]:
    return of(found).as_json() | {"code": found.said.code}


def _told(parts: Parts) -> Iterator[Found]:
    for herald in parts.heralds:
        try:
            herald.tell(trial_notice(parts.desk.clock.now()))
        except NotTold as failure:
            yield Found(keeping.NOT_TAKEN, {"why": failure}, f"by {herald.path}")
        else:
            yield Found(keeping.TRIED, name=f"by {herald.path}")


def _summary(found: list[Found]) -> str:
    counts = {verdict: sum(one.verdict is verdict for one in found) for verdict in Verdict}
    if counts[Verdict.WRONG]:
        return f"{counts[Verdict.WRONG]} wrong, {counts[Verdict.DOUBTFUL]} doubtful."
    if counts[Verdict.DOUBTFUL]:
        return f"Nothing is wrong; {counts[Verdict.DOUBTFUL]} doubtful."
    return "Everything is right."
