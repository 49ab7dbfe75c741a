"""So many examples of a strategy, which follow from the seed alone."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

#: Hypothesis keeps what it tried, so that many at once cost ever more: a fresh start now and then.
AT_ONCE = 1000


def throw(pieces: SearchStrategy[Any], many: int, start: int, act: Callable[[Any], None]) -> None:
    """Do *act* with *many* pieces."""
    for nth, done in enumerate(range(0, many, AT_ONCE)):
        left = min(AT_ONCE, many - done)
        given_by = settings(
            max_examples=left,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(start + nth)(given_by(given(piece=pieces)(_once(act, left))))()


def _once(act: Callable[[Any], None], left: int) -> Callable[..., None]:
    """Return what Hypothesis may call oftener than it was asked to, for *left* times alone."""
    thrown = iter(range(left))

    def once(piece: Any) -> None:
        if next(thrown, None) is not None:
            act(piece)

    return once
