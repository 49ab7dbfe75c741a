"""What a phone hears that is let ring, to find out when its mailbox answers."""

from service.domain.words.script import Menu, Script


def measuring_offered(organisation: str, *, turn: int = 1) -> Script:
    """Say who rings and what for, and ask for the key that no mailbox presses."""
    return Script(
        menu=(
            f"This is {organisation}. It is no call-out.",
            "We are finding out when your mailbox answers.",
            "If you are a person, press 1.",
        ),
        turn=turn,
        at=Menu.MEASURING,
    )


def measured_nothing() -> Script:
    """Say to a person that there is nothing to measure while somebody picks up."""
    return Script(
        said=(
            "Thank you. Then nothing was measured.",
            "Ask for it again on our page, and let the phone ring. You can hang up.",
        )
    )
