"""Looks at the carrier for ``doctor``: whether it knows us, and rents us our numbers."""

from collections.abc import Iterator

from config.settings import Settings
from service.cli.findings import Finding, doubtful, right, wrong
from service.ports import NotPlaced
from service.telephone.account import AccountSeen, look_at
from service.wiring import account_of

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
    for name in ("TWILIO_FROM", "TWILIO_TEXT_FROM"):
        yield _number(name, getattr(settings, name.lower()), seen)


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


def _number(name: str, number: str, seen: AccountSeen) -> Finding:
    if number in seen.numbers:
        return right("our number", f"{name} is rented by the account")
    return wrong(
        "our number",
        f"{name} is not among the numbers that the account rents.",
        f"Rent it in Twilio's console, or set {name} to one that it has.",
    )
