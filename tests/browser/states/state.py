"""A page in one of its states: who opens what, and what has happened before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from playwright.sync_api import Page
from web.climbing import climbs, does, look
from web.house import House
from web.talking import hangs_up, joins, puts_through

from service.desk.advancing import advance
from service.domain.attempt import Outcome

#: What is done to a house before anybody presses.
Given = Callable[[House], object]
#: What happens to a call-out, by its id.
Event = Callable[[House, str], object]

CALL_OUT = "/call-outs/{one}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as a browser sends it: what stands on the page, with fields changed or left out.

    A value may have to be read from the house, as a code has. ``None`` leaves its field out.
    """

    to: str
    fields: Mapping[str, str | Callable[[House], str] | None] = field(default_factory=dict)

    def filled(self, house: House) -> dict[str, str | None]:
        """Return the fields, with what had to be read."""
        return {
            name: value(house) if callable(value) else value for name, value in self.fields.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One page in one state."""

    #: Tells it from all others, and is the name of its picture.
    name: str
    #: The endpoint that answers, as ``service/web/roles.py`` has it.
    page: str
    #: Who is signed in, and how long ago they showed who they are.
    person: str | None = None
    proved_ago: timedelta = timedelta()
    #: The address that is opened; ``{one}`` is the call-out.
    where: str = "/"
    given: tuple[Given, ...] = ()
    #: What has happened to the call-out that Sam raised; ``None``: there is none.
    events: tuple[Event, ...] | None = None
    raiser: str = "sam"
    #: What is sent from that address, and what is done on the page at last.
    sends: Sent | None = None
    then: Callable[[Page], object] | None = None
    status: int = 200
    #: Whether the browser itself tells its console that a request was lost.
    lost: bool = False


def after(seconds: int) -> Event:
    """So many seconds in which nobody answers."""
    return partial(_climbs, seconds=seconds)


def _climbs(house: House, one: str, seconds: int) -> None:
    climbs(house, one, seconds)


def by(person: str, verb: str) -> Event:
    """Have *person* do it, and let what follows from it happen."""

    def happens(house: House, one: str) -> None:
        does(house, verb, one, person)
        look(house, one)

    return happens


def later(seconds: int) -> Event:
    """So many seconds in which all that is due is done."""

    def happens(house: House, one: str) -> None:
        for _ in range(0, seconds, 60):
            house.clock.passes(60)
            look(house, one)

    return happens


def nobody_awake(house: House, _one: str) -> None:
    """Let every ticker be silent for too long."""
    house.clock.passes(60)


def dialling(house: House, one: str) -> None:
    """Let the first call be written down as dialled, and not be placed yet."""
    advance(house.parts.desk, one)


def put_through(house: House, one: str) -> None:
    """Let the colleague's phone ring, so that the two are put through."""
    puts_through(house, one, "priya")


def talking(house: House, one: str) -> None:
    """Let the two be on a call."""
    joins(house, one)


def talked(house: House, one: str) -> None:
    """Let that call be over after a minute."""
    house.clock.passes(60)
    hangs_up(house, one)


def missed(outcome: Outcome) -> Event:
    """Let the colleague's phone not be reached."""
    return lambda house, one: hangs_up(house, one, outcome)


def as_practice(house: House, one: str) -> None:
    """Make it a practice."""
    with house.real_book.writing() as page:
        page.save(replace(page.escalation(one), drill=True))
