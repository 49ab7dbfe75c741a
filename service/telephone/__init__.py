"""Keeps the promise of `ports.Telephone` with a carrier that speaks Twilio.

What may not happen here: a rule about whom to ring or when (that is the domain's), a look
into the book, or a number, name or token in a log line, an error's text or an address.
"""
