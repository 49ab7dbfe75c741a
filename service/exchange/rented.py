"""The numbers that the account rents: what each can do, and whom it tells of calls and texts."""

from dataclasses import dataclass, field, replace
from typing import Any

from service.exchange.calls import API_VERSION, phone_number_sid
from service.exchange.errors import BadInput
from service.exchange.settings import ExchangeSettings

#: A field of Twilio's to the parameter that changes it.
CHANGES = {
    "voice_url": "VoiceUrl",
    "voice_method": "VoiceMethod",
    "sms_url": "SmsUrl",
    "sms_method": "SmsMethod",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rented:
    """One number of the account."""

    number: str = field(repr=False)
    voice_url: str
    sms_url: str
    voice_method: str = "POST"
    sms_method: str = "POST"
    #: Whether it takes calls, and texts: in the United Kingdom a landline's number rarely texts.
    voice: bool = True
    sms: bool = True

    @property
    def sid(self) -> str:
        """The number's id, which stays the same."""
        return phone_number_sid(self.number)

    def as_twilio(self, account_sid: str) -> dict[str, Any]:
        """Give it as the REST API does."""
        return {
            "sid": self.sid,
            "account_sid": account_sid,
            "phone_number": self.number,
            "friendly_name": self.number,
            "capabilities": {"voice": self.voice, "sms": self.sms, "mms": False, "fax": False},
            "voice_url": self.voice_url,
            "voice_method": self.voice_method,
            "sms_url": self.sms_url,
            "sms_method": self.sms_method,
            "status": "in-use",
            "origin": "twilio",
            "beta": False,
            "api_version": API_VERSION,
            "uri": f"/{API_VERSION}/Accounts/{account_sid}/IncomingPhoneNumbers/{self.sid}.json",
        }

    def told(self, asked: dict[str, Any]) -> "Rented":
        """Return it as a knob wants it: any of its fields but the number.

        Raises:
            BadInput: There is no such field, or it is of another kind.
        """
        kinds = {"voice": bool, "sms": bool} | dict.fromkeys(CHANGES, str)
        for name, value in asked.items():
            if not isinstance(value, kinds.get(name, ())):
                allowed = ", ".join(kinds)
                raise BadInput(f"A number is told {allowed}: true or false, or an address.")
        return replace(self, **asked)


def rented(settings: ExchangeSettings) -> dict[str, Rented]:
    """Return the account's numbers as they are when the exchange starts: all set up right."""
    root = settings.public_url.rstrip("/") + "/twilio/incoming"
    calls, texts = settings.incoming or (f"{root}/voice", f"{root}/text")
    return {
        number: Rented(number=number, voice_url=calls, sms_url=texts) for number in settings.numbers
    }
