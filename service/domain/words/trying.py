"""What a call and a text say that try whether a phone is reached. Each says that it is a test."""

from service.domain.catalogue import _
from service.domain.words.fitting import fit
from service.domain.words.script import TURNS, Menu, Script


def trying_offered(organisation: str, *, turn: int = 1) -> Script:
    """Say who rings, and ask for the key that shows that somebody hears it."""
    return Script(
        menu=(
            _(
                "This is a test call from {organisation}. It is no call-out.",
                organisation=organisation,
            ),
            _("Press 1, so that we know that you hear us."),
        ),
        turn=turn,
        at=Menu.CODE,
    )


def tried() -> Script:
    """Say that the key arrived, and that this was all."""
    return Script(
        said=(
            _("Thank you. Your key reached us."),
            _("This was a test, and nobody needs you now."),
        ),
        turn=TURNS,
        at=Menu.CODE,
    )


def trying_text(organisation: str) -> str:
    """Ask for the one word that nothing else means."""
    return fit(
        _(
            "{organisation}: this is a test and no call-out. Reply with the one word TEST, so that"
            " we know that your texts reach us.",
            organisation=organisation,
        )
    )


def tried_text(organisation: str) -> str:
    """Say that the reply arrived, and that this was all."""
    return fit(
        _(
            "{organisation}: thank you, your text reached us. This was a test, and nobody needs"
            " you now.",
            organisation=organisation,
        )
    )
