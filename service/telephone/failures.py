"""What a carrier's failure means: one table, by what we do about it.

Codes change and are no contract (Twilio says so), so the table is short and what is not in it
falls back on the HTTP status, and then on "this channel failed for this person": the next
channel or the next person is never the wrong answer.
"""

from dataclasses import dataclass
from enum import StrEnum

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]
from twilio.http.response import Response  # type: ignore[import-untyped]

from service.domain.attempt import Failure
from service.domain.text_fate import TextFate, TextStage
from service.ports import NotPlaced, Refused, Uncertain


class Verdict(StrEnum):
    """What a failure says of the request."""

    #: Not placed, for nobody, until an admin mends something.
    ACCOUNT = "account"
    #: Not placed, for nobody, but it may pass by itself.
    CARRIER = "carrier"
    #: Not placed, for this number or by this channel.
    REFUSED = "refused"
    #: Not placed, nor is any text to this number until its owner undoes it.
    STOPPED = "stopped"
    #: It may have been placed.
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Row:
    """Failures that are met alike. *codes* are Twilio's, each at ``SOURCE`` plus its digits."""

    codes: tuple[int, ...]
    verdict: Verdict
    reason: str
    #: What whoever tries a phone can do; empty where the doctor knows more.
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """Codes on the record of a text that was taken and then lost: never answers to a request."""

    codes: tuple[int, ...]
    reason: str
    mend: str


#: Every code is described at this address.
SOURCE = "https://www.twilio.com/docs/api/errors/"

_COPY = (
    "Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or the pair of TWILIO_API_KEY, from its console"
    " again. Run: escalate doctor"
)
_RIGHT = "See that the number is right in the rota, and that the phone is on and has a signal."
_OTHER_NUMBER = "Put the number right in the rota: its network knows no such phone."
_NO_TEXTS = "Write texts = false beside this number in the rota, or give one that takes texts."
_START = (
    "Have START texted from this phone to our number. If that changes nothing, its network blocks"
    " us: ask the carrier, and name the code."
)
_COUNTRY = (
    "In the carrier's console, under Settings, Geo permissions, of Voice and of Messaging, allow"
    " the United Kingdom."
)
_AGAIN = "Try again. If it stays so, ask the carrier, and name the code."

ROWS = (
    Row(
        (20003, 20008),
        Verdict.ACCOUNT,
        "a token or key that is wrong, or for tests only",
        _COPY,
    ),
    Row((10001, 20005, 30002), Verdict.ACCOUNT, "the account is suspended or closed"),
    Row((20404,), Verdict.ACCOUNT, "no such account: a wrong sid, or another region's key", _COPY),
    Row((21210, 21212, 21213), Verdict.ACCOUNT, "our number cannot ring: wrong or not ours"),
    Row((21603, 21606, 21659, 21660, 21661), Verdict.ACCOUNT, "our number cannot send texts"),
    Row((21701, 21703, 21704, 21705), Verdict.ACCOUNT, "our messaging pool cannot send texts"),
    Row((11100, 21205, 21609), Verdict.ACCOUNT, "PUBLIC_URL is not one the carrier can call"),
    Row((20429,), Verdict.CARRIER, "too many requests at once; never processed, by its page"),
    Row((10004, 22005), Verdict.CARRIER, "too many calls at once, or queued for a day"),
    Row((21611, 30001), Verdict.CARRIER, "our number's queue of texts is full", _AGAIN),
    Row((20500, 20503), Verdict.UNCERTAIN, "the carrier broke down at we know not which line"),
    Row(
        (13223, 13224, 21201, 21211, 21217, 21401, 21604),
        Verdict.REFUSED,
        "no such number",
        _OTHER_NUMBER,
    ),
    Row((21214, 32016), Verdict.REFUSED, "the number cannot be reached", _RIGHT),
    # Not the account's: a site that rings one country sees these for a stray number only, and
    # the other channel may be open to it.
    Row((13227, 21215, 21408), Verdict.REFUSED, "its country is not switched on", _COUNTRY),
    Row((13225, 21202, 21216, 32203), Verdict.REFUSED, "blocked, or a premium number"),
    Row(
        (21219, 21608, 32100),
        Verdict.REFUSED,
        "a trial account rings verified numbers only",
        "Upgrade the account in the carrier's console.",
    ),
    Row((21610,), Verdict.STOPPED, "they texted STOP; only their START undoes it", _START),
    Row(
        (21612, 21614, 21635),
        Verdict.REFUSED,
        "texts do not reach it: a landline, or no route",
        _NO_TEXTS,
    ),
    Row((21602, 21617, 21619, 30029), Verdict.REFUSED, "this text cannot be sent as it is"),
)

#: What stands on the record of a text that was taken and lost, besides codes in ``ROWS``.
LOSSES = (
    Loss((30003,), "the phone is off, or has no signal", _RIGHT),
    Loss((30004,), "its owner or its network blocks texts of ours", _START),
    Loss((30005,), "no such number, or one that is not in use", _OTHER_NUMBER),
    Loss((30006,), "a landline, or a network that takes no texts of ours", _NO_TEXTS),
    Loss((30007, 30450), "held back as if it were spam", "Ask the carrier, and name the code."),
    Loss((30008,), "its network does not say why", _AGAIN),
    Loss((30017, 30410), "its network is too busy, or silent", _AGAIN),
    Loss(
        (30022, 30023, 30032, 30034),
        "an American number of ours that is not registered there",
        "Have texts go out from a British number: TWILIO_TEXT_FROM.",
    ),
    Loss((30036,), "it could not be brought to the phone for ten minutes", _RIGHT),
)

_BY_CODE = {code: row.verdict for row in ROWS for code in row.codes}

#: For codes that are not in the table. Source: RFC 9110 for what each says; Twilio's page of
#: 20429 for 429; and for 301 to 308 that the library follows no redirect of a POST.
BY_STATUS = {
    **dict.fromkeys((301, 302, 303, 307, 308), Verdict.ACCOUNT),  # TWILIO_API_URL, or a portal
    **dict.fromkeys((401, 403, 407), Verdict.ACCOUNT),
    404: Verdict.ACCOUNT,
    429: Verdict.CARRIER,
    # Whether the call was placed before it broke is not said.
    **dict.fromkeys(range(500, 600), Verdict.UNCERTAIN),
}

#: A text's fates that mean that this person was not reached by it. Not ``sent``: networks that
#: give no receipt leave it there. Source: Twilio's OpenAPI, ``message_enum_status``.
_UNDELIVERED = frozenset({"failed", "undelivered", "canceled"})

#: Source: as above. ``accepted``, ``queued``, ``sending`` and ``scheduled`` wait.
_STAGES = {
    "sent": TextStage.SENT,
    "delivered": TextStage.DELIVERED,
    "read": TextStage.DELIVERED,
    "failed": TextStage.NOT_SENT,
    "canceled": TextStage.NOT_SENT,
    "undelivered": TextStage.NOT_DELIVERED,
}

#: Codes on a failed text that lie with the account or its number, and so hit everybody's texts.
#: 30022, 30023, 30032 and 30034 are American rules, which a British number never meets.
TEXTS_STOPPED = frozenset({30001, 30002, 30022, 30023, 30032, 30034})

#: Codes on a failed text that say that its owner has stopped all of ours: 30004 is the carrier's
#: word for a number that blocks us, 21610 the one with which it refuses the next.
_STOPPED_BY_OWNER = frozenset({"21610", "30004"})

#: Twilio's own codes, as opposed to an HTTP status that the library puts in their place.
_CODES = range(10_000, 100_000)


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error answer, reduced to two figures: its text carries the number.

    ``status`` is the HTTP status, ``code`` is Twilio's; 0 where there was none to trust.
    """

    status: int
    code: int

    @classmethod
    def of(cls, fault: TwilioException) -> "ErrorAnswer":
        """Reduce what the library raised: three classes, with nothing in common but the base."""
        pages = (thing for thing in fault.args if isinstance(thing, Response))
        status = getattr(fault, "status", None) or getattr(next(pages, None), "status_code", 0)
        code = getattr(fault, "code", 0)
        return cls(
            status if type(status) is int else 0,
            code if type(code) is int and code in _CODES else 0,
        )

    @property
    def verdict(self) -> Verdict:
        """Look it up: by code, then by status; what is unknown lies with this number."""
        by_status = BY_STATUS.get(self.status, Verdict.REFUSED)
        return _BY_CODE.get(self.code, by_status)

    def outage(self) -> NotPlaced | Refused | Uncertain:
        """Say it in the port's words."""
        figure = self.code or self.status
        match self.verdict:
            case Verdict.REFUSED:
                return Refused(figure)
            case Verdict.STOPPED:
                return Refused(figure, stopped=True)
            case Verdict.UNCERTAIN:
                return Uncertain(f"carrier code {figure}")
            case verdict:
                return NotPlaced(figure, account=verdict is Verdict.ACCOUNT)


def reason_of(code: int) -> str:
    """Say in a few words what the carrier means by *code*, ours or an HTTP status."""
    known = _known(code)
    return known.reason if known else "see the carrier's own list"


def mend_of(code: int) -> str:
    """Say what whoever tries a phone can do about *code*; empty where the doctor knows more."""
    known = _known(code)
    if known is None and code in _CODES:
        return f"Look the code up: {SOURCE}{code}"
    return known.mend if known else ""


def _known(code: int) -> Row | Loss | None:
    return next((one for one in (*ROWS, *LOSSES) if code in one.codes), None)


def text_fate(status: str, code: object) -> TextFate:
    """Say how far a text has come by its record; a status that we do not know counts as waiting.

    Args:
        status: ``status`` of the record, in Twilio's words.
        code: ``error_code`` of the record. What is no code counts as none.
    """
    known = int(code) if isinstance(code, int | str) and str(code).isdecimal() else 0
    return TextFate(_STAGES.get(status, TextStage.WAITS), known if known in _CODES else 0)


def text_ended(status: str, code: str | None) -> Failure | None:
    """Say whose fault it is that a text failed; ``None`` where it has not, or not yet.

    Args:
        status: ``MessageStatus`` of the callback. One that we do not know is no failure.
        code: ``ErrorCode`` of the callback, where it has one. One that we do not know lies
            with this person.
    """
    if status not in _UNDELIVERED:
        return None
    known = code is not None and code.isascii() and code.isdigit()
    return Failure.CARRIER if known and int(code or 0) in TEXTS_STOPPED else Failure.PERSON


def text_stopped(status: str, code: str | None) -> bool:
    """Whether a text failed because its owner has told the carrier to stop all of ours."""
    return status in _UNDELIVERED and code in _STOPPED_BY_OWNER
