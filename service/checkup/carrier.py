"""Asks the carrier how our account and our numbers stand."""

from collections.abc import Callable
from dataclasses import dataclass, field

from config.settings import Settings
from service.checkup.numbers import astray, ours
from service.domain.checks import carrier as says
from service.domain.checks import numbers as of_numbers
from service.domain.checks.carrier import AccountFacts
from service.domain.checks.lines import Found
from service.domain.checks.machine import TimeTold
from service.domain.checks.numbers import NumberFacts
from service.domain.checks.permissions import Needed, permissions
from service.domain.rota import LadderPlan, Rota
from service.numbers import countries_of
from service.ports import NotPlaced
from service.telephone.account import AccountSeen, look_at
from service.wiring import account_of

#: Asks the carrier; a test may stand in for it.
Ask = Callable[..., AccountSeen]


@dataclass(frozen=True, slots=True)
class AtCarrier:
    """What was found there, and what time it is there."""

    found: list[Found] = field(default_factory=list)
    times: list[TimeTold] = field(default_factory=list)


def at_carrier(settings: Settings, rota: Rota, ask: Ask = look_at) -> AtCarrier:
    """Ask the carrier, and judge what it says. Over in half a minute at the worst."""
    told = AtCarrier()
    try:
        seen = ask(account_of(settings), hear=told.times.append)
    except NotPlaced as failure:
        told.found.append(_unreached(settings, failure))
        return told
    told.found.extend(says.account(_account(settings, seen, rota)))
    told.found.extend(permissions(seen.permissions, _needed(rota)))
    for setting, number in ours(settings).items():
        told.found.extend(of_numbers.number(_number(settings, seen, setting, number)))
    return told


def silent(settings: Settings) -> Found:
    """Say that it does not answer."""
    return Found(says.EXCHANGE_SILENT if settings.pretends else says.CARRIER_SILENT)


def calls(*, failing: bool, code: int) -> Found:
    """Say whether the carrier refuses calls as a whole."""
    if not failing:
        return Found(says.CALLS_RIGHT)
    return Found(says.CALLS_FAILING, {"code": code}) if code else Found(says.CALLS_FAILING_UNSAID)


def _unreached(settings: Settings, failure: NotPlaced) -> Found:
    if failure.account:
        return Found(says.CARRIER_UNKNOWN_TO, {"code": failure.code})
    return silent(settings)


def _account(settings: Settings, seen: AccountSeen, rota: Rota) -> AccountFacts:
    placed = [one.phone.e164 for one in rota.people.values() if rota.has_place(one.key)]
    return AccountFacts(
        active=seen.active,
        trial=seen.trial,
        pretended=settings.pretends,
        key_refused=seen.key_refused,
        unverified=sum(phone not in seen.verified for phone in placed),
        approved=seen.approved,
        needed=max((_at_once(plan) for plan in rota.ladders), default=0),
        balance=seen.balance,
        currency=seen.currency,
    )


def _at_once(plan: LadderPlan) -> int:
    """Return how many calls one climb may want at once: all of them, in the round of everyone.

    Without such a round: somebody is still being rung when the next one is, and one of them is
    put through to the colleague by a call more.
    """
    return len(plan.rungs) if plan.pace.everyone_after else 3


def _needed(rota: Rota) -> Needed:
    """Return in which countries somebody is rung or texted: officers, and whoever presses."""
    everybody = rota.people.values()
    return Needed(
        ring=countries_of(one.phone for one in everybody),
        text=countries_of(one.phone for one in everybody if one.texts),
    )


def _number(settings: Settings, seen: AccountSeen, setting: str, wanted: str) -> NumberFacts:
    number = seen.number(wanted)
    if number is None:
        return NumberFacts(setting=setting, rented=False)
    found = astray(settings, number)
    return NumberFacts(
        setting=setting,
        rented=True,
        no_calls=setting == "TWILIO_FROM" and not number.calls,
        no_texts=setting == "TWILIO_TEXT_FROM" and not number.texts,
        lost=found.lost,
        impatient=found.impatient,
    )
