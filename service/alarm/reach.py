"""Which addresses may be asked: those of the world, and inside only hosts that the site named."""

import ipaddress
import logging
from typing import Any
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from service.alarm.loopback import is_loopback
from service.heralds import NotTold

# It tells of each address that it turns away, with the host that led there.
logging.getLogger("requests_hardened.ip_filter").disabled = True

_CAREFUL = Config(
    ip_filter_enable=True,
    ip_filter_allow_loopback_ips=False,
    never_redirect=True,
    default_timeout=None,  # each request brings its own
)


def session_for(url: str, private_hosts: frozenset[str]) -> requests.Session:
    """Return a session that asks *url*, and nothing that it should not.

    A host in *private_hosts* is asked wherever its name leads, over plain HTTP too: the site
    said so. Any other is looked up once, and the connection goes to that very address, so that
    a name that leads elsewhere a moment later leads nowhere; TLS is still held to the name.

    Raises:
        NotTold: plain HTTP to a host that was not named.
    """
    address = urlsplit(url)
    host = address.hostname or ""
    if host in private_hosts:
        return _plain(host)
    if address.scheme != "https":
        raise NotTold("it is not https")
    session: requests.Session = HTTPSession(_CAREFUL)
    session.mount("https://", _PublicOnly(is_https_proto=True))
    return session


def _plain(host: str) -> requests.Session:
    session = requests.Session()
    # A proxy is no way to reach this machine itself.
    session.trust_env = not is_loopback(host)
    return session


class _PublicOnly(IPFilterAdapter):  # type: ignore[misc]  # the library has no types
    """Turns away a little more than the library: what stands for IPv4 in IPv6, what is reserved."""

    def build_connection_pool_key_attributes(self, *given: Any, **named: Any) -> Any:
        """Look the host up, and refuse what is inside."""
        try:
            host, pool = super().build_connection_pool_key_attributes(*given, **named)
        except requests.exceptions.ConnectionError:
            raise
        except requests.RequestException:
            raise NotTold("its address is not in the open") from None
        if not _in_the_open(host["host"].strip("[]")):
            raise NotTold("its address is not in the open")
        return host, pool


def _in_the_open(text: str) -> bool:
    address = ipaddress.ip_address(text)
    old_inside = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or old_inside)
