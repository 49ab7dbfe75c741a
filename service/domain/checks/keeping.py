"""What keeps the house going: retention, backups, who is told, and what it costs."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from service.domain.catalogue import N_
from service.domain.checks.costs import Prices, Use, month
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict
from service.domain.listing import row

#: Each worker, and the watch, looks every minute.
RETENTION_WITHIN = timedelta(hours=1)
#: One sign a minute; five minutes without are an alarm already.
HEARD_WITHIN = timedelta(minutes=10)
#: Carriers change their prices once or twice a year.
PRICES_GOOD_FOR = timedelta(days=183)
_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_LOOK_UP = N_(
    "Look at the carrier's price page, and set PRICE_NUMBER_MONTH, PRICE_CALL_MINUTE, "
    "PRICE_TEXT and PRICES_CHECKED."
)
_RESTART = N_("See that a worker or the watch runs, and what it logs.")

RETENTION_RIGHT = Said(
    "retention_right",
    Line.RETENTION,
    _RIGHT,
    N_("What is past its time is deleted. Last looked for on {at}."),
)
RETENTION_STOPPED = Said(
    "retention_stopped",
    Line.RETENTION,
    _DOUBTFUL,
    N_("What is past its time was last looked for on {at}, so that it may still be kept."),
    _RESTART,
)
RETENTION_NEVER = Said(
    "retention_never",
    Line.RETENTION,
    _DOUBTFUL,
    N_("What is past its time has never been looked for yet."),
    _RESTART,
)
PROOFS_RIGHT = Said(
    "proofs_right", Line.PROOFS, _RIGHT, N_("What is written down goes on under this SECRET_KEY.")
)
PROOFS_OTHER = Said(
    "proofs_other",
    Line.PROOFS,
    _WRONG,
    N_(
        "What is written down ends under another SECRET_KEY, or somebody was at it: nothing new is "
        "proved, and a PIN that was set before fits no more."
    ),
    N_(
        "Put back the SECRET_KEY that was there, and start everything again. If it is lost: see "
        '"key-lost" in docs/runbook.md.'
    ),
)
PROOFS_PART = Said(
    "proofs_part",
    Line.PROOFS,
    _DOUBTFUL,
    N_(
        "What is written down goes on under this SECRET_KEY, and what was written before it was "
        "changed cannot be verified."
    ),
    N_(
        "Write the key from before after this one, with a comma between, start everything again, "
        "and run: escalate audit reseal"
    ),
)
OLDER_NONE = Said("older_key_none", Line.OLDER_KEY, _RIGHT, N_("There is one SECRET_KEY."))
OLDER_PROVES = Said(
    "older_key_proves",
    Line.OLDER_KEY,
    _DOUBTFUL,
    N_("What was written down still needs the older key of SECRET_KEY."),
    N_("Start every process with the new one first, and run: escalate audit reseal"),
)
OLDER_PINS = Said(
    "older_key_pins",
    Line.OLDER_KEY,
    _DOUBTFUL,
    N_("The older key of SECRET_KEY is needed for the PINs of {keys}, and for nothing else."),
    N_(
        "Have each set theirs again, on their own page or by escalate pin PERSON; or wait until it "
        "is keyed in on a call. Then take the older key out."
    ),
)
OLDER_IDLE = Said(
    "older_key_idle",
    Line.OLDER_KEY,
    _DOUBTFUL,
    N_("Nothing needs the older key of SECRET_KEY any more."),
    N_("Take it out, and start everything again: while it is there, whoever stole it can use it."),
)
FORGETTING_RIGHT = Said(
    "forgetting_right",
    Line.FORGETTING,
    _RIGHT,
    N_("The carrier's records of us are deleted in time."),
)
FORGETTING_LATE = Said(
    "forgetting_late",
    Line.FORGETTING,
    _DOUBTFUL,
    N_("The carrier still has records of ours that are past their time."),
    N_("See that the account, or TWILIO_API_KEY, may delete calls and messages."),
)
FILE_RIGHT = Said(
    "backup_file_right",
    Line.BACKUP_FILE,
    _RIGHT,
    N_(
        "It can be read, and begins as a backup does. Only escalate backup check can tell the rest."
    ),
)
FILE_ELSEWHERE = Said(
    "backup_file_elsewhere",
    Line.BACKUP_FILE,
    _RIGHT,
    N_("None lies here; backups may be made on another machine."),
)
FILE_DAMAGED = Said(
    "backup_file_damaged",
    Line.BACKUP_FILE,
    _WRONG,
    N_("The newest file in BACKUP_FOLDER is not a backup, or was cut short."),
    N_("See that the disk is whole and has room, then run: escalate backup make"),
)
FILE_SHUT = Said(
    "backup_file_shut",
    Line.BACKUP_FILE,
    _WRONG,
    N_("BACKUP_FOLDER, or the newest file in it, cannot be read."),
    N_("Give this user the right to read it, or set BACKUP_FOLDER to where backups lie."),
)
REHEARSAL_OVER = Said(
    "rehearsal_over",
    Line.REHEARSAL,
    _RIGHT,
    N_("No real phone rings for what was pressed with pretended ones."),
)
REHEARSAL_OPEN = Said(
    "rehearsal_open",
    Line.REHEARSAL,
    _WRONG,
    N_(
        "What was pressed or practised with pretended phones is still open in this book, and "
        "real phones ring for it."
    ),
    N_(
        "Have whoever pressed end it on its page, or begin with a new book: see docs/saturday.md, "
        "Your people."
    ),
)
REHEARSAL_BESIDE = Said(
    "rehearsal_beside",
    Line.REHEARSAL,
    _WRONG,
    N_(
        "A process with pretended phones is at work on this book, or was half a minute ago: no "
        "real phone rings for what it takes up."
    ),
    N_("End it: it was started in a bare shell or for a rehearsal. Then look again."),
)
TOLD = Said("alarms_right", Line.ALARMS, _RIGHT, N_("Told by {ways}, and on the admins' page."))
TOLD_BY_PAGE = Said(
    "alarms_pretended",
    Line.ALARMS,
    _RIGHT,
    N_("On the admins' page alone; no real phone rings here."),
)
NOT_TOLD = Said(
    "alarms_none",
    Line.ALARMS,
    _DOUBTFUL,
    N_("Nobody is told when something breaks at night."),
    N_("Set ALARM_WEBHOOK_URL, or ALARM_EMAIL_TO, ALARM_EMAIL_FROM and SMTP_URL."),
)
TRIED = Said("test_alarm_taken", Line.TRIAL_ALARM, _RIGHT, N_("Taken; see that it has arrived."))
NOT_TAKEN = Said(
    "test_alarm_refused",
    Line.TRIAL_ALARM,
    _WRONG,
    N_("It was not taken ({why})."),
    N_(
        "See that its address and password are right. A host of your own network has to be "
        "named in ALARM_PRIVATE_HOSTS. Where a mail does not get out at all: many providers of "
        "machines block ports 465 and 587 until they are asked; ask, take another port of your "
        "mail server's, such as 2525, or set ALARM_WEBHOOK_URL."
    ),
)
HEARD = Said(
    "heartbeat_right", Line.HEARTBEAT, _RIGHT, N_("An outside address last heard us on {at}.")
)
HEARTBEAT_NOT_NEEDED = Said(
    "heartbeat_pretended", Line.HEARTBEAT, _RIGHT, N_("None is needed where no real phone rings.")
)
NO_HEARTBEAT = Said(
    "heartbeat_none",
    Line.HEARTBEAT,
    _DOUBTFUL,
    N_("Nobody hears when this whole machine is gone."),
    N_(
        "Set HEARTBEAT_URL to an address of a service that tells you when it is not asked any "
        "more, such as healthchecks.io, or the same program on another machine: period 1 minute, "
        "grace 5."
    ),
)
UNHEARD = Said(
    "heartbeat_unheard",
    Line.HEARTBEAT,
    _WRONG,
    N_("HEARTBEAT_URL is set, and has not taken a sign of life in the last ten minutes."),
    N_("See that the watch runs, and that HEARTBEAT_URL is right."),
)
COST = Said(
    "cost_known",
    Line.COST,
    _RIGHT,
    N_(
        "About {amount} {currency} a month without call-outs: {numbers} numbers, and about "
        "{calls} calls and {texts} texts of practices, proofs and codes. Prices of {checked}."
    ),
)
COST_NOTHING = Said("cost_pretended", Line.COST, _RIGHT, N_("Nothing: no real phone rings here."))
COST_OLD = Said(
    "cost_old",
    Line.COST,
    _DOUBTFUL,
    N_(
        "About {amount} {currency} a month without call-outs, by prices that were last looked"
        " at on {checked}."
    ),
    _LOOK_UP,
)
COST_UNKNOWN = Said(
    "cost_unknown",
    Line.COST,
    _DOUBTFUL,
    N_(
        "The prices are not known: {numbers} numbers, and about {calls} calls and {texts} "
        "texts a month without call-outs."
    ),
    _LOOK_UP,
)


def retention(last: datetime | None, now: datetime) -> Found:
    """Judge whether what is past its time was looked for lately."""
    if last is None:
        return Found(RETENTION_NEVER)
    said = RETENTION_RIGHT if now - last <= RETENTION_WITHIN else RETENTION_STOPPED
    return Found(said, {"at": last})


def older_key(pins: Iterable[str], *, given: bool, proves: bool) -> Found:
    """Judge whether the older key can go, which only the *pins* of some may need."""
    keys = sorted(pins)
    if not given:
        return Found(OLDER_NONE)
    if proves:
        return Found(OLDER_PROVES)
    return Found(OLDER_PINS, {"keys": row(keys)}) if keys else Found(OLDER_IDLE)


def heartbeat(last: datetime | None, now: datetime, *, wanted: bool, real: bool) -> Found:
    """Judge whether anybody outside would miss us; *wanted*: an address is set."""
    if not wanted:
        return Found(NO_HEARTBEAT if real else HEARTBEAT_NOT_NEEDED)
    if last is None or now - last > HEARD_WITHIN:
        return Found(UNHEARD)
    return Found(HEARD, {"at": last})


def alarms(ways: str, *, real: bool) -> Found:
    """Judge who would be told of a fault."""
    if ways:
        return Found(TOLD, {"ways": ways})
    return Found(NOT_TOLD if real else TOLD_BY_PAGE)


def cost(prices: Prices | None, use: Use, today: date, *, real: bool) -> Found:
    """Say what a month comes to, by the site's own numbers, people and planned practices."""
    if not real:
        return Found(COST_NOTHING)
    counts = {"numbers": use.numbers, "calls": use.calls, "texts": use.texts}
    if prices is None:
        return Found(COST_UNKNOWN, counts)
    said = COST if today - prices.checked <= PRICES_GOOD_FOR else COST_OLD
    amount = {"amount": f"{month(prices, use):.2f}", "currency": prices.currency}
    return Found(said, counts | amount | {"checked": prices.checked.isoformat()})
