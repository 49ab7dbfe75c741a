"""One request over HTTP, of whose answer only the status counts."""

import logging
from typing import Any

from service.alarm.reach import session_for
from service.heralds import NotTold

#: For all of it, from the look-up of the name to the status.
WEB_SECONDS = 3.0

# At DEBUG it prints each address, and ours may hold a token.
logging.getLogger("urllib3.connectionpool").addFilter(lambda line: line.levelno > logging.DEBUG)


def ask(
    method: str,
    url: str,
    body: dict[str, Any] | None = None,
    *,
    private_hosts: frozenset[str] = frozenset(),
) -> None:
    """Ask *url* once, over TLS that is verified where the address says so.

    A redirect is not followed: it would carry what is told to an address that nobody wrote.

    Raises:
        NotTold: it may not be asked, or its status is not one of success.
        RequestException: there was no answer.
    """
    with session_for(url, private_hosts) as session:
        answer = session.request(
            method, url, json=body, timeout=WEB_SECONDS, allow_redirects=False, stream=True
        )
        answer.close()  # Unread: a long answer is nobody's business.
    if not answer.ok or answer.is_redirect:
        raise NotTold(f"answered {answer.status_code}")
