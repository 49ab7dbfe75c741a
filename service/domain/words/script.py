"""What a call says, as data: lines, keys that are listened for, and which menu they belong to."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.catalogue import _
from service.domain.people import PhoneNumber

#: How often a menu is said before a call that nobody answers with a key is ended.
TURNS = 2


class Menu(StrEnum):
    """Which question a key answers; it stands in the address that the key is posted to."""

    #: To an officer: take it, pass it on, wrong person.
    OPENING = "menu"
    #: To an officer who has set four digits.
    PIN = "pin"
    #: To the officer who has it: be put through, or hear the number again.
    TAKEN = "taken"
    #: To the officer who has it: is it to be given back?
    HAND_BACK = "back"
    #: To the officer who has it: have the two spoken?
    TALKED = "talked"
    #: To a colleague who rings our number.
    CALLER = "caller"
    #: To a colleague who rings our number while a call-out of theirs is open.
    STANDING = "standing"
    #: To whoever asked for a code: is it to be spoken?
    CODE = "code"
    #: To whatever answers a phone that was let ring: is it a person?
    MEASURING = "measuring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is said on a call: the lines, whether keys are heard, and what silence leads to.

    ``menu`` is said while keys are listened for. ``turn`` counts how often it was said;
    silence says it once more up to ``TURNS``, then the call ends and nothing was taken.
    ``at`` says which menu it is, and ``keys`` how many keys make one answer.
    """

    said: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    turn: int = 1
    at: Menu = Menu.OPENING
    keys: int = 1

    @property
    def listens(self) -> bool:
        """Whether a key means anything now."""
        return bool(self.menu)


def danger() -> str:
    """Say what somebody in danger does, whatever becomes of us."""
    return _("If someone is in danger now, dial 9 9 9.")


def together(*sentences: str) -> str:
    """Say whole *sentences* one after the other, without a pause of the call between them."""
    return " ".join(sentences)


def digits(phone: PhoneNumber) -> str:
    """Write a number so that a voice reads it in groups: "0 7 7 0 0. 9 0 0. 1 2 3."."""
    spoken = ". ".join(" ".join(group) for group in phone.spoken_groups()) + "."
    if not phone.extension:
        return spoken
    apart = " ".join(phone.extension)
    return together(spoken, _("Extension {digits}.", digits=apart))
