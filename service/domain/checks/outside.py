"""The public address: whether it leads here, and what a proxy does on the way."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict

_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_PROXY = N_("Have the proxy in front pass on each request as it came: path, query and body.")

ADDRESS_LOCAL = Said(
    "address_local", Line.ADDRESS, _RIGHT, N_("Local, so that only pretended phones can ring.")
)
ADDRESS_RIGHT = Said(
    "address_right",
    Line.ADDRESS,
    _RIGHT,
    N_("It leads here, as asked from this machine. A test call shows that the carrier reaches it."),
)
ADDRESS_PRIVATE = Said(
    "address_private",
    Line.ADDRESS,
    _WRONG,
    N_("The carrier cannot reach a private address."),
    N_("Set PUBLIC_URL to a host name that the Internet knows."),
)
ADDRESS_OPEN = Said(
    "address_open",
    Line.ADDRESS,
    _WRONG,
    N_("It is not https, so sign-in links and names travel in the open."),
    N_("Put TLS in front, and set PUBLIC_URL to the https address."),
)
ADDRESS_INSIDE = Said(
    "address_inside",
    Line.ADDRESS,
    _DOUBTFUL,
    N_(
        "It leads here, but from here its name leads to this network alone: whether the "
        "Internet reaches it was not seen."
    ),
    N_(
        "Ring one of our numbers: if it speaks, the carrier reaches us. Look also from a "
        "phone without Wi-Fi."
    ),
)
ADDRESS_UNNAMED = Said(
    "address_unnamed",
    Line.ADDRESS,
    _WRONG,
    N_("Its name leads nowhere, so telephones ring and say nothing."),
    N_("Add a DNS record for the name in PUBLIC_URL, or mend PUBLIC_URL."),
)
ADDRESS_NO_IPV4 = Said(
    "address_no_ipv4",
    Line.ADDRESS,
    _WRONG,
    N_(
        "Its name has no address of IPv4, so that many phones do not reach it, and nobody knows"
        " whether the carrier does."
    ),
    N_("Add an A record for the name in PUBLIC_URL, to this machine's public address."),
)
ADDRESS_SILENT = Said(
    "address_silent",
    Line.ADDRESS,
    _WRONG,
    N_("It does not answer, so telephones ring and say nothing."),
    N_(
        "See that the web and the proxy in front of it run, and that the firewall lets 443 through."
    ),
)
ADDRESS_NOT_STARTED = Said(
    "address_not_started",
    Line.ADDRESS,
    _WRONG,
    N_("Nothing answers at the local address."),
    N_("Start escalate run."),
)
ADDRESS_MOVES = Said(
    "address_moves",
    Line.ADDRESS,
    _WRONG,
    N_("It sends whoever asks to another address. What the carrier signs does not survive that."),
    N_(
        "Set PUBLIC_URL to the address where it ends, to the letter, then run: escalate "
        "carrier set-webhooks"
    ),
)
ADDRESS_NOT_OURS = Said(
    "address_not_ours",
    Line.ADDRESS,
    _WRONG,
    N_("Something answers, and it is not this house."),
    N_(
        "See which site the proxy in front gives this host name to, and that it passes the name on."
    ),
)

SIGNATURE_RIGHT = Said(
    "signature_right",
    Line.SIGNATURE,
    _RIGHT,
    N_(
        "What is signed as the carrier signs it arrives whole, and what is signed wrong is refused."
    ),
)
SIGNATURE_UNSEEN = Said(
    "signature_unseen",
    Line.SIGNATURE,
    _DOUBTFUL,
    N_("It could not be tried."),
    N_("Mend the public address first."),
)
SIGNATURE_LOST = Said(
    "signature_lost",
    Line.SIGNATURE,
    _WRONG,
    N_(
        "Nothing signed gets in: the path is rewritten on the way, the signature is taken "
        "off, or the web runs with another PUBLIC_URL or TWILIO_AUTH_TOKEN."
    ),
    N_(
        "Start everything again, where a setting was changed. Else have the proxy in front pass on"
        " each request as it came: path, query and body."
    ),
)
SIGNATURE_BODY = Said(
    "signature_body",
    Line.SIGNATURE,
    _WRONG,
    N_("The body is rewritten on the way, so that what the carrier sends is turned away."),
    _PROXY,
)
SIGNATURE_ADDRESS = Said(
    "signature_address",
    Line.SIGNATURE,
    _DOUBTFUL,
    N_(
        "Letters that are written with a per cent sign in the address, or its query, are "
        "rewritten on the way. No address of ours has any today."
    ),
    _PROXY,
)
SIGNATURE_ANY = Said(
    "signature_any",
    Line.SIGNATURE,
    _WRONG,
    N_("What is signed wrong is not refused: whatever answers there is not our door."),
    N_("See which site the proxy in front gives this host name to."),
)


class Reached(StrEnum):
    """What came of asking the public address."""

    HERE = "here"
    UNNAMED = "unnamed"
    NO_IPV4 = "no_ipv4"
    SILENT = "silent"
    MOVES = "moves"
    OTHER = "other"


class Probe(StrEnum):
    """One question that is signed as the carrier signs it, and asks for nothing."""

    #: An address and a body as plain as ours are.
    PLAIN = "plain"
    #: A body as a text from anywhere may have it.
    BODY = "body"
    #: A path and a query that somebody may be tempted to tidy.
    ADDRESS = "address"
    #: Signed with another token.
    FORGED = "forged"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFacts:
    """What was seen of the public address."""

    #: Whether real telephones ring, and whether it is on this machine alone.
    real: bool
    local: bool
    #: A host name that no name server of the Internet knows.
    private: bool
    https: bool
    reached: Reached
    #: Whether its name led into this network.
    inside: bool
    #: Which probes were let in; the forged one must not be.
    let_in: Collection[Probe]


_NOT_HERE = {
    Reached.UNNAMED: ADDRESS_UNNAMED,
    Reached.NO_IPV4: ADDRESS_NO_IPV4,
    Reached.SILENT: ADDRESS_SILENT,
    Reached.MOVES: ADDRESS_MOVES,
    Reached.OTHER: ADDRESS_NOT_OURS,
}


def address(facts: AddressFacts) -> Iterator[Found]:
    """Judge the address, and what becomes of a signature on its way."""
    yield Found(_leads(facts))
    yield Found(_signed(facts))


def _leads(facts: AddressFacts) -> Said:
    if facts.real and facts.private:
        return ADDRESS_PRIVATE
    if facts.real and not facts.https:
        return ADDRESS_OPEN
    if facts.local and facts.reached in (Reached.SILENT, Reached.UNNAMED):
        return ADDRESS_NOT_STARTED
    if facts.reached is not Reached.HERE:
        return _NOT_HERE[facts.reached]
    if facts.local:
        return ADDRESS_LOCAL
    return ADDRESS_INSIDE if facts.inside else ADDRESS_RIGHT


def _signed(facts: AddressFacts) -> Said:
    if facts.reached is not Reached.HERE:
        return SIGNATURE_UNSEEN
    if Probe.FORGED in facts.let_in:
        return SIGNATURE_ANY
    if Probe.PLAIN not in facts.let_in:
        return SIGNATURE_LOST
    if Probe.BODY not in facts.let_in:
        return SIGNATURE_BODY
    return SIGNATURE_RIGHT if Probe.ADDRESS in facts.let_in else SIGNATURE_ADDRESS
