"""What an exchange is told when it starts."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeSettings:
    """Everything an exchange needs to know; it reads no environment and no file."""

    #: ``AC`` and 32 hexadecimal digits: the one account there is.
    account_sid: str
    #: The account's password, and the key that signs every webhook.
    auth_token: str = field(repr=False)
    #: Opens the phones' page; None leaves page and knobs open, which suits tests alone.
    page_key: str | None = field(default=None, repr=False)
    #: Where incoming calls and texts are announced until a number is told otherwise: plus
    #: ``/twilio/incoming/voice`` or ``/text``.
    public_url: str
    #: The same, in full: an address for calls and one for texts, each with its patience.
    incoming: tuple[str, str] | None = None
    #: The account's own numbers, E.164.
    numbers: tuple[str, ...] = field(repr=False)
    #: How fast words are spoken; 0 says everything at once.
    speech_seconds_per_character: float = 0.065
    #: A second pair of credentials, as Twilio's API keys are; both or neither.
    api_key: str | None = None
    api_secret: str | None = field(default=None, repr=False)
    #: Real seconds in one second on the line: ring times, pauses, what phones do "after"
    #: a time. 0.01 lets a test sit through a night. Faults always count real seconds.
    pace: float = 1.0
