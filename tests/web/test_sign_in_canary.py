"""No code, number or name is found where it could be read by whom it does not concern."""

import logging

from web.house import number
from web.test_canary import CANARY, everything_in
from web.test_sign_in_codes import asks, background, code_of

from service.domain.standing import TokenKind

HTML = {"Accept": "text/html"}
#: Every way in, and what a browser sends there.
WAYS = {
    "/sign-in": ("number", "by", "then"),
    "/sign-in/code": ("number", "code", "then"),
    "/sign-in/who": ("choice", "person", "then"),
    "/sign-in/passkey": ("_passkey", "then"),
    "/sign-in/passkey/options": ("x",),
    "/me/passkeys": ("_passkey",),
    "/me/passkeys/rename": ("passkey", "name"),
    "/me/passkeys/remove": ("passkey",),
    "/me/devices/revoke": ("device",),
    "/me/devices/revoke-others": ("device",),
    "/devices/revoke": ("person",),
    "/prove": ("_then", "_method", "_by", "_code", "_passkey"),
}


def test_what_is_sent_in_is_found_nowhere_afterwards(any_house, book_url, caplog, capfd):
    caplog.set_level(0)
    answers = []
    for browser in (any_house.asks(), any_house.browses("noor")):
        for path, fields in WAYS.items():
            for field in fields:
                for value in (CANARY, f'{{"id": "{CANARY}", "response": {{}}}}'):
                    sent = {"number": "07700 900123", field: value, CANARY: ""}
                    sent = sent if path != "/prove" else {field: value}
                    headers = HTML | {"User-Agent": CANARY, "X-Forwarded-For": CANARY}
                    answer = browser.post(path, data=sent, headers=headers)
                    answers.append(f"{answer.status} {answer.headers} {answer.text}")
        answers.append(browser.get(f"/sign-in?then=/call-outs/{CANARY}&{CANARY}").text)
        background(any_house).settle()
    places = {
        "an answer": "\n".join(answers),
        "the book": everything_in(book_url),
        "the log": caplog.text + repr([vars(one) for one in caplog.records]),
        "the output": "".join(capfd.readouterr()),
        "the carrier": repr((any_house.telephone.announced, any_house.telephone.sent)),
    }
    for place, held in places.items():
        at = held.lower().find(CANARY.lower())
        assert at < 0, f"{place}: {held[max(at - 300, 0) : at + 60]}"
    assert not [answer for answer in answers if answer.startswith("500")]


def test_no_code_number_or_name_reaches_the_log_the_book_or_an_address(
    any_house, book_url, caplog, capfd
):
    caplog.set_level(logging.DEBUG)
    browser, house = any_house.asks(), any_house
    asks(house, browser, by="call")
    code, (call,) = code_of(house), house.telephone.announced
    house.webhook(f"/twilio/code/{call.token}", {"CallSid": call.sid, "To": number(123).e164})
    house.webhook(f"/twilio/code/{call.token}/key/1", {"Digits": "1"})
    house.webhook(
        f"/twilio/code/{call.token}/status", {"CallSid": call.sid, "CallStatus": "completed"}
    )
    entered = browser.post("/sign-in/code", data={"number": "07700 900123", "code": code})
    assert entered.status_code == 303
    house.parts.keys.issue("sam", TokenKind.SIGN_IN)
    house.telephone.fails_next(RuntimeError("+447700900123"))
    house.clock.passes(60)
    asks(house, browser, by="call")
    logged = caplog.text + repr([vars(one) for one in caplog.records])
    said = logged + "".join(capfd.readouterr()) + entered.location
    for secret in (code, "900123", "Sam Lee", call.token):
        assert secret not in said
    assert "background.failed" in said
    kept = everything_in(book_url)
    assert code not in kept
    assert house.parts.keys.secret not in kept
