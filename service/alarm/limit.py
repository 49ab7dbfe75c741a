"""A limit on the whole of something that may hang."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Callable

from service.domain.catalogue import N_, found
from service.heralds import NotTold

#: For everything from the name look-up to the last byte, in seconds.
TOTAL_SECONDS = 5.0


def within(total_seconds: float, act: Callable[[], None]) -> None:
    """Do *act*, and give up on it after *total_seconds*.

    In a thread of its own: a limit on each read is not enough, since a server that sends a
    byte now and then, or a name look-up that hangs, keeps within it for ever. The thread of
    one that was given up on ends with its socket's own limit, or with the process.

    Raises:
        NotTold: it failed, or took too long. Only the class of what failed is told, and what that
            means: its own words may hold an address.
    """
    failed: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as failure:  # noqa: BLE001 - told by its class to whoever waits
            failed.append(failure)

    thread = threading.Thread(target=run, name="alarm", daemon=True)
    thread.start()
    thread.join(total_seconds)
    if thread.is_alive():
        raise NotTold("no answer in time")
    if failed:
        why = failed[0]
        raise NotTold(str(why) if isinstance(why, NotTold) else _class_of(why)) from None


#: The slips of those who set up mail, the narrower class first.
_MEANS: tuple[tuple[type[Exception], str], ...] = (
    (socket.gaierror, N_("no such host")),
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


def _class_of(why: Exception) -> str:
    means = next((said for kind, said in _MEANS if isinstance(why, kind)), "")
    return f"{type(why).__name__}: {found(means)}" if means else type(why).__name__
