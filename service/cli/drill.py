"""``escalate drill``: ring the ladder for practice, and print what came of it."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta

import click

from service.cli.findings import SOMETHING_WRONG, lines, of
from service.cli.parts import joined
from service.desk import Desk, drilling, rehearsing
from service.desk.drilling import Followed
from service.domain.attempt import AttemptState
from service.domain.checks.machine import ticker
from service.domain.drill_report import Ended, OfficerReport
from service.domain.events import Event, Kind
from service.domain.fitness import Verdict
from service.domain.people import Role, first_name
from service.domain.refusals import Refusal
from service.wiring import Parts

#: Seconds between two looks at how it goes.
PAUSE_SECONDS = 0.5
#: Nothing for so long: nobody does what is due, or the ladder is a very slow one.
GIVEN_UP_AFTER = timedelta(minutes=30)
#: Nothing for so long once it is over: texts that tell of it wait for more than their turn.
TOLD_WITHIN = timedelta(seconds=15)

_SAID = {
    Kind.RAISED: "started",
    Kind.DIALLING: "ringing {name}",
    Kind.RINGING: "{name}'s phone rings",
    Kind.ANSWERED: "{name}'s phone was picked up",
    Kind.ENDED: "{name}: {outcome}",
    Kind.TEXTED: "texted {name}",
    Kind.MOVED_ON: "going on to {name}",
    Kind.EVERYONE: "ringing everyone at once",
    Kind.NOBODY_ON_DUTY: "nobody is on duty as {name}, skipped",
    Kind.CALLS_FAILING: "calls are failing",
    Kind.ACKNOWLEDGED: "{name} took it",
    Kind.CANCELLED: "ended",
}
_ENDED = {
    Ended.RUNNING: "It is still under way.",
    Ended.TAKEN: "{name} took it after {seconds} seconds.",
    Ended.NOBODY: "Everybody was rung, and nobody took it.",
    Ended.NOT_COMPLETED: (
        "It was not completed. That happens to one practice in twenty or so, and there is "
        "nothing to mend. Start another in an hour."
    ),
}
#: Where all phones are pretended there is no lot, and nobody from whom it is kept. What the book
#: has noted counts as well: a shell without the carrier's settings would tell of a real call-out.
_GAVE_WAY = (
    "It was not completed: somebody ended it, or a call-out is open, which goes first. Press "
    '"We have spoken" on its page, and start another.'
)
_UNSENT = (AttemptState.INTENT, AttemptState.DIALLING)


class NobodyToStart(Refusal):
    """Nobody in the rota may start one."""

    problem = "Nobody in the rota is an admin or an officer, so nobody can start a practice."
    mend = "Give somebody the role: escalate rota apply FILE"


class NoReport(Refusal):
    """There is none of that reference, or none at all."""

    problem = "There is no such practice in the last year."
    mend = "Leave the reference out for the latest, or start one: escalate drill"


@click.command()
@click.option("--ladder", help="Which ladder; the default one if left out.")
@click.option("--by", "person", help="Who starts it, and plays the colleague: an admin or officer.")
@click.option("--no-wait", is_flag=True, help="Start it, and do not follow it.")
@click.option("--report", "wants_report", is_flag=True, help="Print an earlier report instead.")
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
@click.argument("reference", required=False)
def drill(  # noqa: PLR0913 - each is an option
    ladder: str | None,
    person: str | None,
    reference: str | None,
    *,
    no_wait: bool,
    wants_report: bool,
    as_program: bool,
) -> None:
    """Ring the ladder for practice, and report.

    Where nobody is awake to ring, says so at once, starts nothing and exits with 1.
    """
    parts = joined()
    desk = parts.desk
    if wants_report:
        _print(_earlier(desk, reference), as_program=as_program, rehearses=_rehearses(desk))
        return
    if reference is not None:
        raise click.UsageError("A reference goes with --report.")
    _somebody_is_awake(parts)
    started = drilling.start(desk, person or _first_able(desk), ladder)
    if not as_program:
        by = first_name(started.raiser.name)
        click.echo(f"Practice {started.reference} is started by {by}. Nothing has happened.")
    if not no_wait:
        for line in follow(desk, started.id):
            if not as_program:
                click.echo(line)
    _print(drilling.follow(desk, started.id), as_program=as_program, rehearses=_rehearses(desk))


def _rehearses(desk: Desk) -> bool:
    return desk.rehearses and rehearsing.is_under_way(desk)


def _somebody_is_awake(parts: Parts) -> None:
    """End as ``doctor`` does where nobody would ring: a practice would be followed for nothing."""
    with parts.book.reading() as page:
        found = ticker(page.beats(), parts.desk.clock.now())
    if found.verdict is Verdict.WRONG:
        click.echo("\n".join(lines([of(found)])), err=True)
        click.echo("Nobody is awake to ring, so no practice was started.", err=True)
        raise click.exceptions.Exit(SOMETHING_WRONG)


def follow(desk: Desk, drill_id: str, pause: Callable[[float], None] = time.sleep) -> Iterator[str]:
    """Yield a line for each event until it is taken or over, and all are told who wait for that.

    *pause* waits for that many seconds. Gives up after ``GIVEN_UP_AFTER`` in which nothing
    happened, or ``TOLD_WITHIN`` once it is over.
    """
    told, latest = 0, desk.clock.now()
    while True:
        found = drilling.follow(desk, drill_id)
        for event in found.history[told:]:
            latest = desk.clock.now()
            yield _line(event, found)
        told = len(found.history)
        if _is_over(found, desk.clock.now() - latest):
            return
        pause(PAUSE_SECONDS)


def _is_over(found: Followed, silent_for: timedelta) -> bool:
    if found.report.ended is Ended.RUNNING:
        return silent_for > GIVEN_UP_AFTER
    # They cost as well, and go out a moment after the key.
    return silent_for > TOLD_WITHIN or not any(one.state in _UNSENT for one in found.drill.attempts)


def _line(event: Event, found: Followed) -> str:
    seconds = (event.at - found.drill.raised_at) // timedelta(seconds=1)
    outcome = event.outcome.replace("_", " ") if event.outcome else ""
    words = _SAID.get(event.kind, event.kind.replace("_", " "))
    said = words.format(name=event.name or "somebody", outcome=outcome)
    return f"  {seconds // 60}:{seconds % 60:02}  {said}"


def _earlier(desk: Desk, reference: str | None) -> Followed:
    every = drilling.reports(desk)
    wanted = (reference or "").upper()
    found = [one for one in every if wanted in ("", one.drill.reference)]
    if not found:
        raise NoReport
    return found[0]


def _first_able(desk: Desk) -> str:
    with desk.book.reading() as page:
        rota = page.rota()
    able = (*rota.with_role(Role.ADMIN), *rota.with_role(Role.OFFICER))
    if not able:
        raise NobodyToStart
    return able[0].key


def _print(found: Followed, *, as_program: bool, rehearses: bool) -> None:
    if as_program:
        click.echo(json.dumps(asdict(found.report), indent=2, ensure_ascii=False, default=str))
    else:
        click.echo("\n".join(_told(found, rehearses=rehearses)))


def _told(found: Followed, *, rehearses: bool) -> Iterator[str]:
    report = found.report
    gave_way = rehearses and report.ended is Ended.NOT_COMPLETED
    yield f"\nPractice {report.reference}, {report.ladder}, started by {report.started_by}"
    name, seconds = report.taken_by, report.taken_after
    yield _GAVE_WAY if gave_way else _ENDED[report.ended].format(name=name, seconds=seconds)
    yield from map(_officer, report.officers)
    yield f"It cost {_count(report.calls, 'call')} and {_count(report.texts, 'text')}."


def _officer(one: OfficerReport) -> str:
    when = "never rang" if one.rang_after is None else f"first rang after {one.rang_after} s"
    key = "" if one.key_after is None else f", {one.key_after} s after the ring"
    cost = f"{_count(one.calls, 'call')}, {_count(one.texts, 'text')}"
    return f"  {one.name} ({one.role}): {when}; {one.did}{key}; {cost}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
