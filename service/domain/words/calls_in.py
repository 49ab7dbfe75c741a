"""What is heard by whoever rings our number."""

from service.domain.catalogue import _
from service.domain.people import PhoneNumber
from service.domain.words.script import Menu, Script, danger, digits, together

#: An outside line: its name, and its digits to be spoken.
Line = tuple[str, str]


def ring_back_offer(
    organisation: str, first_name: str, *, turn: int = 1, staff: bool = False
) -> Script:
    """Offer the way out: caller ID can be forged, the number that we ring back cannot.

    *staff* is whether they may also need an officer themselves.
    """
    theirs = (_("To have an officer ring you, press 2."),) if staff else ()
    return Script(
        menu=(
            _(
                "This is {organisation}, for {first_name}.",
                organisation=organisation,
                first_name=first_name,
            ),
            _("Press 1, and we will ring you back now."),
            *theirs,
        ),
        turn=turn,
    )


def ringing_back() -> Script:
    """Say what happens next."""
    return Script(said=(_("Thank you. Please hang up. We are ringing you back now."),))


def nothing_open(organisation: str, line: Line | None) -> Script:
    """Tell an officer who rings that nothing waits for them, and what a stranger hears."""
    who, *rest = stranger(organisation, line).said
    return Script(said=(who, _("Nothing is waiting for you to take."), *rest))


def already_asked(organisation: str, line: Line | None) -> Script:
    """Tell an officer who rings where to find what they may have taken; nothing of it itself."""
    who, *rest = stranger(organisation, line).said
    where = _(
        "If you have taken a call-out, whom to ring stands on your page and in our text to you."
    )
    return Script(said=(who, where, *rest))


def stranger(organisation: str, line: Line | None) -> Script:
    """Tell anybody else who this is and whom to ring."""
    who = _("This is {organisation}'s call-out line.", organisation=organisation)
    return Script(said=(who, _("If someone is in danger, dial 9 9 9."), *_advice(line)))


def _advice(line: Line | None) -> tuple[str, ...]:
    """Give a line to ring; its name is left out where it would tell a stranger too much."""
    if line is None:
        return ()
    name, spoken = line
    tells = "safeguarding" in name.lower()
    return (
        _("For advice, ring {spoken}", spoken=spoken)
        if tells
        else _("For advice, ring {name}, on {spoken}", name=name, spoken=spoken),
    )


def not_started_now() -> Script:
    """Say the truth to anybody who rings while the book cannot be read."""
    return Script(
        said=(
            _("Sorry, something is wrong on our side, and nothing was started."),
            _("Please ring again in a few minutes, or ring somebody else yourself."),
            danger(),
        )
    )


def staff_menu(organisation: str, turn: int = 1) -> Script:
    """Offer a colleague the same as the button does, with no data connection at all."""
    return Script(
        menu=(
            _("This is {organisation}'s call-out line.", organisation=organisation),
            _("If someone is in danger, dial 9 9 9."),
            _("To have an officer ring you, press 1."),
        ),
        turn=turn,
        at=Menu.CALLER,
    )


def staff_raised(first: str, phone: PhoneNumber, line: Line | None = None) -> Script:
    """Tell the colleague what happens next; *phone* is where they will be rung."""
    return Script(
        said=(
            _(
                "Thank you. We are ringing {first} now, then the next person, until one takes it.",
                first=first,
            ),
            _("They will ring you on {number}", number=digits(phone)),
            together(_("Please hang up, and keep your phone free."), danger()),
            _("Your page says what happens, and so do our texts, if you take them."),
            _("You can ring this number again at any time."),
            *_advice(line),
        )
    )


def staff_not_raised(line: Line | None) -> Script:
    """Tell the colleague that nothing was started."""
    return Script(
        said=(
            _("Sorry, there is nobody that we can ring now, so nothing was started."),
            danger(),
            *_advice(line),
        )
    )


def staff_open(
    now: str, turn: int = 1, *, taken_by: str | None, line: Line | None = None
) -> Script:
    """Say how the colleague's own call-out stands, and ask what they need.

    Args:
        now: The present sentence, as on their page.
        turn: How often it has been said, this time counted.
        taken_by: Who has it or had it: only then can the two have spoken.
        line: Whom to ring themselves, where nobody is being reached.
    """
    asked = (
        _(
            "If you have spoken with {taken_by}, press 1. If you still need someone, press 2.",
            taken_by=taken_by,
        )
        if taken_by
        else _("We go on ringing. To start again from the first person, press 2.")
    )
    return Script(menu=(now, danger(), *_advice(line), asked), turn=turn, at=Menu.STANDING)


def staff_closed() -> Script:
    """Confirm the end to a colleague, and say what is left to do."""
    return Script(
        said=(
            _("Thank you. This is closed. Please make your notes now, in your own record."),
            _("If you need someone again, ring this number."),
        )
    )


def staff_ringing_again() -> Script:
    """Confirm to a colleague that ringing has begun again."""
    return Script(
        said=(
            _("Thank you. We are ringing again now. Please hang up, and keep your phone free."),
            together(_("You can ring this number again at any time."), danger()),
        )
    )
