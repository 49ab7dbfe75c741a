"""A sign of life to an outside address, which rings somebody when it stays away."""

from functools import partial

from service.alarm.limit import within
from service.alarm.web import WEB_SECONDS, ask


class HeartbeatAddress:
    """Keeps ``Heartbeat`` with a GET, which every such address takes."""

    def __init__(
        self,
        url: str,
        *,
        private_hosts: frozenset[str] = frozenset(),
        total_seconds: float = WEB_SECONDS,
    ) -> None:
        self._ask = partial(ask, "GET", url, private_hosts=private_hosts)
        self._total_seconds = total_seconds

    def beat(self) -> None:
        """Say that we live.

        Raises:
            NotTold: the address did not answer with success in time.
        """
        within(self._total_seconds, self._ask)
