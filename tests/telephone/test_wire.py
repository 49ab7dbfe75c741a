"""Every request is over in time, and whether it left is known."""

import socket
import threading

import pytest
from fakes.carrier import CERTIFICATE, WireServer, drips, floods, hangs, redirects, says, swells
from requests.exceptions import ConnectionError as NoConnection
from servers.waiting import wait_until
from telephone.conftest import CREATED, SID, account_at, an_attempt

from service.domain.people import PhoneNumber
from service.ports import NotPlaced, Uncertain
from service.telephone.twilio import TwilioTelephone
from service.telephone.wire import LONGEST_ANSWER_BYTES, AnswerLost, PunctualClient, Unsent

WHOLE = f'{{"sid": "{SID}", "status": "queued"}}'


@pytest.fixture(params=["plain", "TLS"])
def wire(request):
    """A server, and the client that reaches it, with and without TLS."""
    with WireServer(CREATED, tls=request.param == "TLS") as server:
        yield server


def trusting(api_url, total_seconds):
    """A telephone that trusts the server of these tests."""
    telephone = TwilioTelephone(
        account_at(api_url), connect_seconds=total_seconds, total_seconds=total_seconds
    )
    telephone._client.http_client.session.verify = str(CERTIFICATE)
    return telephone


def nothing_under_way():
    return not any(thread.name == "carrier" for thread in threading.enumerate())


LATE = {
    "silent": hangs,
    "a byte of the body now and then": drips(201, WHOLE),
    "a byte of the headers now and then": drips(201, WHOLE, headers_too=True),
}


@pytest.mark.parametrize("answer", LATE.values(), ids=LATE.keys())
def test_a_request_is_over_in_time_whatever_the_server_does(wire, answer):
    wire.answer = answer
    hurried = trusting(wire.url, total_seconds=0.8)  # a fraction of the server's patience
    with pytest.raises(Uncertain):
        hurried.call(an_attempt())
    # The thread is not left behind to wait for the rest.
    wait_until("the request has ended", nothing_under_way, within_seconds=4)


@pytest.mark.parametrize("answer", [floods, swells(WHOLE)], ids=["told", "packed"])
def test_an_answer_without_end_is_not_read_to_its_end(wire, answer):
    wire.answer = answer
    with pytest.raises(Uncertain):
        trusting(wire.url, total_seconds=20).call(an_attempt())
    wait_until("the request has ended", nothing_under_way, within_seconds=4)
    assert wire.sent < 20 * LONGEST_ANSWER_BYTES  # what lies in buffers, with room to spare


def test_an_answer_as_long_as_a_page_of_calls_is_read(carrier):
    carrier.answer = says(201, WHOLE + " " * (LONGEST_ANSWER_BYTES - len(WHOLE)))
    assert trusting(carrier.url, total_seconds=20).call(an_attempt()) == SID


def test_a_redirect_is_followed_by_nothing(carrier):
    with WireServer(CREATED) as elsewhere:
        carrier.answer = redirects(elsewhere.url)
        telephone = trusting(carrier.url, total_seconds=20)
        with pytest.raises(NotPlaced) as caught:
            telephone.call(an_attempt())
        assert caught.value.account  # TWILIO_API_URL is wrong, or a portal stands before it
        with pytest.raises(NotPlaced):
            telephone.status(SID)
        assert elsewhere.asked == []
    assert len(carrier.asked) == 2


def test_a_question_is_over_in_time_as_well(carrier):
    carrier.answer = hangs
    with pytest.raises(NotPlaced):
        trusting(carrier.url, total_seconds=0.2).status(SID)


def test_a_call_is_placed_with_and_without_tls(wire):
    assert trusting(wire.url, total_seconds=20).call(an_attempt()) == SID


def test_a_server_that_is_not_who_it_says_was_sent_nothing():
    with WireServer(CREATED, tls=True) as stranger:
        with pytest.raises(NotPlaced):
            TwilioTelephone(account_at(stranger.url)).call(an_attempt())
        assert stranger.asked == []


def test_a_connection_that_is_refused_sent_nothing():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    telephone = TwilioTelephone(account_at(f"http://127.0.0.1:{port}"))
    with pytest.raises(NotPlaced) as caught:
        telephone.call(an_attempt())
    assert not caught.value.account
    with pytest.raises(NotPlaced):
        telephone.find(PhoneNumber("+447700900111"), an_attempt().intended_at)


def test_a_server_that_does_not_speak_tls_was_sent_nothing(carrier):
    telephone = TwilioTelephone(account_at(carrier.url.replace("http:", "https:")))
    with pytest.raises(NotPlaced):
        telephone.call(an_attempt())


def test_a_server_that_never_finishes_its_handshake_was_sent_nothing():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        telephone = TwilioTelephone(
            account_at(f"https://127.0.0.1:{silent.getsockname()[1]}"),
            connect_seconds=0.1,
            total_seconds=0.2,
        )
        with pytest.raises(NotPlaced):
            telephone.call(an_attempt())
        wait_until("the request has ended", nothing_under_way, within_seconds=10)


class SlowToStart(PunctualClient):
    """Stands for a name look-up that hangs: nothing in Python can cut that short."""

    def __init__(self, api_url, gate):
        super().__init__(api_url, connect_seconds=5, total_seconds=0.1)
        send = self.session.send

        def wait_then_send(*arguments, **options):
            gate.wait()
            return send(*arguments, **options)

        self.session.send = wait_then_send


def test_what_was_given_up_before_it_left_never_leaves(carrier):
    gate = threading.Event()
    client = SlowToStart(carrier.url, gate)
    with pytest.raises(Unsent):
        client.request("POST", "https://api.twilio.com/x", data={"To": "x"})
    gate.set()
    wait_until("the request has ended", nothing_under_way, within_seconds=10)
    assert carrier.asked == []


def test_an_answer_in_time_is_not_disturbed_and_its_address_is_ours(carrier):
    client = PunctualClient(carrier.url, connect_seconds=5, total_seconds=20)
    response = client.request("GET", "https://api.twilio.com/2010-04-01/x?To=1")
    assert (response.status_code, carrier.asked[0].path) == (201, "/2010-04-01/x")
    assert carrier.asked[0].query == (("To", "1"),)


def test_a_fault_of_our_own_is_not_taken_for_the_carriers(carrier):
    client = PunctualClient(carrier.url, connect_seconds=5, total_seconds=20)

    def fails(*_, **__):
        raise KeyError("ours")

    client.session.send = fails
    with pytest.raises(KeyError, match="ours"):
        client.request("GET", "https://api.twilio.com/x")


def test_an_answer_lost_carries_nothing_of_what_was_asked(carrier):
    client = PunctualClient(carrier.url, connect_seconds=5, total_seconds=20)
    send = client.session.send

    def breaks(*arguments, **options):
        send(*arguments, **options)
        raise NoConnection("+447700900111")

    client.session.send = breaks
    with pytest.raises(AnswerLost) as caught:
        client.request("GET", "https://api.twilio.com/x")
    assert (caught.value.args, caught.value.__context__) == ((), None)


@pytest.mark.parametrize(
    ("api_url", "direct"),
    [
        ("http://127.0.0.1:1", True),
        ("http://[::1]:1", True),
        ("http://localhost:1", True),
        ("https://api.twilio.com", False),
        ("https://10.0.0.1", False),
    ],
)
def test_only_this_machine_is_reached_without_the_sites_proxy(api_url, direct):
    client = PunctualClient(api_url, connect_seconds=1, total_seconds=1)
    assert client.session.trust_env is not direct
