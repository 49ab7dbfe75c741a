"""A phone that is tried while a call-out is open: neither answer is taken for the other."""

from datetime import timedelta

from service.desk import trying_texts
from service.domain.codes import CodePurpose
from service.domain.escalation import State


def tried(night, phone):
    return trying_texts.text(night.line, phone.number, phone.key)


def waits(night, phone):
    with night.desk.book.reading() as page:
        return page.latest_code(phone.number, CodePurpose.TRY).used_at is None


def test_the_word_takes_nothing_and_the_digit_is_no_reply(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    tried(night, amara)
    night.raises()
    amara.rings()

    assert "your text reached us" in amara.texts("Test.")
    assert night.now().state is State.OPEN
    assert not waits(night, amara)

    night.passes(timedelta(seconds=1))
    tried(night, amara)
    assert "Ring Sam Example now" in amara.texts("1")
    assert night.now().holder.name == "Amara Example"
    assert waits(night, amara)


def test_a_digit_with_no_call_out_open_is_no_reply_either(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    tried(night, amara)
    assert "digit alone" in amara.texts("1")
    assert waits(night, amara)


def test_nobody_elses_word_is_the_reply(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    tried(night, amara)
    assert "digit alone" in ben.texts("TEST")
    assert waits(night, amara)


def test_a_phone_that_is_tried_raises_nothing(night):
    amara, _ = night.puts_on_duty("Amara", "Ben")
    tried(night, amara)
    amara.texts("TEST")
    assert night.escalations == []
    night.passes(timedelta(hours=8))
