"""Tickers over a book with one officer on duty, each stopped at its end."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from service.desk import Desk
from service.desk.raising import Press, raise_escalation
from service.domain.escalation import Escalation
from service.domain.ladder import LadderPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from workers.ticker import Ticker

PEOPLE = {
    "priya": Person(
        key="priya",
        name="Priya Shah",
        phone=PhoneNumber("+447700900111"),
        roles=frozenset({Role.OFFICER}),
    ),
    "sam": Person(
        key="sam",
        name="Sam Lee",
        phone=PhoneNumber("+447700900123"),
        roles=frozenset({Role.STAFF}),
    ),
}
ROTA = Rota(
    organisation="Harbour Lane",
    people=PEOPLE,
    ladders=(
        LadderPlan(
            name="safeguarding",
            rungs=(RungPlan(role="Officer", holder="priya"),),
            pace=LadderPace(),
        ),
    ),
)


class NoBell:
    """Redis is gone: nobody hints."""

    def ring(self, escalation_id: str) -> None:
        del escalation_id


Tickers = Callable[..., Ticker]


@contextmanager
def stopped_at_the_end() -> Iterator[Tickers]:
    """Make tickers as `Ticker(…)` does, and stop them however the block is left."""
    with ExitStack() as stack:

        def make(*args, **options) -> Ticker:
            ticker = Ticker(*args, **options)
            stack.callback(ticker.stop)
            return ticker

        yield make


def press(desk: Desk) -> Escalation:
    return raise_escalation(desk, Press(person="sam"))


def now(desk: Desk, escalation: Escalation) -> Escalation:
    with desk.book.reading() as page:
        found = page.escalation(escalation.id)
    assert found is not None
    return found
