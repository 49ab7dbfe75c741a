"""The texts that we send to officers by ourselves: one part of plain characters, any name."""

from service.domain.catalogue import N_, _
from service.domain.people import PhoneNumber
from service.domain.words.fitting import NAME, fit


def offer_text(organisation: str, reference: str, *, practice: bool = False) -> str:
    """Ask an officer to take it."""
    if practice:
        return fit(
            _(
                "{organisation}: PRACTICE {reference}. Nothing has happened. Reply 1 to take it, "
                "2 to pass it on.",
                organisation=organisation,
                reference=reference,
            )
        )
    return fit(
        _(
            "{organisation}: urgent call-out {reference}. We are ringing you. Reply 1 to take it, "
            "2 to pass it on. Do not text any details.",
            organisation=organisation,
            reference=reference,
        )
    )


def details_text(organisation: str, reference: str, colleague: str, phone: PhoneNumber) -> str:
    """Give the officer who took it the one thing that they need."""
    return fit(
        _(
            "{organisation}: you have taken {reference}. Ring {name} now on {phone}. Speak, do "
            "not text. Danger now: 999. Reply 4 if you cannot.",
            organisation=organisation,
            reference=reference,
            name=NAME,
            phone=phone.national(),
        ),
        colleague,
    )


def reminder_text(organisation: str, reference: str, colleague: str, phone: PhoneNumber) -> str:
    """Remind the officer who took it: they may have fallen asleep again."""
    return fit(
        _(
            "{organisation}: {reference}: please ring {name} now on {phone}. Reply 3 when you "
            "have spoken, 4 if you cannot. Danger now: 999.",
            organisation=organisation,
            reference=reference,
            name=NAME,
            phone=phone.national(),
        ),
        colleague,
    )


def resumed_officer_text(organisation: str, reference: str) -> str:
    """Tell the officer who took it that ringing has gone on without them."""
    return fit(
        _(
            "{organisation}: we have not heard that you have spoken, so we are ringing the next "
            "person for {reference}. Reply 3 if you have spoken.",
            organisation=organisation,
            reference=reference,
        )
    )


_ASKED = N_("{organisation}: {reference} is still open. Reply 1 if you can take it.")
_ASKED_AGAIN = N_(
    "{organisation}: {reference} is still open. Reply 3 if you have spoken. "
    "If not, reply 1 if you can take it."
)


def daily_officer_text(
    organisation: str, reference: str, *, has: bool = True, had: bool = True, taken: bool = False
) -> str:
    """Ask an officer once a day whether the two have spoken.

    *has* is whether they have it, *had* whether they had it before, *taken* whether somebody
    else has it now: each digit that is asked for is one that counts.
    """
    if taken:
        return fit(
            _(
                "{organisation}: {reference} is still open. Reply 3 if you have spoken.",
                organisation=organisation,
                reference=reference,
            )
        )
    if not has:
        asked = _ASKED_AGAIN if had else _ASKED
        return fit(_(asked, organisation=organisation, reference=reference))
    return fit(
        _(
            "{organisation}: {reference} is still open. Reply 3 if you have spoken. If not, "
            "please ring them now. Reply 4 if you cannot.",
            organisation=organisation,
            reference=reference,
        )
    )


def stood_down_text(organisation: str, reference: str, officer: str) -> str:
    """Tell whoever else was tried that they may rest."""
    return fit(
        _(
            "{organisation}: {name} has taken {reference}. You do not need to do anything.",
            organisation=organisation,
            name=NAME,
            reference=reference,
        ),
        officer,
    )


def over_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it has ended without them."""
    return fit(
        _(
            "{organisation}: {reference} is over. You do not need to do anything.",
            organisation=organisation,
            reference=reference,
        )
    )


def cancelled_text(organisation: str, reference: str) -> str:
    """Tell whoever was tried that it was called off."""
    return fit(
        _(
            "{organisation}: {reference} was cancelled by the person who raised it. You do not "
            "need to do anything.",
            organisation=organisation,
            reference=reference,
        )
    )


def cancelled_check_text(organisation: str, reference: str, colleague: str) -> str:
    """Ask the officer who had it to check by voice: a cancelling hand may have been forced."""
    return fit(
        _(
            "{organisation}: {name} has cancelled {reference}. Please check with them by voice "
            "that all is well.",
            organisation=organisation,
            name=NAME,
            reference=reference,
        ),
        colleague,
    )
