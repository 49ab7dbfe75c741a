"""The doctor on alarms: who would be told, and whether it arrives."""

from alarm.outside import web_server
from servers.migrated import BOOK_KEY

from config.settings import load_settings
from service.cli.check_alarms import check_alarms
from service.cli.findings import Verdict
from service.wiring import wire

RIGHT, DOUBTFUL, WRONG = Verdict
REAL = {
    "TWILIO_ACCOUNT_SID": f"AC{'0' * 32}",
    "TWILIO_AUTH_TOKEN": "a-made-up-token",
    "TWILIO_FROM": "020 7946 0000",
    "PUBLIC_URL": "https://call.example.org",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
    "BOOK_KEY": BOOK_KEY,
}


def found(folder, *, send=False, **given):
    parts = wire(load_settings(given, folder))
    return {one.what: one.verdict for one in check_alarms(parts, send=send)}


def test_where_phones_are_real_somebody_should_be_told(tmp_path):
    assert found(tmp_path, **REAL) == {"alarms": DOUBTFUL, "heartbeat": DOUBTFUL}
    assert found(tmp_path) == {"alarms": RIGHT}


def test_what_is_set_is_right_and_nothing_is_sent_unasked(tmp_path):
    with web_server() as web:
        both = {"ALARM_WEBHOOK_URL": web.url, "HEARTBEAT_URL": web.url}
        both |= {"ALARM_PRIVATE_HOSTS": "127.0.0.1"}
        assert found(tmp_path, **REAL, **both) == {"alarms": RIGHT, "heartbeat": RIGHT}
        assert web.asked == []


def test_a_test_says_whether_it_was_taken(tmp_path):
    with web_server() as web:
        given = {"ALARM_WEBHOOK_URL": f"{web.url}/token"}
        assert found(tmp_path, send=True, **given)["test by webhook"] is RIGHT
        assert web.asked[0][2]["text"].startswith("Test: This is a test.")
        web.status = 404
        assert found(tmp_path, send=True, **given)["test by webhook"] is WRONG
