"""A mail to the admins, over SMTP."""

import smtplib
import socket
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import partial

from service.alarm.limit import within
from service.alarm.loopback import is_loopback
from service.domain.alarms import Notice, Word
from service.domain.catalogue import N_, _, found
from service.domain.dates import clock, month
from service.heralds import NotTold

#: For everything: a mail server asks and answers a dozen times, and some are slow on purpose.
TOTAL_SECONDS = 15.0
#: For each of those answers.
_SECONDS = 5.0
#: Where a mail server listens: with TLS from the first byte, and with TLS after a word.
_TLS_PORT, _PORT = 465, 587
#: The name servers answered, and know no such host. What else a look-up dies of says nothing of it.
_NOBODY = (socket.EAI_NONAME, socket.EAI_NODATA)
#: The slips of those who set up mail, the narrower class first.
_MEANS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, N_("no name server says where its host is")),
    (ConnectionRefusedError, N_("nothing listens there")),
    (TimeoutError, N_("no answer in time; smtps:// is for port 465, smtp:// for 587")),
    (ssl.SSLCertVerificationError, N_("nobody vouches for its certificate")),
    (ssl.SSLError, N_("it does not begin TLS; smtps:// is for port 465, smtp:// for 587")),
    (
        smtplib.SMTPServerDisconnected,
        N_("it hung up; smtps:// is for port 465, smtp:// for 587"),
    ),
    (smtplib.SMTPAuthenticationError, N_("it does not take user and password")),
    (smtplib.SMTPNotSupportedError, N_("it asks for no user and password")),
    (smtplib.SMTPSenderRefused, N_("it does not take ALARM_EMAIL_FROM")),
    (smtplib.SMTPRecipientsRefused, N_("it takes it for nobody in ALARM_EMAIL_TO")),
    (UnicodeError, N_("a host, user or password with a sign that none can have")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBox:
    """Our mail server, and who are we to it."""

    host: str
    port: int | None = None
    #: Whether TLS begins with the first byte; otherwise it is asked for before anything is said.
    tls: bool = True
    user: str = ""
    password: str = field(default="", repr=False)


class Mail:
    """Keeps ``Herald``."""

    path = "email"

    def __init__(
        self,
        box: MailBox,
        sender: str,
        recipients: tuple[str, ...],
        page: str,
        *,
        total_seconds: float = TOTAL_SECONDS,
    ) -> None:
        self._box = box
        self._sender = sender
        self._recipients = recipients
        self._page = page
        self._total_seconds = total_seconds

    def tell(self, notice: Notice) -> None:
        """Hand it to the mail server, for all recipients or for as many as it takes.

        Raises:
            NotTold: the server took it for none of them, or not in time.
        """
        within(self._total_seconds, partial(self._send, self._written(notice)), _meaning)

    def _send(self, mail: EmailMessage) -> None:
        with self._connected() as server:
            if self._box.user:
                server.login(self._box.user, self._box.password)
            server.send_message(mail)

    def _connected(self) -> smtplib.SMTP:
        box, safe = self._box, ssl.create_default_context()
        # Said as our name, since the library would ask the DNS for it, and wait.
        ours = self._sender.rpartition("@")[2]
        if box.tls:
            port = box.port or _TLS_PORT
            return smtplib.SMTP_SSL(box.host, port, ours, timeout=_SECONDS, context=safe)
        server = smtplib.SMTP(box.host, box.port or _PORT, ours, timeout=_SECONDS)
        try:
            _begin_tls(server, safe, optional=is_loopback(box.host))
        except BaseException:
            server.close()
            raise
        return server

    def _written(self, notice: Notice) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = _("Call-outs: {headline}", headline=notice.headline)
        mail["From"] = self._sender
        mail["To"] = ", ".join(self._recipients)
        mail["Date"] = format_datetime(notice.at)
        mail["Message-ID"] = make_msgid(domain=self._sender.rpartition("@")[2])
        # Else holiday notes would come back, and be answered.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(_text(notice, self._page))
        return mail


def _begin_tls(server: smtplib.SMTP, safe: ssl.SSLContext, *, optional: bool) -> None:
    """Turn to TLS before a password or an alarm is said; only this machine may go without."""
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=safe)
        server.ehlo()
    elif not optional:
        raise NotTold("the mail server offers no TLS")


def _meaning(why: Exception) -> str:
    if isinstance(why, socket.gaierror) and why.errno in _NOBODY:
        return _("no such host")
    said = next((said for kind, said in _MEANS if isinstance(why, kind)), None)
    return found(said) if said else ""


def _text(notice: Notice, page: str) -> str:
    said, since = notice.said, _since(notice.since)
    if notice.word is Word.OVER:
        lines = [
            _("{what}: that is over.", what=said.what),
            _("It had been so since {since}.", since=since),
        ]
    else:
        lines = [
            f"{said.what}.",
            _("Since {since}.", since=since),
            "",
            said.means,
            _("What to do: {mend}", mend=said.mend),
        ]
    return "\n".join([*lines, "", page, ""])


def _since(at: datetime) -> str:
    return _("{day:%d} {month} {day:%Y}, {time} UTC", day=at, month=month(at), time=clock(at))
