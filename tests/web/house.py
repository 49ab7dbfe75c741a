"""A house for the web's tests: real desk, real book, a clock of its own, a bell that listens."""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from fakes.clock import Clock, RecordingBell
from fakes.mendable_book import MendableBook
from fakes.telephone import FakeTelephone
from flask.testing import FlaskClient
from servers.migrated import BOOK_KEY
from web import compiled
from werkzeug.test import TestResponse

from config.settings import load_settings
from service.checkup import Checkup
from service.checkup.carrier import AtCarrier
from service.desk import errands
from service.desk.advancing import advance
from service.domain.checks.certificate import CertificateFacts, Trust
from service.domain.checks.outside import AddressFacts, Probe, Reached
from service.domain.directory import DirectoryEntry
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.standing import Beat, TokenKind
from service.web import create_app
from service.wiring import Parts, wire

PUBLIC = "https://ring.harbourlane.example"
ACCOUNT = "AC" + "0" * 32
TOKEN = "1" * 32

PEOPLE = {
    "priya": ("Priya Shah", 111, {Role.OFFICER, Role.ADMIN}),
    "tom": ("Tom Reed", 112, {Role.OFFICER}),
    "amina": ("Amina Diallo", 113, {Role.OFFICER}),
    "sam": ("Sam Lee", 123, {Role.STAFF}),
    "jo": ("Jo Hart", 124, {Role.STAFF, Role.OFFICER}),
    "noor": ("Noor Aziz", 125, {Role.ADMIN}),
    "grace": ("Grace Bell", 126, {Role.TRUSTEE}),
}
OFFICERS = [
    {"person": "priya", "role": "Safeguarding officer", "name": "Priya Shah"},
    {"person": "tom", "role": "Deputy", "name": "Tom Reed"},
    {"person": "amina", "role": "Deputy", "name": "Amina Diallo"},
]
NUMBERS = [
    {"name": "Emergency services", "phone": "999"},
    {"name": "Priya Shah", "phone": "07700 900111"},
    {"name": "Tom Reed", "phone": "07700 900112"},
    {"name": "Amina Diallo", "phone": "07700 900113"},
    {"name": "Helpline", "phone": "020 7946 0999"},
]
DIRECTORY = (
    DirectoryEntry(name="Helpline", phone="020 7946 0999", dial="+442079460999"),
    DirectoryEntry(name="Emergency services", phone="999", dial="999"),
)


def number(last: int) -> PhoneNumber:
    return PhoneNumber(f"+447700900{last}")


def example_rota(**changes: object) -> Rota:
    people = {
        key: Person(key=key, name=name, phone=number(last), texts=True, roles=frozenset(roles))
        for key, (name, last, roles) in PEOPLE.items()
    }
    rungs = tuple(RungPlan(role=one["role"], holder=one["person"]) for one in OFFICERS)
    parts = {
        "organisation": "Harbour Lane",
        "people": people,
        "ladders": (
            LadderPlan(name="safeguarding", rungs=rungs),
            LadderPlan(name="premises", rungs=rungs[1:]),
        ),
        "directory": DIRECTORY,
    }
    return Rota(**(parts | changes))


#: Nobody outside is asked: all of it is as it should be.
ALL_RIGHT = Checkup(
    carrier=lambda *_: AtCarrier(),
    address=lambda _: AddressFacts(
        real=False,
        local=False,
        private=False,
        https=True,
        reached=Reached.HERE,
        inside=False,
        let_in={Probe.PLAIN, Probe.BODY, Probe.ADDRESS},
    ),
    certificate=lambda _: CertificateFacts(Trust.TRUSTED, 60),
    free=lambda _: 10**12,
)


class House:
    """Everything joined, and a client for whoever asks."""

    def __init__(self, url: str, folder: Path, *, public: str = PUBLIC) -> None:
        environ = {
            "DATABASE_URL": url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "PUBLIC_URL": public,
            "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
            "BOOK_KEY": BOOK_KEY,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            "TWILIO_FROM": "+442079460000",
            "TWILIO_API_URL": "http://127.0.0.1:1",
        }
        self.public = public
        self.clock, self.bell = Clock(), RecordingBell()
        self.telephone = FakeTelephone(self.clock.now)
        settings = load_settings(environ, folder)
        wired = wire(settings, bell=self.bell, clock=self.clock, telephone=self.telephone)
        self.real_book = wired.book
        self.book = MendableBook(wired.book)
        self.parts = self._over(wired)
        self.app = create_app(self.parts)
        self.asks_outside(ALL_RIGHT)
        self.app.jinja_env.bytecode_cache = compiled.TEMPLATES
        self.changes_rota(example_rota())

    def _over(self, wired: Parts) -> Parts:
        """Join the parts anew, over the book that can go away."""
        desk = type(wired.desk)(self.book, self.bell, self.clock)
        keys = type(wired.keys)(desk, wired.keys.secret)
        line = type(wired.line)(desk, self.telephone, 1e9)
        return Parts(
            settings=wired.settings,
            book=self.book,
            bell=self.bell,
            desk=desk,
            keys=keys,
            line=line,
            door=wired.door,
        )

    def asks_outside(self, checkup: Checkup) -> None:
        """Let what the doctor asks outside be answered so."""
        joined = self.app.extensions["escalate"]
        self.app.extensions["escalate"] = replace(joined, checkup=checkup)

    def closes(self) -> None:
        self.real_book.close()

    def changes_rota(self, rota: Rota) -> None:
        with self.real_book.writing() as page:
            page.replace_rota(rota)

    def has_a_ticker(self, role: str = "watch") -> None:
        with self.real_book.writing() as page:
            page.beat(Beat(f"{role} of a test", role, self.clock.now()))

    def has_real_phones(self) -> None:
        """Believe that the carrier is the real one."""
        real = self.parts.settings.model_copy(update={"twilio_api_url": "https://api.twilio.com"})
        joined = self.app.extensions["escalate"]
        joined = replace(joined, parts=replace(self.parts, settings=real))
        self.app.extensions["escalate"] = joined

    def token(self, person: str) -> str:
        return self.parts.keys.issue(person, TokenKind.API)

    def asks(self, person: str | None = None) -> "Asker":
        """A program with a token of *person*, or with none."""
        headers = {"Authorization": f"Bearer {self.token(person)}"} if person else {}
        return Asker(self.app.test_client(), self.public, headers)

    def browses(self, person: str) -> "Asker":
        """A browser in which *person* is signed in."""
        client = self.app.test_client()
        session = self.parts.keys.issue(person, TokenKind.SESSION)
        secure = self.public.startswith("https:")
        name = "__Host-session" if secure else "session"
        host = self.public.partition("://")[2].partition(":")[0]
        client.set_cookie(name, session, domain=host, secure=secure)
        return Asker(client, self.public, {})

    def raises(self, person: str = "sam", **body: object) -> dict:
        answer = self.asks(person).post("/api/v1/escalations", json=body)
        assert answer.status_code == 202, answer.text
        return answer.json

    def escalation(self, escalation_id: str):
        with self.real_book.reading() as page:
            return page.escalation(escalation_id)

    def rings(self, escalation_id: str) -> str:
        """Let the first phone ring; return the attempt that rings it."""
        for work in advance(self.parts.desk, escalation_id):
            errands.run(self.parts.line, work)
        offers = self.escalation(escalation_id).offers()
        return next(one.id for one in offers if one.channel == "call")

    def webhook(
        self,
        path: str,
        fields: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        signature: str | None = None,
    ) -> TestResponse:
        """Post *fields* as the carrier does, signed over the public address."""
        form = {"AccountSid": ACCOUNT, "ApiVersion": "2010-04-01"} | dict(fields or {})
        signed = {"X-Twilio-Signature": signature or signature_of(self.public + path, form)}
        client = self.app.test_client(use_cookies=False)
        return client.post(
            path, data=form, base_url=self.public, headers=signed | dict(headers or {})
        )


class Asker:
    """A client that asks over the public address, with what belongs to it."""

    def __init__(self, client: FlaskClient, public: str, headers: Mapping[str, str]) -> None:
        self.client, self._public, self._headers = client, public, dict(headers)

    def open(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more):
        merged = self._headers | dict(headers or {})
        return self.client.open(path, method=method, base_url=self._public, headers=merged, **more)

    def get(self, path: str, **more) -> TestResponse:
        return self.open("GET", path, **more)

    def post(self, path: str, **more) -> TestResponse:
        return self.open("POST", path, **more)


def signature_of(address: str, form: Mapping[str, str], token: str = TOKEN) -> str:
    """Sign by the carrier's published rule, without its library."""
    text = address + "".join(name + form[name] for name in sorted(form))
    digest = hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def names_of(timeline: Sequence[Mapping[str, str]]) -> list[str]:
    return [line["kind"] for line in timeline]
