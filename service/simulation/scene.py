"""The house of one night: who is on which rung, at what pace, and how they are tonight."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.simulation.dice import Dice
from service.simulation.people import Temper

NAMES = ("Priya", "Tom", "Amina", "Ben")
RAISERS = ("Sam", "Joy", "Lee")
#: An ordinary evening, and minutes before the clocks change, one way and the other.
EVENINGS = (
    (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), 40.0),
    (datetime(2026, 10, 25, 0, 56, tzinfo=UTC), 1.0),
    (datetime(2027, 3, 28, 0, 56, tzinfo=UTC), 1.0),
)
LADDER = "safeguarding"
#: When the officer is reminded, the colleague asked, and ringing resumes, in seconds. Most are
#: short: a night is no longer than a quarter of an hour as a rule.
SPOKEN = (
    ((180, 360, 900), 30.0),
    ((60, 120, 240), 30.0),
    ((25, 50, 110), 30.0),
    ((240, 120, 90), 10.0),
)
DEFAULT = RungPace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that holds before the first press."""

    start: datetime
    rota: Rota
    tempers: dict[PhoneNumber, Temper]
    #: Who presses, and after how many seconds.
    presses: tuple[tuple[str, float], ...]
    #: After so many seconds somebody takes it by page, or it is called off.
    horizon: float
    #: What the carrier takes in a second.
    per_second: float


def draw_scene(dice: Dice) -> Scene:
    """Draw the scene of one night."""
    people = _people(dice)
    officers = [one for one in people.values() if Role.OFFICER in one.roles]
    asleep = dice.chance(0.2)
    return Scene(
        start=dice.weighed(EVENINGS) + timedelta(microseconds=int(dice.between(0, 240e6))),
        rota=Rota(organisation="Harbour Lane", people=people, ladders=(_ladder(dice, officers),)),
        tempers={one.phone: _temper(dice, asleep=asleep) for one in officers},
        presses=_presses(dice),
        horizon=dice.weighed(((900.0, 85.0), (2400.0, 12.0), (14400.0, 3.0))),
        per_second=dice.weighed(((1.0, 30.0), (10.0, 70.0))),
    )


def _people(dice: Dice) -> dict[str, Person]:
    count = dice.weighed(((1, 10.0), (2, 35.0), (3, 40.0), (4, 15.0)))
    numbers = [PhoneNumber(f"+4477009002{index:02}") for index in range(count)]
    if count > 1 and dice.chance(0.04):
        numbers[1] = numbers[0]  # Two who share a phone.
    people = {}
    for name, number in zip(NAMES, numbers, strict=False):
        people[name.lower()] = _person(name, number, Role.OFFICER, texts=dice.chance(0.85))
    for index, name in enumerate(RAISERS):
        number = PhoneNumber(f"+4477009001{index:02}")
        people[name.lower()] = _person(name, number, Role.STAFF, texts=dice.chance(0.9))
    return people


def _person(name: str, phone: PhoneNumber, role: Role, *, texts: bool) -> Person:
    key = name.lower()
    return Person(
        key=key, name=f"{name} Example", phone=phone, texts=texts, roles=frozenset({role})
    )


def _ladder(dice: Dice, officers: list[Person]) -> LadderPlan:
    rungs = [RungPlan(role="Officer", holder=one.key, pace=_pace(dice)) for one in officers]
    if dice.chance(0.08):
        rungs.insert(int(dice.between(0, len(rungs) + 1)), RungPlan(role="Empty"))
    everyone_after = dice.chance(0.9)
    between_rounds = timedelta(seconds=dice.pick((60, 180, 300)))
    reminder, question, limit = (timedelta(seconds=one) for one in dice.weighed(SPOKEN))
    pace = LadderPace(
        everyone_after=everyone_after,
        between_rounds=between_rounds,
        spoken_reminder=reminder,
        spoken_question=question,
        spoken_limit=limit,
    )
    return LadderPlan(name=LADDER, rungs=tuple(rungs), pace=pace)


def _pace(dice: Dice) -> RungPace:
    if dice.chance(0.6):
        return DEFAULT
    return RungPace(
        ring=timedelta(seconds=dice.pick((12, 22, 35))),
        tries=dice.pick((1, 2, 3)),
        between_tries=timedelta(seconds=dice.pick((20, 45, 60))),
        before_next=timedelta(seconds=dice.pick((10, 45, 105))),
        channels=dice.weighed(
            (
                (frozenset({Channel.CALL, Channel.TEXT}), 70.0),
                (frozenset({Channel.CALL}), 30.0),
            )
        ),
    )


def _temper(dice: Dice, *, asleep: bool) -> Temper:
    return Temper(
        answers=0.0 if asleep else dice.pick((0.2, 0.6, 0.9)),
        mailbox=dice.pick((0.0, 0.0, 0.5)),
        texts_back=0.03 if asleep else 0.15,
    )


def _presses(dice: Dice) -> tuple[tuple[str, float], ...]:
    count = dice.weighed(((1, 85.0), (2, 12.0), (3, 3.0)))
    names = [name.lower() for name in RAISERS[:count]]
    latest = [1.0] + [300.0] * (count - 1)
    return tuple((name, dice.between(0.0, end)) for name, end in zip(names, latest, strict=True))
