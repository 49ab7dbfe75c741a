"""What a month costs: by the numbers that are rented, the practices planned, and the proofs.

Of real call-outs nothing is counted: whoever reads the sum may be who one is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from math import ceil

from service.domain.readiness import LATE_AFTER
from service.domain.rota import LadderPlan, Rota

_MONTH_DAYS = 30
#: Numbers are proved anew, and devices signed in anew, every three months.
_MONTHS_BETWEEN_PROOFS = 3
#: A call is billed by whole minutes begun: an answered one lasts about one, a ring nothing.
_MINUTES = 1
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What the carrier asks for, and the day on which somebody looked."""

    number_month: Decimal
    call_minute: Decimal
    text: Decimal
    currency: str
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What a month takes without any call-out."""

    numbers: int
    calls: int
    texts: int


def month(prices: Prices, use: Use) -> Decimal:
    """Return what *use* comes to, rounded up to the cent."""
    calls = use.calls * _MINUTES * prices.call_minute
    total = use.numbers * prices.number_month + calls + use.texts * prices.text
    return total.quantize(_CENT, ROUND_CEILING)


def use_of(rota: Rota, numbers: int) -> Use:
    """Return what a month takes where practices are planned as in *rota*.

    Each practice is counted as if nobody took it, so that all are rung; where none are planned,
    one a month, after which the next is late. One call proves a number, one text is a code.
    """
    calls, texts = _practice(rota.ladders)
    every = rota.practice.every_days if rota.practice else LATE_AFTER.days
    practices = _MONTH_DAYS / every
    placed = sum(rota.has_place(key) for key in rota.people)
    return Use(
        numbers=numbers,
        calls=ceil(practices * calls + placed / _MONTHS_BETWEEN_PROOFS),
        texts=ceil(practices * texts + len(rota.people) / _MONTHS_BETWEEN_PROOFS),
    )


def _practice(ladders: Iterable[LadderPlan]) -> tuple[int, int]:
    """Return the calls and texts of one practice on each of the ladders."""
    calls = texts = 0
    for plan in ladders:
        everyone = len(plan.rungs) if plan.pace.everyone_after else 0
        calls += sum(rung.pace.tries for rung in plan.rungs) + everyone
        # One that offers it to each, and one that lets them rest.
        texts += 2 * len(plan.rungs)
    return calls, texts
