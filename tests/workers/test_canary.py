"""A worker that does not hear itself says so; one whose Redis is away goes on."""

import threading

from workers.canary import Canary, Pace


class Way:
    """The way into Redis and back, each half of which may be shut."""

    def __init__(self) -> None:
        self.takes = True
        self.delivers = True
        self.deaf = threading.Event()
        self.canary = Canary(self.send, self.deaf.set, Pace(every_seconds=0.001, unheard=3))

    def send(self) -> None:
        if not self.takes:
            raise ConnectionError
        if self.delivers:
            self.canary.heard()


def steps(way: Way, count: int) -> list[bool]:
    return [way.canary.step() for _ in range(count)]


def test_a_worker_that_hears_itself_goes_on():
    assert all(steps(Way(), 20))


def test_a_worker_is_deaf_when_several_in_a_row_were_taken_and_none_was_heard():
    way = Way()
    steps(way, 5)
    way.delivers = False
    assert steps(way, 4) == [True, True, True, False]


def test_one_that_is_heard_in_time_wipes_out_those_before():
    way = Way()
    way.delivers = False
    steps(way, 2)
    way.delivers = True
    assert all(steps(way, 1))
    way.delivers = False
    assert steps(way, 4) == [True, True, True, False]


def test_what_redis_does_not_take_makes_nobody_deaf():
    way = Way()
    way.delivers = way.takes = False
    assert all(steps(way, 100))


def test_an_outage_of_redis_is_neither_counted_nor_forgiven():
    way = Way()
    way.delivers = False
    steps(way, 2)
    way.takes = False
    assert all(steps(way, 50))
    way.takes = True
    assert steps(way, 2) == [True, False]


def test_its_own_thread_says_it_once_that_nothing_is_heard():
    way = Way()
    way.delivers = False
    way.canary.start()
    assert way.deaf.wait(10)


def test_once_stopped_it_says_nothing():
    way = Way()
    way.canary.start()
    way.canary.stop()
    way.canary._thread.join(10)
    assert not way.canary._thread.is_alive()
    assert not way.deaf.is_set()


def test_it_says_once_that_redis_takes_none_and_not_each_time(capsys):
    way = Way()
    way.takes = False
    steps(way, 5)
    way.takes = True
    steps(way, 1)
    way.takes = False
    steps(way, 5)
    assert "".join(capsys.readouterr()).count("canary.unsent") == 2
