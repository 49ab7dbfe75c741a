"""Whether we may listen where the settings say, asked before anything starts."""

import errno
import socket

from config.settings import Settings
from service.domain.refusals import Refusal

LOOPBACK = "127.0.0.1"


class PortTaken(Refusal):
    """Somebody else listens there."""

    problem = "Something already listens on {host}:{port}, where {who} would."
    mend = "Stop it, or set PORT to another number, as in: PORT={other} escalate run"


class NoSuchAddress(Refusal):
    """It is not an address of this machine, or not ours to take."""

    problem = "This machine cannot listen on {host}:{port} for {who}."
    mend = "Set HOST to an address of this machine, such as 127.0.0.1, and PORT above 1023."


def refuse_taken(host: str, port: int, who: str) -> None:
    """Raise `PortTaken` or `NoSuchAddress` where *who* could not listen on *host* and *port*."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            # As gunicorn does: a port that was just given up is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 10 if port + 10 < 65000 else 8010  # noqa: PLR2004
            raise PortTaken(host=host, port=port, who=who, other=other) from None
        raise NoSuchAddress(host=host, port=port, who=who) from None
    except UnicodeError:  # as the standard library says that no host can be called so
        raise NoSuchAddress(host=host, port=port, who=who) from None


def local_url(settings: Settings) -> str:
    """Return the web's address as this machine reaches it."""
    host = settings.host
    if host in {"0.0.0.0", "::", ""}:
        host = LOOPBACK
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"
