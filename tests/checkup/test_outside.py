"""What the doctor says of the public address: with real proxies and certificates in between."""

import socket
import ssl
from contextlib import ExitStack

import pytest
from checkup.between import proxy
from servers.certificates import make_certificate
from servers.child import free_port
from servers.migrated import BOOK_KEY
from servers.threaded import served

from config.settings import load_settings
from service.checkup import looking, outside
from service.checkup.looking import Checkup, look
from service.checkup.outside import at_address, certificate_at, is_private
from service.domain.checks import outside as says
from service.domain.checks.certificate import certificate
from service.domain.fitness import Verdict
from service.web import create_app
from service.wiring import wire


class Site:
    """A house behind a proxy, at whose address it is known."""

    def __init__(self, folder, url, stack):
        self._folder, self._url, self._stack = folder, url, stack

    def is_at(self, address):
        given = {"PUBLIC_URL": address, "DATABASE_URL": self._url, "BOOK_KEY": BOOK_KEY}
        self.settings = load_settings(given, self._folder)
        self.parts = wire(self.settings)
        self._stack.callback(self.parts.book.close)
        return self._stack.enter_context(served(create_app(self.parts)))

    def behind(self, kept, *, scheme="http", path=""):
        kept.behind = self.is_at(f"{scheme}://localhost:{kept.port}{path}")

    def says(self):
        return {one.said.line: one.said.code for one in says.address(at_address(self.settings))}


@pytest.fixture
def site(tmp_path, sqlite_book_url):
    with ExitStack() as stack:
        yield Site(tmp_path, sqlite_book_url, stack)


@pytest.fixture
def between(site):
    with proxy() as kept:
        site.behind(kept)
        yield kept


def adds_what_proxies_add(asked):
    asked.headers |= {"X-Forwarded-For": "192.0.2.1", "Via": "1.1 proxy"}


def test_what_proxies_add_does_no_harm(between, site):
    between.changes = adds_what_proxies_add
    assert site.says() == {"public address": "address_local", "signature": "signature_right"}


def takes_off_the_signature(asked):
    asked.headers.pop("X-Twilio-Signature", None)


def tidies_the_address(asked):
    asked.path = asked.path.replace("%C3%A9%2F~", "%c3%a9/~").replace("b=2&a=1", "a=1&b=2")


def tidies_the_body(asked):
    asked.body = asked.body.replace(b"+", b"%20")
    asked.body = asked.body.replace(b"&Empty=", b"")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (takes_off_the_signature, "signature_lost"),
        (tidies_the_body, "signature_body"),
        (tidies_the_address, "signature_address"),
    ],
)
def test_a_proxy_that_changes_what_is_signed_is_found(between, site, changes, code):
    between.changes = changes
    assert site.says()["signature"] == code


def test_a_web_that_runs_with_another_token_is_found(between, site, tmp_path):
    other = load_settings(
        {"PUBLIC_URL": site.settings.public_url, "SECRET_KEY": "another-one-0123456789-abcdefghij"},
        tmp_path,
    )
    site.settings = other
    assert site.says()["signature"] == "signature_lost"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((301, {"Location": "https://www.localhost/"}), "address_moves"),
        ((200, {"Content-Type": "text/html"}), "address_not_ours"),
        ((404, {}), "address_not_ours"),
        ((502, {}), "address_not_started"),
    ],
)
def test_whoever_else_answers_is_told_from_us(between, site, answer, code):
    between.says = answer
    assert site.says() == {"public address": code, "signature": "signature_unseen"}


def test_a_door_that_lets_anything_in_is_none_of_ours(between, site):
    between.says_to_posts = 204
    assert site.says() == {"public address": "address_local", "signature": "signature_any"}


def test_nobody_there_and_no_such_name(site):
    site.is_at(f"http://localhost:{free_port()}")
    assert site.says()["public address"] == "address_not_started"
    site.is_at("http://nobody.invalid.localhost:1")
    assert site.says()["public address"] == "address_not_started"


NAMED = "call.example.localhost"


@pytest.fixture
def resolves(monkeypatch):
    """Have a name lead where a name server would say, for each kind of address."""
    ask = socket.getaddrinfo

    def to(*, ipv4="", ipv6="", either="", fails=socket.EAI_NONAME):
        said = {socket.AF_INET: ipv4, socket.AF_INET6: ipv6}

        def answers(host, port, family=0, *more):
            if host != NAMED:
                return ask(host, port, family, *more)
            if not (address := said.get(family, either)):
                raise socket.gaierror(fails, "no such record")
            return ask(address, port, family, *more)

        monkeypatch.setattr("socket.getaddrinfo", answers)

    return to


def test_a_name_that_leads_here_over_ipv6_alone_is_told_from_one_that_leads_nowhere(site, resolves):
    site.is_at(f"https://{NAMED}")
    resolves(ipv6="::1")
    assert site.says()["public address"] == "address_no_ipv4"
    resolves()
    assert site.says()["public address"] == "address_not_started"


def test_a_look_up_that_failed_is_not_taken_for_a_name_without_ipv4(site, resolves):
    site.is_at(f"https://{NAMED}")
    resolves(ipv6="::1", fails=socket.EAI_AGAIN)
    assert site.says()["public address"] == "address_not_started"


def test_a_wrong_record_of_ipv4_is_seen_though_the_other_leads_here(site, between, resolves):
    with proxy() as kept:
        kept.behind = site.is_at(f"http://{NAMED}:{kept.port}")
        resolves(ipv4="127.0.0.1", ipv6="::1", either="127.0.0.9")
        assert site.says()["signature"] == "signature_right"
        resolves(ipv4="127.0.0.9", ipv6="::1", either="127.0.0.1")
        assert site.says()["signature"] == "signature_unseen"


def test_an_address_that_hangs_costs_no_more_than_the_limit(between, site):
    between.hangs = True
    quick = Checkup(carrier=lambda *_: looking.AtCarrier(), seconds=0.2)
    codes = {one.said.code for one in look(site.parts, quick)}
    assert {"address_not_started", "signature_unseen"} <= codes


def test_which_names_the_internet_cannot_know():
    assert [is_private(one) for one in ("192.168.1.9", "pc.local", "pc", "127.0.0.1")] == [True] * 4
    assert [is_private(one) for one in ("call.example.org", "8.8.8.8")] == [False] * 2


# Certificates.


def trusting(path):
    return ssl.create_default_context(cafile=path)


@pytest.mark.parametrize(
    ("days", "code", "verdict"),
    [
        (30.5, "certificate_right", Verdict.RIGHT),
        (13.5, "certificate_soon", Verdict.DOUBTFUL),
        (2.5, "certificate_last", Verdict.WRONG),
    ],
)
def test_a_certificate_is_judged_by_the_days_it_has_left(site, tmp_path, days, code, verdict):
    pem = make_certificate(tmp_path, days=days)
    with proxy(pem) as kept:
        site.behind(kept, scheme="https")
        found = certificate(certificate_at(site.settings, trusting(pem)))
        assert (found.said.code, found.verdict) == (code, verdict)
        assert site.says()["signature"] == "signature_right", "each line speaks for itself"
    assert found.facts == {"days": int(days)}


def test_a_certificate_that_nobody_knows_or_of_another_name_is_wrong(site, tmp_path):
    with proxy(make_certificate(tmp_path, days=60)) as kept:
        site.behind(kept, scheme="https")
        found = certificate(certificate_at(site.settings))
        assert found.said.code == "certificate_untrusted", "by the system's own list"
    other = make_certificate(tmp_path, days=60, name="elsewhere.example")
    with proxy(other) as kept:
        site.behind(kept, scheme="https")
        found = certificate(certificate_at(site.settings, trusting(other)))
        assert found.said.code == "certificate_other_name"


def test_where_no_tls_is_spoken_and_where_none_is_needed(site, between):
    assert certificate(certificate_at(site.settings)).said.code == "certificate_local"
    site.behind(between, scheme="https")
    assert certificate(certificate_at(site.settings)).said.code == "certificate_none"
    site.is_at(f"https://localhost:{free_port()}")
    assert certificate(certificate_at(site.settings)).said.code == "certificate_unseen"


def test_our_probe_asks_for_nothing_and_shuts_out_whoever_cannot_sign(site, between):
    client = create_app(site.parts).test_client()
    assert client.post("/twilio/probe").status_code == 403
    assert client.post("/twilio/probe/deeper?x=1").status_code == 403
    assert outside.STEP_SECONDS < looking.SECONDS
