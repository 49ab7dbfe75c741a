"""The settings that say how long each kind of thing is kept."""

from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings

from config.say import Say

#: Trustees may choose between half a year and three years for call-outs.
_FEWEST_DAYS, _MOST_DAYS = 183, 1096
#: The carrier's records are to be gone within a week at the latest.
_MOST_HOURS = 7 * 24


class RetentionSettings(BaseSettings):
    """What is older goes by itself, from the book and from the carrier; see docs/retention.md."""

    keep_call_outs_days: Annotated[
        int, Say(f"Write whole days from {_FEWEST_DAYS} to {_MOST_DAYS}, such as 365.")
    ] = Field(
        365,
        ge=_FEWEST_DAYS,
        le=_MOST_DAYS,
        description="After so many days all that names anybody in a call-out or practice that is"
        " closed is deleted: its people, numbers, tries and times. Counts stay. Open ones stay.",
    )
    keep_leavers_days: Annotated[int, Say("Write whole days from 1 to 365, such as 30.")] = Field(
        30,
        ge=1,
        le=365,
        description="So many days after somebody left the rota, everything that names them is"
        " deleted or blanked: also in call-outs that are kept, old versions of the rota and the"
        " audit. What may let them in ends at once.",
    )
    keep_rota_days: Annotated[
        int, Say(f"Write whole days from {_FEWEST_DAYS} to 3650, such as 730.")
    ] = Field(
        730,
        ge=_FEWEST_DAYS,
        le=3650,
        description="After so many days nothing is left of what the rota was, but who of those who"
        " are still here could be rung: trustees' totals hang on that.",
    )
    keep_at_carrier_hours: Annotated[
        int, Say(f"Write whole hours from 1 to {_MOST_HOURS}, such as 24.")
    ] = Field(
        24,
        ge=1,
        le=_MOST_HOURS,
        description="After so many hours the carrier's own records of our calls and texts are"
        " deleted there, with both numbers and the words. What somebody texts to us goes at once.",
    )
