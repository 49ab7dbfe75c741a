"""Who is on duty tonight, and what they do with a phone that rings, and with their texts."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from service.desk import acting, answering, texting_in
from service.desk.acting import Step
from service.desk.spots import Said, Spot
from service.domain.attempt import CallStatus, Failure
from service.domain.ladder import Channel
from service.domain.people import PhoneNumber
from service.domain.refusals import Refusal
from service.domain.words import Menu
from service.ports import Outage

if TYPE_CHECKING:
    from service.simulation.carrier import Call, Text
    from service.simulation.night import Night

#: What somebody presses once they have listened; "" for nothing, as a mailbox and a sleeper do.
KEYS = (("1", 60.0), ("2", 14.0), ("3", 2.0), ("*", 3.0), ("7", 4.0), ("", 17.0))
#: The same after the key that takes it; "#" stands for hanging up.
KEYS_AFTER = {
    Menu.TAKEN: (("1", 50.0), ("4", 6.0), ("*", 4.0), ("7", 3.0), ("", 6.0), ("#", 31.0)),
    Menu.HAND_BACK: (("4", 60.0), ("1", 25.0), ("7", 5.0), ("#", 10.0)),
    Menu.TALKED: (("1", 45.0), ("2", 15.0), ("7", 3.0), ("", 7.0), ("#", 30.0)),
}
#: What somebody texts back; ``{}`` is the reference.
REPLIES = (
    ("1", 40.0),
    ("1 {}", 20.0),
    ("2", 12.0),
    ("{} 2.", 5.0),
    ("on my way", 15.0),
    ("3", 8.0),
    ("STOP", 2.0),
)
#: How many seconds an officer stays on a call on which nobody puts them through.
LONGEST = 75.0
#: How likely somebody else takes it by page at the moment when one presses 1.
RIVALS = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Temper:
    """How somebody is tonight: how likely they pick up, have a mailbox, and text back."""

    answers: float
    mailbox: float
    texts_back: float
    busy: float = 0.04
    fails: float = 0.02


class People:
    """Everybody at the other end of a line."""

    def __init__(self, night: "Night", tempers: dict[PhoneNumber, Temper]) -> None:
        self._night = night
        self._tempers = tempers

    # Calls.

    def hears_ring(self, call: "Call") -> tuple[CallStatus | None, float]:
        """Say what comes of a ring, and after how many seconds; ``None`` where it rings out."""
        dice, temper = self._night.dice, self._tempers[call.attempt.phone]
        if dice.chance(temper.busy):
            return CallStatus.BUSY, dice.between(0.2, 2.0)
        if dice.chance(temper.fails):
            return CallStatus.FAILED, dice.between(0.2, 2.0)
        if dice.chance(temper.answers):
            return CallStatus.IN_PROGRESS, dice.between(2.0, 18.0)
        if dice.chance(temper.mailbox):
            return CallStatus.IN_PROGRESS, dice.between(15.0, 30.0)
        return None, 0.0

    def answers(self, call: "Call") -> None:
        """Pick up; the carrier asks what to say, and once more where nobody answers it."""
        self._ask_words(call, again=True)

    def _ask_words(self, call: "Call", *, again: bool) -> None:
        night = self._night
        web, life = night.web, night.web.life
        heard = []

        def hears(said: Said) -> None:
            heard.append(said)
            self.listens(call, said)

        def nobody_there() -> None:
            if not call.status.final and web.life != life and again and not heard:
                self._ask_words(call, again=False)

        if not web.up:
            night.time.after(1.0, lambda: self._ask_words(call, again=False) if again else None)
            if not again:
                night.time.after(1.0, partial(night.carrier.ends, call, CallStatus.COMPLETED))
            return
        night.time.after(3.0, nobody_there)
        web.later(
            night.dice.mostly_low(0.02, 0.3),
            lambda: web.run(
                lambda: answering.answered(web.desk, call.attempt.id, call.sid),
                then=hears,
                keeps=False,
            ),
        )
        self._hangs_up_at_last(call)

    def _hangs_up_at_last(self, call: "Call") -> None:
        """Have them hang up whatever is said, unless they are being put through, or talk."""

        def hangs_up() -> None:
            if call.leg is not None and not call.leg.status.final:
                self._hangs_up_at_last(call)
            else:
                self._night.carrier.ends(call, CallStatus.COMPLETED)

        self._night.time.after(LONGEST, hangs_up)

    def listens(self, call: "Call", said: Said) -> None:
        """Hear what is said; press something, stay silent, or hang up."""
        night, dice, spot = self._night, self._night.dice, said.spot
        if call.status.final:
            return
        if said.through is not None:
            night.legs.place(call, said)
            return
        key = "#"
        if spot is not None and said.script.listens:
            key = dice.weighed(KEYS_AFTER.get(spot.menu, KEYS))
        if spot is None or key == "#":
            seconds = dice.between(2.0, 12.0)
            night.time.after(seconds, partial(night.carrier.ends, call, CallStatus.COMPLETED))
        elif key:
            turn = said.script.turn
            night.time.after(dice.between(2.0, 14.0), partial(self._presses, call, spot, key, turn))
        else:
            again = partial(self._stays_silent, call, spot, said.script.turn + 1)
            night.time.after(18.0, again)

    def _stays_silent(self, call: "Call", spot: Spot, turn: int) -> None:
        web = self._night.web
        if call.status.final:
            return
        web.later(
            0.05,
            lambda: web.run(
                lambda: answering.menu_again(web.desk, spot, turn),
                then=partial(self.listens, call),
                keeps=False,
            ),
        )

    def _presses(self, call: "Call", spot: Spot, key: str, turn: int) -> None:
        night = self._night
        if call.status.final:
            return
        night.say("presses", call.attempt.id, key)
        if key == "1" and spot.menu is Menu.OPENING and night.dice.chance(RIVALS):
            self._rival(call)
        if key == "1" and spot.menu is Menu.TAKEN:
            night.watch.spoken.asked_through(spot.offered[0].escalation)
        self._press(call, spot, key, turn)

    def _press(self, call: "Call", spot: Spot, key: str, turn: int) -> None:
        night, web = self._night, self._night.web

        def heard(said: Said) -> None:
            night.watch.heard(call, said)
            self.listens(call, said)

        def press() -> Said:
            return answering.pressed(web.desk, spot, key, turn)

        web.later(night.dice.mostly_low(0.02, 0.3), lambda: web.run(press, then=heard))
        if night.dice.chance(night.weather.doubled):
            night.fault("key doubled", 0.0)
            web.later(night.dice.mostly_low(0.3, 20.0), lambda: web.run(press))

    def _rival(self, call: "Call") -> None:
        """Have somebody else on the list take it by page within a moment."""
        night = self._night
        found = night.book.peek(call.escalation)
        others = sorted(found.listed - {call.attempt.person}) if found else []
        if others:
            who = night.dice.pick(others)
            night.time.after(
                night.dice.mostly_low(0.0, 0.5), partial(self.acts, "take", call.escalation, who)
            )

    # Texts.

    def gets_text(self, text: "Text") -> None:
        """Read a text some time, or never; perhaps reply."""
        night, dice = self._night, self._night.dice
        temper = self._tempers.get(text.attempt.phone)
        if dice.chance(0.02):
            night.time.after(
                dice.between(1.0, 20.0), partial(night.callbacks.text_failed, text, Failure.PERSON)
            )
        if temper is None or not text.attempt.purpose.asks or not dice.chance(temper.texts_back):
            return
        found = night.book.peek(text.escalation)
        body = dice.weighed(REPLIES).format(found.reference if found else "")
        seconds = dice.mostly_low(4.0, 240.0)
        night.time.after(seconds, partial(self.texts, text.attempt.phone, body, f"in/{text.sid}"))
        if dice.chance(night.weather.doubled):
            night.fault("text doubled", 0.0)
            night.time.after(
                seconds + dice.mostly_low(0.0, 20.0),
                partial(self.texts, text.attempt.phone, body, f"in/{text.sid}"),
            )

    def texts(self, phone: PhoneNumber, body: str, key: str) -> None:
        """Text our number."""
        web = self._night.web
        self._night.say("texts", key, body)
        web.later(0.1, lambda: web.run(lambda: texting_in.text_came(web.desk, phone, body, key)))

    # Pages.

    def acts(self, verb: str, escalation_id: str, person: str) -> None:
        """Do something by page; whoever is told that it failed presses once more."""
        night, web = self._night, self._night.web
        step = Step(escalation=escalation_id, person=person, channel=Channel.PAGE)
        night.say("by page", verb, person)

        def once_more(_: Outage) -> None:
            night.time.after(2.0, partial(self.acts, verb, escalation_id, person))

        def do() -> Any:
            try:
                return VERBS[verb](web.desk, step)
            except Refusal:
                return None

        if web.up:
            web.later(0.01, lambda: web.run(do, failed=once_more, keeps=False))
        else:
            once_more(Outage())


VERBS = {
    "take": acting.acknowledge,
    "pass on": acting.pass_on,
    "hand back": acting.hand_back,
    "confirm": acting.confirm,
    "cancel": acting.cancel,
    "ring again": acting.ring_again,
}
