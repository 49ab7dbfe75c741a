"""The certificate of the public address: whether it is trusted, and until when."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict

#: Let's Encrypt renews with 30 days left, so that whatever comes below 14 is not being renewed.
RENEW_DAYS, LAST_DAYS = 14, 3
_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_RENEW = N_(
    "Start Caddy again, or whatever keeps the certificate, and read in its log why it was not "
    "renewed."
)

CERTIFICATE_LOCAL = Said(
    "certificate_local", Line.CERTIFICATE, _RIGHT, N_("None is needed on this machine alone.")
)
CERTIFICATE_RIGHT = Said(
    "certificate_right",
    Line.CERTIFICATE,
    _RIGHT,
    N_("Trusted by this machine as by others. Days left: {days}."),
)
CERTIFICATE_SOON = Said(
    "certificate_soon", Line.CERTIFICATE, _DOUBTFUL, N_("It ends soon. Days left: {days}."), _RENEW
)
CERTIFICATE_LAST = Said(
    "certificate_last",
    Line.CERTIFICATE,
    _WRONG,
    N_("It is about to end, and no phone speaks after that. Days left: {days}."),
    _RENEW,
)
CERTIFICATE_EXPIRED = Said(
    "certificate_expired",
    Line.CERTIFICATE,
    _WRONG,
    N_(
        "It has ended, so browsers warn, and the carrier asks us nothing: telephones ring and"
        " say nothing."
    ),
    _RENEW,
)
CERTIFICATE_OTHER_NAME = Said(
    "certificate_other_name",
    Line.CERTIFICATE,
    _WRONG,
    N_("It is for another name than that in PUBLIC_URL."),
    N_("Have a certificate made for that name, or mend PUBLIC_URL."),
)
CERTIFICATE_UNTRUSTED = Said(
    "certificate_untrusted",
    Line.CERTIFICATE,
    _WRONG,
    N_("Nobody that this machine trusts has signed it, or a part of its chain is missing."),
    N_("Take one of a public authority, and have the proxy send the whole chain."),
)
CERTIFICATE_NONE = Said(
    "certificate_none",
    Line.CERTIFICATE,
    _WRONG,
    N_("There is no TLS at the public address."),
    N_("Put TLS in front, and set PUBLIC_URL to the https address."),
)
CERTIFICATE_UNSEEN = Said(
    "certificate_unseen",
    Line.CERTIFICATE,
    _DOUBTFUL,
    N_("It could not be seen."),
    N_("Mend the public address first."),
)


class Trust(StrEnum):
    """What the system's own list of authorities makes of a certificate."""

    TRUSTED = "trusted"
    EXPIRED = "expired"
    OTHER_NAME = "other_name"
    UNTRUSTED = "untrusted"
    #: No TLS is spoken there.
    NO_TLS = "no_tls"
    #: Nobody answered.
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What was seen of the certificate."""

    trust: Trust
    days_left: int = 0


_UNTRUSTED = {
    Trust.EXPIRED: CERTIFICATE_EXPIRED,
    Trust.OTHER_NAME: CERTIFICATE_OTHER_NAME,
    Trust.UNTRUSTED: CERTIFICATE_UNTRUSTED,
    Trust.NO_TLS: CERTIFICATE_NONE,
    Trust.UNSEEN: CERTIFICATE_UNSEEN,
}


def certificate(facts: CertificateFacts | None) -> Found:
    """Judge the certificate; ``None`` where none is needed."""
    if facts is None:
        return Found(CERTIFICATE_LOCAL)
    if facts.trust is not Trust.TRUSTED:
        return Found(_UNTRUSTED[facts.trust])
    said = CERTIFICATE_RIGHT
    if facts.days_left < RENEW_DAYS:
        said = CERTIFICATE_LAST if facts.days_left < LAST_DAYS else CERTIFICATE_SOON
    return Found(said, {"days": facts.days_left})
