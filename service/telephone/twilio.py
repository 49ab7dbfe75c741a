"""Keeps `ports.Telephone` with Twilio, or whatever speaks its protocol at ``api_url``."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.rest import Client  # type: ignore[import-untyped]

from service.domain.attempt import Attempt, CallStatus
from service.domain.people import PhoneNumber
from service.domain.text_fate import TextFate
from service.ports import NotPlaced, Outage, SeenCall, Uncertain
from service.telephone import addresses
from service.telephone.failures import ErrorAnswer, Verdict, text_fate
from service.telephone.twiml import BEFORE_EXTENSION
from service.telephone.wire import AnswerLost, PunctualClient, Unsent

T = TypeVar("T")

#: Where Twilio itself is.
API_URL = "https://api.twilio.com"

#: A call that asks somebody to take it is of use for one climb; a text that comes after it
#: would wake somebody for nothing. So it is dropped by the carrier after five minutes.
OFFER_SECONDS = 300
#: Whom to ring, who has it, who may rest: late is better than never, for as long as two people
#: may still be looking for each other. The carrier's own limit of ten hours is not.
NOTICE_SECONDS = 3600

#: The carrier rings no longer than this. Source: Twilio's OpenAPI, ``Timeout`` of a new call.
LONGEST_RING_SECONDS = 600

#: One page. Somebody whom we rang oftener than this within one climb is not to be found.
PAGE = 50

#: All of them, because the first tells us the call's id before our own request has returned.
EVENTS = ["initiated", "ringing", "answered", "completed"]

_SID = re.compile(r"(CA|SM|MM)[0-9a-fA-F]{32}", re.ASCII)
_NO_SUCH_CALL = frozenset({404, 20404})
#: 21220: the call is past the state that it would have to be in. It is over, or was answered.
_NOTHING_TO_END = _NO_SUCH_CALL | {21220}
#: A record goes only when the call or text is over. Source: failures.SOURCE + 20009.
_NOT_OVER = 20009
#: What an answer that is no JSON object, or lacks a part, makes the library raise.
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our account at the carrier, and the addresses of both sides. ``repr`` keeps its secrets."""

    account_sid: str
    auth_token: str = field(repr=False)
    #: An API key that may ring and no more is better than the token; both parts or neither.
    api_key: str | None = None
    api_secret: str | None = field(default=None, repr=False)
    #: Our numbers for calls and for texts, E.164.
    from_number: str = field(repr=False)
    text_from: str = field(repr=False)
    #: Scheme, host and port only.
    api_url: str = API_URL
    #: What the carrier calls back.
    public_url: str


class TwilioTelephone:
    """Calls and texts through Twilio. May be shared by threads.

    Nothing is tried a second time here: whether it is safe, the desk knows. No error that
    leaves carries anything but the carrier's code.

    Args:
        account: Who we are there.
        connect_seconds: For the connection.
        total_seconds: For the whole of one request. Each method makes one, ``remembered`` four.
    """

    def __init__(
        self, account: Account, *, connect_seconds: float = 2.0, total_seconds: float = 5.0
    ) -> None:
        self._account = account
        keyed = account.api_key and account.api_secret
        self._client = Client(
            account.api_key if keyed else account.account_sid,
            account.api_secret if keyed else account.auth_token,
            account_sid=account.account_sid,
            http_client=PunctualClient(
                account.api_url, connect_seconds=connect_seconds, total_seconds=total_seconds
            ),
        )

    def call(self, attempt: Attempt) -> str:
        """See `ports.Telephone`. No machine detection: it guesses, and delays the first word."""
        public = self._account.public_url
        return self._ring(
            attempt.phone,
            attempt.ring_seconds,
            addresses.answer(public, attempt.id),
            addresses.call_status(public, attempt.id),
        )

    def announce(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """See `ports.Telephone`."""
        public = self._account.public_url
        return self._ring(
            phone,
            ring_seconds,
            addresses.code_answer(public, token),
            addresses.code_status(public, token),
        )

    def let_ring(self, phone: PhoneNumber, token: str, ring_seconds: int) -> str:
        """See `ports.Telephone`."""
        public = self._account.public_url
        return self._ring(
            phone,
            ring_seconds,
            addresses.measuring_answer(public, token),
            addresses.measuring_status(public, token),
        )

    def _ring(self, phone: PhoneNumber, seconds: int, answer: str, status: str) -> str:
        options: dict[str, Any] = {}
        if phone.extension:
            options["send_digits"] = BEFORE_EXTENSION + phone.extension
        return _placed(
            partial(
                self._client.calls.create,
                to=phone.e164,
                from_=self._account.from_number,
                url=answer,
                method="POST",
                # When a document of ours cannot be had, the menu starts again instead of
                # "an application error has occurred" and a dead line.
                fallback_url=answer,
                fallback_method="POST",
                status_callback=status,
                status_callback_event=EVENTS,
                status_callback_method="POST",
                timeout=min(seconds, LONGEST_RING_SECONDS),
                **options,
            )
        )

    def text(self, attempt: Attempt, body: str) -> str:
        """See `ports.Telephone`. A text that is not delivered soon enough is dropped."""
        return _placed(
            partial(
                self._client.messages.create,
                to=attempt.phone.e164,
                from_=self._account.text_from,
                body=body,
                status_callback=addresses.text_status(self._account.public_url, attempt.id),
                validity_period=OFFER_SECONDS if attempt.purpose.asks else NOTICE_SECONDS,
            )
        )

    def send(self, phone: PhoneNumber, body: str, good_for: timedelta) -> str:
        """See `ports.Telephone`. The carrier takes whole seconds, up to ten hours."""
        return _placed(
            partial(
                self._client.messages.create,
                to=phone.e164,
                from_=self._account.text_from,
                body=body,
                validity_period=int(good_for.total_seconds()),
            )
        )

    def status(self, sid: str) -> CallStatus | None:
        """See `ports.Telephone`."""
        return _asked(lambda: _status(self._client.calls(sid).fetch().status), _NO_SUCH_CALL)

    def fate(self, sid: str) -> TextFate | None:
        """See `ports.Telephone`."""
        return _asked(lambda: _fate(self._client.messages(sid).fetch()), _NO_SUCH_CALL)

    def find(self, phone: PhoneNumber, since: datetime) -> Sequence[SeenCall]:
        """See `ports.Telephone`. The latest first, as the carrier lists them.

        Filtered here: the carrier filters by day of the start, and a queued call has not started.
        """
        # The carrier's times are whole seconds, so a call may seem older than it is.
        earliest = since.astimezone(UTC).replace(microsecond=0)
        page = partial(
            self._client.calls.page,
            to=phone.e164,
            from_=self._account.from_number,
            page_size=PAGE,
        )
        calls = _asked(lambda: [_seen(call) for call in page()])
        return [call for call in calls or () if (call.created_at or earliest) >= earliest]

    def hang_up(self, sid: str, *, answered: bool) -> None:
        """See `ports.Telephone`."""
        end = CallStatus.COMPLETED if answered else CallStatus.CANCELED
        _asked(lambda: self._client.calls(sid).update(status=end.value), _NOTHING_TO_END)

    def forget(self, sid: str) -> bool:
        """See `ports.Telephone`. Deleted, not redacted: the numbers would stay."""
        records = self._client.calls if sid.startswith("CA") else self._client.messages
        try:
            # No such record is what we want.
            _asked(lambda: _deleted(records(sid)), _NO_SUCH_CALL)
        except NotPlaced as failure:
            if failure.code != _NOT_OVER:
                raise
            return False
        return True

    def remembered(self, before: datetime) -> Sequence[str]:
        """See `ports.Telephone`. The carrier filters by day, and lists the latest first."""
        last = datetime.combine(before.astimezone(UTC) - timedelta(days=1), time(), UTC)
        calls = partial(self._client.calls.page, start_time_before=last, page_size=PAGE)
        texts = partial(self._client.messages.page, date_sent_before=last, page_size=PAGE)
        ours, our_texts = self._account.from_number, self._account.text_from
        pages = (
            partial(calls, from_=ours),
            partial(calls, to=ours),
            partial(texts, from_=our_texts),
            partial(texts, to=our_texts),
        )
        found = [_asked(partial(_sids, page)) or () for page in pages]
        return [sid for sids in found for sid in sids]


def _placed(create: Callable[[], Any]) -> str:
    """Return the new id, or raise what became of it."""
    outage: Outage
    try:
        sid = create().sid
    except Unsent:
        outage = NotPlaced()
    except TwilioException as fault:
        outage = ErrorAnswer.of(fault).outage()
    except (AnswerLost, *_UNREADABLE):
        outage = Uncertain("no answer that can be read")
    else:
        if isinstance(sid, str) and _SID.fullmatch(sid):
            return sid
        outage = Uncertain("an answer without an id")
    # Raised out here, since within the block it would drag along the error and its number.
    raise outage


def _asked(ask: Callable[[], T], harmless: frozenset[int] = frozenset()) -> T | None:
    """Return the answer; ``None`` for an error whose status or code is *harmless*."""
    try:
        return ask()
    except TwilioException as fault:
        error = ErrorAnswer.of(fault)
    except (Unsent, AnswerLost, *_UNREADABLE):
        error = ErrorAnswer(0, 0)
    if harmless & {error.status, error.code}:
        return None
    raise NotPlaced(error.code or error.status, account=error.verdict is Verdict.ACCOUNT)


def _deleted(record: Any) -> None:
    """Delete it. The library takes any good answer for done, such as a proxy's own page."""
    if record.delete_with_http_info().status_code != HTTPStatus.NO_CONTENT:
        raise ValueError


def _sids(page: Callable[[], Any]) -> list[str]:
    return [str(one.sid) for one in page()]


def _seen(call: Any) -> SeenCall:
    return SeenCall(sid=str(call.sid), status=_status(call.status), created_at=call.date_created)


def _fate(text: Any) -> TextFate:
    return text_fate(text.status or "", text.error_code)


def _status(text: str | None) -> CallStatus:
    """Read a status. One that we do not know counts as queued: not over, and nothing new."""
    try:
        return CallStatus(text or "")
    except ValueError:
        return CallStatus.QUEUED
