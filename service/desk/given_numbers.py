"""What lets somebody in holds as long as the number that it was proved with.

An admin might give somebody a number of their own, sign in as them, and give theirs back: later,
with nothing to be seen on the rota, they would be in their place.
"""

from collections.abc import Mapping
from datetime import datetime

from service.domain.devices import REMEMBERED
from service.domain.people import Person
from service.ports import Page

#: Whoever has had a number for as long would have missed being rung, and practised, on theirs:
#: it is theirs. What began with it goes on when it is changed, also in the middle of a call-out.
THEIRS = REMEMBERED


def hand_out(
    page: Page, before: Mapping[str, Person], after: Mapping[str, Person], now: datetime
) -> None:
    """Note who was given a number, and end what began with the one that it stands in for."""
    for key, person in after.items():
        had = before.get(key)
        if had is not None and had.phone == person.phone:
            continue
        since = page.number_given_at(key)
        if had is not None and since is not None and now - since < THEIRS:
            page.end_since(key, since, now)
        page.give_number(key, now)
