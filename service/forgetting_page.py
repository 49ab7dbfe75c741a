"""What the desk asks of the carrier, and of a page of the book, to forget what is past its time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from service.domain.forgetting import Expired
from service.domain.people import PhoneNumber
from service.domain.traces import Trace


class CarrierRecords(Protocol):
    """The carrier's own records of our calls and texts: both numbers, times, and words."""

    def forget(self, sid: str) -> bool:
        """Have the carrier delete its record of the call or text *sid*; True: it has none now.

        False where that call or text is not over yet: ask again later.

        Raises:
            NotPlaced: the carrier cannot be asked now, or does not let us.
        """

    def remembered(self, before: datetime) -> Sequence[str]:
        """Return ids of calls and texts from and to our numbers that the carrier has records of.

        Only of days that were over at *before*, by UTC; some of them, if there are many.

        Raises:
            NotPlaced: the carrier cannot be asked now.
        """


class ForgettingPage(Protocol):
    """The part of a transaction in which people go, and counts stay."""

    def expired(self, before: datetime, limit: int) -> Sequence[Expired]:
        """Return call-outs and practices that were closed before *before*, the oldest first.

        None that is open, however old. On a page for writing they are locked, and those that
        somebody holds are passed over.
        """

    def count_expired(self, before: datetime) -> int:
        """Return how many there are."""

    def fade(self, one: Expired, used_key: str | None) -> None:
        """Keep one row of counts in its place, with nobody in it, and *used_key*, a digest.

        All else of it goes: its ladder with names and numbers, its attempts, its history.
        """

    def key_was_used(self, digest: str) -> bool:
        """Whether the intake key of that *digest* was used for what has faded."""

    def faded_practices(self) -> Mapping[str, datetime]:
        """Return, by ladder, when the last practice began that has faded."""

    def keep_used_key(self, digest: str) -> None:
        """Keep that the intake key of that *digest* was used. Again is no error."""

    # Who has left.

    def leaves(self, person: str, at: datetime) -> None:
        """Keep that *person* has left the rota. Again is no error."""

    def is_back(self, person: str) -> None:
        """Keep that *person* is in the rota, whoever left before."""

    def note_leavers(self, staying: Collection[str], at: datetime) -> int:
        """Keep that whoever is named somewhere and not among *staying* has left; say how many."""

    def left(self, before: datetime) -> Sequence[str]:
        """Return who left before *before* and is in nothing that is open, the first one first."""

    def call_outs_with(self, person: str, limit: int) -> Sequence[tuple[str, str | None]]:
        """Return the ids of call-outs that name *person*, and the key of those they raised."""

    def blank_call_out(self, escalation_id: str, person: str, gone: str) -> None:
        """Take *person* out of a call-out: *gone* stands in place of their name, and no number."""

    def blank_version(  # noqa: PLR0913 - who, by what names, and what stands in their place
        self,
        number: int,
        person: str,
        names: frozenset[str],
        *,
        gone: str,
        sentence: str,
        numbers: Collection[PhoneNumber],
    ) -> None:
        """Take *person* out of one version of the rota, but not a number among *numbers*."""

    def strip_version(self, number: int, staying: frozenset[str]) -> None:
        """Leave of one version of long ago who of those *staying* could be rung, and no more."""

    def blank_person(self, person: str, gone: str, numbers: Collection[PhoneNumber]) -> None:
        """Take *person* out of all else, with what was learnt of numbers not among *numbers*."""

    # Which of the carrier's records are still to be deleted there.

    def note_trace(self, sid: str, at: datetime, *, at_once: bool = False) -> None:
        """Keep that the carrier has a record of *sid* since *at*. Again is no error.

        With *at_once* it is to go as soon as it is over: what came in holds others' words.
        """

    def take_traces(
        self, before: datetime, now: datetime, until: datetime, limit: int
    ) -> Sequence[Trace]:
        """Take those that are due upon oneself until *until*: older than *before*, or at once.

        Nobody else is given them until then.
        """

    def put_off_trace(self, trace: Trace, until: datetime) -> None:
        """Keep that it was tried in vain, and is due again then."""

    def drop_trace(self, sid: str) -> None:
        """Keep that the carrier has none any more."""

    def count_traces(self, before: datetime) -> int:
        """Return how many are to go, whoever has taken them upon themselves."""

    def oldest_trace(self) -> datetime | None:
        """Return since when the oldest is there; ``None``: there is none."""
