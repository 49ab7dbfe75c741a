"""What lies open in the book although it is text, and why it may: the rest of it is sealed.

A new column of text is either sealed, or stands here with its reason;
``tests/book/test_columns.py`` fails until it does. Instants, counts, and words of our own lists
name nobody.
"""

_RANDOM = "made by us at random"
_CARRIER = "made by the carrier at random"
_DIGEST = "a digest under a key that is not in the book"
_TIMES = "times of day, without whose they are"

#: ``table.column``: why whoever steals the book may read it.
OPEN = {
    "escalations.id": _RANDOM,
    "escalations.reference": _RANDOM,
    "escalations.climb_begun": "instants, by the number of the rung",
    "escalations.dated_boot": "made by the system at random, at each start of the machine",
    "rungs.escalation_id": _RANDOM,
    "attempts.id": _RANDOM,
    "attempts.escalation_id": _RANDOM,
    "carrier_calls.attempt_id": _RANDOM,
    "carrier_calls.sid": _CARRIER,
    "events.escalation_id": _RANDOM,
    "events.attempt": _RANDOM,
    "events.proof": _DIGEST,
    "audit.proof": _DIGEST,
    "chain.of": "event or audit",
    "chain.owner": _DIGEST,
    "chain.proof": _DIGEST,
    "chain.link": _DIGEST,
    "chain_head.link": _DIGEST,
    "chain_head.sealed": _DIGEST,
    "codes.id": _RANDOM,
    "codes.sid": _CARRIER,
    "measurings.id": _RANDOM,
    "measurings.sid": _CARRIER,
    "tokens.digest": _DIGEST,
    "devices.digest": _DIGEST,
    "challenges.digest": _DIGEST,
    "pins.hashed": "a slow, salted hash under a key that is not in the book",
    "passkeys.id": "made by the device at random",
    "passkeys.public_key": "the half of a key that anybody may have",
    "organisation.timezone": "one of the world's time zones",
    "directory.hours": _TIMES,
    "time_away.starts": _TIMES,
    "time_away.ends": _TIMES,
    "swaps.starts": _TIMES,
    "swaps.ends": _TIMES,
    "tellings.path": "a word of our own for a way to the admins",
    "tickers.role": "worker or watch",
    "carrier_traces.sid": _CARRIER,
    "used_keys.digest": _DIGEST,
    "seals.name": "what a key is called: nobody gets back from it to the key",
}
