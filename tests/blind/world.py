"""One of two worlds: a house over a real book, in which something happened or did not."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from web.house import House, example_rota, number

from service.desk import Desk, errands, rounds
from service.desk.advancing import advance
from service.desk.hearing import call_told
from service.desk.turns import call_up
from service.domain.attempt import CallStatus
from service.domain.people import Person, Role
from service.domain.rota import LadderPlan, RungPlan
from service.wiring import Parts

#: Beside those of every house: a colleague, and somebody who has every role there is.
MORE = {
    "kit": ("Kit Moss", 127, {Role.STAFF}),
    "ola": ("Ola Berg", 128, {Role.STAFF, Role.OFFICER, Role.ADMIN, Role.TRUSTEE}),
}
#: Whoever is on the hidden call-out; everybody else is left out of it.
INSIDE = {"sam", "tom"}
OUTSIDE = ("kit", "jo", "amina", "priya", "noor", "grace", "ola")


def rota_of_worlds():
    """Return the example's rota with everybody in it; Ola may be rung on the other ladder."""
    plain = example_rota()
    people = {
        key: Person(key=key, name=name, phone=number(last), texts=True, roles=frozenset(roles))
        for key, (name, last, roles) in MORE.items()
    }
    ladders = (
        plain.ladders[0],
        LadderPlan(
            name="premises",
            rungs=(*plain.ladders[1].rungs, RungPlan(role="Deputy", holder="ola")),
        ),
    )
    return replace(plain, people={**plain.people, **people}, ladders=ladders)


@dataclass
class Letters:
    """A letter box of the admins."""

    path = "email"

    def __post_init__(self) -> None:
        self.told: list[object] = []

    def tell(self, notice) -> None:
        self.told.append(notice)


class Afterwards:
    """Does what no answer waits for once the answer is there: threads would not take turns."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], object]] = []

    def do(self, work: Callable[[], object]) -> None:
        self._waiting.append(work)

    def settle(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()


class World(House):
    """A house that also has a ticker, rounds, and admins who are told."""

    def __init__(self, url: str, folder: Path, dice) -> None:
        self.dice, self.letters = dice, Letters()
        #: Drawn for a practice: 1 puts none off, 0 would.
        self.lot = 1
        folder.mkdir()
        super().__init__(url, folder)
        joined = self.app.extensions["escalate"]
        self.app.extensions["escalate"] = replace(joined, background=Afterwards())
        self.changes_rota(rota_of_worlds())

    def _over(self, wired: Parts) -> Parts:
        joined = super()._over(wired)
        desk = Desk(self.book, self.bell, self.clock, lambda _below: self.lot, wired.desk.pins)
        keys = type(wired.keys)(desk, wired.keys.secret)
        line = type(wired.line)(desk, self.telephone, 1e9)
        return replace(joined, desk=desk, keys=keys, line=line)

    def settles(self) -> None:
        """Let everything be done that no answer waits for."""
        self.app.extensions["escalate"].background.settle()

    def passes(self, seconds: int, label: str) -> None:
        """Let so long pass in which nobody answers, with a ticker and the rounds."""
        self.ticks(f"{label} 0")
        for at in range(15, seconds + 15, 15):
            self.clock.passes(min(15, seconds - at + 15))
            self._phones_are(CallStatus.NO_ANSWER, of=CallStatus.RINGING)
            self.ticks(f"{label} {at}")

    def ticks(self, label: str) -> None:
        """Do what is due until nothing is, as a worker would; then go round."""
        self.has_a_ticker()
        for turn in range(6):
            for owner in self._due():
                self.dice.are_for(f"{label} {turn} {owner}")
                for work in advance(self.parts.desk, owner):
                    errands.run(self.parts.line, work)
            for work in call_up(self.parts.desk, 1e9).work:
                errands.run(self.parts.line, work)
            self._phones_are(CallStatus.RINGING, of=CallStatus.QUEUED)
        found = rounds.look_round(self.parts.desk)
        alarms = rounds.keep_alarms(self.parts.desk, found.faults)
        rounds.tell(self.parts.desk, [self.letters], alarms)

    def _due(self) -> list[str]:
        with self.real_book.reading() as page:
            return list(page.due(self.clock.now(), 50))

    def _phones_are(self, status: CallStatus, *, of: CallStatus) -> None:
        for call in list(self.telephone.calls.values()):
            if call.status is of:
                self.telephone.becomes(call.sid, status)
                call_told(self.parts.desk, call.attempt.id, call.sid, status, f"{call.sid}{status}")

    def reached(self, people=OUTSIDE) -> list[tuple[object, ...]]:
        """Return what came to the phones of those people, in words, in its order."""
        with self.real_book.reading() as page:
            rota = page.rota()
        theirs = {rota.people[one].phone for one in people}
        phone = self.telephone
        placed = [(one.attempt.phone, one.status) for one in phone.calls.values()]
        texted = [(one.attempt.phone, one.body) for one in phone.texts.values()]
        rung = [(one.phone, one.token) for one in phone.announced]
        sent = [(one.phone, one.body) for one in phone.sent]
        return [one for one in (*placed, *texted, *rung, *sent) if one[0] in theirs]
