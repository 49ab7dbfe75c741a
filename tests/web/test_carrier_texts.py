"""Texts in: reduced to their meaning, and answered once."""

from datetime import timedelta

import pytest
from web.carried import TEXT, parsed, replied
from web.house import example_rota, number

from service.desk.carrier_traces import delete_due


class TestTextIn:
    def texts(self, house, body, sender=111, sid=TEXT, **more):
        fields = {"From": number(sender).e164, "Body": body, "MessageSid": sid} | more
        return house.webhook("/twilio/incoming/text", fields)

    def test_of_the_digit_takes_it(self, any_house):
        raised = any_house.raises()
        any_house.rings(raised["id"])
        (answer,) = replied(self.texts(any_house, " 1. "))
        assert "Ring Sam Lee now on 07700 900123" in answer
        assert any_house.escalation(raised["id"]).holder.person == "priya"

    @pytest.mark.usefixtures("ringing")
    def test_that_comes_twice_is_answered_once(self, house):
        assert replied(self.texts(house, "1"))
        assert replied(self.texts(house, "1")) == []

    def test_of_anything_else_is_asked_for_the_digit_alone(self, house, ringing):
        (answer,) = replied(self.texts(house, "2 mins, I'll take it"))
        assert "the digit alone" in answer
        assert house.escalation(ringing[0]).state == "open"

    def test_from_staff_raises(self, house):
        (answer,) = replied(self.texts(house, "Ring", sender=123))
        assert "has started" in answer
        assert len(house.bell.rung) == 1

    @pytest.mark.parametrize("sender", ["HARBOUR", "", "07700900111", "+0447700900111"])
    def test_from_what_nobody_can_answer_is_dropped(self, house, ringing, sender):
        assert replied(self.texts(house, "1", From=sender)) == []
        assert replied(self.texts(house, "1", sid="x")) == []
        assert house.escalation(ringing[0]).state == "open"

    @pytest.mark.usefixtures("ringing")
    def test_with_the_book_away_is_asked_for_again(self, house):
        house.book.works_for = 0
        answer = self.texts(house, "1")
        assert (answer.status_code, answer.data) == (503, b"")
        house.book.works_for = None
        assert replied(self.texts(house, "1"))

    def test_is_answered_to_somebody_with_a_name_that_looks_like_markup(self, house):
        people = dict(example_rota().people)
        odd = "</Message><Dial>+447700900199</Dial>"
        people["sam"] = type(people["sam"])(
            key="sam", name=odd, phone=number(123), roles=people["sam"].roles
        )
        house.changes_rota(example_rota(people=people))
        house.rings(house.raises()["id"])
        answer = self.texts(house, "1")
        assert [one.tag for one in parsed(answer.text).iter()] == ["Response", "Message"]


def test_the_words_that_came_in_are_deleted_at_the_carrier_at_once(any_house):
    fields = {"From": number(199).e164, "Body": "Something about somebody", "MessageSid": TEXT}
    any_house.webhook("/twilio/incoming/text", fields)
    deleted = delete_due(any_house.parts.line, timedelta(hours=24), lambda: 0.0)
    assert (deleted.gone, any_house.telephone.forgotten) == (1, [TEXT])


def test_so_is_the_record_of_a_call_that_came_in_after_its_time(any_house):
    fields = {"From": number(199).e164, "CallSid": "CA" + "c" * 32}
    any_house.webhook("/twilio/incoming/voice", fields)
    assert delete_due(any_house.parts.line, timedelta(hours=24), lambda: 0.0).gone == 0
    any_house.clock.passes(24 * 3600)
    assert delete_due(any_house.parts.line, timedelta(hours=24), lambda: 0.0).gone == 1


def test_texts_that_we_sent_are_deleted_there_after_their_time(any_house):
    raised = any_house.raises()
    any_house.rings(raised["id"])
    sent = set(any_house.telephone.texts)
    assert sent
    any_house.clock.passes(24 * 3600)
    delete_due(any_house.parts.line, timedelta(hours=24), lambda: 0.0)
    assert sent <= set(any_house.telephone.forgotten)
