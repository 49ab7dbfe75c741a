"""The texts that we send by ourselves: one part of plain GSM characters, with any name."""

from service.domain.people import PhoneNumber
from service.domain.words.fitting import MORE, NAME, fit, fit_with, or_ring

# To officers.


def offer_text(organisation: str, reference: str, *, practice: bool = False) -> str:
    """Ask an officer to take it."""
    if practice:
        return fit(
            f"{organisation}: PRACTICE {reference}. Nothing has happened. "
            "Reply 1 to take it, 2 to pass it on."
        )
    return fit(
        f"{organisation}: urgent call-out {reference}. We are ringing you. "
        "Reply 1 to take it, 2 to pass it on. Do not text any details."
    )


def details_text(organisation: str, reference: str, colleague: str, phone: PhoneNumber) -> str:
    """Give the officer who took it the one thing that they need."""
    return fit(
        f"{organisation}: you have taken {reference}. Ring {NAME} now on {phone.national()}. "
        "Speak, do not text. Danger now: 999. Reply 4 if you cannot.",
        colleague,
    )


def reminder_text(organisation: str, reference: str, colleague: str, phone: PhoneNumber) -> str:
    """Remind the officer who took it: they may have fallen asleep again."""
    return fit(
        f"{organisation}: {reference}: please ring {NAME} now on {phone.national()}. "
        "Reply 3 when you have spoken, 4 if you cannot. Danger now: 999.",
        colleague,
    )


def resumed_officer_text(organisation: str, reference: str) -> str:
    """Tell the officer who took it that ringing has gone on without them."""
    return fit(
        f"{organisation}: we have not heard that you have spoken, "
        f"so we are ringing the next person for {reference}. Reply 3 if you have spoken."
    )


def daily_officer_text(
    organisation: str, reference: str, *, has: bool = True, had: bool = True, taken: bool = False
) -> str:
    """Ask an officer once a day whether the two have spoken.

    *has* is whether they have it, *had* whether they had it before, *taken* whether somebody
    else has it now: each digit that is asked for is one that counts.
    """
    if taken:
        return fit(f"{organisation}: {reference} is still open. Reply 3 if you have spoken.")
    if not has:
        spoken = "Reply 3 if you have spoken. If not, reply 1 if" if had else "Reply 1 if"
        return fit(f"{organisation}: {reference} is still open. {spoken} you can take it.")
    return fit(
        f"{organisation}: {reference} is still open. Reply 3 if you have spoken. "
        "If not, please ring them now. Reply 4 if you cannot."
    )


def stood_down_text(organisation: str, reference: str, officer: str) -> str:
    """Tell whoever else was tried that they may rest."""
    return fit(
        f"{organisation}: {NAME} has taken {reference}. You do not need to do anything.", officer
    )


def over_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it has ended without them."""
    return fit(f"{organisation}: {reference} is over. You do not need to do anything.")


def cancelled_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it was called off."""
    return fit(
        f"{organisation}: {reference} was cancelled by the person who raised it. "
        "You do not need to do anything."
    )


def cancelled_check_text(organisation: str, reference: str, colleague: str) -> str:
    """Ask the officer who had it to check by voice: a cancelling hand may have been forced."""
    return fit(
        f"{organisation}: {NAME} has cancelled {reference}. "
        "Please check with them by voice that all is well.",
        colleague,
    )


# To the colleague who raised it.


def taken_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Tell the colleague who has it."""
    return fit_with(
        f"{organisation}: {NAME} has taken your call-out {reference} and will ring you. "
        f"Keep your phone on.{MORE} Danger now: 999.",
        or_ring(line),
        officer,
    )


def asked_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Ask the colleague whether the officer has rung; silence means no."""
    return fit(
        f"{organisation}: {reference}: have you and {NAME} spoken? Reply 3 if so. "
        f"If not, we ring the next person.{or_ring(line)} Danger now: 999.",
        officer,
    )


def ringing_again_text(organisation: str, reference: str, line: str | None) -> str:
    """Tell the colleague that ringing has begun again."""
    return fit(
        f"{organisation}: we are ringing again for {reference}. Keep your phone on."
        f"{or_ring(line)} Danger now: 999."
    )


def moved_on_text(
    organisation: str, reference: str, before: str, now: str, line: str | None
) -> str:
    """Tell the colleague who is rung now."""
    return fit_with(
        f"{organisation}: {reference}: {NAME} has not taken it. We are ringing {NAME}. "
        f"Keep your phone on.{MORE} Danger now: 999.",
        or_ring(line),
        before,
        now,
    )


def handed_back_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Tell the colleague that whoever had it cannot do it."""
    return fit_with(
        f"{organisation}: {reference}: {NAME} cannot do it after all. "
        f"We are ringing again. Keep your phone on.{MORE} Danger now: 999.",
        or_ring(line),
        officer,
    )


def nobody_yet_text(organisation: str, reference: str, line: str | None) -> str:
    """Tell the colleague that nobody has answered, with a line to ring."""
    ring = f" Ring {line} for advice." if line else ""
    return fit(
        f"{organisation}: nobody has taken {reference} yet. Still trying.{ring} Danger now: 999."
    )


def still_needed_text(organisation: str, reference: str, line: str | None) -> str:
    """Ask the colleague whether somebody is still needed; silence means yes."""
    return fit_with(
        f"{organisation}: nobody has taken {reference}. Still needed? We keep ringing, less often. "
        f"If not, call it off on its page.{MORE} Danger now: 999.",
        or_ring(line),
    )


def daily_raiser_text(organisation: str, reference: str, line: str | None) -> str:
    """Ask the colleague once a day whether the two have spoken."""
    return fit_with(
        f"{organisation}: {reference} is still open. Reply 3 if you have spoken. "
        f"If you still need someone, use its page or ring us.{MORE} Danger now: 999.",
        or_ring(line),
    )


# To anybody, about texts themselves.


def texts_off_text(organisation: str) -> str:
    """Confirm STOP, and say what it does not stop."""
    return fit(
        f"{organisation}: texts to you are now off. We will still ring you for urgent call-outs. "
        "Text START to turn texts back on."
    )


def texts_on_text(organisation: str) -> str:
    """Confirm START."""
    return fit(
        f"{organisation}: texts to you are on again. We ring you for urgent call-outs as well."
    )
