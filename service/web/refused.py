"""What the web itself refuses, before any verb of the desk is asked."""

from service.domain.refusals import Refusal


class NotSignedIn(Refusal):
    """No token, or one that is unknown or revoked."""

    problem = "You are not signed in."
    mend = "Sign in on our page, or send a token that is in force; an admin can make one."


class SignInAgain(NotSignedIn):
    """The device is remembered no more; a press is still taken from it."""

    problem = "It is 90 days since you signed in on this device."
    mend = "Sign in again. You can ask for help from here all the same."


class ProveAgain(Refusal):
    """A change wants somebody who has shown just now who they are."""

    problem = "It is more than half an hour since you showed that it is you."
    mend = "Show it again with a code or a passkey; what you chose is kept meanwhile."


class NotByToken(Refusal):
    """A program's token proves nobody's presence."""

    problem = "A change like this is made by a person who has just shown who they are."
    mend = "Sign in on the pages, and make it there."


class RoleMayNot(Refusal):
    """The role does not open this door."""

    problem = "Only people with the role {role} may do that."
    mend = "Ask an admin to give you the role, or ask somebody who has it."


class FromElsewhere(Refusal):
    """Another site made the browser send it."""

    problem = "This was sent from another site, so nothing was done."
    mend = "Open our page itself, and press there."


class NoSuchAddress(Refusal):
    """Nothing is there."""

    problem = "There is nothing at this address."
    mend = "Check the address."


class WrongMethod(Refusal):
    """Something is there, but not for this method."""

    problem = "This address cannot be asked that way."
    mend = "Use one of the methods that the header Allow names."


class NotJson(Refusal):
    """The body is not JSON, or not one that has a single meaning."""

    problem = "The body is not JSON that can be read in one way only."
    mend = "Send one JSON object in UTF-8, each name in it once."


class NotCalledJson(Refusal):
    """The body has another content type."""

    problem = "The body is not marked as JSON."
    mend = "Send the header Content-Type: application/json."


class TooLarge(Refusal):
    """The body is larger than any that we could want."""

    problem = "The body is too large."
    mend = "Send no more than 16 kilobytes."


class NotUnderstood(Refusal):
    """The request breaks the rules of HTTP, or has a part that we cannot read."""

    problem = "The request cannot be read."
    mend = "Look at /api/v1/openapi.json for what can be sent."


class OurMistake(Refusal):
    """A bug. Nobody who asks can mend it; they can still ring somebody."""

    problem = "Something went wrong on our side."
    mend = (
        "Try once more; if it happens again, ring one of the numbers yourself, and tell an admin."
    )


class Unsigned(Refusal):
    """The carrier did not sign it, or not for our account."""

    problem = "This is for the carrier alone."
    mend = "Check TWILIO_AUTH_TOKEN and PUBLIC_URL."
