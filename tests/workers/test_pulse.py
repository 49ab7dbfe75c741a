"""Signs of life: one a minute while all is well, none that is not true."""

from servers.waiting import wait_until

from service.domain.faults import Fault
from service.heralds import NotTold
from service.ports import BookUnavailable
from workers.pulse import Pulse


class Outside:
    def __init__(self) -> None:
        self.heard = 0
        self.deaf = False

    def beat(self) -> None:
        if self.deaf:
            raise NotTold("deaf")
        self.heard += 1


class Wrist:
    """A pulse with a clock of its own."""

    def __init__(self) -> None:
        self.outside, self.well, self.at = Outside(), True, 0.0
        self.noted = 0
        self.pulse = Pulse(
            self.outside, lambda: self.well, heard=self.notes, elapsed=lambda: self.at
        )

    def notes(self) -> None:
        self.noted += 1
        if self.noted == 1:
            raise BookUnavailable("away")

    def passes(self, seconds: int) -> None:
        for _ in range(seconds // 5):
            self.at += 5
            self.pulse.look()


def test_one_a_minute():
    wrist = Wrist()
    wrist.passes(300)
    assert wrist.outside.heard == 5


def test_what_was_heard_is_written_down_and_a_book_that_is_away_silences_nothing():
    wrist = Wrist()
    wrist.passes(120)
    assert (wrist.outside.heard, wrist.noted) == (2, 2)
    wrist.outside.deaf = True
    wrist.passes(120)
    assert wrist.noted == 2


def test_none_while_something_is_wrong_and_one_as_soon_as_it_is_mended():
    wrist = Wrist()
    wrist.well = False
    wrist.passes(300)
    assert wrist.outside.heard == 0
    assert not wrist.pulse.faults(), "nobody was asked, so nobody was deaf"
    wrist.well = True
    wrist.passes(5)
    assert wrist.outside.heard == 1


def test_an_address_that_is_deaf_for_five_minutes_is_a_fault():
    wrist = Wrist()
    wrist.outside.deaf = True
    wrist.passes(300)
    assert not wrist.pulse.faults()
    wrist.passes(10)
    assert wrist.pulse.faults() == (Fault.HEARTBEAT_UNHEARD,)
    wrist.outside.deaf = False
    wrist.passes(60)
    assert not wrist.pulse.faults()


def test_it_beats_by_itself_until_it_is_stopped():
    outside = Outside()
    pulse = Pulse(outside, lambda: True, look_seconds=0.01)
    pulse.start()
    wait_until("a sign is heard", lambda: outside.heard, within_seconds=10)
    pulse.stop()
    pulse._thread.join(10)
    assert not pulse._thread.is_alive()
