"""The people to try, in order, and the pace at which they are tried."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from service.domain.people import PhoneNumber, first_name


class Channel(StrEnum):
    """How somebody is reached, or how they answered."""

    CALL = "call"
    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class RungPace:
    """How long and how often one person is rung. The defaults are the field's measured ones."""

    #: Shorter than most mailboxes wait, because a machine must never be taken for an officer.
    ring: timedelta = timedelta(seconds=22)
    tries: int = 2
    #: From the start of one try to the start of the next. Two calls under three minutes
    #: apart, from one fixed number, ring through do-not-disturb.
    between_tries: timedelta = timedelta(seconds=60)
    #: From the start of this rung to the start of the next one.
    before_next: timedelta = timedelta(seconds=105)
    channels: frozenset[Channel] = frozenset({Channel.CALL, Channel.TEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of a ladder as it stands for one escalation: a role, and who holds it.

    A rung that nobody holds has no ``person``; it is skipped at once, and said so.
    """

    role: str
    person: str | None = None
    name: str = ""
    phone: PhoneNumber | None = None
    texts: bool = False
    pace: RungPace = field(default_factory=RungPace)

    @property
    def first_name(self) -> str:
        """The name that is spoken to them."""
        return first_name(self.name)

    @property
    def empty(self) -> bool:
        """Whether nobody can be tried here."""
        return self.person is None or self.phone is None

    def has(self, channel: Channel) -> bool:
        """Whether this person can be tried by *channel* at all."""
        if self.empty or channel not in self.pace.channels:
            return False
        return self.texts or channel is not Channel.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderPace:
    """What holds for a ladder as a whole."""

    everyone_after: bool = True
    #: From the start of the everyone round to the start of the next round.
    between_rounds: timedelta = timedelta(seconds=300)
    #: After an acknowledgement, until the officer is reminded by text …
    spoken_reminder: timedelta = timedelta(seconds=180)
    #: … until the colleague is asked by text and page …
    spoken_question: timedelta = timedelta(seconds=360)
    #: … and until ringing resumes at the next person.
    spoken_limit: timedelta = timedelta(seconds=900)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The rungs from the top, first to be tried first."""

    name: str
    rungs: tuple[Rung, ...]
    pace: LadderPace = field(default_factory=LadderPace)
