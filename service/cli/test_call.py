"""``escalate test-call``: ring one phone and text it, and wait for what comes back.

Before anything else is trusted: it goes by the carrier out to a real phone, and from there by the
carrier back to ``PUBLIC_URL``.
"""

import json
from collections.abc import Iterator
from datetime import timedelta

import click

from service.checkup.carrier import silent
from service.cli.findings import (
    SOMETHING_WRONG,
    Finding,
    Verdict,
    doubtful,
    lines,
    of,
    right,
    wrong,
)
from service.cli.parts import joined
from service.desk import trying, trying_texts
from service.desk.trying import Came, Result, Step
from service.desk.trying_texts import TextStep
from service.domain.codes import LIFE
from service.domain.people import Person
from service.telephone.failures import mend_of, reason_of
from service.wiring import Parts

_LONGEST_MINUTES = LIFE // timedelta(minutes=1)
_STEPS = {
    Step.ASKED: "the carrier has taken the call",
    Step.RINGS: "the phone rings",
    Step.ANSWERED: "it was answered; the carrier asked us what to say, and was told",
    Step.KEY: "key 1 was pressed, and reached us",
    Step.OVER: "the call is over",
}
_TEXT_STEPS = {
    TextStep.ASKED: "the carrier has taken the text",
    TextStep.SENT: "the carrier has sent it on to the phone's network",
    TextStep.DELIVERED: "the network says that the phone has it",
    TextStep.REPLY: "the reply reached us",
}
_DOCTOR = "Run: escalate doctor"
_NOT_DONE = (
    "That happens to one in twenty or so, and there is nothing to mend. Try again later; if it"
    " stays so, run: escalate doctor"
)
_AWAY = "Look at the carrier's status page, and try again."


@click.command("test-call")
@click.argument("person")
@click.option("--no-text", is_flag=True, help="Ring alone, and send no text.")
@click.option("--no-call", is_flag=True, help="Text alone, and do not ring.")
@click.option("--at-night", is_flag=True, help="Ring between 21:00 and 08:00 as well.")
@click.option(
    "--minutes",
    type=click.IntRange(1, _LONGEST_MINUTES),
    default=5,
    show_default=True,
    help="How long to wait for the reply to the text.",
)
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
def test_call(  # noqa: PLR0913 - each is an option
    person: str, *, no_text: bool, no_call: bool, at_night: bool, minutes: int, as_program: bool
) -> int:
    """Ring and text PERSON, marked as a test throughout.

    Each step is told, and where one is lost, what to mend. Exits with 0 where the key and the
    reply both came back, and with 1 where one did not.
    """
    if no_text and no_call:
        raise click.UsageError("With --no-text and --no-call nothing is left to try.")
    parts = joined()
    someone, _ = trying.begin(parts.desk, person, at_night=at_night, text=not no_text)
    found = list(
        _tried(
            Trial(parts, someone, loud=not as_program),
            call=not no_call,
            text=None if no_text else timedelta(minutes=minutes),
        )
    )
    if as_program:
        click.echo(json.dumps({one.what: one.as_json() for one in found}, ensure_ascii=False))
    else:
        click.echo("\n".join(["", *lines(found)]))
    return SOMETHING_WRONG if any(one.verdict is not Verdict.RIGHT for one in found) else 0


class Trial:
    """One phone that is tried, and what is printed of it meanwhile."""

    def __init__(self, parts: Parts, person: Person, *, loud: bool) -> None:
        self.parts = parts
        self.person = person
        self._loud = loud

    def say(self, words: str) -> None:
        """Print *words* where a person reads along."""
        if self._loud:
            click.echo(words)


def _tried(trial: Trial, *, call: bool, text: timedelta | None) -> Iterator[Finding]:
    if trial.parts.settings.pretends:
        trial.say("No real phone rings here: the exchange pretends them.")
    if call:
        yield _called(trial)
    if text is not None:
        yield _texted(trial, text)


def _called(trial: Trial) -> Finding:
    line, person = trial.parts.line, trial.person
    trial.say(f"Ringing {person.name}. The call says that it is a test, and asks for key 1.")
    placed = trying.ring(line, person.phone, person.key)
    if isinstance(placed, Result):
        return _finding("call", placed, trial.parts)
    for step, after in trying.follow(line, placed.id):
        trial.say(_line(after, _STEPS[step]))
    return _finding("call", trying.result_of(line, placed.id), trial.parts)


def _texted(trial: Trial, within: timedelta) -> Finding:
    line, person = trial.parts.line, trial.person
    sent = trying_texts.text(line, person.phone, person.key)
    if isinstance(sent, Result):
        return _finding("text", sent, trial.parts)
    minutes = within // timedelta(minutes=1)
    trial.say(
        f"Texted {person.name}. Reply with the one word TEST: "
        f"waiting {minutes} minute{'' if minutes == 1 else 's'} at most."
    )
    for step, after in trying_texts.follow(line, sent, within):
        trial.say(_line(after, _TEXT_STEPS[step]))
    return _finding("text", trying_texts.result_of(line, sent), trial.parts)


def _line(after: timedelta, said: str) -> str:
    seconds = max(after // timedelta(seconds=1), 0)
    return f"  {seconds // 60}:{seconds % 60:02}  {said}"


def _finding(what: str, result: Result, parts: Parts) -> Finding:
    """Say what came of it, and the mend."""
    match result.came:
        case Came.BACK:
            return right(what, "the phone was reached, and its answer reached us")
        case Came.NOT_DONE:
            return doubtful(what, "The phone was not rung, or not to the end.", _NOT_DONE)
        case Came.CARRIER:
            return _not_taken(what, result, parts)
        case Came.UNHEARD:
            said = f"It rang, but the carrier did not reach us at {parts.settings.public_url}."
            return wrong(what, said, f"See that the web runs and is reached there. {_DOCTOR}")
        case came if came in _LOST:
            mend = mend_of(result.code) or _DOCTOR
            return wrong(what, f"{_LOST[came]} ({_why(result)}).", mend)
        case came:
            said, mend = _SAID[came]
            return wrong(what, said, mend)


def _not_taken(what: str, result: Result, parts: Parts) -> Finding:
    if result.code:
        return wrong(what, f"The carrier takes nothing now ({_why(result)}).", _AWAY)
    found = of(silent(parts.settings))
    return wrong(what, found.said, found.mend)


def _why(result: Result) -> str:
    return f"code {result.code}: {reason_of(result.code)}" if result.code else "it gives no code"


#: What the carrier gives a code for.
_LOST = {
    Came.REFUSED: "The carrier refuses it",
    Came.ACCOUNT: "The carrier refuses it",
    Came.NOT_SENT: "The carrier took it, and then did not send it on",
    Came.NOT_DELIVERED: "The carrier sent it on, and it did not reach the phone",
}
_TEST = "Reply with the one word TEST. If that was done, run: escalate carrier set-webhooks"
_SAID = {
    Came.NO_KEY: (
        "It was answered, and no key 1 was pressed.",
        (
            "If a mailbox answered, have the phone in hand and try again. If 1 was pressed, another"
            " phone has this number: put it right in the rota."
        ),
    ),
    Came.NO_ANSWER: (
        "It rang, and nobody answered.",
        (
            "Have the phone in hand and try again. If it does not ring, save our number as a"
            " contact that may always ring."
        ),
    ),
    Came.BUSY: (
        "It was busy, or the call was turned away.",
        "Try again. If nobody was on the phone, save our number as a contact that may always ring.",
    ),
    Came.FAILED: (
        "The carrier could not reach that phone.",
        "See that the number is right in the rota, and that the phone is on and has a signal.",
    ),
    Came.WAITS: (
        "The carrier took it, and has not sent it on in all that time.",
        _AWAY,
    ),
    Came.NO_RECEIPT: (
        "The carrier sent it on, its network says no more, and no reply reached us.",
        (
            "If no text came, see that the phone is on, has a signal, and has this number. If one"
            " came: reply with the one word TEST, and then, escalate carrier set-webhooks"
        ),
    ),
    Came.NO_REPLY: ("The phone has the text, and no reply reached us.", _TEST),
    Came.UNKNOWN: (
        "The carrier cannot be asked what became of it.",
        _AWAY,
    ),
}
