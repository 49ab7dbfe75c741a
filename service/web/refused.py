"""What the web itself refuses, before any verb of the desk is asked."""

from service.domain.catalogue import N_
from service.domain.refusals import Refusal


class NotSignedIn(Refusal):
    """No token, or one that is unknown or revoked."""

    problem = N_("You are not signed in.")
    mend = N_("Sign in on our page, or send a token that is in force; an admin can make one.")


class Stranger(NotSignedIn):
    """The same, on a page: people are told nothing of tokens."""

    mend = N_("Sign in on our page; if that does not work, ask an admin for a link.")


class SignInAgain(NotSignedIn):
    """The device is remembered no more; a press is still taken from it."""

    problem = N_("It is 90 days since you signed in on this device.")
    mend = N_("Sign in again. You can ask for help from here all the same.")


class ProveAgain(Refusal):
    """A change wants somebody who has shown just now who they are."""

    problem = N_("It is more than half an hour since you showed that it is you.")
    mend = N_("Show it again with a code or a passkey; what you chose is kept meanwhile.")


class NotByToken(Refusal):
    """A program's token proves nobody's presence."""

    problem = N_("A change like this is made by a person who has just shown who they are.")
    mend = N_("Sign in on the pages, and make it there.")


class RoleMayNot(Refusal):
    """The role does not open this door."""

    problem = N_("Only people with the role {role} may do that.")
    mend = N_("Ask an admin to give you the role, or ask somebody who has it.")


class FromElsewhere(Refusal):
    """Another site made the browser send it."""

    problem = N_("This was sent from another site, so nothing was done.")
    mend = N_("Open our page itself, and press there.")


class NoSuchAddress(Refusal):
    """Nothing is there."""

    problem = N_("There is nothing at this address.")
    mend = N_("Check the address.")


class WrongMethod(Refusal):
    """Something is there, but not for this method."""

    problem = N_("This address cannot be asked that way.")
    mend = N_("Use one of the methods that the header Allow names.")


class NotJson(Refusal):
    """The body is not JSON, or not one that has a single meaning."""

    problem = N_("The body is not JSON that can be read in one way only.")
    mend = N_("Send one JSON object in UTF-8, each name in it once.")


class NotCalledJson(Refusal):
    """The body has another content type."""

    problem = N_("The body is not marked as JSON.")
    mend = N_("Send the header Content-Type: application/json.")


class TooLarge(Refusal):
    """The body is larger than any that we could want."""

    problem = N_("The body is too large.")
    mend = N_("Send no more than 16 kilobytes.")


class NotUnderstood(Refusal):
    """The request breaks the rules of HTTP, or has a part that we cannot read."""

    problem = N_("The request cannot be read.")
    mend = N_("Look at /api/v1/openapi.json for what can be sent.")


class OurMistake(Refusal):
    """A bug. Nobody who asks can mend it; they can still ring somebody."""

    problem = N_("Something went wrong on our side.")
    mend = N_(
        "Try once more; if it happens again, ring one of the numbers yourself, and tell an admin."
    )


class Unsigned(Refusal):
    """The carrier did not sign it, or not for our account."""

    problem = N_("This is for the carrier alone.")
    mend = N_("Check TWILIO_AUTH_TOKEN and PUBLIC_URL.")
