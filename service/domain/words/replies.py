"""What a text that came to us is answered with."""

from service.domain.catalogue import _
from service.domain.words.fitting import MORE, NAME, beside, fit, fit_with, or_ring


def text_reply_digit(organisation: str) -> str:
    """Ask for the digit alone, and no details."""
    return fit(
        _(
            "{organisation}: please reply with the digit alone, and no details. Danger now: 999.",
            organisation=organisation,
        )
    )


def text_reply_which(organisation: str) -> str:
    """Ask which of two is meant."""
    return fit(
        _(
            "{organisation}: more than one call-out is waiting for you. Please reply with the "
            "digit and the code, such as 1 K7Q2.",
            organisation=organisation,
        )
    )


def text_reply_taken(organisation: str, reference: str, name: str) -> str:
    """Tell the second who was first."""
    return fit(
        _(
            "{organisation}: {name} has already taken {reference}. You do not need to do anything.",
            organisation=organisation,
            name=NAME,
            reference=reference,
        ),
        name,
    )


def text_reply_passed(organisation: str, reference: str) -> str:
    """Confirm that passing it on worked."""
    return fit(
        _(
            "{organisation}: thank you. We will ring the next person about {reference}.",
            organisation=organisation,
            reference=reference,
        )
    )


def text_reply_spoken(organisation: str, reference: str) -> str:
    """Confirm the end."""
    return fit(
        _(
            "{organisation}: thank you. {reference} is closed. Keep your notes in your own record.",
            organisation=organisation,
            reference=reference,
        )
    )


def text_reply_handed_back(organisation: str, reference: str) -> str:
    """Confirm that ringing goes on."""
    return fit(
        _(
            "{organisation}: thank you. You no longer have {reference}. Ringing goes on.",
            organisation=organisation,
            reference=reference,
        )
    )


def text_reply_raised(organisation: str, reference: str, first: str, line: str | None) -> str:
    """Tell the colleague who raised by text what happens."""
    return fit_with(
        _(
            "{organisation}: call-out {reference} has started. We are ringing {name}. Keep your "
            "phone on.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            name=NAME,
            more=MORE,
        ),
        or_ring(line),
        first,
    )


def text_reply_not_raised(organisation: str, line: str | None) -> str:
    """Tell the colleague that nothing was started."""
    ring = beside(_("Ring {line} yourself.", line=line)) if line else ""
    return fit(
        _(
            "{organisation}: nobody can be rung, so nothing was started.{more} Danger now: 999.",
            organisation=organisation,
            more=ring,
        )
    )
