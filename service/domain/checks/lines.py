"""The lines there are, and what one of them says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from service.domain.catalogue import N_, found
from service.domain.fitness import Verdict

#: Writes an instant as its reader reads one.
When = Callable[[datetime], str]


class Line(StrEnum):
    """One thing that is looked at, by the name that programs know it by."""

    SETTINGS = "settings"
    BOOK = "book"
    BELL = "bell"
    TICKER = "ticker"
    CLOCK = "clock"
    DISK = "disk"
    CARRIER = "carrier"
    TRIAL = "trial"
    AT_ONCE = "calls at once"
    BALANCE = "balance"
    MAY_RING = "may ring"
    MAY_TEXT = "may text"
    SPENDING = "spending alarm"
    NUMBER = "our number"
    WEBHOOKS = "webhooks"
    CALLS = "calls"
    ADDRESS = "public address"
    SIGNATURE = "signature"
    CERTIFICATE = "certificate"
    ROTA = "rota"
    LADDER = "ladder"
    TONIGHT = "tonight"
    AHEAD = "weeks ahead"
    STAFF = "staff"
    ADMINS = "admins"
    SHARED = "shared number"
    MADE_UP = "made-up numbers"
    REHEARSAL = "rehearsal"
    PROVED = "numbers proved"
    PHONES = "phones"
    PRACTICE = "practice"
    DIRECTORY = "directory"
    PROOFS = "proofs"
    OLDER_KEY = "older key"
    RETENTION = "retention"
    FORGETTING = "forgetting"
    BACKUP = "backup"
    BACKUP_FILE = "backup file"
    ALARM = "alarm"
    ALARMS = "alarms"
    HEARTBEAT = "heartbeat"
    COST = "cost"
    TRIAL_ALARM = "test alarm"


#: The name of each on a page, and what it is about.
NAMES: Mapping[Line, tuple[str, str]] = {
    Line.SETTINGS: (N_("Settings"), N_("Each setting by its name, and what is odd about them.")),
    Line.BOOK: (
        N_("Book"),
        N_("The database that says what is true: there, of this version, and written to."),
    ),
    Line.BELL: (N_("Bell"), N_("Redis, through which workers are hinted at new work.")),
    Line.TICKER: (N_("Worker and watch"), N_("The processes that look for what is due.")),
    Line.CLOCK: (
        N_("Clock"),
        N_("This machine's clock beside that of the database server and the carrier."),
    ),
    Line.DISK: (N_("Disk"), N_("What is free where the book, the backups and the logs lie.")),
    Line.CARRIER: (N_("Carrier"), N_("Whether the carrier answers, and knows us.")),
    Line.TRIAL: (
        N_("Trial account"),
        N_("A trial account rings only numbers that were verified in its console."),
    ),
    Line.AT_ONCE: (
        N_("Calls at once"),
        N_("How many calls the carrier may let us have at the same time."),
    ),
    Line.BALANCE: (N_("Balance"), N_("Whether enough of what was paid to the carrier is left.")),
    Line.MAY_RING: (
        N_("Where it may ring"),
        N_("In which countries the carrier lets the account ring, by their ISO codes."),
    ),
    Line.MAY_TEXT: (
        N_("Where it may text"),
        N_("In which countries the carrier lets the account text, by their ISO codes."),
    ),
    Line.SPENDING: (
        N_("Spending alarm"),
        N_("Whether the carrier tells somebody of more spent than usual."),
    ),
    Line.NUMBER: (N_("Our numbers"), N_("Whether each is rented, and takes calls or texts.")),
    Line.WEBHOOKS: (N_("Webhooks"), N_("Whom the carrier tells of calls and texts that come in.")),
    Line.CALLS: (N_("Calls"), N_("Whether the carrier refused the latest calls.")),
    Line.ADDRESS: (N_("Public address"), N_("Whether PUBLIC_URL leads to this house.")),
    Line.SIGNATURE: (
        N_("Signature"),
        N_("Whether what the carrier signs arrives as it was signed."),
    ),
    Line.CERTIFICATE: (
        N_("Certificate"),
        N_("Whether the carrier will trust our TLS, and until when."),
    ),
    Line.ROTA: (N_("Rota"), N_("Whether there is one.")),
    Line.LADDER: (N_("Ladder"), N_("Who is on duty at this moment, ladder by ladder.")),
    Line.TONIGHT: (N_("Tonight"), N_("Whether two people can be relied on until morning.")),
    Line.AHEAD: (N_("The weeks ahead"), N_("Until when that is so.")),
    Line.STAFF: (N_("Staff"), N_("Whether anybody may press.")),
    Line.ADMINS: (N_("Admins"), N_("Whether anybody keeps the rota, and is told of faults.")),
    Line.SHARED: (N_("Shared numbers"), N_("People who have the same number.")),
    Line.MADE_UP: (N_("Made-up numbers"), N_("Numbers that are kept for films.")),
    Line.REHEARSAL: (
        N_("Rehearsal"),
        N_("Whether real phones ring for what was pressed with pretended ones."),
    ),
    Line.PROVED: (N_("Numbers proved"), N_("Whether each number on a ladder reaches who it says.")),
    Line.PHONES: (N_("Phones"), N_("What keeps an officer from being reached in every way.")),
    Line.PRACTICE: (N_("Practice"), N_("When the last practice was, and what came of it.")),
    Line.DIRECTORY: (
        N_("Directory"),
        N_("Outside numbers to ring oneself, and when each was checked."),
    ),
    Line.PROOFS: (
        N_("Proofs"),
        N_("Whether what is written down is chained with SECRET_KEY, as it was before."),
    ),
    Line.OLDER_KEY: (
        N_("Older key"),
        N_(
            "Whether the key that stands after the new one in SECRET_KEY can go. Shown by the"
            " command alone: a PIN that was keyed in could tell that there was a call."
        ),
    ),
    Line.RETENTION: (N_("Retention"), N_("Whether what is past its time is deleted.")),
    Line.FORGETTING: (
        N_("Forgetting"),
        N_(
            "Whether the carrier deletes its records of us. Shown by the command alone: it could"
            " tell that there was a call."
        ),
    ),
    Line.BACKUP: (N_("Backup"), N_("When the last was made, and one was read back.")),
    Line.BACKUP_FILE: (
        N_("Backup file"),
        N_("Whether the newest file in BACKUP_FOLDER can be read, and is a backup."),
    ),
    Line.ALARM: (N_("Alarms"), N_("What is wrong with the house at this moment.")),
    Line.ALARMS: (N_("Who is told"), N_("Who is told of a fault at night.")),
    Line.HEARTBEAT: (
        N_("Heartbeat"),
        N_("An outside address that misses us when this whole machine is gone."),
    ),
    Line.COST: (N_("Cost"), N_("What a month costs, without call-outs.")),
    Line.TRIAL_ALARM: (N_("Test alarm"), N_("Whether a test was taken, where one was asked for.")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a line can say: how it stands, in words, and the mend."""

    #: Names it for ever, to programs and in the book.
    code: str
    line: Line
    verdict: Verdict
    words: str
    mend: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one thing."""

    said: Said
    #: What stands in the braces of its words.
    facts: Mapping[str, object] = field(default_factory=dict)
    #: Tells apart lines of which there are several.
    name: str = ""
    #: Where it weighs less than it would elsewhere.
    weighs: Verdict | None = None

    @property
    def verdict(self) -> Verdict:
        """How it stands."""
        return self.weighs or self.said.verdict

    @property
    def what(self) -> str:
        """What it is about, in a word or two."""
        return f"{self.said.line} {self.name}" if self.name else str(self.said.line)

    @property
    def heading(self) -> str:
        """The same for a page."""
        heading = found(NAMES[self.said.line][0])
        return f"{heading}: {self.name}" if self.name else heading

    def words(self, when: When) -> str:
        """Say it; *when* writes instants."""
        return self._filled(self.said.words, when)

    def mend(self, when: When) -> str:
        """Say what mends it; nothing where it is right."""
        return self._filled(self.said.mend, when) if self.said.mend else ""

    def _filled(self, message: str, when: When) -> str:
        facts = {name: _written(fact, when) for name, fact in self.facts.items()}
        said = found(message)
        return said.format(**facts) if facts else said


def _written(fact: object, when: When) -> object:
    """Write one fact as it stands in a sentence; several words are of the catalogue."""
    if isinstance(fact, list | tuple):
        return ", ".join(found(str(one)) for one in fact)
    return when(fact) if isinstance(fact, datetime) else fact


_WORST_FIRST = (Verdict.WRONG, Verdict.DOUBTFUL, Verdict.RIGHT)


def worst_first(every: Iterable[Found]) -> list[Found]:
    """Put what is to be mended before the rest; of what stands alike the order stays."""
    return sorted(every, key=lambda one: _WORST_FIRST.index(one.verdict))


def worst(every: Iterable[Found]) -> Verdict:
    """Say how all of it stands: as the worst of it."""
    verdicts = {one.verdict for one in every}
    return next((one for one in _WORST_FIRST if one in verdicts), Verdict.RIGHT)
