"""What an officer's call says, and what a key on it does. First the book, then the words."""

import contextlib
from collections.abc import Callable

from service.desk import Desk, acting, after_key, passing_on, putting_through
from service.desk.offering import case, is_officers, opening, own
from service.desk.spots import Case, Said, Spot
from service.domain import words
from service.domain.attempt import CallStatus, CarrierCall
from service.domain.progress import call_moved
from service.domain.refusals import NotFound
from service.domain.timetable import wrong_numbers
from service.domain.words import TAKE_KEYS, Menu
from service.ports import BookUncertain, Outage


def answered(desk: Desk, attempt_id: str, sid: str) -> Said:
    """Say what the book says now; *sid* is the carrier's id of the call that was answered.

    A call that is answered after somebody else has taken it says so. No colleague's name or
    number, whoever has taken it: a mailbox may have answered.
    """
    try:
        with desk.book.writing() as page:
            escalation = page.of_attempt(attempt_id)
            if escalation is None or not is_officers(escalation.attempt(attempt_id)):
                return Said(words.nothing_known())
            told = CarrierCall(sid=sid, status=CallStatus.IN_PROGRESS)
            change = call_moved(escalation, attempt_id, told, desk.clock.now())
            page.save(change.escalation, change.events)
        return _opening(desk, attempt_id, turn=1)
    except Outage:
        return Said(words.not_possible_now())


def menu_again(desk: Desk, spot: Spot, turn: int) -> Said:
    """Say the menu once more after silence; after the last turn the call just ends."""
    if turn > words.TURNS:
        return Said(words.Script())
    try:
        if spot.menu is Menu.OPENING:
            return _opening(desk, spot.attempt, turn=turn)
        cases = _cases(desk, spot)
        return after_key.menu(desk, cases[0], spot, turn) if cases else _nothing_known()
    except Outage:
        return Said(words.not_possible_now())


def pressed(desk: Desk, spot: Spot, keys: str, turn: int) -> Said:
    """Do what *keys* ask, then say what was done. A key that means nothing repeats the menu."""
    try:
        cases = _cases(desk, spot)
        if not cases:
            return _nothing_known()
        if spot.menu is Menu.OPENING:
            return for_certain(lambda: _did(desk, spot, cases, keys, turn))
        return for_certain(lambda: after_key.pressed(desk, cases[0], spot, keys, turn))
    except Outage:
        return Said(words.not_possible_now())


def went_through(desk: Desk, spot: Spot, through: str, told: CallStatus | None, sid: str) -> Said:
    """Take in how the call to the colleague ended, and say to the officer what follows."""
    try:
        cases = _cases(desk, spot)
        if not cases:
            return _nothing_known()
        return for_certain(lambda: putting_through.over(desk, cases[0], through, told, sid))
    except Outage:
        return Said(words.not_certain())


def for_certain(act: Callable[[], Said]) -> Said:
    """Do it, and once more where the book's answer was lost: a key that came twice counts once."""
    try:
        return act()
    except BookUncertain:
        try:
            return act()
        except Outage:
            return Said(words.not_certain())


def _opening(desk: Desk, attempt_id: str, *, turn: int) -> Said:
    with desk.book.reading() as page:
        escalation = page.of_attempt(attempt_id)
        call = escalation.attempt(attempt_id) if escalation else None
        if escalation is None or call is None or not is_officers(call):
            return _nothing_known()
        return opening(page, escalation, call, desk.clock.now(), turn)


def _nothing_known() -> Said:
    return Said(words.nothing_known())


def _cases(desk: Desk, spot: Spot) -> list[Case]:
    """Return what the keys at *spot* are about, in their order; nothing if it is not ours."""
    with desk.book.reading() as page:
        escalation = page.of_attempt(spot.attempt)
        call = escalation.attempt(spot.attempt) if escalation else None
        if escalation is None or call is None or not is_officers(call):
            return []
        mine = own(escalation, call)
        offered = spot.offered or ((mine,) if mine else ())
        cases = [case(page, one, call) for one in offered]
    return [one for one in cases if one is not None] if None not in cases else []


def _did(desk: Desk, spot: Spot, cases: list[Case], key: str, turn: int) -> Said:
    if any(one.call.phone in wrong_numbers(one.escalation) for one in cases):
        return _practised(cases, words.wrong_person())
    match key:
        case "*":
            return _opening(desk, spot.attempt, turn=turn)
        case "2":
            return _pass_on(desk, spot, cases)
        case "3":
            return _wrong_person(desk, cases)
    place = TAKE_KEYS.index(key) if key in TAKE_KEYS else len(cases)
    if place < len(cases):
        return after_key.take(desk, cases[place])
    return menu_again(desk, spot, turn + 1)


def _pass_on(desk: Desk, spot: Spot, cases: list[Case]) -> Said:
    """Pass on all that this call offered; what is theirs already is asked for first."""
    done = passing_on.pass_on(desk, [one for one in cases if not one.theirs])
    for one in cases:
        if one.theirs:
            return after_key.asked_to_give_back(desk, one)
    if done.any:
        return _practised(cases, words.passed_on())
    if done.taken_by:
        return _practised(cases, words.taken_already(done.taken_by))
    return _opening(desk, spot.attempt, turn=1)


def _wrong_person(desk: Desk, cases: list[Case]) -> Said:
    """Ring this number no more for any of them: it is the number that is wrong.

    A stranger hears an apology and no name, whoever may have taken it meanwhile. Only who took
    it by a key on this very call is asked first: their thumb slipped, or the word came late.
    """
    for one in cases:
        if one.theirs and one.taken_here:
            return after_key.asked_to_give_back(desk, one)
    with contextlib.suppress(NotFound):
        acting.wrong_person(desk, *(one.step for one in cases))
    return _practised(cases, words.wrong_person())


def _practised(cases: list[Case], script: words.Script) -> Said:
    return Said(words.practised(script) if cases[0].escalation.drill else script)
