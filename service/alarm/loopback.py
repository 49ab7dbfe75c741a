"""Whether an address leads back to this machine."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether *host*, a name or an address, is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
