"""What a text that came to us is answered with."""

from service.domain.words.fitting import MORE, NAME, fit, fit_with, or_ring


def text_reply_digit(organisation: str) -> str:
    """Ask for the digit alone, and no details."""
    return fit(
        f"{organisation}: please reply with the digit alone, and no details. Danger now: 999."
    )


def text_reply_which(organisation: str) -> str:
    """Ask which of two is meant."""
    return fit(
        f"{organisation}: more than one call-out is waiting for you. "
        "Please reply with the digit and the code, such as 1 K7Q2."
    )


def text_reply_taken(organisation: str, reference: str, name: str) -> str:
    """Tell the second who was first."""
    return fit(
        f"{organisation}: {NAME} has already taken {reference}. You do not need to do anything.",
        name,
    )


def text_reply_passed(organisation: str, reference: str) -> str:
    """Confirm that passing it on worked."""
    return fit(f"{organisation}: thank you. We will ring the next person about {reference}.")


def text_reply_spoken(organisation: str, reference: str) -> str:
    """Confirm the end."""
    return fit(
        f"{organisation}: thank you. {reference} is closed. Keep your notes in your own record."
    )


def text_reply_handed_back(organisation: str, reference: str) -> str:
    """Confirm that ringing goes on."""
    return fit(f"{organisation}: thank you. You no longer have {reference}. Ringing goes on.")


def text_reply_raised(organisation: str, reference: str, first: str, line: str | None) -> str:
    """Tell the colleague who raised by text what happens."""
    return fit_with(
        f"{organisation}: call-out {reference} has started. We are ringing {NAME}. "
        f"Keep your phone on.{MORE} Danger now: 999.",
        or_ring(line),
        first,
    )


def text_reply_not_raised(organisation: str, line: str | None) -> str:
    """Tell the colleague that nothing was started."""
    ring = f" Ring {line} yourself." if line else ""
    return fit(
        f"{organisation}: nobody can be rung, so nothing was started.{ring} Danger now: 999."
    )
