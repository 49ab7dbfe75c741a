import socket

import pytest
from servers.child import free_port
from servers.migrated import BOOK_KEY


@pytest.mark.parametrize(
    ("above", "who"), [(0, "the web"), (1, "the exchange"), (2, "the embedded bell")]
)
def test_a_port_that_is_taken_is_said_before_anything_starts(escalate, alone, above, who):
    port = free_port()
    with socket.create_server(("127.0.0.1", port + above)):
        result = escalate("run", PORT=str(port))
    assert result.exit_code == 2
    assert f"127.0.0.1:{port + above}, where {who} would" in result.stderr
    assert f"PORT={port + above + 10} escalate run" in result.stderr
    assert result.stdout == ""


def test_only_what_would_run_needs_its_port(escalate):
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        result = escalate("web", PORT=str(port))
    assert "where the web would" in result.stderr


def test_an_address_that_is_not_ours_is_said(start, sqlite_book_url):
    # In a process of its own: this one may not even try another machine's address.
    env = {"HOST": "192.0.2.1", "DATABASE_URL": sqlite_book_url, "BOOK_KEY": BOOK_KEY}
    child = start("escalate", "web", env=env)
    assert child.finishes() == 2
    assert "Set HOST to an address of this machine" in child.said


@pytest.mark.parametrize("host", ["a..b", "a" * 70])
def test_what_can_be_no_host_is_said(escalate, host):
    result = escalate("web", HOST=host)
    assert result.exit_code == 2
    assert "Set HOST to an address of this machine" in result.stderr


def test_pretended_phones_stay_at_home(escalate):
    result = escalate(
        "exchange",
        PUBLIC_URL="https://call.example.org",
        TWILIO_ACCOUNT_SID=f"AC{'0' * 32}",
        TWILIO_AUTH_TOKEN="a-made-up-token",
        TWILIO_FROM="020 7946 0000",
        SECRET_KEY="made-up-and-long-enough-for-a-test-0123456789",
    )
    assert result.exit_code == 2
    assert "The exchange pretends phones at a local address only" in result.stderr
