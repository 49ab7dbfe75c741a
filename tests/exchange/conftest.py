"""A running exchange, and whom it talks with."""

import pytest
from twilio.rest import Client

from exchange.parts import AMARA, OURS, SID, TOKEN, Customer, Knobs, Rebased
from service.exchange import ExchangeSettings, running_exchange


@pytest.fixture
def customer():
    one = Customer()
    yield one
    one.stops()


@pytest.fixture
def pace():
    """Real seconds in one second on the line; see ``parts.BY_HAND``."""
    return 0.01


@pytest.fixture
def exchange(customer, pace):
    settings = ExchangeSettings(
        account_sid=SID,
        auth_token=TOKEN,
        page_key=None,
        public_url=customer.url,
        numbers=(OURS,),
        speech_seconds_per_character=0,
        pace=pace,
    )
    with running_exchange(settings) as running:
        yield running
        assert running.board.bugs == []


@pytest.fixture
def client(exchange):
    return Client(SID, TOKEN, http_client=Rebased(exchange.url, timeout=10))


@pytest.fixture
def knobs(exchange):
    return Knobs(exchange.url)


@pytest.fixture
def place(client, customer):
    """Place a call to Amara whose words come from /answer and whose events go to /status."""

    def _place(words="<Say>Hello.</Say>", to=AMARA, **more):
        asked = {
            "to": to,
            "from_": OURS,
            "url": customer.says("/answer", words),
            "status_callback": customer.url + "/status",
            "status_callback_event": ["initiated", "ringing", "answered", "completed"],
            "timeout": 20,
        }
        return client.calls.create(**(asked | more))

    return _place


@pytest.fixture
def ended(exchange):
    """Wait until a call is over, and give it."""

    def _ended(call):
        exchange.wait_until(lambda board: board.calls[call.sid].is_over)
        return exchange.board.calls[call.sid]

    return _ended


@pytest.fixture
def told(customer):
    """Give what /status was told until the end: the statuses, in order of arrival."""

    def _told(times):
        return [each.form["CallStatus"] for each in customer.waits_for("/status", times)]

    return _told
