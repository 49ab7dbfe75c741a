"""No alarm and no heartbeat finds a way into the network in which the house stands."""

import logging
import socket

import pytest
from alarm.test_web import HERE, NOTICE, PAGE

from service.alarm import HeartbeatAddress, Webhook
from service.heralds import NotTold

OPEN, OPEN_TOO = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
#: Each kind of address that is not in the open.
INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.5",
    "100.64.0.1",  # behind a carrier's translation
    "169.254.169.254",  # where clouds keep a machine's keys
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:10.0.0.5",
    "64:ff9b::10.0.0.5",
    "64:ff9b:1::7f00:1",
    "100::1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::",  # 6to4 of this machine
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]


class Names:
    """A resolver that answers in turn, and the connections that were then begun."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []

    def look_up(self, host, port, *_, **__):
        self.asked.append(host)
        address = self.answers.pop(0)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(self, address, *_, **__):
        self.connected.append(address)
        raise ConnectionRefusedError


@pytest.fixture
def names(monkeypatch):
    kept = Names()
    monkeypatch.setattr(socket, "getaddrinfo", kept.look_up)
    monkeypatch.setattr("urllib3.util.connection.create_connection", kept.connect)
    return kept


def tried(url, **given):
    """Ask *url* by both ways; return what each said."""
    said = []
    for act in (
        HeartbeatAddress(url, **given).beat,
        lambda: Webhook(url, PAGE, **given).tell(NOTICE),
    ):
        with pytest.raises(NotTold) as caught:
            act()
        said.append(str(caught.value))
    return said


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_asked(names, address, caplog):
    caplog.set_level(logging.DEBUG)
    names.answers = [address] * 2
    assert tried("https://beat.example.org/token") == ["its address is not in the open"] * 2
    assert names.connected == []
    assert "example.org" not in caplog.text


@pytest.mark.parametrize("address", [OPEN, OPEN_TOO])
def test_a_name_that_leads_into_the_open_is(names, address):
    names.answers = [address] * 2
    tried("https://beat.example.org:8443/token")
    assert names.connected == [(address, 8443)] * 2


def test_a_name_is_looked_up_once_and_no_later_answer_counts(names):
    names.answers = [OPEN, "127.0.0.1", OPEN, "127.0.0.1"]
    HeartbeatAddress("https://beat.example.org/token")
    with pytest.raises(NotTold, match="ConnectionError"):
        HeartbeatAddress("https://beat.example.org/token").beat()
    assert names.asked == ["beat.example.org"]
    assert names.connected == [(OPEN, 443)]


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost"])
def test_this_machine_is_not_asked(host):
    assert set(tried(f"https://{host}/token")) == {"its address is not in the open"}


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_this_machine_is_not_asked_however_it_is_spelt(names, host):
    # What the system makes of it; the tests' own guard would not let it look.
    names.answers = [socket.inet_ntoa(socket.inet_aton(host))] * 2
    assert set(tried(f"https://{host}/token")) == {"its address is not in the open"}


@pytest.mark.parametrize("host", ["beat.example.org", "127.0.0.1", OPEN])
def test_nothing_leaves_in_the_open(names, host):
    assert tried(f"http://{host}/token") == ["it is not https"] * 2
    assert names.asked == names.connected == []


def test_a_proxy_that_the_machine_has_is_no_way_round(names, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example.org:3128")
    names.answers = ["10.0.0.5"] * 2
    assert tried("https://beat.example.org/token") == ["its address is not in the open"] * 2
    assert names.connected == []


def test_a_host_that_the_site_named_is_asked_where_it_is(web):
    HeartbeatAddress(f"{web.url}/beat", private_hosts=HERE).beat()
    other = web.url.replace("127.0.0.1", "localhost")
    assert tried(other, private_hosts=HERE) == ["it is not https"] * 2
    assert len(web.asked) == 1


def test_an_answer_without_an_end_is_not_read(web):
    web.headers = {f"X-{nth}": "x" * 1000 for nth in range(90)}
    web.body_for_ever = True
    HeartbeatAddress(f"{web.url}/beat", private_hosts=HERE).beat()
    assert web.left.wait(10), "whoever asked has gone"


def test_a_head_without_an_end_is_given_up_on(web):
    web.headers = {f"X-{nth}": "x" for nth in range(200)}
    assert tried(web.url, private_hosts=HERE) == ["ConnectionError"] * 2
