"""Four digits on the phone: three tries on each call, five wrong ones an hour, and no guessing.

Whoever is at a shared phone may try what they like: the digits are not even looked at after
that. Nobody waits for it, since ringing goes on as it would, and page and text stay open.
"""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from service.desk import Desk
from service.desk.limiting import Counted, TooSoon, count_once, give_back, is_free, of_pin
from service.desk.spots import Case, Said, Spot
from service.domain import words
from service.domain.limits import Limit
from service.ports import Outage

#: How often four digits may be keyed in on one call. The page and a text remain.
TRIES = 3
#: Wrong ones of one person, over all calls. Whoever goes on all the same gets one an hour, so
#: that half of the ten thousand take some seven months without a pause.
WRONG = Limit(
    free=5,
    first=timedelta(hours=1),
    longest=timedelta(hours=1),
    forgotten=timedelta(minutes=61),
)


def asked_for(desk: Desk, case: Case) -> Said | None:
    """Ask for them; ``None`` where this officer has set none."""
    with desk.book.reading() as page:
        if page.pin(case.person) is None:
            return None
    if not is_free(desk, _counted(desk, case)):
        return case.says(words.pin_held())
    return case.says(words.pin_wanted(), count=1)


def keyed_in(
    desk: Desk, case: Case, spot: Spot, keys: str, then: Callable[[Desk, Case], Said]
) -> Said:
    """Go on with *then* where *keys* are theirs; ask again, or say what is left, where not."""
    with desk.book.reading() as page:
        hashed = page.pin(case.person)
    if hashed is None:
        return then(desk, case)
    counted = _counted(desk, case)
    try:
        # Before they are looked at: many calls at once would else each have their tries.
        once = count_once(desk, counted, _told(case, spot))
    except TooSoon:
        return case.says(words.pin_held())
    # Checked outside the transaction: it is slow on purpose.
    if desk.pins.fits(keys, hashed):
        if once:
            give_back(desk, counted, 1)
        said = then(desk, case)
        _renew(desk, case.person, keys, hashed)
        return said
    if spot.count >= TRIES:
        return case.says(words.pin_used_up())
    return case.says(words.pin_wrong(), count=spot.count + 1)


def _renew(desk: Desk, person: str, keys: str, hashed: str) -> None:
    """Hash them anew where an older key of the site is still needed for them.

    Afterwards, since whoever is on the phone has taken it by then. Where the book is away, the
    next time does it.
    """
    if desk.pins.older and not desk.pins.is_new(hashed):
        anew = desk.pins.hashed(keys)
        with suppress(Outage), desk.book.writing() as page:
            page.renew_pin(person, hashed, anew)


def _told(case: Case, spot: Spot) -> str:
    """Name what was told, without the person in it: it is kept longer than they are."""
    parts = ("pin", spot.attempt, case.person, str(spot.count))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _counted(desk: Desk, case: Case) -> Counted:
    return of_pin(desk.pins.secret, case.person, WRONG)
