"""Proving a number on the pages: by an admin with whoever has it, and by oneself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from web.house import number
from web.seen import seen

from service.desk.proving import proof_of
from service.domain.codes import CodePurpose, digits_of
from service.domain.people import NumberMarks
from service.domain.proving import Found

ADMINS, OWN = "/people/tom/prove", "/me/prove"
MORNING = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def day(house):
    """A house at eleven in the morning, where no lot stops a call."""
    house.clock.at = MORNING
    joined = house.app.extensions["escalate"]
    desk = replace(house.parts.desk, draw=lambda odds: odds - 1)
    line = replace(house.parts.line, desk=desk)
    parts = replace(house.parts, desk=desk, line=line)
    house.parts = parts
    house.app.extensions["escalate"] = replace(joined, parts=parts)
    return house


def settled(house):
    house.app.extensions["escalate"].background.settle()


def asks(house, browser, path, label):
    form = seen(browser.get(path)).form(label)
    answer = browser.post(form.action, data=form.filled())
    settled(house)
    return answer


def spoken(house):
    with house.real_book.reading() as page:
        code = page.latest_code(number(112), CodePurpose.PROVE)
    return digits_of(house.parts.keys.secret, code.id)


def types(browser, path, code):
    form = seen(browser.get(path)).form("This is the code")
    return browser.post(form.action, data=form.filled(code=code))


def marks_of(house):
    with house.real_book.reading() as page:
        return page.marks(number(112))


def tells(house, token, **fields):
    """Have the carrier tell of the call that is let ring."""
    answer = house.webhook(
        f"/twilio/measuring/{token}/status",
        {"CallSid": "CA" + "1" * 32, **fields},
    )
    assert answer.status_code == 204


def stamp(seconds):
    return f"Mon, 23 Nov 2026 11:00:{seconds:02} +0000"


@pytest.mark.parametrize(("path", "person"), [(ADMINS, "noor"), (OWN, "tom")])
def test_a_number_is_proved_measured_and_says_so(day, path, person):
    browser = day.browses(person)
    assert asks(day, browser, path, "Ring now").location == f"{path}?asked=1"
    assert [one.phone for one in day.telephone.announced] == [number(112)]
    assert (
        "We ring within a minute. Answer, and press 1 to hear the code."
        in seen(browser.get(path)).words
    )
    assert types(browser, path, spoken(day)).status_code == 303
    assert marks_of(day) == NumberMarks(proved_at=MORNING)
    page = seen(browser.get(path))
    assert "Proved today. It counts as cover for 90 days from then." in page.words

    code_call = day.telephone.announced[0]
    over = {"CallSid": code_call.sid, "CallStatus": "completed"}
    assert day.webhook(f"/twilio/code/{code_call.token}/status", over).status_code == 204
    assert asks(day, browser, path, "Ring once more").status_code == 303
    page = seen(browser.get(path))
    assert "Let it ring, for up to a minute." in page.words
    assert any(one.get("http-equiv") == "refresh" for one in page.named("meta"))
    token = day.telephone.announced[-1].token
    tells(day, token, CallStatus="ringing", Timestamp=stamp(4))
    tells(day, token, CallStatus="in-progress", Timestamp=stamp(29))
    said = day.webhook(f"/twilio/measuring/{token}", {"CallSid": "CA" + "1" * 32}).text
    assert "If you are a person, press 1." in said
    tells(day, token, CallStatus="completed", Timestamp=stamp(55))
    words = seen(browser.get(path)).words
    assert "Its mailbox answers after 25 seconds: it is rung for 21." in words
    assert marks_of(day).mailbox == timedelta(seconds=25)


def test_a_wrong_code_is_refused_beside_its_field_and_never_repeated(day):
    browser = day.browses("noor")
    asks(day, browser, ADMINS, "Ring now")
    wrong = f"{(int(spoken(day)) + 1) % 10**6:06}"
    answer = types(browser, ADMINS, wrong)
    page = seen(answer, 422)
    assert "That is not the code that we spoke." in page.words
    assert wrong not in answer.text
    assert any(one.get("id") == "code-wrong" for one in page.named("p"))
    assert marks_of(day) == NumberMarks()


def test_a_code_that_is_over_says_how_to_get_another(day):
    browser = day.browses("noor")
    asks(day, browser, ADMINS, "Ring now")
    form, code = seen(browser.get(ADMINS)).form("This is the code"), spoken(day)
    day.clock.passes(601)
    answer = browser.post(form.action, data=form.filled(code=code))
    assert "That code is over" in seen(answer, 422).words


def test_by_night_an_admin_is_told_to_wait_and_the_owner_is_rung(day):
    day.clock.at = MORNING.replace(hour=22)
    answer = asks(day, day.browses("noor"), ADMINS, "Ring now")
    assert "From 21:00 to 08:00 nobody is rung" in seen(answer, 422).words
    assert not day.telephone.announced
    asks(day, day.browses("tom"), OWN, "Ring now")
    assert len(day.telephone.announced) == 1


def test_a_person_who_picks_up_is_told_that_nothing_was_measured(day):
    with day.real_book.writing() as page:
        page.mark(number(112), NumberMarks(proved_at=MORNING))
    browser = day.browses("tom")
    asks(day, browser, OWN, "Ring once more")
    token = day.telephone.announced[-1].token
    call = {"CallSid": "CA" + "1" * 32}
    again = day.webhook(f"/twilio/measuring/{token}/key/1", {**call, "Digits": "5"}).text
    assert "press 1" in again
    said = day.webhook(f"/twilio/measuring/{token}/key/1", {**call, "Digits": "1"}).text
    assert "nothing was measured" in said
    assert "Somebody answered and pressed 1" in seen(browser.get(OWN)).words


def test_silence_leads_from_turn_to_turn_to_the_end(day):
    with day.real_book.writing() as page:
        page.mark(number(112), NumberMarks(proved_at=MORNING))
    asks(day, day.browses("tom"), OWN, "Ring once more")
    token, call = day.telephone.announced[-1].token, {"CallSid": "CA" + "1" * 32}
    tells(day, token, CallStatus="ringing", Timestamp=stamp(4))
    tells(day, token, CallStatus="in-progress", Timestamp=stamp(29))
    for turn, path in enumerate(("", "/menu/2", "/menu/3"), start=1):
        said = day.webhook(f"/twilio/measuring/{token}{path}", call).text
        assert (f"/measuring/{token}/menu/{turn + 1}" in said) is (turn < 3)
    assert proof_of(day.parts.desk, "tom").found is Found.MAILBOX


def test_a_time_that_is_none_is_not_taken_for_the_carriers(day):
    with day.real_book.writing() as page:
        page.mark(number(112), NumberMarks(proved_at=MORNING))
    asks(day, day.browses("tom"), OWN, "Ring once more")
    token = day.telephone.announced[-1].token
    tells(day, token, CallStatus="ringing", Timestamp="soon")
    tells(day, token, CallStatus="in-progress")
    tells(day, token, CallStatus="completed", Timestamp=stamp(55))
    assert proof_of(day.parts.desk, "tom").found is Found.NOT_DONE
    words = seen(day.browses("tom").get(OWN)).words
    assert "It could not be measured this time. Try again in some minutes." in words


def test_what_the_carrier_did_not_sign_changes_nothing(day):
    answer = day.webhook(f"/twilio/measuring/{'0' * 32}", signature="no")
    assert answer.status_code == 403


def test_a_token_that_nobody_gave_out_hears_nothing(day):
    for path in ("", "/menu/2", "/key/1", "/status"):
        for token in ("0" * 32, "x"):
            answer = day.webhook(f"/twilio/measuring/{token}{path}", {"CallSid": "CA" + "1" * 32})
            assert answer.status_code in (200, 204)
            assert "mailbox" not in answer.text


def test_one_call_at_a_time_and_not_before_the_code(day):
    browser = day.browses("noor")
    assert "Comes after the code." in seen(browser.get(ADMINS)).words
    answer = browser.post(f"{ADMINS}/ring")
    assert "This number is not proved yet" in seen(answer, 422).words
    asks(day, browser, ADMINS, "Ring now")
    answer = asks(day, browser, ADMINS, "Ring again with a new code")
    assert "This phone is being rung for this already." in seen(answer, 422).words


def test_the_code_can_be_typed_before_the_call_is_in_the_book(day):
    browser = day.browses("tom")
    assert "This is the code" not in seen(browser.get(OWN)).words
    page = seen(browser.get(f"{OWN}?asked=1"))
    form = page.form("This is the code")
    answer = browser.post(form.action, data=form.filled(code="123456"))
    assert "Have us ring again for a new one." in seen(answer, 422).words
