"""What is heard after the key, until the two have spoken."""

from service.domain.attempt import Outcome
from service.domain.catalogue import N_, _
from service.domain.people import PhoneNumber, first_name
from service.domain.words.script import Menu, Script, danger, digits, together

_AGAIN = N_("To hear this again, press star.")
_CANNOT = N_("If you cannot do it after all, press 4.")
_BY_VOICE = N_("Please hear by voice that all is well.")
_SPOKEN = N_("Have you spoken? If yes, press 1. If not yet, press 2.")
_TEXTS_OFF = N_(
    "Texts to this phone are off. To turn them on, text START to the number that our texts came "
    "from."
)


def taken_by_you(
    officer: str, colleague: str, phone: PhoneNumber, *, texts_off: bool = False, turn: int = 1
) -> Script:
    """Give the one thing that they need, twice; put through is offered first.

    All but the first sentence is the menu, so that a key stops it.
    """
    return Script(
        said=(_("Thank you, {officer}. You have taken this.", officer=officer),),
        menu=_theirs(colleague, phone, texts_off=texts_off),
        turn=turn,
        at=Menu.TAKEN,
    )


def not_yet(colleague: str, phone: PhoneNumber, *, texts_off: bool = False) -> Script:
    """Lead back to the ways to speak."""
    return Script(
        said=(_("Thank you. You still have this."),),
        menu=_theirs(colleague, phone, texts_off=texts_off),
        at=Menu.TAKEN,
    )


def _theirs(colleague: str, phone: PhoneNumber, *, texts_off: bool) -> tuple[str, ...]:
    number, through = digits(phone), _through_now(colleague)
    return (
        through,
        _("Or ring {name} now, on {number}", name=colleague, number=number),
        _("I'll say that again. {name}, on {number}", name=colleague, number=number),
        _("Do not leave any details on voicemail."),
        danger(),
        *((_(_TEXTS_OFF),) if texts_off else ()),
        together(through, _(_AGAIN), _(_CANNOT)),
    )


def _through_now(colleague: str) -> str:
    return _("To be put through to {name} now, press 1.", name=first_name(colleague))


def _through_again(colleague: str) -> str:
    return _("To be put through to {name} again, press 1.", name=first_name(colleague))


def putting_through(colleague: str, *, off: bool = False) -> Script:
    """Say that the colleague's phone is rung now; *off* is whether they have called it off."""
    ringing = _("We are ringing {name} now.", name=first_name(colleague))
    if off:
        return Script(said=(together(_off(colleague), ringing, _(_BY_VOICE)),))
    return Script(said=(together(_("Thank you."), ringing),))


def _off(colleague: str) -> str:
    return _("{name} has called this off.", name=colleague)


def colleague_opening(officer: str, *, turn: int = 1) -> Script:
    """Ask whoever picks up the colleague's phone for a key: a mailbox must not be joined."""
    return Script(menu=(_("{officer} is ready to talk. Press 1.", officer=officer),), turn=turn)


def colleague_over() -> Script:
    """Tell a colleague who comes too late that nobody is on the line any more."""
    return Script(
        said=(
            _("Sorry, nobody is on the line any more."),
            together(_("You can ring this number back at any time."), danger()),
        )
    )


def not_through(colleague: str, phone: PhoneNumber, *, why: Outcome, turn: int = 1) -> Script:
    """Say why the two were not joined, and give the number again.

    Args:
        colleague: Their whole name.
        phone: Where they are reached.
        why: What came of the call. Where it was busy, the two may be talking, and we ask.
        turn: How often it has been said, this time counted.
    """
    first, number = first_name(colleague), digits(phone)
    if why is not Outcome.BUSY:
        return _still_theirs(_unreached(colleague, why), colleague, phone, turn)
    said = together(
        _unreached(colleague, why),
        _("{name} may be talking to you already, or ringing you.", name=first),
    )
    return Script(
        said=(said,),
        menu=(_("The number is {number}", number=number), _(_SPOKEN)),
        turn=turn,
        at=Menu.TALKED,
    )


def _unreached(colleague: str, why: Outcome) -> str:
    """Say what came of the call to them: that nobody answers is not said where none got so far."""
    first = first_name(colleague)
    match why:
        case Outcome.BUSY:
            return _("{name}'s phone is busy.", name=first)
        case Outcome.FAILED:
            return _("We could not get through to {name}'s phone.", name=first)
        case _:
            return _("{name} did not answer.", name=first)


def cut_off(colleague: str, phone: PhoneNumber, *, turn: int = 1) -> Script:
    """Offer it again after a talk too short to have been one."""
    return _still_theirs(_("That was a short call."), colleague, phone, turn)


def _still_theirs(what: str, colleague: str, phone: PhoneNumber, turn: int) -> Script:
    return Script(
        said=(what,),
        menu=(
            _through_again(colleague),
            _("Or ring {name}, on {number}", name=colleague, number=digits(phone)),
            together(_(_AGAIN), _(_CANNOT)),
        ),
        turn=turn,
        at=Menu.TAKEN,
    )


def talked(turn: int = 1) -> Script:
    """Ask whether the two have spoken."""
    return Script(menu=(_(_SPOKEN),), turn=turn, at=Menu.TALKED)


def thank_you_spoken() -> Script:
    """Confirm the end, and say what is left to do."""
    return Script(
        said=(
            _("Thank you. This is closed."),
            _("Please make your notes now, in your own record. You can hang up."),
        )
    )


def hand_back_menu(turn: int = 1) -> Script:
    """Ask before it is given back: a thumb that slips must not do it."""
    return Script(
        menu=(
            _("You have this call-out."),
            _("To give it back, press 4, and we will ring the next person. To keep it, press 1."),
        ),
        turn=turn,
        at=Menu.HAND_BACK,
    )


def handed_back() -> Script:
    """Confirm that ringing goes on."""
    return Script(
        said=(_("Thank you. You no longer have it, and ringing goes on. You can hang up."),)
    )


def called_off(
    colleague: str, phone: PhoneNumber, *, why: Outcome | None = None, turn: int = 1
) -> Script:
    """Ask whoever has it to check by voice: a hand that calls off may have been forced.

    *why* is what came of a call that was to put them through, and did not.
    """
    before = (_unreached(colleague, why),) if why else ()
    return Script(
        said=(*before, _off(colleague)),
        menu=(
            together(_(_BY_VOICE), _through_now(colleague)),
            _("Or ring them, on {number}", number=digits(phone)),
            together(danger(), _(_AGAIN)),
        ),
        turn=turn,
        at=Menu.TAKEN,
    )
