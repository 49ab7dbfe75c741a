"""The texts that we send by ourselves to the colleague who raised it, and about texts."""

from service.domain.catalogue import _
from service.domain.words.fitting import MORE, NAME, OTHER, beside, fit, fit_with, or_ring


def taken_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Tell the colleague who has it."""
    return fit_with(
        _(
            "{organisation}: {name} has taken your call-out {reference} and will ring you. Keep "
            "your phone on.{more} Danger now: 999.",
            organisation=organisation,
            name=NAME,
            reference=reference,
            more=MORE,
        ),
        or_ring(line),
        officer,
    )


def asked_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Ask the colleague whether the officer has rung; silence means no."""
    return fit(
        _(
            "{organisation}: {reference}: have you and {name} spoken? Reply 3 if so. If not, we "
            "ring the next person.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            name=NAME,
            more=or_ring(line),
        ),
        officer,
    )


def ringing_again_text(organisation: str, reference: str, line: str | None) -> str:
    """Tell the colleague that ringing has begun again."""
    return fit(
        _(
            "{organisation}: we are ringing again for {reference}. Keep your phone on.{more} "
            "Danger now: 999.",
            organisation=organisation,
            reference=reference,
            more=or_ring(line),
        )
    )


def moved_on_text(
    organisation: str, reference: str, before: str, now: str, line: str | None
) -> str:
    """Tell the colleague who is rung now."""
    return fit_with(
        _(
            "{organisation}: {reference}: {before} has not taken it. We are ringing {now}. Keep "
            "your phone on.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            before=NAME,
            now=OTHER,
            more=MORE,
        ),
        or_ring(line),
        before,
        now,
    )


def handed_back_text(organisation: str, reference: str, officer: str, line: str | None) -> str:
    """Tell the colleague that whoever had it cannot do it."""
    return fit_with(
        _(
            "{organisation}: {reference}: {name} cannot do it after all. We are ringing again. "
            "Keep your phone on.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            name=NAME,
            more=MORE,
        ),
        or_ring(line),
        officer,
    )


def nobody_yet_text(organisation: str, reference: str, line: str | None) -> str:
    """Tell the colleague that nobody has answered, with a line to ring."""
    ring = beside(_("Ring {line} for advice.", line=line)) if line else ""
    return fit(
        _(
            "{organisation}: nobody has taken {reference} yet. Still trying.{more} Danger now: "
            "999.",
            organisation=organisation,
            reference=reference,
            more=ring,
        )
    )


def still_needed_text(organisation: str, reference: str, line: str | None) -> str:
    """Ask the colleague whether somebody is still needed; silence means yes."""
    return fit_with(
        _(
            "{organisation}: nobody has taken {reference}. Still needed? We keep ringing, less "
            "often. If not, call it off on its page.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            more=MORE,
        ),
        or_ring(line),
    )


def daily_raiser_text(organisation: str, reference: str, line: str | None) -> str:
    """Ask the colleague once a day whether the two have spoken."""
    return fit_with(
        _(
            "{organisation}: {reference} is still open. Reply 3 if you have spoken. If you still "
            "need someone, use its page or ring us.{more} Danger now: 999.",
            organisation=organisation,
            reference=reference,
            more=MORE,
        ),
        or_ring(line),
    )


# To anybody, about texts themselves.


def texts_off_text(organisation: str) -> str:
    """Confirm STOP, and say what it does not stop."""
    return fit(
        _(
            "{organisation}: texts to you are now off. We will still ring you for urgent "
            "call-outs. Text START to turn texts back on.",
            organisation=organisation,
        )
    )


def texts_on_text(organisation: str) -> str:
    """Confirm START."""
    return fit(
        _(
            "{organisation}: texts to you are on again. We ring you for urgent call-outs as well.",
            organisation=organisation,
        )
    )
