"""One call: its record as Twilio shows it, and what was said and pressed on it."""

import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum

from service.exchange.person import Person

API_VERSION = "2010-04-01"


class CallStatus(StrEnum):
    """The statuses of a call. Source: Twilio's OpenAPI description, ``call_enum_status``."""

    QUEUED = "queued"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


#: A call in one of these is over, for good.
OVER = frozenset(CallStatus) - {CallStatus.QUEUED, CallStatus.RINGING, CallStatus.IN_PROGRESS}

#: What the network says of each end. Source: RFC 3261, section 21.
SIP_CODES = {
    CallStatus.COMPLETED: "200",
    CallStatus.BUSY: "486",
    CallStatus.FAILED: "404",
    CallStatus.NO_ANSWER: "480",
    CallStatus.CANCELED: "487",
}


@dataclass(frozen=True, slots=True)
class Step:
    """Where the next words come from: an address to ask, or a document given beforehand."""

    url: str = ""
    method: str = "POST"
    twiml: str | None = None
    #: What the request tells beyond the call itself, such as ``Digits``.
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """Which events of a call the customer wants to hear of, and where."""

    url: str = ""
    method: str = "POST"
    #: Of ``initiated``, ``ringing``, ``answered``, ``completed``.
    events: frozenset[str] = frozenset({"completed"})


@dataclass(slots=True)
class Spoken:
    """One thing that was said on the line."""

    text: str
    at: datetime
    #: How long it takes to say, in real seconds.
    seconds: float
    voice: str = ""
    language: str = ""
    #: Seconds after its beginning at which a key cut it short.
    cut_after: float | None = None


@dataclass(slots=True, kw_only=True)
class Call:
    """A call, whole. Whoever uses it holds the exchange's lock."""

    account_sid: str
    to: str
    from_: str
    direction: str
    steps: Step = field(default_factory=Step)
    fallback: Step | None = None
    wish: Wish = field(default_factory=Wish)
    #: How long it may ring, in the line's seconds.
    timeout: float = 60
    parent_sid: str | None = None
    sid: str = field(default_factory=lambda: "CA" + uuid.uuid4().hex)
    status: CallStatus = CallStatus.QUEUED
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    dialled: datetime | None = None
    answered: datetime | None = None
    ended: datetime | None = None
    said: list[Spoken] = field(default_factory=list)
    pressed: list[tuple[datetime, str]] = field(default_factory=list)
    #: Keys that no Gather has read yet.
    unread: deque[str] = field(default_factory=deque)
    #: Whether a Gather is listening now.
    listening: bool = False
    #: Somebody in the browser pressed Answer.
    picked_up: bool = False
    #: A machine answered; what was said is its recording.
    mailbox: bool = False
    person: Person = field(default_factory=Person)
    #: The call whose voice this one hears.
    joined: str | None = None
    #: Whether it has ever been joined to another.
    was_joined: bool = False
    #: Where the customer has asked this call to go instead.
    redirected: Step | None = None
    #: How many events have been told.
    told: int = 0

    @property
    def is_over(self) -> bool:
        """Say whether it has ended."""
        return self.status in OVER

    @property
    def seconds(self) -> int:
        """Give the whole seconds of talk, 0 where nobody answered."""
        if self.answered is None:
            return 0
        return round(((self.ended or datetime.now(UTC)) - self.answered).total_seconds())

    @property
    def ours(self) -> str:
        """Give the number of the account on this call."""
        return self.to if self.direction == "inbound" else self.from_

    @property
    def phone_number(self) -> str:
        """Give the number of the phone on this call."""
        return self.from_ if self.direction == "inbound" else self.to

    @property
    def short(self) -> str:
        """Name it in a log, where no number may stand."""
        return self.sid[-6:]

    def press(self, keys: str) -> None:
        """Press *keys* now, whether or not anything listens."""
        self.pressed.extend((datetime.now(UTC), key) for key in keys)
        self.unread.extend(keys)

    def parameters(self) -> dict[str, str]:
        """Give what every webhook about this call says of it."""
        told = {
            "CallSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "To": self.to,
            "Caller": self.from_,
            "Called": self.to,
            "CallStatus": self.status.value,
            "Direction": self.direction,
            "ApiVersion": API_VERSION,
        }
        if self.parent_sid:
            told["ParentCallSid"] = self.parent_sid
        return told

    def as_twilio(self) -> dict[str, object]:
        """Give the resource as Twilio's REST API does: numbers are texts, dates RFC 2822."""
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Calls/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "parent_call_sid": self.parent_sid,
            "to": self.to,
            "to_formatted": self.to,
            "from": self.from_,
            "from_formatted": self.from_,
            "phone_number_sid": phone_number_sid(self.ours),
            "status": self.status.value,
            "direction": self.direction,
            "start_time": rfc2822(self.dialled),
            "end_time": rfc2822(self.ended),
            "duration": str(self.seconds) if self.is_over else None,
            "price": None,
            "price_unit": "USD",
            "answered_by": None,
            "queue_time": "0",
            "forwarded_from": None,
            "caller_name": None,
            "group_sid": None,
            "trunk_sid": None,
            "annotation": None,
            "api_version": API_VERSION,
            "date_created": rfc2822(self.created),
            "date_updated": rfc2822(self.ended or self.answered or self.dialled or self.created),
            "uri": uri + ".json",
            "subresource_uris": {"events": uri + "/Events.json"},
        }


def rfc2822(at: datetime | None) -> str | None:
    """Write an instant as Twilio's REST API does."""
    return None if at is None else format_datetime(at)


def phone_number_sid(number: str) -> str:
    """Give one of our numbers its sid, the same for ever."""
    return "PN" + uuid.uuid5(uuid.NAMESPACE_URL, number).hex
