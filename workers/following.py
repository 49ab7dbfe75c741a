"""What a worker or the watch says of what it does, under the id of what it is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import structlog

from service.desk.work import Work
from service.tracing import span
from service.trails import along, trail_of

log = structlog.get_logger("ticker")


def kind_of(work: Work) -> str:
    """Name an errand."""
    return type(work.errand).__name__


@contextmanager
def errand_followed(work: Work) -> Iterator[None]:
    """Have *work* stand under its trail, and say at its end how long it took."""
    trail = trail_of(work.escalation.id, practice=work.escalation.drill)
    began = perf_counter()
    with along(trail):
        try:
            with span(kind_of(work), channel=work.attempt.channel.value):
                yield
        finally:
            log.info(
                "errand",
                what=kind_of(work),
                channel=work.attempt.channel.value,
                ms=_since(began),
                trail=trail.id,
            )


def say_look(escalation_id: str, errands: int, began: float) -> None:
    """Say that a look, *began* by `perf_counter`, handed out so many *errands*, if any."""
    if errands:
        trail = trail_of(escalation_id, practice=False)
        log.info("look", errands=errands, ms=_since(began), trail=trail.id)


def _since(began: float) -> int:
    return round((perf_counter() - began) * 1000)
