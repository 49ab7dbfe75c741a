"""Connections over IPv4, as the carrier asks us as far as anybody knows.

Twilio's pages say nothing of IPv6. A name with two kinds of address leads to two places, and a
machine that has IPv6 asks there first: so a wrong A record would be seen by everybody but us.
"""

import ipaddress
import socket
import ssl
from http.client import HTTPConnection, HTTPSConnection

#: A name server answered, and knows none of that kind; the last is of names in a file of hosts.
_NONE = (socket.EAI_NONAME, socket.EAI_NODATA, socket.EAI_ADDRFAMILY)


class OnlyIPv6(OSError):
    """The name has addresses, and none of them is of IPv4."""


def addresses_of(host: str, port: int) -> list[str]:
    """Return where *host* leads, over IPv4; where it is an address itself, that one.

    Raises:
        OnlyIPv6: it leads somewhere, over IPv6 alone.
        OSError, UnicodeError: it leads nowhere, or nobody answered where.
    """
    family = socket.AF_INET6 if _is_ipv6(host) else socket.AF_INET
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    except socket.gaierror as failure:
        if failure.errno not in _NONE:
            raise
        socket.getaddrinfo(host, port, socket.AF_INET6, socket.SOCK_STREAM)
        raise OnlyIPv6 from None
    return [str(one[4][0]) for one in found]


def connected(host: str, port: int, seconds: float) -> socket.socket:
    """Return a line to the first of those addresses that answers.

    Raises:
        OSError, UnicodeError: none of them does, or there is none.
    """
    failures = []
    for address in addresses_of(host, port):
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as failure:
            failures.append(failure)
    raise failures[0]


class Plain(HTTPConnection):
    """Without TLS."""

    def __init__(self, host: str, port: int, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._seconds = seconds

    def connect(self) -> None:
        """Open the line."""
        self.sock = connected(self.host, self.port, self._seconds)


class Safe(HTTPSConnection):
    """With TLS, by *context*."""

    def __init__(self, host: str, port: int, seconds: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=seconds, context=context)
        self._seconds, self._tls = seconds, context

    def connect(self) -> None:
        """Open the line, under the name that was asked for."""
        self.sock = connected(self.host, self.port, self._seconds)
        self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)


def _is_ipv6(host: str) -> bool:
    try:
        return isinstance(ipaddress.ip_address(host), ipaddress.IPv6Address)
    except ValueError:
        return False
