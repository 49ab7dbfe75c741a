"""A sign of life to an outside address, which rings somebody when it stays away."""

from functools import partial

from service.alarm.limit import TOTAL_SECONDS, within
from service.alarm.web import ask


class HeartbeatAddress:
    """Keeps ``Heartbeat`` with a GET, which every such address takes."""

    def __init__(self, url: str, *, total_seconds: float = TOTAL_SECONDS) -> None:
        self._url = url
        self._total_seconds = total_seconds

    def beat(self) -> None:
        """Say that we live.

        Raises:
            NotTold: the address did not answer with success in time.
        """
        within(self._total_seconds, partial(ask, "GET", self._url))
