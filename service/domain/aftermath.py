"""When the two are asked whether they have spoken, and when ringing resumes.

Every wait counts from when the officer took it, and gives way to a talk: nobody who is, or
was just now, on a joined call is asked what they are doing.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from service.domain.attempt import Purpose
from service.domain.escalation import Escalation, Happening, Holder
from service.domain.events import Event, Kind
from service.domain.ladder import Channel, Rung
from service.domain.notices import officers_tried, takes_texts
from service.domain.plan import FollowUp, Try

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """When what is still to be done is due; ``None`` for what is done, or not needed."""

    reminder: datetime | None
    question: datetime | None
    limit: datetime


def timetable_of(escalation: Escalation, holder: Holder) -> Due:
    """Say when *holder* is reminded, the colleague is asked, and the next person is rung.

    Whoever has talked needs no reminder to ring; both still confirm, for which they have as
    long after the talk as an officer has before the first reminder.
    """
    pace, talks = escalation.pace, escalation.talks
    talked = any(one.talked for one in talks)
    last = max((one.ended_at for one in talks if one.ended_at is not None), default=holder.at)
    reminder = None if talked or holder.reminded_at else max(holder.at + pace.spoken_reminder, last)
    question = None if holder.asked_at else max(holder.at + pace.spoken_question, last)
    limit = holder.at + pace.spoken_limit
    if talks:
        limit = max(limit, last + pace.spoken_reminder)
    return Due(reminder, question, limit)


def follow_up(escalation: Escalation, now: datetime) -> FollowUp:
    """Remind the officer, ask the colleague, ring the next; never while the two talk."""
    look = _Look(escalation, now)
    holder = escalation.holder
    # The end of a call that puts them through, or has joined them, brings us back here.
    if holder is not None and escalation.bridge is None:
        due = timetable_of(escalation, holder)
        if not escalation.drill:
            look.remind(due.reminder)
            look.question(due.question)
        if look.due(due.limit):
            look.becomes = Happening.ENDED if escalation.drill else Happening.RESUMED
    look.ask_daily()
    return look.found()


def ask_daily(escalation: Escalation, now: datetime) -> FollowUp:
    """Ask whoever it concerns once a day, for as long as it is not closed."""
    look = _Look(escalation, now)
    look.ask_daily()
    return look.found()


@dataclass(slots=True)
class _Look:
    """One look at what follows: gathers what is due now, and when to look again."""

    escalation: Escalation
    now: datetime
    holder: Holder | None = None
    asked_days: int = 0
    becomes: Happening | None = None
    events: list[Event] = field(default_factory=list)
    tries: list[Try] = field(default_factory=list)
    looks: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.holder = self.escalation.holder
        self.asked_days = self.escalation.asked_days

    def found(self) -> FollowUp:
        return FollowUp(
            holder=self.holder,
            asked_days=self.asked_days,
            becomes=self.becomes,
            events=tuple(self.events),
            tries=tuple(self.tries),
            looks=tuple(self.looks),
        )

    def due(self, at: datetime | None) -> bool:
        if at is not None and at > self.now:
            self.looks.append(at)
        return at is not None and at <= self.now

    def remind(self, at: datetime | None) -> None:
        if self.holder is None or not self.due(at):
            return
        self.holder = replace(self.holder, reminded_at=self.now)
        rung = self.escalation.officer(self.holder.person)
        if rung is not None and takes_texts(self.escalation, self.holder.person):
            self.text(Purpose.REMINDER, rung)
            self.events.append(Event(self.now, Kind.REMINDED, self.holder.name, Channel.TEXT))

    def question(self, at: datetime | None) -> None:
        if self.holder is None or not self.due(at):
            return
        self.holder = replace(self.holder, asked_at=self.now)
        self.ask_raiser(Purpose.QUESTION)

    def ask_daily(self) -> None:
        age = max((self.now - self.escalation.raised_at) // DAY, 0)
        if self.escalation.drill:
            return
        self.looks.append(self.escalation.raised_at + (age + 1) * DAY)
        if age <= self.asked_days:
            return
        self.asked_days = age
        self.ask_raiser(Purpose.DAILY)
        for rung in officers_tried(self.escalation):
            # Who never had what somebody has by now has nothing to say to it.
            if self.holder is None or rung.person in self.escalation.had_by:
                self.text(Purpose.DAILY, rung)

    def ask_raiser(self, purpose: Purpose) -> None:
        self.events.append(Event(self.now, Kind.ASKED, self.escalation.raiser.name))
        if self.escalation.raiser.texts:
            self.text(purpose)

    def text(self, purpose: Purpose, rung: Rung | None = None) -> None:
        self.tries.append(Try(purpose=purpose, channel=Channel.TEXT, rung=rung))
