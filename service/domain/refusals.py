"""What we refuse, and the mend.

A refusal is something that the person can mend. One text serves page, API, phone and
command line. Facts fill the text; what was sent never does.
"""

from typing import ClassVar

from service.domain.catalogue import _


class Refusal(Exception):
    """We did not do it; ``problem`` says why, ``mend`` says what to do instead."""

    problem: ClassVar[str]
    mend: ClassVar[str]

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    @property
    def why(self) -> str:
        """The problem, in one sentence."""
        return _(self.problem, **self.facts)

    @property
    def cure(self) -> str:
        """The mend, in one sentence."""
        return _(self.mend, **self.facts)

    def __str__(self) -> str:
        """Say both."""
        return f"{self.why} {self.cure}"


class NobodyToRing(Refusal):
    """Nobody stands on the ladder now, so a press would ring nobody."""

    problem = "Nobody can be rung at the moment, so nothing was started."
    mend = (
        "Ring one of the numbers on this page yourself, and tell an admin that the rota is empty."
    )


class NobodyChosen(Refusal):
    """The list of people to ring was given, and is empty."""

    problem = "The list of people to ring is empty."
    mend = "Choose at least one person, or leave the list out to ring everybody on the ladder."


class NotOnTheLadder(Refusal):
    """The list names somebody who would not be rung now."""

    problem = "The list of people to ring names somebody who would not be rung now."
    mend = "Choose from: {allowed}."


class UnknownLadder(Refusal):
    """There is no ladder of that name."""

    problem = "There is no ladder of that name."
    mend = "Choose from: {allowed}."


class KeyUsed(Refusal):
    """The key came before, with another body."""

    problem = "This key was used before, for a request that said something else."
    mend = "Send a new key with a new request."


class NotFound(Refusal):
    """There is none, or it is not theirs; the two are never told apart."""

    problem = "There is no such call-out."
    mend = "Check the address."


class NotFromHere(Refusal):
    """The state does not allow it."""

    problem = "That cannot be done now: the call-out is {state}."
    mend = "Look at its page to see what is happening, and what you can do."


class NotYours(Refusal):
    """They may see it; this step belongs to somebody else."""

    problem = "Only {who} can do that."
    mend = "Ask them to, or ring them."


class AlreadyTaken(Refusal):
    """Somebody else was first."""

    problem = "{name} has already taken this."
    mend = "You do not need to do anything."
