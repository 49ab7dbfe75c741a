"""Nothing to disclose: what is sent in is found nowhere afterwards."""

import re
from contextlib import closing
from itertools import count
from urllib.parse import quote

import pytest
from book.traces import all_of
from servers.migrated import RING
from sqlalchemy import create_engine, inspect, text
from web.house import number

from service.book import open_book
from service.domain.standing import TokenKind

#: One word for all of it: letters and digits, so that it survives any way of writing.
from service.trails import trail_of

CANARY = "zQcanary7x"
SID = "CA" + "a" * 32


def everything_in(url):
    """Return all that a database holds, written out: as it lies there, and as we open it."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with closing(engine.connect()) as connection:
        tables = inspect(connection).get_table_names()
        rows = [connection.execute(text(f'SELECT * FROM "{one}"')).all() for one in tables]  # noqa: S608
    engine.dispose()
    book = open_book(url, RING)
    opened = all_of(book)
    book.close()
    return f"{rows!r}\n{opened}"


class Bird:
    """Sends the canary by every way in, and keeps all that comes back."""

    def __init__(self, house):
        self.house, self.answers, self._counted = house, [], count()
        self.raised = house.raises()
        self.attempt = house.rings(self.raised["id"])

    def keep(self, answer):
        shown = f"{answer.status} {answer.headers} {answer.text}"
        self.answers.append(shown)

    def flies_through_the_api(self):
        sam, press = self.house.asks("sam"), "/api/v1/escalations"
        one = f"{press}/{self.raised['id']}"
        bodies = [
            {"ladder": CANARY},
            {"ring": [CANARY]},
            {"callback": CANARY},
            {"callback": f"07700 900123 ext. {CANARY}"},
            {CANARY: 1},
            {"ladder": {CANARY: CANARY}},
            {"ring": {CANARY: CANARY}},
            [CANARY],
            CANARY,
        ]
        for body in bodies:
            for path in (press, f"{one}/cancel", f"{one}/spoken", f"{one}/ring-again"):
                self.keep(sam.post(path, json=body))
        for data in (CANARY, f'{{"{CANARY}"', f'{{"{CANARY}": 1, "{CANARY}": 2}}'):
            self.keep(sam.post(press, data=data, content_type="application/json"))
            self.keep(sam.post(press, data=data, content_type=f"text/{CANARY}"))
        self.keep(sam.post(press, headers={"Idempotency-Key": CANARY}))
        self.keep(sam.post(press, headers={"Idempotency-Key": CANARY}, json={"ring": ["tom"]}))

    def flies_through_every_address(self):
        headers = {
            "Authorization": f"Bearer {CANARY}",
            "User-Agent": CANARY,
            "Referer": f"https://{CANARY}.example/",
            "Accept": f"text/{CANARY}",
            "Accept-Language": CANARY,
            "X-Request-Id": CANARY,
            "X-Forwarded-For": CANARY,
            "X-Forwarded-Host": CANARY,
            "Cookie": f"__Host-session={CANARY}; session={CANARY}; {CANARY}=1",
            f"X-{CANARY}": CANARY,
        }
        plain = {name: value for name, value in headers.items() if name != "Authorization"}
        origin = {"Origin": f"https://{CANARY}.example", "Sec-Fetch-Site": CANARY}
        paths = ("/", "/{}", "/call-outs/{}", "/sign-in/{}", "/officer", "/rota", "/{}/", "//{}")
        more = ("/api/v1/{}", "/api/v1/escalations/{}", "/static/{}", "/twilio/call/{}", "/metrics")
        client = self.house.app.test_client(use_cookies=False)
        for path in (*paths, *more):
            address = f"{path.format(CANARY)}?{CANARY}={CANARY}"
            raw = {"PATH_INFO": path.format(CANARY)}  # Two slashes would name a host.
            for method in ("GET", "POST", CANARY):
                for sent in (headers, plain, origin):
                    self.keep(
                        client.open(
                            address,
                            method=method,
                            base_url=self.house.public,
                            headers=sent,
                            data={CANARY: CANARY},
                            environ_overrides=raw,
                        )
                    )

    def flies_through_the_pages(self):
        browser = self.house.browses("sam")
        fields = {"callback": CANARY, "ring": CANARY, "key": CANARY, CANARY: CANARY}
        for name, value in fields.items():
            self.keep(browser.post("/call-outs", data={name: value, "another": CANARY}))
        self.keep(browser.post("/call-outs", data={"key": CANARY, "offered": CANARY}))
        self.keep(browser.post(f"/call-outs/{self.raised['id']}/{CANARY}"))
        self.keep(browser.post(f"/call-outs/{self.raised['id']}/ring-again", data={CANARY: CANARY}))
        self.keep(browser.get(f"/?another={CANARY}&{CANARY}={CANARY}"))

    def flies_through_the_carrier(self):
        fields = (
            *(
                "Body",
                "SpeechResult",
                "Digits",
                "From",
                "To",
                "CallSid",
                "MessageSid",
                "CallStatus",
            ),
            *("MessageStatus", "SequenceNumber", "CallerName", "FromCity", "ErrorMessage", CANARY),
        )
        paths = (
            *("", "/menu/1", "/key/1", "/status"),
            *("/voice", "/voice/menu/1", "/voice/key/1", "/text", "/text-status"),
        )
        for path in paths:
            for field in fields:
                self._is_posted(path, {field: CANARY})

    def _is_posted(self, path, odd):
        incoming = path.startswith(("/voice", "/text"))
        address = f"/twilio/{'incoming' if incoming else f'call/{self.attempt}'}{path}"
        if path == "/text-status":
            address = f"/twilio/text/{self.attempt}/status"
        usual = {
            "From": number(111).e164,
            "CallSid": SID,
            "MessageSid": f"SM{next(self._counted):032x}",
            "CallStatus": "ringing",
            "MessageStatus": "sent",
        }
        headers = {"I-Twilio-Idempotency-Token": f"{CANARY}{next(self._counted)}"}
        query = f"?{CANARY}={quote(CANARY)}"
        self.keep(self.house.webhook(address + query, usual | odd, headers=headers))
        self.keep(self.house.webhook(address, usual | odd, signature=CANARY))


@pytest.fixture
def bird(any_house):
    return Bird(any_house)


def test_what_is_sent_in_is_found_nowhere_afterwards(bird, book_url, caplog, capfd):
    caplog.set_level(0)
    bird.flies_through_the_api()
    bird.flies_through_every_address()
    bird.flies_through_the_pages()
    bird.flies_through_the_carrier()
    places = {
        "an answer": "\n".join(bird.answers),
        "the book": everything_in(book_url),
        "the log": caplog.text + repr([vars(one) for one in caplog.records]),
        "the output": "".join(capfd.readouterr()),
        "the bell": repr(bird.house.bell.rung),
        "the carrier": repr((bird.house.telephone.calls, bird.house.telephone.texts)),
    }
    for place, held in places.items():
        at = held.lower().find(CANARY.lower())
        assert at < 0, f"{place}: {held[max(at - 300, 0) : at + 60]}"
    assert {answer.split()[0] for answer in bird.answers} >= {"200", "202", "204", "403", "422"}
    assert not [answer for answer in bird.answers if answer.startswith("500")]


def test_the_log_has_a_line_for_each_request_and_nothing_of_it(house, caplog):
    caplog.set_level(0)
    raised = house.raises()
    attempt = house.rings(raised["id"])
    link = house.parts.keys.issue("sam", TokenKind.SIGN_IN)
    house.asks().get(f"/sign-in/{link}")
    house.asks("sam").get(f"/api/v1/escalations/{raised['id']}?name=value")
    house.webhook(f"/twilio/call/{attempt}/key/1", {"Digits": "1"})
    house.asks().open("BREW", "/nothing")
    lines = [
        re.sub(r"\d+ ms", "n ms", one.getMessage())
        for one in caplog.records
        if one.name == "service.web.access"
    ]
    trail = trail_of(raised["id"], practice=False).id
    assert lines == [
        f"POST /api/v1/escalations 202 n ms trail={trail}",
        "GET /sign-in/<token> 303 n ms",
        f"GET /api/v1/escalations/<escalation_id> 200 n ms trail={trail}",
        f"POST /twilio/call/<attempt>/key/<int:turn> 200 n ms trail={trail}",
        "- no such address 404 n ms",
    ]
    for secret in (raised["id"], raised["reference"], attempt, link, "Sam", "Priya", "900"):
        assert secret not in caplog.text.replace(trail, "")
