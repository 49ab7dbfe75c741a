"""The carrier: whether it knows us, and what it lets us do."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict

#: In whatever the account is kept in. A night in which three people are rung and texted through
#: three rounds costs under a tenth of it.
LOW_BALANCE = Decimal(10)
_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_APPROVE = N_(
    "Have a Business profile approved in Twilio's console, under Trust Hub: then there is no such"
    " limit. An account that was upgraded before has what it had: ask Twilio how many."
)
_PAY = N_("Pay into it in Twilio's console, and turn on its auto-recharge.")

CARRIER_RIGHT = Said("carrier_right", Line.CARRIER, _RIGHT, N_("It answers, and knows us."))
CARRIER_PRETENDED = Said(
    "carrier_pretended", Line.CARRIER, _RIGHT, N_("The exchange answers; no real phone rings.")
)
CARRIER_UNKNOWN_TO = Said(
    "carrier_unknown_to",
    Line.CARRIER,
    _WRONG,
    N_("It does not know us (code {code}), so no telephone rings."),
    N_(
        "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from Twilio's console again, then start "
        "everything again."
    ),
)
CARRIER_KEY_REFUSED = Said(
    "carrier_key_refused",
    Line.CARRIER,
    _WRONG,
    N_("It knows the account, and does not take TWILIO_API_KEY (code {code}): no telephone rings."),
    N_(
        "Make a new key in Twilio's console, or take TWILIO_API_KEY and TWILIO_API_SECRET out; "
        "then start everything again."
    ),
)
CARRIER_SILENT = Said(
    "carrier_silent",
    Line.CARRIER,
    _WRONG,
    N_("It does not answer, so no telephone rings."),
    N_("See that this machine reaches the Internet, and that TWILIO_API_URL is right."),
)
EXCHANGE_SILENT = Said(
    "exchange_silent",
    Line.CARRIER,
    _WRONG,
    N_("The exchange does not answer."),
    N_("Start escalate run."),
)
SUSPENDED = Said(
    "carrier_suspended",
    Line.CARRIER,
    _WRONG,
    N_("The account is suspended or closed, so no telephone rings."),
    N_("Look into Twilio's console; most often a payment is missing."),
)

NO_TRIAL = Said("trial_none", Line.TRIAL, _RIGHT, N_("It is none."))
TRIAL = Said(
    "trial",
    Line.TRIAL,
    _DOUBTFUL,
    N_("It is a trial account, and speaks first itself. All who may be rung are verified there."),
    N_("Upgrade the account in Twilio's console before anybody relies on it."),
)
TRIAL_UNVERIFIED = Said(
    "trial_unverified",
    Line.TRIAL,
    _WRONG,
    N_(
        "It is a trial account, which does not ring who is not verified there. Of those on a "
        "ladder: {count}."
    ),
    N_("Upgrade the account in Twilio's console, or verify each number there."),
)

# Calls that come in and go out count together. Accounts that were upgraded since 2026-02-03 have 2
# without an approved profile, 3 with an Individual one, any number with a Business one; a trial 5.
# Source: Twilio's support pages; no request of its API tells an account's own limit. Two are enough
# for no ladder: while two speak with each other, a second call-out would ring nobody.
AT_ONCE_APPROVED = Said(
    "at_once_approved",
    Line.AT_ONCE,
    _RIGHT,
    N_(
        "The account has an approved customer profile. Of which kind cannot be asked: see that it"
        " is a Business one, since an Individual one has 3 calls at once."
    ),
)
AT_ONCE_NEW = Said(
    "at_once_new",
    Line.AT_ONCE,
    _DOUBTFUL,
    N_(
        "The account has no approved customer profile. If it was upgraded since 3 February 2026, it"
        " has 2 calls at once, those that come in among them: one officer who is put through to a"
        " colleague takes both, and nobody else is rung meanwhile. One call-out alone may want"
        " {needed} here."
    ),
    _APPROVE,
)
AT_ONCE_UNKNOWN = Said(
    "at_once_unknown",
    Line.AT_ONCE,
    _DOUBTFUL,
    N_(
        "Whether the account has an approved customer profile could not be asked. Without one, a"
        " new account has 2 calls at once; one call-out alone may want {needed} here."
    ),
    _APPROVE,
)

BALANCE_RIGHT = Said("balance_right", Line.BALANCE, _RIGHT, N_("10 {currency} or more are left."))
BALANCE_LOW = Said(
    "balance_low", Line.BALANCE, _DOUBTFUL, N_("Less than 10 {currency} are left."), _PAY
)
BALANCE_GONE = Said(
    "balance_gone", Line.BALANCE, _WRONG, N_("Nothing is left, so no telephone rings."), _PAY
)
BALANCE_UNTOLD = Said(
    "balance_untold",
    Line.BALANCE,
    _DOUBTFUL,
    N_("The carrier does not say, as of an account under another."),
    N_("Look at the main account in Twilio's console, and turn on its auto-recharge."),
)

CALLS_RIGHT = Said(
    "calls_right", Line.CALLS, _RIGHT, N_("None is refused by the carrier as a whole.")
)
CALLS_FAILING = Said(
    "calls_failing",
    Line.CALLS,
    _WRONG,
    N_("The carrier refused the latest calls (code {code})."),
    N_("Look it up at https://www.twilio.com/docs/api/errors/{code}"),
)
CALLS_FAILING_UNSAID = Said(
    "calls_failing_unsaid",
    Line.CALLS,
    _WRONG,
    N_("The latest calls did not reach the carrier, or it did not say why it refused them."),
    N_("See that this machine reaches the Internet, and look into Twilio's console."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What the carrier told of our account."""

    active: bool
    trial: bool
    pretended: bool
    #: The code with which our API key was refused; 0: there is none, or it was taken.
    key_refused: int = 0
    #: Who is on a ladder and not verified, on a trial account.
    unverified: int = 0
    #: Whether a customer profile is approved; ``None``: it could not be asked.
    approved: bool | None = None
    #: How many calls may be wanted at the same time.
    needed: int = 0
    balance: Decimal | None = None
    currency: str = ""


def account(facts: AccountFacts) -> Iterator[Found]:
    """Judge how our account stands."""
    yield _known(facts)
    yield _trial(facts)
    yield _at_once(facts)
    yield _balance(facts)


def _known(facts: AccountFacts) -> Found:
    if not facts.active:
        return Found(SUSPENDED)
    if facts.key_refused:
        return Found(CARRIER_KEY_REFUSED, {"code": facts.key_refused})
    return Found(CARRIER_PRETENDED if facts.pretended else CARRIER_RIGHT)


def _trial(facts: AccountFacts) -> Found:
    if not facts.trial:
        return Found(NO_TRIAL)
    if facts.unverified:
        return Found(TRIAL_UNVERIFIED, {"count": facts.unverified})
    return Found(TRIAL)


def _at_once(facts: AccountFacts) -> Found:
    if facts.approved:
        return Found(AT_ONCE_APPROVED)
    said = AT_ONCE_UNKNOWN if facts.approved is None else AT_ONCE_NEW
    return Found(said, {"needed": facts.needed})


def _balance(facts: AccountFacts) -> Found:
    """Judge what is left. How much is not said: it would tell when a call was made."""
    if facts.balance is None:
        return Found(BALANCE_UNTOLD)
    if facts.balance <= 0:
        return Found(BALANCE_GONE)
    said = BALANCE_LOW if facts.balance < LOW_BALANCE else BALANCE_RIGHT
    return Found(said, {"currency": facts.currency})
