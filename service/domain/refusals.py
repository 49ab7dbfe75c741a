"""What we refuse, and the mend.

A refusal is something that the person can mend. One text serves page, API, phone and
command line. Facts fill the text; what was sent never does.
"""

from service.domain.catalogue import N_, _


class Refusal(Exception):
    """We did not do it; ``problem`` says why, ``mend`` says what to do instead."""

    #: Both are marked with ``N_``, and looked up when they are said.
    problem: str
    mend: str

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


class _Written(Refusal):
    """A refusal whose problem depends on where it is refused, and is marked with ``N_`` there."""

    def __init__(self, problem: str, /) -> None:
        super().__init__()
        self.problem = problem


class NobodyToRing(Refusal):
    """Nobody stands on the ladder now, so a press would ring nobody."""

    problem = N_("Nobody can be rung at the moment.")
    mend = N_(
        "Ring one of the numbers on this page yourself, and tell an admin that the rota is empty."
    )


class NobodyChosen(Refusal):
    """The list of people to ring was given, and is empty."""

    problem = N_("The list of people to ring is empty.")
    mend = N_("Choose at least one person, or leave the list out to ring everybody on the ladder.")


class NotOnTheLadder(Refusal):
    """The list names somebody who would not be rung now."""

    problem = N_("The list of people to ring names somebody who would not be rung now.")
    mend = N_("Choose from: {allowed}.")


class UnknownLadder(Refusal):
    """There is no ladder of that name."""

    problem = N_("There is no ladder of that name.")
    mend = N_("Choose from: {allowed}.")


class KeyUsed(Refusal):
    """The key came before, with another body."""

    problem = N_("This key was used before, for a request that said something else.")
    mend = N_("Send a new key with a new request.")


class KeyOfThePast(KeyUsed):
    """The key came so long ago that nothing is left of what it raised."""

    problem = N_(
        "This key was used before. That call-out is over, and its record was deleted after its"
        " time."
    )
    mend = N_("Send a new key to raise another.")


class NotFound(Refusal):
    """There is none, or it is not theirs; the two are never told apart."""

    problem = N_("There is no such call-out.")
    mend = N_("Check the address.")


class NotFromHere(_Written):
    """The state does not allow it; which one it is, is written out where it is refused."""

    mend = N_("Look at its page to see what is happening, and what you can do.")


#: The one state that is refused in two places.
NOT_TAKEN = N_("That cannot be done now: the call-out is not taken by anybody.")


class NotYours(_Written):
    """They may see it; whose step it is, is written out where it is refused."""

    mend = N_("Ask them to, or ring them.")


class AlreadyTaken(Refusal):
    """Somebody else was first."""

    problem = N_("{name} has already taken this.")
    mend = N_("You do not need to do anything.")
