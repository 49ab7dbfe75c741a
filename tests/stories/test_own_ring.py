"""Each phone is rung for as long as was measured there, whoever it is and whatever for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from service.desk import acting, drilling, keeping
from service.domain.people import NumberMarks
from service.domain.versions import Author

AN_ADMIN = Author("noor", "Noor Aziz")


def measure(night, phone, mailbox):
    """Let the mailbox of *phone* have answered after so many seconds; None: there is none."""
    now = night.clock.at
    wait = None if mailbox is None else timedelta(seconds=mailbox)
    proved = NumberMarks(proved_at=now, measured_at=now, mailbox=wait)
    with night.desk.book.writing() as page:
        page.mark(phone.number, proved)


def rang(night, within=300):
    """Return whose phone was rung next, and for how long the carrier was asked to ring it."""
    call = night.next_ring(within)
    return call.attempt.name.split()[0], call.attempt.ring_seconds


@pytest.fixture
def amara_ben_and_cleo(night):
    phones = night.puts_on_duty("Amara", "Ben", "Cleo")
    measure(night, phones[0], 20)
    measure(night, phones[1], None)
    return phones


def test_a_call_out_rings_each_phone_until_just_before_its_mailbox(night, amara_ben_and_cleo):
    night.raises()
    heard = [rang(night) for _ in range(6)]
    assert heard == [("Amara", 16)] * 2 + [("Ben", 30)] * 2 + [("Cleo", 22)] * 2
    night.does(acting.cancel, night.sam)


def test_ringing_again_takes_what_was_measured_meanwhile(night, amara_ben_and_cleo):
    night.raises()
    assert rang(night) == ("Amara", 16)
    measure(night, amara_ben_and_cleo[0], 25)
    night.does(acting.ring_again, night.sam)
    assert rang(night) == ("Amara", 21)
    night.does(acting.cancel, night.sam)


def test_a_practice_rings_them_as_long_as_the_real_thing(night, amara_ben_and_cleo):
    night.clock.at = night.clock.at.replace(hour=12)
    night.desk = replace(night.desk, draw=lambda _: 1)
    night.escalations.append(drilling.start(night.desk, "cleo").id)
    night.settle()
    assert rang(night) == ("Amara", 16)
    night._rung.clear()


def test_a_number_that_comes_to_somebody_else_is_rung_as_the_ladder_says(night, amara_ben_and_cleo):
    rota = night.rota
    ben, amara = rota.people["ben"], rota.people["amara"]
    phones = {"ben": replace(ben, phone=amara.phone), "amara": replace(amara, phone=ben.phone)}
    seen = keeping.standing(night.desk).version
    keeping.change(
        night.desk, AN_ADMIN, seen, lambda rota: replace(rota, people=rota.people | phones)
    )
    night.raises()
    assert rang(night) == ("Amara", 22)
    night.does(acting.cancel, night.sam)
