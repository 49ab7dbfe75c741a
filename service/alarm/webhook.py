"""A POST with JSON to an address of the site."""

from functools import partial
from typing import Any

from service.alarm.limit import within
from service.alarm.web import WEB_SECONDS, ask
from service.domain.alarms import Notice
from service.domain.catalogue import _


class Webhook:
    """Keeps ``Herald``. Chat rooms that take a ``text`` show it as it is."""

    path = "webhook"

    def __init__(
        self,
        url: str,
        page: str,
        *,
        private_hosts: frozenset[str] = frozenset(),
        total_seconds: float = WEB_SECONDS,
    ) -> None:
        self._ask = partial(ask, "POST", url, private_hosts=private_hosts)
        self._page = page
        self._total_seconds = total_seconds

    def tell(self, notice: Notice) -> None:
        """Post it.

        Raises:
            NotTold: the address did not answer with success in time.
        """
        within(self._total_seconds, partial(self._ask, self._body(notice)))

    def _body(self, notice: Notice) -> dict[str, Any]:
        said = notice.said
        what_to_do = _("What to do: {mend}", mend=said.mend)
        text = f"{notice.headline}. {said.means} {what_to_do} {self._page}"
        return {
            "text": text,
            "word": notice.word,
            "fault": notice.fault,
            "since": notice.since.isoformat(),
            "at": notice.at.isoformat(),
            "what": said.what,
            "means": said.means,
            "mend": said.mend,
            "page": self._page,
        }
