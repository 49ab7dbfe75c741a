"""What can be wrong with the house itself, and every sentence that an admin reads of it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from service.domain.catalogue import N_, _

#: An alarm is over when nobody has seen its fault for so long. Longer than the longest pause
#: between two looks, so that one look that comes late does not end it and begin it anew.
QUIET = timedelta(minutes=2)
#: The same for what happens in a moment and cannot be looked at again.
HAPPENED = timedelta(minutes=10)
#: A fault that mends itself by then is none: a process that restarts, a clock that was set.
PATIENCE = timedelta(seconds=15)
#: The same for what leaves a press served, or is mended by hand a moment later.
LONG_PATIENCE = timedelta(minutes=1)
#: How often a path is told again while an alarm stands.
TELL_AGAIN = timedelta(hours=1)
#: The same of what has let nobody down yet.
TELL_DAILY = timedelta(days=1)


class Fault(StrEnum):
    """What can be wrong with the house."""

    #: The carrier takes no calls.
    CALLS_FAILING = "calls_failing"
    #: The carrier does not take our word for who we are, or has shut the account.
    ACCOUNT = "account"
    #: The carrier takes no texts.
    TEXTS_FAILING = "texts_failing"
    #: Something is due, and nobody does it.
    STALLED = "stalled"
    #: There was a worker, and it has given no sign of life for a minute.
    NO_WORKER = "no_worker"
    #: The same of the watch.
    NO_WATCH = "no_watch"
    #: A worker heard no hint and has restarted itself.
    DEAF = "deaf"
    #: Redis does not answer.
    BELL_SILENT = "bell_silent"
    #: The book cannot be read or written.
    BOOK_AWAY = "book_away"
    #: The machine's clock was set.
    CLOCK_JUMPED = "clock_jumped"
    #: Nobody holds any place of some ladder.
    NOBODY_TO_RING = "nobody_to_ring"
    #: A process whose phones are pretended is at work beside real ones.
    PRETENDED_BESIDE = "pretended_beside"
    #: The outside heartbeat address does not take our pings.
    HEARTBEAT_UNHEARD = "heartbeat_unheard"
    #: What is looked at every hour was found wrong: a certificate, the disk, our address.
    FOUND_WRONG = "found_wrong"

    @property
    def quiet_after(self) -> timedelta:
        """For how long it must not be seen until it is over."""
        return HAPPENED if self in _MOMENTARY else QUIET

    @property
    def told_again_after(self) -> timedelta:
        """How often a path is told again while it stands."""
        return TELL_DAILY if self is Fault.FOUND_WRONG else TELL_AGAIN

    @property
    def patience(self) -> timedelta:
        """For how long it must be seen at every look until it is an alarm."""
        return _PATIENCE.get(self, timedelta())


_PATIENCE = {
    Fault.STALLED: PATIENCE,
    Fault.NO_WORKER: PATIENCE,
    Fault.NO_WATCH: PATIENCE,
    Fault.BOOK_AWAY: PATIENCE,
    Fault.BELL_SILENT: LONG_PATIENCE,
    Fault.NOBODY_TO_RING: LONG_PATIENCE,
    Fault.PRETENDED_BESIDE: LONG_PATIENCE,
}
_START = N_(
    "Start what is missing: sudo systemctl start escalate.target, or docker compose up --detach."
    " Its last lines say why it ended."
)
_MOMENTARY = frozenset({Fault.DEAF, Fault.CLOCK_JUMPED, Fault.TEXTS_FAILING})


@dataclass(frozen=True, slots=True)
class Said:
    """An alarm in words: what is wrong, what that means for a press now, and what to do."""

    what: str
    means: str
    mend: str

    @property
    def now(self) -> "Said":
        """The same in the language that is spoken; `SAID` is how the catalogue has it."""
        return Said(_(self.what), _(self.means), _(self.mend))


#: Every sentence that an admin reads of a fault.
SAID: dict[Fault, Said] = {
    Fault.CALLS_FAILING: Said(
        N_("Calls are failing"),
        N_(
            "Telephones may not ring. Whoever presses is told so, with numbers to ring. We keep "
            "trying."
        ),
        N_("Look at the carrier's status page, then run: escalate doctor"),
    ),
    Fault.ACCOUNT: Said(
        N_("The carrier refuses our account"),
        N_(
            "No telephone rings until somebody mends it. Whoever presses is told so, with numbers "
            "to ring."
        ),
        N_(
            "Look into the carrier's console for a suspended account or a missing payment, copy "
            "the token again, then run: escalate doctor"
        ),
    ),
    Fault.TEXTS_FAILING: Said(
        N_("Texts are failing"),
        N_("Telephones ring, but texts may not arrive."),
        N_("Look at the carrier's status page, then run: escalate doctor"),
    ),
    Fault.STALLED: Said(
        N_("Work has been due for a minute that nobody does"),
        N_("A press may not be served in time."),
        N_("Restart the workers and the watch. If it stays, look for the word bug in their lines."),
    ),
    Fault.NO_WORKER: Said(
        N_("No worker is awake"),
        N_("The watch carries everything alone. A press is served all the same."),
        _START,
    ),
    Fault.NO_WATCH: Said(
        N_("No watch is awake"),
        N_(
            "The workers carry everything alone, and no heartbeat leaves. A press is served all "
            "the same."
        ),
        _START,
    ),
    Fault.DEAF: Said(
        N_("A worker heard nothing from the bell and has started anew"),
        N_("Telephones may ring up to a second later. A press is served all the same."),
        N_("Nothing, if it happens once. If it comes back, look at Redis and the way to it."),
    ),
    Fault.BELL_SILENT: Said(
        N_("Redis does not answer"),
        N_("Telephones ring up to a second later. A press is served all the same."),
        N_("See that Redis runs, and that REDIS_URL is right."),
    ),
    Fault.BOOK_AWAY: Said(
        N_("The book cannot be read or written"),
        N_(
            "Nothing can be raised, and no telephone rings. Whoever presses is told so, with "
            "numbers to ring."
        ),
        N_("See that the database runs and that its disk is not full, then run: escalate doctor"),
    ),
    Fault.CLOCK_JUMPED: Said(
        N_("The machine's clock was set"),
        N_("Nothing is rung early or late because of it. Times on the pages follow the new clock."),
        N_("See that the machine's time is right now, and that it is kept by NTP."),
    ),
    Fault.NOBODY_TO_RING: Said(
        N_("A ladder has nobody to ring"),
        N_("A press on it rings nobody. Whoever presses is told so, with numbers to ring."),
        N_(
            "Give a place on each ladder to somebody: escalate rota check, then escalate rota apply"
        ),
    ),
    Fault.PRETENDED_BESIDE: Said(
        N_("Phones are pretended beside real ones"),
        N_(
            "A process without the carrier's settings is at work on this book, and no telephone "
            "rings for what it takes up."
        ),
        N_("End it: it was started in a bare shell or for a rehearsal. Then run: escalate doctor"),
    ),
    Fault.HEARTBEAT_UNHEARD: Said(
        N_("The outside heartbeat does not hear us"),
        N_("Nobody would hear if this whole machine were gone. A press is served all the same."),
        N_(
            "See that this machine reaches HEARTBEAT_URL, and that the address is right. A host of"
            " your own network has to be named in ALARM_PRIVATE_HOSTS."
        ),
    ),
    Fault.FOUND_WRONG: Said(
        N_("Something that we look at every hour is wrong"),
        N_(
            "A press may be served all the same, but not for long: it is the disk, the certificate,"
            " the way to us from outside, or the carrier's account."
        ),
        N_(
            'Read the page "Is everything well?", which names it with the mend, or run: escalate'
            " doctor"
        ),
    ),
}
