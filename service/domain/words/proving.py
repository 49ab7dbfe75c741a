"""What a phone hears that is let ring, to find out when its mailbox answers."""

from service.domain.catalogue import _
from service.domain.words.script import Menu, Script


def measuring_offered(organisation: str, *, turn: int = 1) -> Script:
    """Say who rings and what for, and ask for the key that no mailbox presses."""
    return Script(
        menu=(
            _("This is {organisation}. It is no call-out.", organisation=organisation),
            _("We are finding out when your mailbox answers."),
            _("If you are a person, press 1."),
        ),
        turn=turn,
        at=Menu.MEASURING,
    )


def measured_nothing() -> Script:
    """Say to a person that there is nothing to measure while somebody picks up."""
    return Script(
        said=(
            _("Thank you. Then nothing was measured."),
            _("Ask for it again on our page, and let the phone ring. You can hang up."),
        )
    )
