"""What the desk asks of the ways to the admins, and of the outside heartbeat."""

from typing import Protocol

from service.domain.alarms import Notice
from service.ports import Outage


class NotTold(Outage):
    """One path to the admins failed. What it said stays out of here: an address may be in it."""


class Herald(Protocol):
    """One path by which admins are told, which does not run through the carrier."""

    #: "webhook" or "email".
    path: str

    def tell(self, notice: Notice) -> None:
        """Tell it, within its total time limit of some seconds.

        Raises:
            NotTold: it is not certain that it arrived.
        """


class Heartbeat(Protocol):
    """An outside address that wants to hear from us, and rings somebody when it does not."""

    def beat(self) -> None:
        """Say that we live, within a total time limit of some seconds.

        Raises:
            NotTold: it is not certain that it was heard.
        """
