"""What a colleague hears and does who rings our number from their registered phone.

The same as the button does, with no data connection at all. Caller ID can be forged, so this
is all that a call in may do: it can ring officers once more than was wanted, and take nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from service.desk import Desk, acting, viewing
from service.desk.acting import Step
from service.desk.raising import Press, first_rung, raise_escalation
from service.domain import words
from service.domain.directory import first_open
from service.domain.escalation import Escalation
from service.domain.ladder import Channel
from service.domain.people import Person, PhoneNumber
from service.domain.refusals import NobodyToRing, NotFromHere
from service.domain.rota import Rota
from service.domain.words import Menu, Script
from service.ports import BookUncertain, Outage


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A colleague on the line: who it is, in which call, and how often they heard this menu."""

    rota: Rota
    person: Person
    #: Names the call, so that a key that is told of twice counts once.
    call: str = ""
    turn: int = 1


def heard(desk: Desk, caller: Caller) -> Script:
    """Say how their own call-out stands, or offer to raise one."""
    own = _own(desk, caller)
    if own is None:
        return words.staff_menu(caller.rota.organisation, caller.turn)
    return _standing(desk, caller, own)


def pressed(desk: Desk, caller: Caller, asked: Menu, key: str) -> Script | None:
    """Do what *key* asks in the menu *asked*; ``None`` where it means nothing there."""
    keys = _KEYS.get(asked, {})
    if key not in keys:
        return None
    try:
        return keys[key](desk, caller)
    except BookUncertain:
        try:
            return keys[key](desk, caller)
        except Outage:
            return words.not_certain()


def spoken_line(desk: Desk, rota: Rota) -> tuple[str, str] | None:
    """Return the first outside line that is open now: its name, and its digits to be spoken."""
    line = first_open(rota.directory, rota.local(desk.clock.now()))
    if line is None:
        return None
    return line.name, words.digits(PhoneNumber(line.dial))


def _own(desk: Desk, caller: Caller) -> Escalation | None:
    """Return the latest that they raised and is not closed."""
    return next(iter(viewing.mine(desk, caller.person.key)), None)


def _standing(desk: Desk, caller: Caller, own: Escalation) -> Script:
    """Say the present sentence, and ask what they need."""
    view = viewing.view(desk, own.id, caller.person.key)
    phone = view.escalation.raiser.phone
    return words.staff_open(
        # Digit by digit: a voice makes thousands of what is written in groups.
        view.now.replace(f"{phone.national()}.", words.digits(phone)),
        caller.turn,
        taken_by=_taken_by(view.escalation),
        line=spoken_line(desk, caller.rota) if view.nobody_yet else None,
    )


def _taken_by(escalation: Escalation) -> str | None:
    """Return who has it, or had it last."""
    held = [*escalation.earlier, *([escalation.holder] if escalation.holder else [])]
    return held[-1].first_name if held else None


def _raise(desk: Desk, caller: Caller) -> Script:
    """Raise, once for each call; say what happens next, or how what is open already stands."""
    line = spoken_line(desk, caller.rota)
    key = f"call:{caller.call}" if caller.call else None
    try:
        press = Press(person=caller.person.key, key=key, unless_open=True)
        raised = raise_escalation(desk, press)
    except NobodyToRing:
        return words.staff_not_raised(line)
    if raised.state.closed:
        return words.staff_closed()  # The key was told of again long after.
    first = first_rung(raised)
    if first is None or viewing.view(desk, raised.id, caller.person.key).nobody_yet:
        return _standing(desk, caller, raised)
    return words.staff_raised(first.first_name, raised.raiser.phone, line)


def _confirm(desk: Desk, caller: Caller) -> Script | None:
    """Close it, where somebody has it or had it: else there is nobody to have spoken with."""
    own = _own(desk, caller)
    if own is None or _pressed_before(desk, caller, "1"):
        return words.staff_closed()
    if _taken_by(own) is None:
        return None
    try:
        acting.confirm(desk, _step(caller, own))
    except NotFromHere:
        return words.staff_closed()  # They called it off by their page meanwhile.
    _remember(desk, caller, "1")
    return words.staff_closed()


def _ring_again(desk: Desk, caller: Caller) -> Script:
    """Ring again; once it is closed, offer to raise another."""
    own = _own(desk, caller)
    if own is None:
        return words.staff_menu(caller.rota.organisation)
    if not _pressed_before(desk, caller, "2"):
        try:
            acting.ring_again(desk, _step(caller, own))
        except NotFromHere:
            return words.staff_menu(caller.rota.organisation)  # It was closed meanwhile.
        # Remembered last: a key that is told of again may ring once too often, never too seldom.
        _remember(desk, caller, "2")
    return words.staff_ringing_again()


def _step(caller: Caller, own: Escalation) -> Step:
    return Step(escalation=own.id, person=caller.person.key, channel=Channel.CALL)


def _pressed_before(desk: Desk, caller: Caller, key: str) -> bool:
    with desk.book.reading() as page:
        return bool(caller.call) and page.was_seen(_name(caller, key))


def _remember(desk: Desk, caller: Caller, key: str) -> None:
    with desk.book.writing() as page:
        page.seen(_name(caller, key), desk.clock.now())


def _name(caller: Caller, key: str) -> str:
    return f"pressed:{caller.call}:{caller.turn}:{key}"


#: What each key does in each menu. A menu that has changed meanwhile changes no key's meaning.
_KEYS: dict[Menu, dict[str, Callable[[Desk, Caller], Script | None]]] = {
    Menu.CALLER: {"1": _raise},
    Menu.STANDING: {"1": _confirm, "2": _ring_again},
}
