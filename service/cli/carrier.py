"""``escalate carrier``: set up at the carrier what would otherwise be typed into its console."""

import json

import click

from config.settings import Settings, load_settings
from service.checkup.numbers import Astray, astray, ours, wanted
from service.domain.refusals import Refusal
from service.ports import NotPlaced
from service.telephone.account import RentedNumber, look_at, set_webhooks
from service.telephone.failures import mend_of, reason_of
from service.wiring import account_of


class CarrierSilent(Refusal):
    """It does not answer."""

    problem = "The carrier does not answer."
    mend = "See that this machine reaches the Internet, and that TWILIO_API_URL is right."


class ExchangeSilent(Refusal):
    """Nothing is said of a carrier, and the one that stands in does not run."""

    problem = "No TWILIO_ setting is given, and the pretended carrier does not run."
    mend = (
        "For real phones, start this in the folder whose .env has the settings of the carrier; for"
        " pretended ones, start escalate run first."
    )


class CarrierRefuses(Refusal):
    """It answers, and does not take it."""

    problem = "The carrier does not take it (code {code}: {reason})."
    mend = "{cure}"


class NotRented(Refusal):
    """A number of ours is none of the account's."""

    problem = "{name} is not among the numbers that the account rents."
    mend = "Rent it in Twilio's console, or set {name} to one that it has."


@click.group()
def carrier() -> None:
    """Set up what the carrier must know of us."""


@carrier.command("set-webhooks")
@click.option("--json", "as_program", is_flag=True, help="Print JSON, for a program.")
def set_webhooks_(*, as_program: bool) -> None:
    """Have our numbers tell PUBLIC_URL of what comes in."""
    settings = load_settings()
    try:
        done = _set_all(settings)
    except NotPlaced as failure:
        raise _why(failure, settings) from None
    if as_program:
        click.echo(json.dumps([{"number": name, "changed": new} for name, new in done.items()]))
        return
    for name, new in done.items():
        click.echo(f"{name}: {'set' if new else 'was right already'}.")


def _why(failure: NotPlaced, settings: Settings) -> Refusal:
    if not failure.code:
        return ExchangeSilent() if settings.pretends else CarrierSilent()
    cure = mend_of(failure.code) or "Run: escalate doctor"
    return CarrierRefuses(code=failure.code, reason=reason_of(failure.code), cure=cure)


def _set_all(settings: Settings) -> dict[str, bool]:
    """Set what is not right; return by setting whether anything had to be.

    Raises:
        NotRented: before anything is changed.
        NotPlaced: the carrier did not answer, or refused it.
    """
    account = account_of(settings)
    seen = look_at(account)
    chosen: dict[str, RentedNumber] = {}
    for name, number in ours(settings).items():
        rented = seen.number(number)
        if rented is None:
            raise NotRented(name=name)
        chosen[name] = rented
    calls, texts = wanted(settings)
    changed = {one.sid: one for one in chosen.values() if astray(settings, one) != Astray((), ())}
    for one in changed.values():
        set_webhooks(account, one, calls=calls, texts=texts)
    return {name: one.sid in changed for name, one in chosen.items()}
