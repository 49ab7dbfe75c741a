"""What the carrier says of our account: asked by ``doctor``, never on the way to a call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from service.ports import NotPlaced
from service.telephone.failures import ErrorAnswer, Verdict
from service.telephone.twilio import Account
from service.telephone.wire import AnswerLost, PunctualClient, Unsent

#: More numbers than any site of ours rents.
_MOST_NUMBERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSeen:
    """The account as the carrier tells of it."""

    #: Whether calls are taken from it: it is not suspended or closed.
    active: bool
    #: A trial account rings only numbers that were verified in the console.
    trial: bool
    #: The numbers it rents, E.164.
    numbers: frozenset[str] = field(repr=False)


def look_at(account: Account, *, total_seconds: float = 5.0) -> AccountSeen:
    """Ask the carrier of *account*; two requests, *total_seconds* for each.

    With the auth token, since an API key may not read the account.

    Raises:
        NotPlaced: it does not answer, or not to these credentials.
    """
    http = PunctualClient(account.api_url, connect_seconds=2.0, total_seconds=total_seconds)
    client = Client(account.account_sid, account.auth_token, http_client=http)
    seen = _asked(client.api.accounts(account.account_sid).fetch)
    rented = _asked(lambda: client.incoming_phone_numbers.list(limit=_MOST_NUMBERS))
    return AccountSeen(
        active=seen.status == "active",
        trial=seen.type == "Trial",
        numbers=frozenset(str(one.phone_number) for one in rented),
    )


def _asked(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except TwilioException as fault:
        error = ErrorAnswer.of(fault)
    except (Unsent, AnswerLost, ValueError, TypeError, AttributeError, LookupError):
        error = ErrorAnswer(0, 0)
    # Raised out here, since within the block it would drag along the error and its address.
    raise NotPlaced(error.code or error.status, account=error.verdict is Verdict.ACCOUNT)
