"""Texts that the carrier does not take are a fault of the house, and admins are told of it."""

from datetime import timedelta

import pytest
from book.examples import NOW, call, press
from book.steps import add

from service.desk import errands
from service.desk.hearing import text_told
from service.desk.work import Work
from service.domain.attempt import AttemptState, Failure
from service.domain.faults import Fault
from service.domain.ladder import Channel
from service.domain.plan import Dial
from service.ports import NotPlaced


def faults(line):
    with line.desk.book.reading() as page:
        return [one.fault for one in page.alarms(NOW - timedelta(hours=1))]


def test_a_text_that_the_carrier_would_take_from_nobody_raises_the_alarm(line):
    text = call(channel=Channel.TEXT)
    one = add(line.desk.book, press(attempts=(text,)))
    line.telephone.fails_next(NotPlaced(30001))

    errands.run(line, Work(Dial(text.id), text.fence, one))

    assert faults(line) == [Fault.TEXTS_FAILING]


@pytest.mark.parametrize(
    ("failure", "raised"), [(Failure.CARRIER, [Fault.TEXTS_FAILING]), (Failure.PERSON, [])]
)
def test_one_that_did_not_arrive_does_so_only_where_the_fault_is_the_carriers(
    line, failure, raised
):
    text = call(channel=Channel.TEXT, state=AttemptState.PLACED)
    add(line.desk.book, press(attempts=(text,)))

    text_told(line.desk, text.id, "the key", failure)

    assert faults(line) == raised
