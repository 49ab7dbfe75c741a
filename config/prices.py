"""The settings of what the carrier asks for, so that `escalate doctor` can say what a month costs.

None of them has a default: a price that we had written down once would be believed for ever.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from config.say import Say

_UNKNOWN = "not known, and `escalate doctor` says so"
_PRICE = "Write a number such as 0.0158, with a point and no currency."


def _price(what: str) -> Decimal | None:
    field: Decimal | None = Field(
        None, ge=0, le=1000, description=f"{what} See the carrier's price page."
    )
    return field


class PriceSettings(BaseSettings):
    """All four, or what a month costs is not known."""

    price_number_month: Annotated[Decimal | None, Say(_PRICE, _UNKNOWN)] = _price(
        "What one number costs a month."
    )
    price_call_minute: Annotated[Decimal | None, Say(_PRICE, _UNKNOWN)] = _price(
        "What one minute of a call to a mobile costs."
    )
    price_text: Annotated[Decimal | None, Say(_PRICE, _UNKNOWN)] = _price(
        "What one text to a mobile costs."
    )
    price_currency: Annotated[str, Say("Write three letters, such as GBP.")] = Field(
        "USD", pattern="^[A-Z]{3}$", description="The currency of the prices."
    )
    prices_checked: Annotated[date | None, Say("Write a day such as 2026-01-31.", _UNKNOWN)] = (
        Field(
            None,
            description="The day on which somebody looked at the prices. After half a year"
            " `escalate doctor` asks to look again.",
        )
    )
