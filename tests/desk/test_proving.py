"""A number is proved by its code, and measured by letting it ring; call-outs go first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from service.desk import code_calls, errands, proving, proving_calls
from service.desk.advancing import advance
from service.desk.codes import send_code
from service.desk.raising import Press, raise_escalation
from service.domain import words
from service.domain.attempt import CallStatus
from service.domain.codes import digits_of
from service.domain.edits.people import NoSuchPerson
from service.domain.people import NumberMarks, Person, PhoneNumber, Role
from service.domain.proving import Found
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.ports import NotPlaced, Uncertain

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


@pytest.fixture
def glass():
    return Hourglass(DAY)


@pytest.fixture
def day(line, glass):
    """A line in the morning, with a rota, and no lot that stops a measuring."""
    with line.desk.book.writing() as page:
        page.replace_rota(rota())
    return replace(line, desk=replace(line.desk, clock=glass, draw=lambda odds: odds - 1))


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


def test_the_code_that_was_spoken_proves_the_number(day):
    with day.desk.book.writing() as page:
        page.mark(PRIYA, NumberMarks(prove_again=True, texts_off=True))
    code = has_code_spoken(day)
    assert [one.phone for one in day.telephone.announced] == [PRIYA]
    assert proving.proof_of(day.desk, "priya").asked
    assert not proving.proof_of(day.desk, "priya").counts
    proving.type_code(day.desk, SECRET, "priya", code)
    assert marks(day) == NumberMarks(proved_at=DAY, texts_off=True)
    assert proving.proof_of(day.desk, "priya").counts


def test_another_code_proves_nothing(day):
    code = has_code_spoken(day)
    with pytest.raises(proving.CodeWrong):
        proving.type_code(day.desk, SECRET, "priya", f"{(int(code) + 1) % 10**6:06}")
    with pytest.raises(proving.CodeOver):
        proving.type_code(day.desk, SECRET, "tom", code)
    assert marks(day) == marks(day, TOM) == NumberMarks()


def test_a_code_for_the_number_before_proves_nothing_of_the_new_one(day):
    code = has_code_spoken(day)
    moved = replace(rota().people["priya"], phone=PhoneNumber("+447700900114"))
    with day.desk.book.writing() as page:
        page.replace_rota(replace(rota(), people=rota().people | {"priya": moved}))
    with pytest.raises(proving.CodeOver):
        proving.type_code(day.desk, SECRET, "priya", code)


@pytest.mark.parametrize("ask", [proving.ask_code, proving.ask_measuring])
def test_by_night_only_its_owner_has_a_phone_rung(day, glass, ask):
    glass.at = NIGHT
    proves(day)
    with pytest.raises(proving.Asleep):
        ask(day.desk, "priya", "tom")
    assert ask(day.desk, "priya", "priya").phone == PRIYA


def test_nobody_who_is_not_in_the_rota_is_rung(day):
    with pytest.raises(NoSuchPerson):
        proving.ask_code(day.desk, "joan", "tom")


def test_a_phone_is_rung_for_one_thing_at_a_time_and_not_for_ever(day, glass):
    proving.ask_code(day.desk, "priya", "tom")  # never sent: nothing rings
    for _ in range(5):
        send_code(day, SECRET, proving.ask_code(day.desk, "priya", "tom"))
        with pytest.raises(proving.RingsAlready):
            proving.ask_code(day.desk, "priya", "tom")
        glass.wait(90)
    with pytest.raises(proving.RungOften):
        proving.ask_code(day.desk, "priya", "tom")
    glass.wait(4 * 60)
    assert proving.ask_code(day.desk, "priya", "tom")


def test_a_number_is_proved_before_it_is_measured(day):
    with pytest.raises(proving.NotProvedYet):
        proving.ask_measuring(day.desk, "priya", "tom")


def test_a_mailbox_is_measured_from_the_ring_to_the_answer_by_the_carriers_clock(day, glass):
    proves(day)
    measuring = measures(day, glass)
    assert [one.token for one in day.telephone.announced] == [measuring.id]
    assert proving.proof_of(day.desk, "priya").rings
    glass.wait(300 / 2)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    assert proving_calls.answered(day.desk, measuring.id, "CA1").listens
    assert found(day) is None
    glass.at = DAY + timedelta(seconds=50)
    tells(day, measuring, (OVER, 50))
    assert found(day) is Found.MAILBOX
    assert marks(day) == NumberMarks(
        proved_at=DAY, measured_at=glass.at, mailbox=timedelta(seconds=24)
    )


def test_silence_after_the_last_turn_counts_where_the_end_is_never_told(day, glass):
    proves(day)
    measuring = measures(day, glass)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    for turn in range(1, words.TURNS + 1):
        assert proving_calls.answered(day.desk, measuring.id, "CA1", turn).listens
    assert marks(day).mailbox is None
    assert not proving_calls.answered(day.desk, measuring.id, "CA1", words.TURNS + 1).said
    assert marks(day).mailbox == timedelta(seconds=24)


def test_a_person_presses_one_and_nothing_is_measured(day, glass):
    proves(day)
    measuring = measures(day, glass)
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27))
    again = proving_calls.pressed(day.desk, measuring.id, "CA1", "7", 1)
    assert again.turn == 2
    assert proving_calls.pressed(day.desk, measuring.id, "CA1", "1", 2) == words.measured_nothing()
    tells(day, measuring, (OVER, 40))
    assert found(day) is Found.PERSON
    assert marks(day) == NumberMarks(proved_at=DAY)


def test_no_answer_in_a_minute_is_no_mailbox(day, glass):
    proves(day, mailbox=timedelta(seconds=20))
    tells(day, measures(day, glass), (RINGING, 3), (CallStatus.NO_ANSWER, 64))
    assert found(day) is Found.NO_MAILBOX
    assert marks(day) == NumberMarks(proved_at=DAY, measured_at=glass.at)


def looks(day, escalation):
    for work in advance(day.desk, escalation.id):
        errands.run(day, work)


def test_a_phone_that_a_call_out_rings_is_not_rung_and_the_carrier_neither(day, glass):
    proves(day)
    call_out = raise_escalation(day.desk, Press(person="sam"))
    looks(day, call_out)
    measuring = measures(day, glass)
    assert not day.telephone.announced
    assert glass.at - DAY == timedelta(minutes=1)
    assert found(day) is Found.NOT_DONE
    assert not proving.proof_of(day.desk, "priya").rings
    assert measuring.phone == PRIYA


def test_one_that_is_stopped_by_lot_looks_the_same_to_the_second(day, glass):
    proves(day)
    measures(replace(day, desk=replace(day.desk, draw=lambda _odds: 0)), glass)
    assert not day.telephone.announced
    assert glass.at - DAY == timedelta(minutes=1)
    assert found(day) is Found.NOT_DONE


def test_what_the_carrier_does_not_take_comes_to_nothing(day, glass):
    proves(day)
    day.telephone.fails_next(NotPlaced())
    measures(day, glass)
    assert found(day) is Found.NOT_DONE


def test_a_lost_answer_is_waited_for(day, glass):
    proves(day)
    day.telephone.fails_next(Uncertain(), after_taking=True)
    measuring = measures(day, glass)
    assert found(day) is None
    tells(day, measuring, (RINGING, 3), (ANSWERED, 27), (OVER, 50))
    assert found(day) is Found.MAILBOX


def test_a_call_of_ours_that_is_let_ring_is_never_taken_for_a_lost_one(day, glass):
    proves(day)
    measures(day, glass)
    (call,) = day.telephone.announced
    with day.desk.book.reading() as page:
        assert page.known_calls([call.sid, "CA2"]) == {call.sid}


def test_a_call_out_ends_what_rings_its_phone_before_it_rings_it(day, glass):
    proves(day)
    measuring = measures(day, glass)
    (call,) = day.telephone.announced
    tells(day, measuring, (RINGING, 3))
    looks(day, raise_escalation(day.desk, Press(person="sam")))
    assert day.telephone.hung_up == [call.sid]
    assert len(day.telephone.calls) == 1
    tells(day, measuring, (ANSWERED, 27), (OVER, 50))
    assert found(day) is Found.NOT_DONE
    assert marks(day) == NumberMarks(proved_at=DAY)


def test_a_call_out_rings_also_where_the_other_call_cannot_be_ended(day, glass):
    proves(day)
    measures(day, glass)
    day.telephone.fails_next(NotPlaced())  # to whatever is asked of the carrier first
    looks(day, raise_escalation(day.desk, Press(person="sam")))
    assert len(day.telephone.calls) == 1
    assert found(day) is Found.NOT_DONE


def test_one_that_is_just_being_placed_is_ended_as_soon_as_it_has_an_id(day, glass):
    proves(day)
    measuring = proving.ask_measuring(day.desk, "priya", "tom")
    proving_calls.free_phone(day.desk, day.telephone, PRIYA)
    assert not day.telephone.hung_up
    proving._place(day, measuring)
    assert day.telephone.hung_up == [day.telephone.announced[0].sid]


def test_a_call_that_speaks_a_code_gives_way_too_and_other_phones_are_left_alone(day):
    has_code_spoken(day)
    (call,) = day.telephone.announced
    proving_calls.free_phone(day.desk, day.telephone, TOM)
    assert not day.telephone.hung_up
    proving_calls.free_phone(day.desk, day.telephone, PRIYA)
    assert day.telephone.hung_up == [call.sid]


def test_a_phone_that_still_hears_the_code_is_let_ring_after_it(day, glass):
    code = has_code_spoken(day)
    proving.type_code(day.desk, SECRET, "priya", code)
    (call,) = day.telephone.announced
    measuring = proving.ask_measuring(day.desk, "priya", "tom")

    def waits(seconds):
        assert day.telephone.announced == [call]
        glass.wait(seconds)
        if glass.at - DAY >= timedelta(seconds=5):
            code_calls.told(day.desk, call.token, call.sid, OVER)

    proving.let_ring(day, measuring, wait=waits)
    assert glass.at - DAY == timedelta(seconds=5)
    assert [one.token for one in day.telephone.announced] == [call.token, measuring.id]
