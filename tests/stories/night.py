"""A night, with phones and a clock: real desk, real book, pretended carrier, no waiting.

A ring or a text that the story does not expect fails it, so silence is asserted for free.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from fakes.clock import Clock, QuietBell
from fakes.telephone import FakeCall
from stories.dialling import Dialling
from stories.phone import Phone

from service.book import SqlBook
from service.desk import Desk, errands, hearing, viewing
from service.desk.acting import Step
from service.desk.advancing import advance
from service.desk.errands import Line
from service.desk.raising import Press, raise_escalation
from service.desk.turns import call_up
from service.domain.attempt import CallStatus
from service.domain.directory import DirectoryEntry
from service.domain.escalation import Escalation
from service.domain.ladder import LadderPace, RungPace
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.standing import Beat

HELPLINE = DirectoryEntry(name="Helpline", phone="020 7946 0999", dial="+442079460999")


class Night:
    """One organisation's night from three o'clock on."""

    def __init__(self, book: SqlBook) -> None:
        self.clock = Clock()
        self.telephone = Dialling(self)
        self.desk = Desk(book, QuietBell(), self.clock)
        self.line = Line(self.desk, self.telephone, calls_per_second=1e9)
        self.escalations: list[str] = []
        self.phones: dict[str, Phone] = {}
        self._names = count()
        self._told = 0
        self._rung: deque[FakeCall] = deque()
        self._texted = 0
        self._texts: list[tuple[PhoneNumber, str]] = []
        self.rota = Rota(organisation="Harbour Lane", directory=(HELPLINE,))
        self.sam = self._hire("Sam", "+447700900123", Role.STAFF)

    # Setting the scene.

    def puts_on_duty(
        self, *names: str | None, pace: RungPace | None = None, ladder: LadderPace | None = None
    ) -> list[Phone]:
        """Make a ladder of these people, first to be rung first; ``None`` is an empty rung."""
        numbers = (f"+4477009002{index:02}" for index in count(11))
        phones = [self._hire(name, next(numbers), Role.OFFICER) for name in names if name]
        rungs = tuple(
            RungPlan(
                role="Safeguarding officer" if index == 0 else "Deputy",
                holder=name.lower() if name else None,
                pace=pace or RungPace(),
            )
            for index, name in enumerate(names)
        )
        plan = LadderPlan(name="safeguarding", rungs=rungs, pace=ladder or LadderPace())
        self._keep(replace(self.rota, ladders=(plan,)))
        return phones

    def raises(self, who: Phone | None = None, **press: object) -> Escalation:
        """Have a colleague press the button."""
        person = (who or self.sam).key
        raised = raise_escalation(self.desk, Press(person=person, **press))  # type: ignore[arg-type]
        if raised.id not in self.escalations:
            self.escalations.append(raised.id)
        self.settle()
        return raised

    # Acting by page.

    def does(self, verb: Callable[[Desk, Step], Escalation], who: Phone) -> Escalation:
        """Have *who* do *verb* to the latest call-out by page."""
        done = verb(self.desk, Step(escalation=self.escalations[-1], person=who.key))
        self.settle()
        return done

    def colleague_sees(self, words: str) -> None:
        assert words in viewing.view(self.desk, self.escalations[-1], "sam").now

    def now(self) -> Escalation:
        """Return the latest escalation as the book has it."""
        with self.desk.book.reading() as page:
            found = page.escalation(self.escalations[-1])
        assert found is not None
        return found

    def history(self) -> list[tuple[str, str | None]]:
        with self.desk.book.reading() as page:
            return [(one.kind.value, one.name) for one in page.history(self.escalations[-1])]

    # Time.

    def passes(self, span: timedelta) -> None:
        """Let time pass; any phone that rings meanwhile fails the story."""
        self.passes_quietly(span.total_seconds())
        self.is_quiet()

    def passes_quietly(self, seconds: float) -> None:
        """Let time pass; what rings meanwhile is for the story to expect."""
        until = self.clock.at + timedelta(seconds=seconds)
        while (due := self._due()) is not None and due <= until:
            self.clock.at = max(due, self.clock.at)
            self.settle()
        self.clock.at = until
        self.settle()

    def settle(self) -> None:
        """Do what is due now, as tickers do, until nothing is."""
        with self.desk.book.writing() as page:
            page.beat(Beat("watch-1", "watch", self.clock.at))
        while True:
            with self.desk.book.reading() as page:
                due = page.due(self.clock.at, 50)
            called = call_up(self.desk, self.line.calls_per_second).work
            for work in called:
                errands.run(self.line, work)
            if not due and not called:
                return
            for escalation_id in due:
                if escalation_id not in self.escalations:
                    self.escalations.append(escalation_id)
                for work in advance(self.desk, escalation_id, self.line.calls_per_second):
                    errands.run(self.line, work)
            self.listen()

    def next_ring(self, within: float) -> FakeCall | None:
        """Return the next call that rings, at once or within so many seconds."""
        until = self.clock.at + timedelta(seconds=within)
        while not self._rung:
            due = self._due()
            if due is None or due > until:
                return None
            self.clock.at = max(due, self.clock.at)
            self.settle()
        return self._rung.popleft()

    def next_text(self, number: PhoneNumber) -> str | None:
        for text in self._texts:
            if text[0] == number:
                self._texts.remove(text)
                return text[1]
        return None

    def tell(self, call: FakeCall) -> None:
        """Have the carrier tell how a call stands."""
        hearing.call_told(self.desk, call.attempt.id, call.sid, call.status, self.name())

    def name(self) -> str:
        """Name a webhook."""
        return f"webhook-{next(self._names)}"

    def is_quiet(self) -> None:
        assert not self._rung, f"{self._rung[0].attempt.name}'s phone rang unexpectedly"

    def texts_left(self) -> list[str]:
        return [body for _, body in self._texts]

    def listen(self, *, told: bool = True) -> None:
        """Have every phone ring that the carrier has dialled since, and tell of it, or not."""
        calls = list(self.telephone.calls.values())
        for call in calls[self._told :]:
            self._told += 1
            call.status = CallStatus.RINGING
            if told:
                self._rung.append(call)
                self.tell(call)
        texts = list(self.telephone.texts.values())
        self._texts += [(one.attempt.phone, one.body) for one in texts[self._texted :]]
        self._texted = len(texts)

    def _due(self) -> datetime | None:
        moments = []
        with self.desk.book.reading() as page:
            for escalation_id in self.escalations:
                found = page.escalation(escalation_id)
                if found is not None and found.due_at is not None:
                    moments.append(found.due_at)
            line, standing = page.line(), page.carrier()
        if line.first is not None:
            free = line.free_from or self.clock.at
            moments.append(max(free, standing.next_try(self.clock.at)))
        return min(moments, default=None)

    def _hire(self, name: str, number: str, role: Role) -> Phone:
        phone = Phone(self, name, PhoneNumber(number))
        person = Person(
            key=name.lower(),
            name=f"{name} Example",
            phone=phone.number,
            texts=True,
            roles=frozenset({role}),
        )
        self._keep(replace(self.rota, people={**self.rota.people, person.key: person}))
        self.phones[name] = phone
        return phone

    def _keep(self, rota: Rota) -> None:
        self.rota = rota
        with self.desk.book.writing() as page:
            page.replace_rota(rota)
