"""A carrier of our own: it speaks Twilio on the wire and shows its phones in the browser.

No real phone rings here. It stands alone, as a carrier would, and shares nothing with the
rest of the project: what the two sides know of each other is what crosses the wire.
"""

from service.exchange.server import create_exchange, running_exchange, serve
from service.exchange.settings import ExchangeSettings

__all__ = ["ExchangeSettings", "create_exchange", "running_exchange", "serve"]
