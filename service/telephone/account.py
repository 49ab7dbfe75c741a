"""What the carrier says of our account, and of our numbers: never on the way to a call."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

from twilio.http.response import Response  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from service.domain.checks.machine import TimeOf, TimeTold
from service.domain.checks.permissions import Permissions
from service.ports import NotPlaced
from service.telephone.asking import asked, side_by_side
from service.telephone.permissions import may_ring, may_text, triggers
from service.telephone.twilio import Account
from service.telephone.wire import PunctualClient

#: How the carrier calls an account that nobody has paid for.
TRIAL = "Trial"
#: More numbers than any site of ours rents.
_MOST_NUMBERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Whom the carrier tells of what comes in: an address, and how it is asked."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True, kw_only=True)
class RentedNumber:
    """A number of ours as the carrier has it."""

    #: The carrier's id of it, ``PN`` and 32 hexadecimal digits.
    sid: str
    #: E.164.
    number: str = field(repr=False)
    #: Whether it takes calls, and texts.
    calls: bool
    texts: bool
    #: Whom it tells of a call, and of a text.
    call_webhook: Webhook
    text_webhook: Webhook


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSeen:
    """The account as the carrier tells of it."""

    #: Whether calls are taken from it: it is not suspended or closed.
    active: bool
    #: A trial account rings only numbers that were verified in the console.
    trial: bool
    #: The numbers it rents.
    numbers: tuple[RentedNumber, ...]
    #: What is left of what was paid, and in which currency (ISO 4217). Not every account is told.
    balance: Decimal | None = None
    currency: str = ""
    #: Whom a trial account rings, E.164; asked of a trial account alone.
    verified: frozenset[str] = field(default=frozenset(), repr=False)
    #: Whether a customer profile is approved, which a new account needs for more than two or
    #: three calls at once; ``None``: the carrier does not say.
    approved: bool | None = None
    #: The code with which our API key was refused; 0: we have none, or it was taken.
    key_refused: int = 0
    #: Where it may ring and text, and what tells of spending.
    permissions: Permissions = field(default_factory=Permissions)

    def number(self, wanted: str) -> RentedNumber | None:
        """Return the number *wanted*, E.164, or None where it is not rented."""
        return next((one for one in self.numbers if one.number == wanted), None)


def look_at(
    account: Account,
    *,
    total_seconds: float = 5.0,
    hear: Callable[[TimeTold], None] | None = None,
) -> AccountSeen:
    """Ask the carrier of *account*; nine requests at most, *total_seconds* for each.

    All but the first two are asked side by side: over within three times *total_seconds*.

    With the auth token, since an API key may not read the account. *hear* is told the time of
    each answer, of a refusal as well.

    Raises:
        NotPlaced: it does not answer, or not to these credentials.
    """
    http = _Listening(account.api_url, total_seconds, hear)
    client = Client(account.account_sid, account.auth_token, http_client=http)
    seen = asked(client.api.accounts(account.account_sid).fetch)
    rented = asked(lambda: client.incoming_phone_numbers.list(limit=_MOST_NUMBERS))
    is_trial = seen.type == TRIAL
    balance, verified, approved, key_refused, *permissions = side_by_side(
        [
            lambda: _balance(client),
            lambda: _verified(client) if is_trial else None,
            lambda: _approved(client),
            lambda: _key_refused(account, http),
            *(partial(ask, client) for ask in (may_ring, may_text, triggers)),
        ]
    )
    left, currency = balance or (None, "")
    return AccountSeen(
        active=seen.status == "active",
        trial=is_trial,
        verified=verified or frozenset(),
        approved=approved,
        key_refused=key_refused,
        numbers=tuple(_rented(one) for one in rented),
        balance=left,
        currency=currency,
        permissions=Permissions(*permissions),
    )


def set_webhooks(
    account: Account,
    number: RentedNumber,
    *,
    calls: Webhook,
    texts: Webhook,
    total_seconds: float = 5.0,
) -> None:
    """Have *number* tell *calls* and *texts* of what comes in; one request.

    Raises:
        NotPlaced: the carrier does not answer, or refuses it. Nothing is known of whether it was
            done where the answer was lost; asking again does no harm.
    """
    chosen = _client(account, total_seconds).incoming_phone_numbers(number.sid)
    asked(
        lambda: chosen.update(
            voice_url=calls.url,
            voice_method=calls.method,
            sms_url=texts.url,
            sms_method=texts.method,
        )
    )


class _Listening(PunctualClient):
    """Tells the time of each answer, which every web server says in its ``Date``."""

    def __init__(
        self, api_url: str, total_seconds: float, hear: Callable[[TimeTold], None] | None
    ) -> None:
        super().__init__(api_url, connect_seconds=2.0, total_seconds=total_seconds)
        self._hear = hear

    def request(self, *arguments: Any, **options: Any) -> Response:
        asked_at = datetime.now(UTC)
        answer = super().request(*arguments, **options)
        if self._hear is not None and (told := _date(answer)) is not None:
            now = datetime.now(UTC)
            self._hear(
                TimeTold(
                    by=TimeOf.CARRIER,
                    asked_at=asked_at,
                    told=told,
                    answered_at=now,
                    whole_seconds=True,
                )
            )
        return answer


def _date(answer: Response) -> datetime | None:
    try:
        told = parsedate_to_datetime((answer.headers or {})["Date"])
    except (KeyError, ValueError, TypeError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _verified(client: Client) -> frozenset[str]:
    """Return whom a trial account rings."""
    every = client.outgoing_caller_ids.list(limit=_MOST_NUMBERS)
    return frozenset(str(one.phone_number) for one in every)


def _approved(client: Client) -> bool:
    profiles = client.trusthub.v1.customer_profiles
    return bool(profiles.list(status="twilio-approved", limit=1))


def _key_refused(account: Account, http: PunctualClient) -> int:
    """Return the code with which the key is refused that calls are placed with."""
    if account.api_key is None:
        return 0
    client = Client(account.api_key, account.api_secret, account.account_sid, http_client=http)
    try:
        asked(lambda: client.calls.list(limit=1))
    except NotPlaced as failure:
        return failure.code if failure.account else 0
    return 0


def _client(account: Account, total_seconds: float) -> Client:
    http = PunctualClient(account.api_url, connect_seconds=2.0, total_seconds=total_seconds)
    return Client(account.account_sid, account.auth_token, http_client=http)


def _balance(client: Client) -> tuple[Decimal, str]:
    """Return what is left, which the carrier does not say to an account under another."""
    told = client.balance.fetch()
    return Decimal(told.balance), str(told.currency)


def _rented(one: Any) -> RentedNumber:
    can = one.capabilities
    return RentedNumber(
        sid=str(one.sid),
        number=str(one.phone_number),
        calls=bool(can.get("voice")),
        texts=bool(can.get("sms")),
        call_webhook=Webhook(url=one.voice_url or "", method=one.voice_method or ""),
        text_webhook=Webhook(url=one.sms_url or "", method=one.sms_method or ""),
    )
