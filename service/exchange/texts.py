"""One text: its record as Twilio shows it."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from service.exchange.calls import API_VERSION, Wish, rfc2822
from service.exchange.errors import TEXT_ERRORS

#: A text in one of these is settled. ``sent`` is not, though it may be the last one heard.
SETTLED = frozenset({"delivered", "undelivered", "failed", "canceled", "received"})

#: Characters of GSM 03.38, each of which costs one of the 160 in a segment.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)


@dataclass(slots=True, kw_only=True)
class Text:
    """A text, whole. Whoever uses it holds the exchange's lock."""

    account_sid: str
    to: str
    from_: str
    body: str
    #: ``outbound-api``, ``outbound-reply`` or ``inbound``.
    direction: str = "outbound-api"
    wish: Wish = field(default_factory=Wish)
    status: str = "queued"
    error_code: int | None = None
    sid: str = field(default_factory=lambda: "SM" + uuid.uuid4().hex)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    sent: datetime | None = None
    #: Every status it has had, in order.
    history: list[str] = field(default_factory=lambda: ["queued"])

    @property
    def short(self) -> str:
        """Name it in a log, where no number may stand."""
        return self.sid[-6:]

    @property
    def segments(self) -> int:
        """Give how many messages it costs: 160 characters, 70 with any that GSM lacks."""
        alone, joined = (160, 153) if set(self.body) <= GSM else (70, 67)
        return 1 if len(self.body) <= alone else -(-len(self.body) // joined)

    def becomes(self, status: str) -> None:
        """Take the next status."""
        self.status = status
        self.history.append(status)
        if status in {"sent", "delivered"} and self.sent is None:
            self.sent = datetime.now(UTC)

    def status_parameters(self) -> dict[str, str]:
        """Give what a status callback says."""
        told = {
            "MessageSid": self.sid,
            "SmsSid": self.sid,
            "MessageStatus": self.status,
            "SmsStatus": self.status,
            "To": self.to,
            "From": self.from_,
            "AccountSid": self.account_sid,
            "ApiVersion": API_VERSION,
        }
        if self.error_code is not None:
            told["ErrorCode"] = str(self.error_code)
        if self.status in {"delivered", "undelivered"}:
            told["RawDlrDoneDate"] = datetime.now(UTC).strftime("%y%m%d%H%M")
        return told

    def incoming_parameters(self) -> dict[str, str]:
        """Give what the webhook for an incoming text says."""
        told = dict.fromkeys(("FromCity", "FromState", "FromZip", "ToCity", "ToState", "ToZip"), "")
        return told | {
            "MessageSid": self.sid,
            "SmsSid": self.sid,
            "SmsMessageSid": self.sid,
            "AccountSid": self.account_sid,
            "From": self.from_,
            "To": self.to,
            "FromCountry": "GB",
            "ToCountry": "GB",
            "Body": self.body,
            "NumMedia": "0",
            "NumSegments": str(self.segments),
            "SmsStatus": "received",
            "ApiVersion": API_VERSION,
        }

    def as_twilio(self) -> dict[str, Any]:
        """Give the resource as Twilio's REST API does: numbers are texts, dates RFC 2822."""
        uri = f"/{API_VERSION}/Accounts/{self.account_sid}/Messages/{self.sid}"
        return {
            "sid": self.sid,
            "account_sid": self.account_sid,
            "messaging_service_sid": None,
            "to": self.to,
            "from": self.from_,
            "body": self.body,
            "status": self.status,
            "direction": self.direction,
            "num_segments": str(self.segments),
            "num_media": "0",
            "error_code": self.error_code,
            "error_message": TEXT_ERRORS.get(self.error_code or 0),
            "price": None,
            "price_unit": "USD",
            "api_version": API_VERSION,
            "date_created": rfc2822(self.created),
            "date_sent": rfc2822(self.sent),
            "date_updated": rfc2822(self.sent or self.created),
            "uri": uri + ".json",
            "subresource_uris": {"media": uri + "/Media.json"},
        }
