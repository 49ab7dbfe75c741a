"""A code is sent once and taken once; it never goes before a call-out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from desk.test_own_phone import LANDLINE, MOBILE, keep, sam

from service.desk import code_calls
from service.desk.codes import Wanted, check_code, send_code
from service.desk.raising import Press, raise_escalation
from service.domain.attempt import CallStatus
from service.domain.codes import TRIES, Checked, CodePurpose, digits_of
from service.domain.ladder import Channel
from service.domain.people import NumberMarks, PhoneNumber
from service.ports import NotPlaced, Refused, Uncertain

SECRET = "made-up-and-long-enough-for-a-test"
SIGN_IN, PROVE = CodePurpose.SIGN_IN, CodePurpose.PROVE
NOT_RINGING = PhoneNumber("+447700900177")


class Hourglass:
    """A clock that goes on only while somebody waits."""

    def __init__(self, start):
        self.at = start

    def now(self):
        return self.at

    def wait(self, seconds):
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def glass(line):
    return Hourglass(line.desk.clock.now())


@pytest.fixture
def quiet(line, glass):
    """The line by the glass's clock, with a rota in the book."""
    keep(line.desk, sam())
    return replace(line, desk=replace(line.desk, clock=glass))


def sent(quiet, glass, **changed):
    wanted = Wanted(**({"phone": MOBILE, "purpose": SIGN_IN, "channel": Channel.TEXT} | changed))
    return send_code(quiet, SECRET, wanted, wait=glass.wait)


def typed(quiet, digits, phone=MOBILE, purpose=SIGN_IN):
    return check_code(quiet.desk, SECRET, phone, purpose, digits)


def wrong_of(code):
    right = digits_of(SECRET, code.id)
    return f"{(int(right) + 1) % 1_000_000:06}"


def test_a_texted_code_is_right_once(quiet, glass):
    code = sent(quiet, glass)

    (text,) = quiet.telephone.sent
    digits = digits_of(SECRET, code.id)
    assert text.phone == MOBILE
    assert text.body == (
        f"Harbour Lane: your sign-in code is {digits[:3]} {digits[3:]}. "
        "We never ask for it by phone."
    )
    assert typed(quiet, f" {digits[:3]} {digits[3:]} ") is Checked.RIGHT
    assert typed(quiet, digits) is Checked.OVER


def test_five_wrong_ones_end_it(quiet, glass):
    code = sent(quiet, glass)
    for _ in range(TRIES):
        assert typed(quiet, wrong_of(code)) is Checked.WRONG
    assert typed(quiet, digits_of(SECRET, code.id)) is Checked.OVER


def test_what_is_no_code_counts_for_nothing(quiet, glass):
    code = sent(quiet, glass)
    for text in ("", "12345", "1234567", "12345a", "１２３４５６") * 2:  # noqa: RUF001
        assert typed(quiet, text) is Checked.WRONG
    assert typed(quiet, digits_of(SECRET, code.id)) is Checked.RIGHT


def test_it_is_over_after_ten_minutes(quiet, glass):
    early, late = sent(quiet, glass), None
    glass.wait(10 * 60 - 1)
    assert typed(quiet, digits_of(SECRET, early.id)) is Checked.RIGHT
    late = sent(quiet, glass)
    glass.wait(10 * 60)
    assert typed(quiet, digits_of(SECRET, late.id)) is Checked.OVER


def test_a_clock_that_was_put_back_makes_no_code_last(quiet, glass):
    code = sent(quiet, glass)
    glass.wait(-3600)
    assert typed(quiet, digits_of(SECRET, code.id)) is Checked.OVER


def test_the_newest_wins_and_only_for_its_purpose_and_number(quiet, glass):
    older = sent(quiet, glass)
    glass.wait(1)
    proof = sent(quiet, glass, purpose=PROVE, channel=Channel.CALL, person="sam")
    others = sent(quiet, glass, phone=PhoneNumber("+447700900111"))
    newer = sent(quiet, glass)

    assert typed(quiet, digits_of(SECRET, older.id)) is not Checked.RIGHT
    assert typed(quiet, digits_of(SECRET, others.id)) is not Checked.RIGHT
    assert typed(quiet, digits_of(SECRET, proof.id)) is not Checked.RIGHT
    assert typed(quiet, digits_of(SECRET, newer.id)) is Checked.RIGHT
    assert typed(quiet, digits_of(SECRET, proof.id), purpose=PROVE) is Checked.RIGHT


def test_another_secret_makes_other_digits(quiet, glass):
    code = sent(quiet, glass)
    digits = digits_of(SECRET, code.id)
    assert check_code(quiet.desk, "another", MOBILE, SIGN_IN, digits) is Checked.WRONG


@pytest.mark.parametrize(
    ("phone", "marks"),
    [(LANDLINE, NumberMarks()), (MOBILE, NumberMarks(texts_off=True))],
)
def test_a_phone_that_takes_no_texts_is_rung(quiet, glass, phone, marks):
    with quiet.desk.book.writing() as page:
        page.mark(phone, marks)
    code = sent(quiet, glass, phone=phone)
    assert code.channel is Channel.CALL
    assert [one.phone for one in quiet.telephone.announced] == [phone]
    assert not quiet.telephone.sent


@pytest.mark.parametrize("failure", [Refused(21610, stopped=True), Refused(), NotPlaced()])
def test_a_text_that_the_carrier_does_not_take_becomes_a_call(quiet, glass, failure):
    quiet.telephone.fails_next(failure)
    sent(quiet, glass)
    assert [one.phone for one in quiet.telephone.announced] == [MOBILE]
    with quiet.desk.book.reading() as page:
        assert page.marks(MOBILE).texts_off is getattr(failure, "stopped", False)


def test_a_text_whose_answer_was_lost_is_not_repeated_by_a_call(quiet, glass):
    quiet.telephone.fails_next(Uncertain(), after_taking=True)
    assert sent(quiet, glass)
    assert not quiet.telephone.announced


def test_a_call_out_goes_first_however_long_it_takes(quiet, glass):
    raise_escalation(quiet.desk, Press(person="sam"))  # due, and nobody looks at it

    assert sent(quiet, glass, channel=Channel.CALL) is None

    assert not quiet.telephone.announced
    with quiet.desk.book.writing() as page:
        assert page.take_slot(glass.now(), 1.0) <= glass.now()  # its moment is still there


def test_a_code_waits_for_the_carriers_next_moment(quiet, glass):
    slow = replace(quiet, calls_per_second=0.1)
    with quiet.desk.book.writing() as page:
        page.take_slot(glass.now(), 0.1)
    began = glass.now()

    assert send_code(slow, SECRET, Wanted(phone=MOBILE, purpose=SIGN_IN), wait=glass.wait)

    assert timedelta(seconds=10) <= glass.now() - began <= timedelta(seconds=11)


# The call.


def called(quiet, glass):
    code = sent(quiet, glass, channel=Channel.CALL)
    return code, f"CA{0xC0DE:032x}"


def test_a_mailbox_is_told_no_digit(quiet, glass):
    code, sid = called(quiet, glass)
    heard = [code_calls.answered(quiet.desk, code.id, sid, turn) for turn in (1, 2)]
    assert all("press 1" in " ".join(one.menu) for one in heard)
    heard += [code_calls.pressed(quiet.desk, SECRET, code.id, key, 1) for key in ("", "2", "*")]
    said = " ".join(line for one in heard for line in (*one.said, *one.menu))
    spoken = digits_of(SECRET, code.id)
    assert ", ".join(spoken[:3]) not in said
    assert not any(digit in said.replace("press 1", "") for digit in "023456789")


def test_the_key_has_it_said_twice_slowly_in_threes(quiet, glass):
    code, sid = called(quiet, glass)
    code_calls.answered(quiet.desk, code.id, sid)
    said = code_calls.pressed(quiet.desk, SECRET, code.id, "1", 1).said
    digits = digits_of(SECRET, code.id)
    slowly = f"{', '.join(digits[:3])}. {', '.join(digits[3:])}."
    assert said[0] == f"Your code is: {slowly}"
    assert said[1] == f"Again: {slowly}"


def test_a_code_that_is_over_is_not_spoken(quiet, glass):
    code, sid = called(quiet, glass)
    assert typed(quiet, digits_of(SECRET, code.id)) is Checked.RIGHT
    for script in (
        code_calls.answered(quiet.desk, code.id, sid),
        code_calls.pressed(quiet.desk, SECRET, code.id, "1", 1),
        code_calls.answered(quiet.desk, "0" * 32, sid),
    ):
        assert "That code is over" in " ".join(script.said)


def test_the_book_knows_how_the_call_fared(quiet, glass):
    code, sid = called(quiet, glass)
    moments = []
    for status in (CallStatus.RINGING, CallStatus.IN_PROGRESS):
        glass.wait(5)
        moments.append(glass.now())
        code_calls.told(quiet.desk, code.id, sid, status)
    glass.wait(5)
    code_calls.pressed(quiet.desk, SECRET, code.id, "1", 1)
    heard = glass.now()
    for status in (CallStatus.RINGING, CallStatus.COMPLETED, CallStatus.COMPLETED):
        glass.wait(5)
        code_calls.told(quiet.desk, code.id, sid, status)
    with quiet.desk.book.reading() as page:
        kept = page.latest_code(MOBILE, SIGN_IN)
        assert page.known_calls([sid, "CA" + "f" * 32]) == {sid}
    assert (kept.rang_at, kept.answered_at, kept.heard_at) == (*moments, heard)
    assert kept.ended_at == heard + timedelta(seconds=10)
