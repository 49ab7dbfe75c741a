"""One request over HTTP, of whose answer only the status counts."""

import logging
from typing import Any
from urllib.parse import urlsplit

import requests

from service.alarm.loopback import is_loopback
from service.heralds import NotTold

#: For a connection, and for each read; `limit` holds the whole.
_SECONDS = 4.0

# At DEBUG it prints each address, and ours may hold a token.
logging.getLogger("urllib3.connectionpool").addFilter(lambda line: line.levelno > logging.DEBUG)


def ask(method: str, url: str, body: dict[str, Any] | None = None) -> None:
    """Ask *url* once, over TLS that is verified where the address says so.

    A redirect is not followed: it would carry what is told to an address that nobody wrote.

    Raises:
        NotTold: the status is not one of success. RequestException: there was no answer.
    """
    with requests.Session() as session:
        # A proxy is no way to reach this machine itself.
        session.trust_env = not is_loopback(urlsplit(url).hostname or "")
        answer = session.request(
            method, url, json=body, timeout=_SECONDS, allow_redirects=False, stream=True
        )
        answer.close()  # Unread: a long answer is nobody's business.
    if not answer.ok or answer.is_redirect:
        raise NotTold(f"answered {answer.status_code}")
