"""Our own numbers at the carrier: which there are, and whom they should tell of what comes in."""

from dataclasses import dataclass
from urllib.parse import urldefrag

from config.settings import Settings
from service.domain.catalogue import N_
from service.telephone import addresses
from service.telephone.account import RentedNumber, Webhook


def ours(settings: Settings) -> dict[str, str]:
    """Return our numbers, E.164, by the setting that names each; the same one stands twice."""
    return {"TWILIO_FROM": settings.twilio_from, "TWILIO_TEXT_FROM": settings.twilio_text_from}


def wanted(settings: Settings) -> tuple[Webhook, Webhook]:
    """Return whom each of our numbers should tell of calls, and of texts."""
    calls, texts = addresses.incoming_addresses(settings.public_url)
    return Webhook(url=calls), Webhook(url=texts)


@dataclass(frozen=True, slots=True)
class Astray:
    """What of a number is not set up as `wanted`: ``calls``, ``texts``, both or neither."""

    #: Told to another address than ours, or in a way that we do not take.
    lost: tuple[str, ...]
    #: Told to us, but once only: where we do not answer at once, the carrier gives up.
    impatient: tuple[str, ...]


def astray(settings: Settings, number: RentedNumber) -> Astray:
    """Compare *number* with what is wanted. What a number cannot do is not missed."""
    calls, texts = wanted(settings)
    looked_at = (
        (N_("calls"), number.calls, number.call_webhook, calls),
        (N_("texts"), number.texts, number.text_webhook, texts),
    )
    differ = [(what, found, meant) for what, can, found, meant in looked_at if can]
    lost = tuple(what for what, found, meant in differ if _bare(found) != _bare(meant))
    return Astray(
        lost=lost,
        impatient=tuple(
            what for what, found, meant in differ if found != meant and what not in lost
        ),
    )


def _bare(webhook: Webhook) -> tuple[str, str]:
    """Leave out the fragment, in which the carrier is told how patient to be."""
    return urldefrag(webhook.url).url, webhook.method
