"""What colleagues do tonight: press, perhaps twice, call it off, ring again, and talk at last."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from service.desk.raising import Press, raise_escalation
from service.domain.escalation import Escalation, State
from service.domain.people import PhoneNumber
from service.ports import Outage
from service.simulation.weather import CALM

if TYPE_CHECKING:
    from service.simulation.night import Night

#: Seconds between two looks of those who end what has not ended by itself.
ENDING = 5.0
#: What is said after it was taken, and how; half of it by the officer, half by the colleague.
AFTERWARDS = (
    ("by page", 35.0),
    ("by text", 12.0),
    ("hand back", 5.0),
    ("hand back by text", 3.0),
    ("still needed", 6.0),
    ("nothing", 39.0),
)


class Evening:
    """Everything that people start by themselves."""

    def __init__(self, night: "Night") -> None:
        self._night = night
        #: What each press gave, by its key.
        self.raised: dict[str, str] = {}
        self._texts = 0

    def begin(self) -> None:
        """Let everybody press when they do."""
        night = self._night
        for number, (person, seconds) in enumerate(night.scene.presses):
            key = f"press-{number}"
            night.time.after(seconds, partial(self._press, person, key))
            if night.dice.chance(0.2):
                moment = seconds + night.dice.mostly_low(0.0, 0.4)
                night.time.after(moment, partial(self._press, person, key))
            night.time.after(seconds + night.scene.horizon, partial(self._end, key))

    def _press(self, person: str, key: str) -> None:
        """Press; whoever hears nothing, or that it is not certain, presses again."""
        night, web = self._night, self._night.web
        if key in self.raised:
            return

        def again(_: Outage | None = None) -> None:
            self._press(person, key)

        night.time.after(6.0, again)
        if web.up:
            press = Press(person=person, key=key)
            web.later(
                0.01,
                lambda: web.run(
                    lambda: raise_escalation(web.desk, press),
                    then=partial(self._was_raised, key),
                    failed=lambda _: night.time.after(night.dice.between(1.0, 3.0), again),
                    keeps=False,
                ),
            )

    def _was_raised(self, key: str, escalation: Escalation) -> None:
        night = self._night
        if night.book.peek(escalation.id) is None:
            night.violates("kept", "what was answered as raised is not in the book")
        known = self.raised.setdefault(key, escalation.id)
        if known != escalation.id:
            night.violates("kept", "one key gave two")
        dice, raiser = night.dice, escalation.raiser.person
        if dice.chance(night.weather.called_off):
            act = partial(night.people.acts, "cancel", escalation.id, raiser)
            night.time.after(dice.between(0.05, 5.0), act)
        elif dice.chance(0.06):
            act = partial(night.people.acts, "cancel", escalation.id, raiser)
            night.time.after(dice.between(2.0, 400.0), act)
        if dice.chance(0.05):
            act = partial(night.people.acts, "ring again", escalation.id, raiser)
            night.time.after(dice.between(20.0, 500.0), act)

    def was_taken(self, escalation: Escalation) -> None:
        """Let one of the two say after a while what came of it, or forget to."""
        night, dice, holder = self._night, self._night.dice, escalation.holder
        if holder is None:
            return
        raiser, who = escalation.raiser, dice.chance(0.5)
        act: Callable[[], None]
        match dice.weighed(AFTERWARDS):
            case "by page":
                person = raiser.person if who else holder.person
                act = partial(night.people.acts, "confirm", escalation.id, person)
            case "by text":
                act = self._text(raiser.phone if who else holder.phone, "3", escalation)
            case "hand back":
                act = partial(night.people.acts, "hand back", escalation.id, holder.person)
            case "hand back by text":
                act = self._text(holder.phone, "4", escalation)
            case "still needed":
                act = partial(night.people.acts, "ring again", escalation.id, raiser.person)
            case _:
                return
        night.time.after(dice.between(20.0, 240.0), act)

    def _text(self, phone: PhoneNumber, body: str, escalation: Escalation) -> Callable[[], None]:
        self._texts += 1
        key = f"after/{self._texts}"
        body = self._night.dice.pick((body, f"{body} {escalation.reference}"))
        return partial(self._night.people.texts, phone, body, key)

    def _end(self, key: str) -> None:
        """Bring to an end what has not ended by itself, in fair weather."""
        night = self._night
        night.weather = CALM
        found = night.book.peek(self.raised.get(key, ""))
        if found is not None and found.state.closed:
            return
        night.time.after(ENDING, partial(self._end, key))
        if found is None:
            return
        raiser = found.raiser.person
        if found.state is State.ACKNOWLEDGED:
            night.people.acts("confirm", found.id, raiser)
        elif night.dice.chance(0.5):
            night.people.acts("cancel", found.id, raiser)
        else:
            night.people.acts("take", found.id, night.dice.pick(sorted(found.listed)))
