"""Every sentence that leaves the building by phone or text, as data.

Lengths and wording were tried on people half asleep: short, verbs first, safe to be
overheard until a key is pressed. Texts keep to plain GSM characters and one part of 160.
"""

from dataclasses import dataclass

from service.domain.people import PhoneNumber

#: One part of a text in the GSM alphabet; one more character doubles its price and its risk.
TEXT_LENGTH = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What is said on a call: the lines, whether keys are heard, and what silence leads to.

    ``menu`` is said while keys are listened for. ``turn`` counts how often it was said;
    silence says it once more up to ``TURNS``, then the call ends and nothing was taken.
    """

    said: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    turn: int = 1

    @property
    def listens(self) -> bool:
        """Whether a key means anything now."""
        return bool(self.menu)


#: How often the menu is said before a call that nobody answers with a key is ended.
TURNS = 2


def digits(phone: PhoneNumber) -> str:
    """Write a number so that a voice reads it in groups: "0 7 7 0 0. 9 0 0. 1 2 3."."""
    spoken = ". ".join(" ".join(group) for group in phone.spoken_groups()) + "."
    return f"{spoken} Extension {' '.join(phone.extension)}." if phone.extension else spoken


# On the phone, to an officer.


def opening(organisation: str, first_name: str, *, turn: int = 1) -> Script:
    """Say who rings, for whom, that it is urgent, and which key does what."""
    return Script(
        menu=(
            f"This is {organisation}, calling for {first_name}. It's urgent.",
            "To take this call-out, press 1. To pass it on, press 2.",
            f"Not {first_name}? Press 3. To hear this again, press star.",
        ),
        turn=turn,
    )


def taken_by_you(officer: str, colleague: str, phone: PhoneNumber) -> Script:
    """Give the one thing that they need, twice."""
    number = digits(phone)
    return Script(
        said=(
            f"Thank you, {officer}. You have taken this.",
            f"Please ring {colleague} now, on {number}",
            f"I'll say that again. {colleague}, on {number}",
            "Do not leave any details on voicemail.",
            "If someone is in danger now, dial 9 9 9.",
        )
    )


def taken_already(name: str) -> Script:
    """Let whoever comes second rest."""
    return Script(said=(f"{name} has already taken this. Thank you. You can hang up.",))


def over_already() -> Script:
    """Let whoever answers late rest."""
    return Script(said=("This call-out is over. Thank you. You can hang up.",))


def passed_on() -> Script:
    """Confirm that passing it on worked."""
    return Script(said=("Thank you. We will ring the next person. You can hang up.",))


def wrong_person() -> Script:
    """Apologise to a stranger."""
    return Script(said=("Sorry. We won't ring this number again about this. Please hang up.",))


def nothing_known() -> Script:
    """Answer a call that we know nothing of, in a way that harms nobody."""
    return Script(said=("Thank you. You do not need to do anything. You can hang up.",))


def not_possible_now() -> Script:
    """Say the truth when the book cannot be read: nothing was taken."""
    return Script(
        said=(
            "Sorry, something is wrong on our side, and nothing was taken.",
            "We will ring again. If someone is in danger now, dial 9 9 9.",
        )
    )


def not_certain() -> Script:
    """Say the truth when the commit's answer was lost twice."""
    return Script(
        said=(
            "Sorry, something is wrong on our side. We cannot tell whether that was kept.",
            "Please look at your text messages, or ring this number back.",
            "If someone is in danger now, dial 9 9 9.",
        )
    )


# On the phone, to whoever rings our number.


def ring_back_offer(organisation: str, first_name: str, *, turn: int = 1) -> Script:
    """Offer the way out: caller ID can be forged, the number that we ring back cannot."""
    return Script(
        menu=(
            f"This is {organisation}, for {first_name}.",
            "Press 1, and we will ring you back now.",
        ),
        turn=turn,
    )


def ringing_back() -> Script:
    """Say what happens next."""
    return Script(said=("Thank you. Please hang up. We are ringing you back now.",))


def nothing_open(organisation: str, line: tuple[str, str] | None) -> Script:
    """Tell an officer who rings that nothing waits for them, and what a stranger hears."""
    who, *rest = stranger(organisation, line).said
    return Script(said=(who, "Nothing is waiting for you to take.", *rest))


def stranger(organisation: str, line: tuple[str, str] | None) -> Script:
    """Tell anybody else who this is and whom to ring; *line* is a name and spoken digits."""
    said = (
        f"This is {organisation}'s call-out line.",
        "If someone is in danger, dial 9 9 9.",
    )
    if line is None:
        return Script(said=said)
    return Script(said=(*said, f"For advice, ring {line[0]}, on {line[1]}"))


# By text.


def offer_text(organisation: str, reference: str) -> str:
    """Ask an officer to take it."""
    return (
        f"{organisation}: urgent call-out {reference}. We are ringing you. "
        "Reply 1 to take it, 2 to pass it on. Do not text any details."
    )


def details_text(organisation: str, reference: str, colleague: str, phone: PhoneNumber) -> str:
    """Give the officer who took it the one thing that they need."""
    return _fit(
        f"{organisation}: you have taken {reference}. Ring {{}} now on {phone.national()}. "
        "Speak, do not text. Danger now: 999. Reply 4 if you cannot.",
        colleague,
    )


def taken_text(organisation: str, reference: str, officer: str) -> str:
    """Tell the colleague who has it."""
    return _fit(
        f"{organisation}: {{}} has taken your call-out {reference} and will ring you. "
        "Keep your phone on. Danger now: 999.",
        officer,
    )


def stood_down_text(organisation: str, reference: str, officer: str) -> str:
    """Tell whoever else was tried that they may rest."""
    return _fit(
        f"{organisation}: {{}} has taken {reference}. You do not need to do anything.", officer
    )


def over_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it has ended without them."""
    return f"{organisation}: {reference} is over. You do not need to do anything."


def cancelled_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it was called off."""
    return (
        f"{organisation}: {reference} was cancelled by the person who raised it. "
        "You do not need to do anything."
    )


def cancelled_check_text(organisation: str, reference: str, colleague: str) -> str:
    """Ask the officer who had it to check by voice: a cancelling hand may have been forced."""
    return _fit(
        f"{organisation}: {{}} has cancelled {reference}. "
        "Please check with them by voice that all is well.",
        colleague,
    )


def nobody_yet_text(organisation: str, reference: str, line: str | None) -> str:
    """Tell the colleague that nobody has answered, with a line to ring."""
    ring = f" Ring {line} for advice." if line else ""
    return f"{organisation}: nobody has taken {reference} yet. Still trying.{ring} Danger now: 999."


def still_needed_text(organisation: str, reference: str) -> str:
    """Ask the colleague whether somebody is still needed; silence means yes."""
    return (
        f"{organisation}: nobody has taken {reference}. Still needed? We keep ringing, less often. "
        "If not, call it off on its page. Danger now: 999."
    )


# Answers to a text.


def text_reply_digit(organisation: str) -> str:
    """Ask for the digit alone, and no details."""
    return f"{organisation}: please reply with the digit alone, and no details. Danger now: 999."


def text_reply_which(organisation: str) -> str:
    """Ask which of two is meant."""
    return (
        f"{organisation}: more than one call-out is waiting for you. "
        "Please reply with the digit and the code, such as 1 K7Q2."
    )


def text_reply_taken(organisation: str, reference: str, name: str) -> str:
    """Tell the second who was first."""
    return _fit(
        f"{organisation}: {{}} has already taken {reference}. You do not need to do anything.",
        name,
    )


def text_reply_passed(organisation: str, reference: str) -> str:
    """Confirm that passing it on worked."""
    return f"{organisation}: thank you. We will ring the next person about {reference}."


def text_reply_spoken(organisation: str, reference: str) -> str:
    """Confirm the end."""
    return f"{organisation}: thank you. {reference} is closed. Keep your notes in your own record."


def text_reply_handed_back(organisation: str, reference: str) -> str:
    """Confirm that ringing goes on."""
    return (
        f"{organisation}: thank you. You no longer have {reference}. "
        "We are ringing the next person."
    )


def text_reply_raised(organisation: str, reference: str, first: str) -> str:
    """Tell the colleague who raised by text what happens."""
    return _fit(
        f"{organisation}: call-out {reference} has started. We are ringing {{}}. "
        "Keep your phone on. Danger now: 999.",
        first,
    )


def text_reply_not_raised(organisation: str, line: str | None) -> str:
    """Tell the colleague that nothing was started."""
    ring = f" Ring {line} yourself." if line else ""
    return f"{organisation}: nobody can be rung, so nothing was started.{ring} Danger now: 999."


def _fit(template: str, name: str) -> str:
    """Fill in *name*, or as much of it as one part of a text has room for."""
    room = TEXT_LENGTH - len(template.format(""))
    return template.format(name if len(name) <= room else name[: max(room, 1)].rstrip())
