"""What a call or text says that brings a code. No mailbox hears one: it presses no key."""

from service.domain.catalogue import N_, _
from service.domain.codes import CodePurpose
from service.domain.words.fitting import fit
from service.domain.words.script import TURNS, Menu, Script

#: How each is offered where somebody may overhear it.
_OFFERED = {
    CodePurpose.SIGN_IN: N_("To hear your sign-in code, press 1."),
    CodePurpose.PROVE: N_("To hear your code that proves this number, press 1."),
}
#: Where it is typed.
_TYPED = {
    CodePurpose.SIGN_IN: N_("Type it on our page."),
    CodePurpose.PROVE: N_("Type it on our page, or tell it to the admin who is with you."),
}


def code_offered(organisation: str, purpose: CodePurpose, *, turn: int = 1) -> Script:
    """Say who rings, and wait for the key that only a person presses."""
    return Script(
        menu=(
            _("This is {organisation}. It is no call-out.", organisation=organisation),
            _(_OFFERED[purpose]),
            _("If you did not ask for one, hang up."),
        ),
        turn=turn,
        at=Menu.CODE,
    )


def code_spoken(purpose: CodePurpose, code: str) -> Script:
    """Say *code* twice, slowly, in threes; once more for whoever asks."""
    slowly = ". ".join(", ".join(code[start : start + 3]) for start in (0, 3))
    return Script(
        said=(
            _("Your code is: {slowly}.", slowly=slowly),
            _("Again: {slowly}.", slowly=slowly),
            _(_TYPED[purpose]),
        ),
        menu=(_("To hear it again, press 1."),),
        turn=TURNS,
        at=Menu.CODE,
    )


def code_over() -> Script:
    """Say that it is too late for that one."""
    return Script(said=(_("That code is over. Ask for a new one on our page."),))


def sign_in_text(organisation: str, code: str) -> str:
    """Give the code by text, in threes, as it is typed."""
    in_threes = f"{code[:3]} {code[3:]}"
    return fit(
        _(
            "{organisation}: your sign-in code is {code}. We never ask for it by phone.",
            organisation=organisation,
            code=in_threes,
        )
    )
