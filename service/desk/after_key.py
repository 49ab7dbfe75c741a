"""What an officer hears from the key that takes it until the two have spoken.

Whatever ends this call, it stays theirs: silence is no answer. Which menu a key belongs to,
and which turn of it, stands in its address, so that a key that comes twice is done once.
"""

from service.desk import Desk, acting, digits, putting_through
from service.desk.spots import Case, Said, Spot
from service.domain import words
from service.domain.refusals import AlreadyTaken, NotFound, NotFromHere, NotYours
from service.domain.words import Menu
from service.ports import BookUncertain, Outage


def take(desk: Desk, case: Case) -> Said:
    """Take it; where the officer has set a PIN, ask for that first, and say nothing before."""
    asked = digits.asked_for(desk, case)
    return asked if asked is not None else _taken(desk, case)


def asked_to_give_back(desk: Desk, case: Case) -> Said:
    """Ask who has it already, and passes it on at the opening, whether to give it back.

    Where they have set a PIN, nothing comes before it here either: keeping it leads on to the
    colleague's name and number. What follows it offers to give it back as well.
    """
    asked = digits.asked_for(desk, case)
    return asked if asked is not None else case.says(words.hand_back_menu())


def pressed(desk: Desk, case: Case, spot: Spot, keys: str, turn: int) -> Said:
    """Do what *keys* ask after the menu of *spot*."""
    if spot.menu is Menu.PIN:
        return digits.keyed_in(desk, case, spot, keys, _taken)
    try:
        done = _did(desk, case, spot, keys)
    except (AlreadyTaken, NotFound, NotFromHere, NotYours):
        return putting_through.not_theirs(_anew(desk, case))
    except BookUncertain:
        raise
    except Outage:
        # "Nothing was taken" would be wrong: it was, before.
        return Said(words.not_certain())
    if done is not None:
        return done
    return menu(desk, case, spot, turn if keys == "*" else turn + 1)


def menu(desk: Desk, case: Case, spot: Spot, turn: int) -> Said:
    """Say the menu of *spot* for the *turn*-th time; after the last the call just ends."""
    if turn > words.TURNS:
        return Said(words.Script())
    if spot.menu is Menu.PIN:
        return case.says(words.pin_wanted(turn), count=spot.count)
    if not case.theirs:
        return putting_through.not_theirs(case, turn=turn)
    match spot.menu:
        case Menu.HAND_BACK:
            return case.says(words.hand_back_menu(turn), count=spot.count)
        case Menu.TALKED:
            return putting_through.asked(case, spot.count, turn)
        case _:
            return _ways_to_speak(desk, case, spot.count, turn)


def _taken(desk: Desk, case: Case) -> Said:
    """Take it, and give what they need. What they had on this call they do not take again.

    A key may come late and doubled, after they have given it back already.
    """
    if not case.theirs and _had_on_this_call(case):
        return putting_through.not_theirs(case)
    try:
        acting.acknowledge(desk, case.step)
    except (AlreadyTaken, NotFound, NotFromHere, NotYours):
        return putting_through.not_theirs(_anew(desk, case))
    return _ways_to_speak(desk, _anew(desk, case), count=None)


def _had_on_this_call(case: Case) -> bool:
    return any(
        one.person == case.person and one.at >= case.call.started_at
        for one in case.escalation.earlier
    )


def _did(desk: Desk, case: Case, spot: Spot, key: str) -> Said | None:
    """Do what *key* asks; ``None`` where it means nothing here."""
    match spot.menu, key:
        case Menu.TAKEN, "1":
            return putting_through.put_through(desk, case, spot.count)
        case Menu.TAKEN, "4":
            return menu(desk, case, _at(spot, Menu.HAND_BACK), turn=1)
        case Menu.HAND_BACK, "1":
            return menu(desk, case, _at(spot, Menu.TAKEN), turn=1)
        case _:
            done = _DONE.get((spot.menu, key))
            return done(desk, case) if done else None


def _hand_back(desk: Desk, case: Case) -> Said:
    acting.hand_back(desk, case.step)
    return case.says(words.handed_back())


def _spoken(desk: Desk, case: Case) -> Said:
    acting.confirm(desk, case.step)
    return case.says(words.thank_you_spoken())


def _at(spot: Spot, where: Menu) -> Spot:
    return Spot(attempt=spot.attempt, menu=where, offered=spot.offered, count=spot.count)


def _not_yet(desk: Desk, case: Case) -> Said:
    if not case.theirs:
        return putting_through.not_theirs(case)
    raiser = case.escalation.raiser
    script = words.not_yet(raiser.name, raiser.phone, texts_off=_texts_off(desk, case))
    return case.says(script)


_DONE = {
    (Menu.HAND_BACK, "4"): _hand_back,
    (Menu.TALKED, "1"): _spoken,
    (Menu.TALKED, "2"): _not_yet,
}


def _ways_to_speak(desk: Desk, case: Case, count: int | None, turn: int = 1) -> Said:
    """Give the colleague's name and number; after a try to put them through, what came of it."""
    tried = putting_through.still_theirs(case, count, turn)
    if tried is not None:
        return tried
    raiser = case.escalation.raiser
    script = words.taken_by_you(
        case.first_name, raiser.name, raiser.phone, texts_off=_texts_off(desk, case), turn=turn
    )
    return case.says(script, count)


def _texts_off(desk: Desk, case: Case) -> bool:
    with desk.book.reading() as page:
        return page.marks(case.call.phone).texts_off


def _anew(desk: Desk, case: Case) -> Case:
    """Return *case* as the book has it now."""
    with desk.book.reading() as page:
        found = page.escalation(case.escalation.id)
    return case.now(found) if found else case
