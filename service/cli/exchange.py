"""``escalate exchange``: pretended phones, for a machine that only pretends."""

import hashlib
import hmac
import signal

import click

from config.settings import Settings, load_settings
from service.cli.ports import LOOPBACK, refuse_taken
from service.domain.refusals import Refusal
from service.exchange import ExchangeSettings, serve
from service.telephone.addresses import incoming_addresses


class NothingToPretend(Refusal):
    """Pretended phones must never be mistaken for real ones."""

    problem = "The exchange pretends phones at a local address only, and these settings are real."
    mend = "Take out the TWILIO_ settings and PUBLIC_URL to try things out, or do not start it."


@click.command()
def exchange() -> None:
    """Pretend a carrier and its phones, on this machine only."""
    settings = load_settings()
    if settings.carrier_is_real or not settings.public_url_is_local:
        raise NothingToPretend
    refuse_taken(LOOPBACK, settings.exchange_port, "the exchange")
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    serve(exchange_settings(settings), LOOPBACK, settings.exchange_port)


def exchange_settings(settings: Settings) -> ExchangeSettings:
    """Return the exchange that stands in for the carrier of *settings*."""
    secret = settings.twilio_api_secret
    return ExchangeSettings(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        page_key=page_key(settings),
        public_url=settings.public_url,
        incoming=incoming_addresses(settings.public_url),
        numbers=tuple(dict.fromkeys((settings.twilio_from, settings.twilio_text_from))),
        api_key=settings.twilio_api_key,
        api_secret=secret.get_secret_value() if secret else None,
    )


def page_key(settings: Settings) -> str:
    """Return what opens the page of the phones: the same after each start, for its cookie."""
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret, b"the page of the phones", hashlib.sha256).hexdigest()[:32]
