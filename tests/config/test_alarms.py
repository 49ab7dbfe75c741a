"""How a site says whom to tell of a fault, and what is refused."""

import pytest

from service.wiring import heartbeat_of, heralds_of

MAIL = {
    "ALARM_EMAIL_TO": "noor@example.org, priya@example.org",
    "ALARM_EMAIL_FROM": "call-outs@example.org",
    "SMTP_URL": "smtps://house:p%40ss@mail.example.org",
}
REAL = {
    "TWILIO_ACCOUNT_SID": f"AC{'0' * 32}",
    "TWILIO_AUTH_TOKEN": "a-made-up-token",
    "TWILIO_FROM": "020 7946 0000",
    "PUBLIC_URL": "https://call.example.org",
    "SECRET_KEY": "made-up-and-long-enough-for-a-test-0123456789",
}


def test_without_any_nobody_is_told_but_by_the_page(load):
    assert heralds_of(load()) == ()
    assert heartbeat_of(load()) is None


def test_each_way_that_is_set_is_used(load):
    site = load(**MAIL, ALARM_WEBHOOK_URL="https://chat.example.org/hook?token=x")
    assert [one.path for one in heralds_of(site)] == ["webhook", "email"]
    assert [one.path for one in heralds_of(load(**MAIL))] == ["email"]
    assert heartbeat_of(load(HEARTBEAT_URL="https://beat.example.org/token")) is not None


def test_a_mail_server_is_read_as_it_is_written(load):
    (mail,) = heralds_of(load(**MAIL))
    box = mail._box
    assert (box.host, box.port, box.tls) == ("mail.example.org", None, True)
    assert (box.user, box.password) == ("house", "p@ss")
    assert mail._recipients == ("noor@example.org", "priya@example.org")
    (mail,) = heralds_of(load(**MAIL | {"SMTP_URL": "smtp://127.0.0.1:2525"}))
    assert (mail._box.port, mail._box.tls, mail._box.user) == (2525, False, "")


@pytest.mark.parametrize("missing", MAIL)
def test_mail_that_is_given_in_part_is_refused_by_what_is_missing(refused, missing):
    blamed, said = refused(**{name: value for name, value in MAIL.items() if name != missing})
    assert blamed == [missing]
    assert "set all three, or none" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALARM_WEBHOOK_URL", "chat.example.org/zqx"),
        ("ALARM_WEBHOOK_URL", "https://user:zqx@chat.example.org"),
        ("ALARM_WEBHOOK_URL", "https://chat.example.org/a zqx"),
        ("ALARM_WEBHOOK_URL", "https://chat.example.org/#zqx"),
        ("HEARTBEAT_URL", "mailto:zqx@example.org"),
        ("SMTP_URL", "mail.example.org"),
        ("SMTP_URL", "https://mail.example.org"),
        ("SMTP_URL", "smtp://house@mail.example.org"),
        ("SMTP_URL", "smtps://mail.example.org/inbox"),
        ("SMTP_URL", "smtps://house:zqx@mail.example.org:port"),
        ("ALARM_EMAIL_TO", "zqx"),
        ("ALARM_EMAIL_TO", "noor@example.org priya@example.org"),
        ("ALARM_EMAIL_TO", "noor@example.org,"),
        ("ALARM_EMAIL_FROM", "noor@example.org, priya@example.org"),
        ("ALARM_EMAIL_FROM", "a@b\r\nBcc: zqx@example.org"),
    ],
)
def test_each_malformed_setting_is_named_with_what_to_write(refused, name, value):
    blamed, said = refused(**MAIL | {name: value})
    assert blamed == [name]
    assert "zqx" not in said


OUTGOING = pytest.mark.parametrize("name", ["ALARM_WEBHOOK_URL", "HEARTBEAT_URL"])


@OUTGOING
@pytest.mark.parametrize("host", ["chat.example.org", "10.0.0.5", "monitor.lan", "[fd00::5]"])
def test_a_token_may_not_travel_in_the_open_but_to_a_host_that_the_site_names(
    load, refused, name, host
):
    address = {name: f"http://{host}:9000/token"}
    blamed, said = refused(**address)
    assert blamed == [name]
    assert "ALARM_PRIVATE_HOSTS" in said
    assert refused(**address, ALARM_PRIVATE_HOSTS="other.lan")[0] == [name]
    assert load(**address, ALARM_PRIVATE_HOSTS=f"other.lan, {host.upper()}") is not None


@OUTGOING
def test_this_machine_needs_no_naming_where_only_it_reaches_us(load, refused, name):
    address = {name: "http://127.0.0.1:9000/token"}
    assert load(**address) is not None
    assert refused(**address, **REAL)[0] == [name]
    assert load(**address, **REAL, ALARM_PRIVATE_HOSTS="127.0.0.1") is not None


@pytest.mark.parametrize("value", ["https://monitor.lan", "monitor.lan:80", "a b", ",", "*"])
def test_a_host_is_named_bare(refused, value):
    blamed, _ = refused(ALARM_PRIVATE_HOSTS=value)
    assert blamed == ["ALARM_PRIVATE_HOSTS"]


def test_no_token_and_no_password_is_shown(load):
    site = load(
        **MAIL,
        ALARM_WEBHOOK_URL="https://chat.example.org/zqx",
        HEARTBEAT_URL="https://beat.example.org/zqx",
    )
    assert "zqx" not in repr(site)
    assert "p%40ss" not in repr(site)
