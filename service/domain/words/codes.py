"""What a call or text says that brings a code. No mailbox hears one: it presses no key."""

from service.domain.codes import CodePurpose
from service.domain.words.fitting import fit
from service.domain.words.script import TURNS, Menu, Script

#: What each is called where somebody may overhear it.
_CALLED = {
    CodePurpose.SIGN_IN: "sign-in code",
    CodePurpose.PROVE: "code that proves this number",
}
#: Where it is typed.
_TYPED = {
    CodePurpose.SIGN_IN: "Type it on our page.",
    CodePurpose.PROVE: "Type it on our page, or tell it to the admin who is with you.",
}


def code_offered(organisation: str, purpose: CodePurpose, *, turn: int = 1) -> Script:
    """Say who rings, and wait for the key that only a person presses."""
    return Script(
        menu=(
            f"This is {organisation}. It is no call-out.",
            f"To hear your {_CALLED[purpose]}, press 1.",
            "If you did not ask for one, hang up.",
        ),
        turn=turn,
        at=Menu.CODE,
    )


def code_spoken(purpose: CodePurpose, code: str) -> Script:
    """Say *code* twice, slowly, in threes; once more for whoever asks."""
    slowly = ". ".join(", ".join(code[start : start + 3]) for start in (0, 3))
    return Script(
        said=(f"Your code is: {slowly}.", f"Again: {slowly}.", _TYPED[purpose]),
        menu=("To hear it again, press 1.",),
        turn=TURNS,
        at=Menu.CODE,
    )


def code_over() -> Script:
    """Say that it is too late for that one."""
    return Script(said=("That code is over. Ask for a new one on our page.",))


def sign_in_text(organisation: str, code: str) -> str:
    """Give the code by text, in threes, as it is typed."""
    return fit(
        f"{organisation}: your sign-in code is {code[:3]} {code[3:]}. We never ask for it by phone."
    )
