"""In by a code to one's own number: the same page, as soon, whoever asks for whomever."""

import re
from datetime import timedelta

import pytest
from web.house import example_rota, number
from web.seen import seen

from service.desk.limiting import FROM_AN_ADDRESS, TO_A_NUMBER
from service.domain.codes import CodePurpose, digits_of
from service.domain.people import NumberMarks
from service.ports import Refused

HTML = {"Accept": "text/html"}
ANDROID = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"


def background(house):
    return house.app.extensions["escalate"].background


def asks(house, browser, typed="07700 900123", by="text", **more):
    answer = browser.post("/sign-in", data={"number": typed, "by": by, **more}, headers=HTML)
    background(house).settle()
    return answer


def code_of(house, last=123):
    with house.real_book.reading() as page:
        kept = page.latest_code(number(last), CodePurpose.SIGN_IN)
    return digits_of(house.parts.keys.secret, kept.id) if kept else None


def enters(house, browser, last=123, **more):
    asks(house, browser, f"07700 900{last}", **more)
    form = {"number": f"07700 900{last}", "code": code_of(house, last), **more}
    return browser.post("/sign-in/code", data=form, headers=HTML | {"User-Agent": ANDROID})


def test_a_code_signs_in_from_page_to_page(house):
    browser = house.asks()
    page = seen(browser.get("/sign-in?then=/officer", headers=HTML))
    form = page.form("Ring me with a code")
    page = seen(
        browser.post(form.action, data=form.filled(number="+44 (0)7700-900 112", by="text"))
    )
    background(house).settle()
    (text,) = house.telephone.sent
    code = re.search(r"code is (\d{3} \d{3})\.", text.body)[1]
    form = page.form("Sign in")
    answer = browser.post(form.action, data=form.filled(code=code))
    assert (answer.status_code, answer.location) == (303, "/officer")
    assert "Signed in as Tom Reed" in seen(browser.get("/officer", headers=HTML)).words


def test_a_number_that_nobody_has_reads_the_same_and_gets_nothing(house):
    known = asks(house, house.asks(), "07700 900123")
    unknown = asks(house, house.asks(), "07700 900888")
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("900123", "900888") == unknown.text
    assert [one.phone for one in house.telephone.sent] == [number(123)]
    right = {"number": "07700 900123", "code": "000000"}
    wrong = [
        house.asks().post("/sign-in/code", data=right | {"number": f"07700 900{last}"})
        for last in (123, 888)
    ]
    assert [one.status_code for one in wrong] == [422, 422]
    assert wrong[0].text.replace("900123", "900888") == wrong[1].text


def test_the_answer_waits_for_no_carrier(house):
    held = []
    background(house).do = held.append
    for last in (123, 888):
        answer = house.asks().post("/sign-in", data={"number": f"07700 900{last}", "by": "call"})
        assert answer.status_code == 200
    assert not house.telephone.announced
    assert len(held) == 2  # as much work either way
    for work in held:
        work()
    assert [one.phone for one in house.telephone.announced] == [number(123)]


def test_a_wrong_number_is_refused_with_the_mend_and_not_repeated(house):
    for typed in ("999", "abc", "", "12", "０７７００ 900123", "0906 1234567"):  # noqa: RUF001
        answer = asks(house, house.asks(), typed)
        assert answer.status_code == 422
        assert "Type your own phone number" in seen(answer, 422).words
        assert f'value="{typed}"' not in answer.text or not typed
    assert not house.telephone.sent


def test_who_wrote_stop_is_rung(house):
    with house.real_book.writing() as page:
        page.mark(number(123), NumberMarks(texts_off=True))
    asks(house, house.asks(), by="text")
    assert [one.phone for one in house.telephone.announced] == [number(123)]


def test_stop_that_only_the_carrier_knows_of_becomes_a_call(house):
    house.telephone.fails_next(Refused(21610, stopped=True))
    asks(house, house.asks(), by="text")
    assert [one.phone for one in house.telephone.announced] == [number(123)]


def test_the_call_speaks_the_code_after_its_key(house):
    asks(house, house.asks(), by="call")
    (call,) = house.telephone.announced
    start = house.webhook(f"/twilio/code/{call.token}", {"CallSid": call.sid}).text
    assert "This is Harbour Lane." in start
    code = code_of(house)
    slowly = f"{', '.join(code[:3])}. {', '.join(code[3:])}."
    assert slowly not in start
    assert f"/twilio/code/{call.token}/key/1" in start
    heard = house.webhook(f"/twilio/code/{call.token}/key/1", {"Digits": "1"}).text
    assert heard.count(slowly) == 2
    assert house.webhook("/twilio/code/none").text.count("<Say") >= 1
    assert house.webhook(f"/twilio/code/{call.token}", signature="wrong").status_code == 403


def test_two_on_one_number_say_who_they_are_after_the_code(house):
    people = dict(example_rota().people)
    people["jo"] = type(people["jo"])(
        **{
            field: getattr(people["jo"], field)
            for field in people["jo"].__slots__
            if field != "phone"
        },
        phone=number(123),
    )
    house.changes_rota(example_rota(people=people))
    browser = house.asks()
    asks(house, browser)
    page = seen(
        browser.post("/sign-in/code", data={"number": "07700900123", "code": code_of(house)})
    )
    assert page.headings == ["Who are you?"]
    form = page.form("Jo Hart")
    assert {one.label for one in page.forms} == {"Sam Lee", "Jo Hart"}
    outsider = browser.post(form.action, data=form.filled(person="priya"), headers=HTML)
    assert outsider.status_code == 422
    assert browser.post(form.action, data=form.filled()).status_code == 422  # used up by that

    browser = house.asks()
    house.clock.passes(3600)
    asks(house, browser)
    sent = {"number": "07700900123", "code": code_of(house)}
    form = seen(browser.post("/sign-in/code", data=sent)).form("Jo Hart")
    assert browser.post(form.action, data=form.filled()).status_code == 303
    assert "Signed in as Jo Hart" in seen(browser.get("/", headers=HTML)).words
    assert browser.post(form.action, data=form.filled()).status_code == 422


def test_a_right_code_is_used_up(house):
    assert enters(house, house.asks()).status_code == 303
    again = {"number": "07700 900123", "code": code_of(house)}
    assert house.asks().post("/sign-in/code", data=again).status_code == 422


@pytest.mark.parametrize("then", ["//evil.example/", "https://evil.example", "/\\evil.example", ""])
def test_nobody_is_sent_to_another_site(house, then):
    assert enters(house, house.asks(), then=then).location == "/"
    assert "evil" not in house.asks().get(f"/sign-in?then={then}").text


# Limits.


def test_codes_to_a_number_slow_down_and_say_when_to_try_again(house):
    for nth in range(TO_A_NUMBER.free):
        answer = asks(house, house.asks())
        assert answer.status_code == 200, nth
    refused = seen(asks(house, house.asks()), 429)
    assert "Try again at 03:01." in refused.words
    assert "020 7946 0999" in refused.words
    assert asks(house, house.asks(), "07700 900888").status_code == 200  # another number's
    house.clock.passes(60)
    assert asks(house, house.asks()).status_code == 200
    assert asks(house, house.asks()).status_code == 429
    assert len(house.telephone.sent) == TO_A_NUMBER.free + 1


def test_a_number_that_nobody_has_slows_down_as_well(house):
    found = [asks(house, house.asks(), "07700 900888").status_code for _ in range(4)]
    assert found == [200, 200, 200, 429]


def test_an_address_slows_down_whatever_it_asks(house):
    for nth in range(FROM_AN_ADDRESS.free):
        assert asks(house, house.asks(), f"07700 900{200 + nth}").status_code == 200
    assert asks(house, house.asks(), "07700 900300").status_code == 429
    answer = house.asks().post("/sign-in/code", data={"number": "07700 900123", "code": "1"})
    assert answer.status_code == 429
    assert house.asks().post("/sign-in/passkey/options").status_code == 429


def test_behind_our_own_proxy_each_address_counts_for_itself(house):
    def asked(address):
        return house.asks().post(
            "/sign-in",
            data={"number": f"07700 900{asked.nth}", "by": "call"},
            headers={"X-Forwarded-For": f"198.51.100.9, {address}"},
        )

    for nth in range(FROM_AN_ADDRESS.free):
        asked.nth = 200 + nth
        assert asked("203.0.113.7").status_code == 200
    asked.nth = 300
    assert asked("203.0.113.7").status_code == 429
    assert asked("203.0.113.8").status_code == 200


def tries_for_ever(house):
    """What somebody else in the house does: they leave no moment unused."""
    while house.asks().post("/sign-in/code", data={"number": "07700 900888", "code": "1"}):
        if house.asks().post("/sign-in/passkey/options").status_code == 429:
            return


def test_a_whole_house_signs_in_from_one_address(house):
    for nth in range(FROM_AN_ADDRESS.free):
        last = (123, 124, 125, 126, 111, 112, 113)[nth % 7]
        assert enters(house, house.asks(), last).status_code == 303, nth
        house.clock.passes(61)


def test_wrong_tries_are_not_given_back(house):
    wrong = {"number": "07700 900888", "code": "1"}
    for _ in range(FROM_AN_ADDRESS.free - 2):
        assert house.asks().post("/sign-in/code", data=wrong).status_code == 422
    assert enters(house, house.asks()).status_code == 303
    found = [house.asks().post("/sign-in/code", data=wrong).status_code for _ in range(3)]
    assert found == [422, 422, 429]


def test_what_others_in_the_house_try_keeps_nobody_from_showing_who_they_are(house):
    browser = house.browses("noor")
    tries_for_ever(house)
    sent = {"_then": "/rota", "_by": "text"}
    assert browser.post("/prove", data=sent, headers=HTML).status_code == 200
    background(house).settle()
    sent["_code"] = code_of(house, 125)
    assert browser.post("/prove", data=sent, headers=HTML).status_code == 303


def test_a_press_is_never_slowed_down(house):
    browser = house.browses("sam")
    while asks(house, browser).status_code != 429:
        pass
    for _ in range(FROM_AN_ADDRESS.free + 5):
        browser.post("/sign-in/code", data={"number": "07700 900123", "code": "000000"})
    assert browser.post("/call-outs", data={}).status_code == 303


def test_wrong_tries_count_against_no_call(house):
    for _ in range(8):
        house.asks().post("/sign-in/code", data={"number": "07700 900123", "code": "000000"})
    assert asks(house, house.asks(), by="call").status_code == 200
    assert len(house.telephone.announced) == 1


def test_it_is_remembered_on_what_they_signed_in(house):
    browser = house.asks()
    enters(house, browser)
    page = seen(browser.get("/me/devices", headers=HTML))
    assert "Firefox on Android This device." in page.words
    assert "First used 22 Nov 2026, last used 22 Nov 2026" in page.words


def test_signing_in_again_leaves_one_device(house):
    browser = house.asks()
    enters(house, browser)
    house.clock.passes(timedelta(hours=1).total_seconds())
    enters(house, browser)
    with house.real_book.reading() as page:
        assert len(page.devices_of("sam")) == 1


def test_with_the_book_away_it_says_so_and_gives_the_numbers(house):
    house.asks().get("/sign-in")
    house.book.works_for = 0
    page = seen(house.asks().post("/sign-in", data={"number": "07700 900123"}, headers=HTML), 503)
    assert "020 7946 0999" in page.words
