"""Tests talk to this machine only: a test that reaches further could ring a real phone."""

import ipaddress
import socket
import sys
from typing import Any


class LeavesTheMachine(RuntimeError):
    """A test tried to reach another machine."""


class LoopbackGuard:
    """Refuses every connection, datagram and name look-up that leaves the loopback.

    An audit hook rather than a patched socket: no library can have kept the unpatched one. It sees
    what Python's sockets do in this process; child processes and C libraries it does not see.
    """

    #: What Python announces before it does it.
    LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
    EVENTS = LOOK_UPS | {"socket.connect", "socket.sendto", "socket.sendmsg"}

    def __init__(self) -> None:
        self.caught: list[str] = []

    def install(self) -> None:
        """Watch from now on. Python has no way to take an audit hook out again."""
        sys.addaudithook(self.look)

    def look(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise `LeavesTheMachine` where *event* reaches for another machine."""
        if event not in self.EVENTS or stays_here(host := self._host(event, arguments)):
            return
        message = f"A test tried to reach {host}. Tests stay on loopback: use a server of tests/."
        # Kept too, because code that carries on after a failed connection swallows the error.
        self.caught.append(message)
        raise LeavesTheMachine(message)

    @staticmethod
    def _host(event: str, arguments: tuple[Any, ...]) -> object:
        if event in LoopbackGuard.LOOK_UPS:
            return arguments[0]
        sender, address = arguments[:2]
        internet = sender.family in {socket.AF_INET, socket.AF_INET6}
        return address[0] if internet and address else None


def stays_here(host: object) -> bool:
    """Say whether *host* is this machine: loopback, its own wildcard, or no address at all."""
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if not isinstance(host, str) or host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified
