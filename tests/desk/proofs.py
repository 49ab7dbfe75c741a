"""A rota whose numbers are proved and measured, and how a test does it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from service.desk import errands, proving, proving_calls
from service.desk.advancing import advance
from service.desk.codes import send_code
from service.domain.attempt import CallStatus
from service.domain.codes import digits_of
from service.domain.people import NumberMarks, Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan

SECRET = "made-up-and-long-enough-for-a-test"
PRIYA, TOM, SAM = (PhoneNumber(f"+447700900{end}") for end in (111, 112, 123))
DAY, NIGHT = (datetime(2026, 11, 23, hour, tzinfo=UTC) for hour in (11, 22))
RINGING, ANSWERED, OVER = CallStatus.RINGING, CallStatus.IN_PROGRESS, CallStatus.COMPLETED


def rota():
    people = [
        Person(key="priya", name="Priya Shah", phone=PRIYA, roles=frozenset({Role.OFFICER})),
        Person(key="tom", name="Tom Reed", phone=TOM, roles=frozenset({Role.ADMIN})),
        Person(key="sam", name="Sam Lee", phone=SAM, roles=frozenset({Role.STAFF})),
    ]
    return Rota(
        organisation="Harbour Lane",
        people={one.key: one for one in people},
        ladders=(
            LadderPlan(name="safeguarding", rungs=(RungPlan(role="Officer", holder="priya"),)),
        ),
    )


class Hourglass:
    """A clock that goes on only while somebody waits."""

    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at

    def wait(self, seconds):
        self.at += timedelta(seconds=seconds)


def marks(day, phone=PRIYA):
    with day.desk.book.reading() as page:
        return page.marks(phone)


def proves(day, **known):
    with day.desk.book.writing() as page:
        page.mark(PRIYA, replace(NumberMarks(proved_at=day.desk.clock.now()), **known))


def has_code_spoken(day, by="tom"):
    code = send_code(day, SECRET, proving.ask_code(day.desk, "priya", by))
    return digits_of(SECRET, code.id)


def measures(day, glass, by="tom"):
    measuring = proving.ask_measuring(day.desk, "priya", by)
    proving.let_ring(day, measuring, wait=glass.wait)
    return measuring


def tells(day, measuring, *statuses):
    """Have the carrier tell each status, so many seconds after ten o'clock."""
    for status, after in statuses:
        at = DAY + timedelta(seconds=after)
        proving_calls.told(day.desk, measuring.id, "CA1", status, at)


def found(day):
    return proving.proof_of(day.desk, "priya").found


def looks(day, escalation):
    for work in advance(day.desk, escalation.id):
        errands.run(day, work)
