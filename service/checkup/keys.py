"""Looks what the keys of SECRET_KEY hold: what was written down, and PINs."""

from service.desk import evidence
from service.domain.checks import keeping
from service.domain.checks.lines import Found
from service.wiring import Parts, prover_of


def proofs(parts: Parts) -> Found:
    """Look whether the chain goes on, and all of it can be verified.

    Raises:
        BookUnavailable: it cannot be read.
    """
    prover = prover_of(parts.settings)
    end = evidence.end_of(parts.desk, prover)
    if not end.is_ours(prover):
        return Found(keeping.PROOFS_OTHER)
    lost = end.needs_older() and not parts.settings.older_secret_keys
    return Found(keeping.PROOFS_PART if lost else keeping.PROOFS_RIGHT)


def older_key(parts: Parts) -> Found:
    """Look whether the older key can go. For the command alone.

    Raises:
        BookUnavailable: it cannot be read.
    """
    desk = parts.desk
    end = evidence.end_of(desk, prover_of(parts.settings))
    with desk.book.reading() as page:
        left = [person for person, pin in page.pins().items() if not desk.pins.is_new(pin)]
    given = bool(parts.settings.older_secret_keys)
    return keeping.older_key(left, given=given, proves=end.needs_older())
