"""Looks at the carrier for ``doctor``: whether it knows us, and how our numbers are set up."""

from collections.abc import Iterator
from decimal import Decimal

from config.settings import Settings
from service.cli.carrier_numbers import Astray, astray, ours
from service.cli.findings import Finding, doubtful, right, wrong
from service.ports import NotPlaced
from service.telephone.account import AccountSeen, RentedNumber, look_at
from service.wiring import account_of

#: In whatever the account is kept in. A night in which three people are rung and texted through
#: three rounds costs under a tenth of it.
LOW_BALANCE = Decimal(10)
_PAY = "Pay into it in Twilio's console, and turn on its auto-recharge."
_SET = "Run: escalate carrier set-webhooks"
_CREDENTIALS = "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from Twilio's console again."


def check_carrier(settings: Settings) -> Iterator[Finding]:
    """Yield how our account stands at the carrier."""
    try:
        seen = look_at(account_of(settings))
    except NotPlaced as failure:
        yield _unreached(settings, failure)
        return
    yield _account(settings, seen)
    if settings.carrier_is_real and seen.trial:
        yield doubtful(
            "trial",
            "It is a trial account: it rings verified numbers only, and speaks first itself.",
            "Upgrade the account in Twilio's console before anybody relies on it.",
        )
    yield from _balance(seen)
    for name, number in ours(settings).items():
        yield from _number(settings, name, seen.number(number))


def _balance(seen: AccountSeen) -> Iterator[Finding]:
    if seen.balance is None:
        return
    left = f"{seen.balance:.2f} {seen.currency}"
    if seen.balance <= 0:
        yield wrong("balance", f"Nothing is left: {left}. No telephone rings.", _PAY)
    elif seen.balance < LOW_BALANCE:
        yield doubtful("balance", f"Only {left} are left.", _PAY)
    else:
        yield right("balance", f"{left} are left")


def _unreached(settings: Settings, failure: NotPlaced) -> Finding:
    if failure.account:
        return wrong("carrier", f"It does not know us (code {failure.code}).", _CREDENTIALS)
    if settings.pretends:
        return wrong("carrier", "The exchange does not answer.", "Start escalate run.")
    return wrong(
        "carrier",
        "It does not answer.",
        "See that this machine reaches the Internet, and that TWILIO_API_URL is right.",
    )


def _account(settings: Settings, seen: AccountSeen) -> Finding:
    if not seen.active:
        return wrong(
            "carrier",
            "The account is suspended or closed, so no telephone rings.",
            "Look into Twilio's console; most often a payment is missing.",
        )
    if settings.pretends:
        return right("carrier", "the exchange answers; no real phone rings")
    return right("carrier", "answers, and knows us")


def _number(settings: Settings, name: str, number: RentedNumber | None) -> Iterator[Finding]:
    if number is None:
        yield wrong(
            "our number",
            f"{name} is not among the numbers that the account rents.",
            f"Rent it in Twilio's console, or set {name} to one that it has.",
        )
        return
    yield right("our number", f"{name} is rented by the account")
    yield from _abilities(name, number)
    yield _webhooks(name, astray(settings, number))


def _webhooks(name: str, found: Astray) -> Finding:
    if found.lost:
        what = f"What comes in to {name} is told to another address than ours"
        return wrong("webhooks", f"{what}: {', '.join(found.lost)}.", _SET)
    if found.impatient:
        what = f"What comes in to {name} is told to us once only"
        return doubtful("webhooks", f"{what}: {', '.join(found.impatient)}.", _SET)
    return right("webhooks", f"{name} tells us of what comes in")


def _abilities(name: str, number: RentedNumber) -> Iterator[Finding]:
    if name == "TWILIO_FROM" and not number.calls:
        yield wrong(
            "our number",
            "TWILIO_FROM takes no calls, so no telephone rings.",
            "Rent a number with voice, and set TWILIO_FROM to it.",
        )
    if name == "TWILIO_TEXT_FROM" and not number.texts:
        yield wrong(
            "our number",
            "TWILIO_TEXT_FROM sends no texts: telephones ring, and nobody is texted.",
            "Rent a mobile number with SMS beside it, and set TWILIO_TEXT_FROM to that.",
        )
