"""Our numbers at the carrier: what each can do, and whom the carrier tells of what comes in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict

_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_SET = N_("Run: escalate carrier set-webhooks")

NUMBER_RIGHT = Said(
    "number_right",
    Line.NUMBER,
    _RIGHT,
    N_("{setting} is rented by the account, and can do what it is for."),
)
NUMBER_NOT_RENTED = Said(
    "number_not_rented",
    Line.NUMBER,
    _WRONG,
    N_("{setting} is not among the numbers that the account rents."),
    N_(
        "Rent it in Twilio's console, or set {setting} to one that it has and start everything "
        "again."
    ),
)
NUMBER_NO_CALLS = Said(
    "number_no_calls",
    Line.NUMBER,
    _WRONG,
    N_("{setting} takes no calls, so no telephone rings."),
    N_("Rent a number with voice, set {setting} to it, and start everything again."),
)
NUMBER_NO_TEXTS = Said(
    "number_no_texts",
    Line.NUMBER,
    _WRONG,
    N_("{setting} sends no texts: telephones ring, and nobody is texted."),
    N_(
        "Rent a mobile number with SMS beside it, set {setting} to that, and start everything "
        "again."
    ),
)

WEBHOOKS_RIGHT = Said(
    "webhooks_right", Line.WEBHOOKS, _RIGHT, N_("{setting} tells us of what comes in.")
)
WEBHOOKS_LOST = Said(
    "webhooks_lost",
    Line.WEBHOOKS,
    _WRONG,
    N_("What comes in to {setting} is told to another address than ours: {which}."),
    _SET,
)
WEBHOOKS_IMPATIENT = Said(
    "webhooks_impatient",
    Line.WEBHOOKS,
    _DOUBTFUL,
    N_("What comes in to {setting} is told to us once only: {which}."),
    _SET,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberFacts:
    """One of our numbers as the carrier has it, by the setting that names it."""

    setting: str
    rented: bool
    #: What it is for, and cannot do.
    no_calls: bool = False
    no_texts: bool = False
    #: What of it is told to somebody else, or to us once only.
    lost: Sequence[str] = ()
    impatient: Sequence[str] = ()


def number(facts: NumberFacts) -> Iterator[Found]:
    """Judge one of our numbers."""
    named = {"setting": facts.setting}
    if not facts.rented:
        yield Found(NUMBER_NOT_RENTED, named)
        return
    if facts.no_calls:
        yield Found(NUMBER_NO_CALLS, named)
    if facts.no_texts:
        yield Found(NUMBER_NO_TEXTS, named)
    if not (facts.no_calls or facts.no_texts):
        yield Found(NUMBER_RIGHT, named)
    yield _webhooks(facts)


def _webhooks(facts: NumberFacts) -> Found:
    if facts.lost:
        return Found(WEBHOOKS_LOST, {"setting": facts.setting, "which": list(facts.lost)})
    if facts.impatient:
        which = list(facts.impatient)
        return Found(WEBHOOKS_IMPATIENT, {"setting": facts.setting, "which": which})
    return Found(WEBHOOKS_RIGHT, {"setting": facts.setting})
