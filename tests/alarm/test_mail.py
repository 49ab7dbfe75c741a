"""Mail, to a real server over real sockets, with TLS and without."""

import socket
from dataclasses import replace

import pytest
from alarm.outside import mail_server
from alarm.test_web import NOTICE, PAGE
from servers.child import free_port

from service.alarm import Mail, MailBox
from service.domain.alarms import Word
from service.heralds import NotTold

ADMINS = ("noor@example.org", "priya@example.org")


def writer(server, *, host="127.0.0.1", total_seconds=10.0, **box):
    box = MailBox(host=host, port=server.port, **({"tls": False} | box))
    return Mail(box, "house@example.org", ADMINS, PAGE, total_seconds=total_seconds)


def test_the_admins_get_a_plain_mail(mail):
    writer(mail).tell(NOTICE)
    (got,) = mail.mails
    assert got["Subject"] == "Call-outs: Still: Calls are failing"
    assert (got["From"], got["To"]) == ("house@example.org", ", ".join(ADMINS))
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Message-ID"].endswith("@example.org>")
    text = got.get_content()
    assert "Since 22 November 2026, 02:00 UTC." in text
    assert "What to do: Look at the carrier's status page" in text
    assert PAGE in text
    assert [one for one in mail.said if one.startswith("rcpt")] == [
        f"rcpt TO:<{admin}>" for admin in ADMINS
    ]


def test_what_is_over_is_said_to_be_over(mail):
    writer(mail).tell(replace(NOTICE, word=Word.OVER))
    assert "Calls are failing: that is over." in mail.mails[0].get_content()


def test_tls_is_begun_where_it_is_offered_and_only_then_who_we_are_is_said(trusted):
    with mail_server(trusted) as server:
        server.offers = ("STARTTLS", "AUTH PLAIN")
        writer(server, user="house", password="secret").tell(NOTICE)
        assert server.mails
        verbs = [one.split()[0] for one in server.said]
        assert verbs.index("STARTTLS") < verbs.index("AUTH")


def test_tls_from_the_first_byte(trusted):
    with mail_server(trusted, tls=True) as server:
        writer(server, tls=True).tell(NOTICE)
        assert server.mails


def test_a_server_that_nobody_vouches_for_hears_nothing(certificate):
    with mail_server(certificate) as server:
        server.offers = ("STARTTLS", "AUTH PLAIN")
        with pytest.raises(NotTold, match="SSLCertVerificationError"):
            writer(server, user="house", password="secret").tell(NOTICE)
        assert not server.mails
        assert not [one for one in server.said if one.startswith("AUTH")]


def test_a_server_elsewhere_that_offers_no_tls_hears_nothing(mail, monkeypatch):
    monkeypatch.setattr("service.alarm.mail.is_loopback", lambda _host: False)
    with pytest.raises(NotTold, match="offers no TLS"):
        writer(mail, user="house", password="secret").tell(NOTICE)
    assert [one.split()[0] for one in mail.said] == ["ehlo"]


def test_a_server_that_takes_it_for_nobody_is_not_told(mail):
    mail.refuses = True
    with pytest.raises(NotTold, match="SMTPRecipientsRefused") as caught:
        writer(mail).tell(NOTICE)
    assert "example.org" not in str(caught.value)


def test_a_server_that_hangs_is_given_up_on(mail):
    mail.hangs = True
    with pytest.raises(NotTold, match="in time"):
        writer(mail, total_seconds=0.2).tell(NOTICE)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"host": "no..host"}, "UnicodeError: a host, user or password with a sign"),
        ({"tls": True}, "SSLError: it does not begin TLS; smtps:// is for port 465, smtp://"),
        ({"user": "house", "password": "sécret"}, "UnicodeEncodeError: a host, user or"),
        ({"user": "house", "password": "secret"}, "SMTPAuthenticationError: it does not take user"),
    ],
)
def test_a_slip_in_the_address_of_the_server_is_said_with_what_it_means(mail, given, said):
    mail.offers = ("AUTH PLAIN",)
    mail.knows_nobody = True
    with pytest.raises(NotTold) as caught:
        writer(mail, **given).tell(NOTICE)
    assert said in str(caught.value)
    assert "cret" not in str(caught.value)
    assert "no..host" not in str(caught.value)


def test_nothing_that_listens_there_is_said_so():
    nobody = Mail(MailBox(host="127.0.0.1", port=free_port()), "house@example.org", ADMINS, PAGE)
    with pytest.raises(NotTold, match="ConnectionRefusedError: nothing listens there"):
        nobody.tell(NOTICE)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (socket.EAI_NONAME, "gaierror: no such host"),
        (socket.EAI_NODATA, "gaierror: no such host"),
        (socket.EAI_AGAIN, "gaierror: no name server says where its host is"),
    ],
)
def test_a_host_that_is_none_is_told_from_a_look_up_that_failed(monkeypatch, why, said):
    def looked_up(*_given):
        raise socket.gaierror(why, "mail.example.org")

    monkeypatch.setattr("socket.getaddrinfo", looked_up)
    away = Mail(MailBox(host="mail.example.org"), "house@example.org", ADMINS, PAGE)
    with pytest.raises(NotTold) as caught:
        away.tell(NOTICE)
    assert str(caught.value) == said


def test_a_password_is_not_shown():
    assert "secret" not in repr(MailBox(host="mail", user="house", password="secret"))
