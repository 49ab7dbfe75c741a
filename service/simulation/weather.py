"""How badly the world behaves in one night, and what has befallen it so far."""

from collections import Counter
from dataclasses import dataclass, field, replace

from service.simulation.dice import Dice
from service.simulation.timeline import SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How likely each trouble is, from 0 to 1, wherever it may strike."""

    name: str = "calm"
    #: A process dies at a step: before or after a commit, before the carrier is asked.
    dies: float = 0.0
    #: A process dies while it asks the carrier.
    dies_asking: float = 0.0
    #: A process is frozen at a step, and wakes up late.
    freezes: float = 0.0
    #: Of the carrier's words on one call: lost, told twice, told late.
    lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    #: Of requests to the carrier: the answer is lost, and what was asked for done or not.
    unheard: float = 0.0
    untaken: float = 0.0
    slow: float = 0.0
    #: The carrier takes nothing now; it takes nothing for this person; it takes it and never rings.
    not_placed: float = 0.0
    refused: float = 0.0
    never_rings: float = 0.0
    #: The carrier's list does not show a call for some seconds.
    list_lags: float = 0.0
    #: A transaction meets a book that is away for some seconds; a commit's answer is lost.
    book_away: float = 0.0
    book_uncertain: float = 0.0
    #: Hints that are lost, and told twice.
    hints_lost: float = 0.02
    hints_doubled: float = 0.02
    #: Clocks that differ by up to a second, and jump.
    clocks: float = 0.0
    #: A colleague calls it off within seconds, while the first calls are on their way.
    called_off: float = 0.02


CALM = Weather()

#: One kind of trouble each, so that what a delay is due to is known.
KINDS = (
    (CALM, 20.0),
    (replace(CALM, name="crashes", dies=0.02), 10.0),
    (replace(CALM, name="crashes while asking", dies_asking=0.1), 10.0),
    (replace(CALM, name="frozen processes", freezes=0.02), 10.0),
    (replace(CALM, name="callbacks", lost=0.25, doubled=0.15, late=0.15), 10.0),
    (replace(CALM, name="lost answers", unheard=0.1, untaken=0.1, slow=0.1, list_lags=0.2), 10.0),
    (replace(CALM, name="refusals", not_placed=0.12, refused=0.08), 8.0),
    (replace(CALM, name="calls that never ring", never_rings=0.15), 4.0),
    (replace(CALM, name="the book", book_away=0.01, book_uncertain=0.02), 8.0),
    (replace(CALM, name="no bell", hints_lost=1.0), 3.0),
    (replace(CALM, name="clocks", clocks=1.0), 5.0),
    (
        Weather(
            name="everything",
            dies=0.006,
            dies_asking=0.03,
            freezes=0.006,
            lost=0.1,
            doubled=0.1,
            late=0.1,
            unheard=0.03,
            untaken=0.03,
            slow=0.05,
            not_placed=0.04,
            refused=0.03,
            list_lags=0.1,
            book_away=0.003,
            book_uncertain=0.006,
            hints_lost=0.3,
            hints_doubled=0.1,
            clocks=0.5,
        ),
        12.0,
    ),
)


def weather_of(name: str) -> Weather:
    """Return the weather of that name."""
    return next(one for one, _ in KINDS if one.name == name)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: when, what, and how many seconds it may cost at most."""

    at: int
    kind: str
    cost: float


@dataclass(slots=True)
class Ledger:
    """Everything that went wrong in one night."""

    faults: list[Fault] = field(default_factory=list)

    def note(self, at: int, kind: str, cost: float) -> None:
        """Write down one."""
        self.faults.append(Fault(at, kind, cost))

    def during(self, since: int) -> list[Fault]:
        """Return those whose effect reaches beyond *since*."""
        return [one for one in self.faults if one.at + one.cost * SECOND >= since]

    def counts(self) -> Counter[str]:
        """Count them by kind."""
        return Counter(one.kind for one in self.faults)


def draw_weather(dice: Dice) -> Weather:
    """Draw the weather of one night."""
    return dice.weighed(KINDS)
