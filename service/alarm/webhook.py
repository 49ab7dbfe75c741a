"""A POST with JSON to an address of the site."""

from functools import partial
from typing import Any

from service.alarm.limit import TOTAL_SECONDS, within
from service.alarm.web import ask
from service.domain.alarms import Notice
from service.domain.catalogue import _


class Webhook:
    """Keeps ``Herald``. Chat rooms that take a ``text`` show it as it is."""

    path = "webhook"

    def __init__(self, url: str, page: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._url = url
        self._page = page
        self._total_seconds = total_seconds

    def tell(self, notice: Notice) -> None:
        """Post it.

        Raises:
            NotTold: the address did not answer with success in time.
        """
        within(self._total_seconds, partial(ask, "POST", self._url, self._body(notice)))

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
