"""What is chosen in the carrier's console: where the account may ring and text, and its alarm.

Countries stand by their ISO codes, as the carrier's API has them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from service.domain.catalogue import N_
from service.domain.checks.lines import Found, Line, Said
from service.domain.fitness import Verdict

HOME = "GB"
#: Jersey, Guernsey and the Isle of Man share the plan of the United Kingdom.
_AT_HOME = frozenset({HOME, "GG", "IM", "JE"})
#: The carrier has Canada under the United States, with which it shares its numbers.
_UNDER = {"CA": "US"}
#: What a thief spends on. The whole price has both.
_WATCHED = ("totalprice", "calls", "sms")
#: More codes than that are no longer read.
_MOST_NAMED = 6
_RIGHT, _DOUBTFUL, _WRONG = Verdict.RIGHT, Verdict.DOUBTFUL, Verdict.WRONG
_ALLOW_CALLS = N_("Allow them in Twilio's console, under Voice, Settings, Geo permissions.")
_ALLOW_TEXTS = N_("Allow them in Twilio's console, under Messaging, Settings, Geo permissions.")
_ONLY_CALLS = N_(
    "Allow the United Kingdom and nothing else in Twilio's console, under Voice, Settings, Geo "
    "permissions."
)
_ONLY_TEXTS = N_(
    "Allow the United Kingdom and nothing else in Twilio's console, under Messaging, Settings, "
    "Geo permissions."
)
_ALARM = N_(
    "Make one in Twilio's console, under Billing, Usage triggers: on the total price, each day, "
    "at five times what you expect."
)

RING_RIGHT = Said("ring_right", Line.MAY_RING, _RIGHT, N_("Where your people are, and no further."))
RING_MISSING = Said(
    "ring_missing",
    Line.MAY_RING,
    _WRONG,
    N_("It may not ring these countries, so no telephone there rings: {which}."),
    _ALLOW_CALLS,
)
RING_FURTHER = Said(
    "ring_further",
    Line.MAY_RING,
    _DOUBTFUL,
    N_(
        "It may ring countries in which you have nobody, and a thief of your token the dearest "
        "numbers there: {which}."
    ),
    _ONLY_CALLS,
)
RING_RISKY = Said(
    "ring_risky",
    Line.MAY_RING,
    _DOUBTFUL,
    N_("It may ring numbers of high risk, such as premium ones, in: {which}."),
    N_(
        "Take away what is of high risk in Twilio's console, under Voice, Settings, Geo "
        "permissions. A thief of your token rings just those."
    ),
)
RING_UNKNOWN = Said(
    "ring_unknown",
    Line.MAY_RING,
    _DOUBTFUL,
    N_("Which countries it may ring could not be asked."),
    _ONLY_CALLS,
)

TEXT_RIGHT = Said("text_right", Line.MAY_TEXT, _RIGHT, N_("Where your people are, and no further."))
TEXT_MISSING = Said(
    "text_missing",
    Line.MAY_TEXT,
    _WRONG,
    N_("It may not text these countries, so nobody there is texted: {which}."),
    _ALLOW_TEXTS,
)
TEXT_FURTHER = Said(
    "text_further",
    Line.MAY_TEXT,
    _DOUBTFUL,
    N_(
        "It may text countries in which you text nobody, and a thief of your token at your cost: "
        "{which}."
    ),
    _ONLY_TEXTS,
)
TEXT_UNKNOWN = Said(
    "text_unknown",
    Line.MAY_TEXT,
    _DOUBTFUL,
    N_("Which countries it may text could not be asked."),
    _ONLY_TEXTS,
)

SPENDING_RIGHT = Said(
    "spending_right",
    Line.SPENDING,
    _RIGHT,
    N_("A usage trigger watches a price, again and again. Whom it tells cannot be seen."),
)
SPENDING_ONCE = Said(
    "spending_once",
    Line.SPENDING,
    _DOUBTFUL,
    N_("The usage trigger on a price tells once, and never again."),
    _ALARM,
)
SPENDING_NONE = Said(
    "spending_none",
    Line.SPENDING,
    _DOUBTFUL,
    N_("No usage trigger watches what calls and texts cost: nobody would be told of a thief."),
    _ALARM,
)
SPENDING_UNKNOWN = Said(
    "spending_unknown",
    Line.SPENDING,
    _DOUBTFUL,
    N_("Whether a usage trigger watches what is spent could not be asked."),
    N_("Look in Twilio's console, under Billing, Usage triggers."),
)


@dataclass(frozen=True, slots=True)
class Ringing:
    """What may be rung in one country: its common numbers, and any that are of high risk."""

    common: bool
    risky: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """What tells of spending: by what, on what, and how often, in the carrier's words."""

    #: ``price``, ``usage`` or ``count``.
    by: str
    #: ``totalprice``, ``calls``, ``sms-outbound`` and many more.
    category: str
    #: ``daily``, ``monthly``, ``yearly``; nothing or ``alltime``: once for ever.
    recurring: str = ""


@dataclass(frozen=True, slots=True)
class Permissions:
    """What the carrier told; ``None``: it could not be asked."""

    #: Each country that the carrier lists, allowed or not.
    ring: Mapping[str, Ringing] | None = None
    text: Mapping[str, bool] | None = None
    triggers: Collection[Trigger] | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """In which countries there are people to ring, and to text."""

    ring: Collection[str] = (HOME,)
    text: Collection[str] = (HOME,)


def permissions(told: Permissions, needed: Needed) -> Iterator[Found]:
    """Judge what the account is allowed beside what is *needed*."""
    yield from _ringing(told.ring or {}, needed.ring)
    yield from _texting(told.text or {}, needed.text)
    yield _spending(told.triggers)


def _ringing(told: Mapping[str, Ringing], needed: Collection[str]) -> Iterator[Found]:
    if HOME not in told:
        yield Found(RING_UNKNOWN)
        return
    allowed = {country: one.common for country, one in told.items()}
    found = [
        *_named(RING_MISSING, _missing(allowed, needed)),
        *_named(RING_FURTHER, _further(allowed, needed)),
        *_named(RING_RISKY, [country for country, one in told.items() if one.risky]),
    ]
    yield from found or [Found(RING_RIGHT)]


def _texting(told: Mapping[str, bool], needed: Collection[str]) -> Iterator[Found]:
    if HOME not in told:
        yield Found(TEXT_UNKNOWN)
        return
    found = [
        *_named(TEXT_MISSING, _missing(told, needed)),
        *_named(TEXT_FURTHER, _further(told, needed)),
    ]
    yield from found or [Found(TEXT_RIGHT)]


def _missing(allowed: Mapping[str, bool], needed: Collection[str]) -> list[str]:
    """Return what is needed and refused; what the carrier does not list is not known."""
    return [one for one in _as_listed(allowed, needed) if not allowed.get(one, True)]


def _further(allowed: Mapping[str, bool], needed: Collection[str]) -> list[str]:
    meant = _AT_HOME | _as_listed(allowed, needed)
    return [country for country, may in allowed.items() if may and country not in meant]


def _as_listed(allowed: Mapping[str, bool], needed: Collection[str]) -> set[str]:
    return {one if one in allowed else _UNDER.get(one, one) for one in needed}


def _named(said: Said, countries: Collection[str]) -> Iterator[Found]:
    """Say it of *countries*, ours first; nothing where there are none."""
    if countries:
        every = sorted(countries, key=lambda one: (one != HOME, one))
        more = ["…"] if len(every) > _MOST_NAMED else []
        yield Found(said, {"which": [*every[:_MOST_NAMED], *more]})


def _spending(triggers: Collection[Trigger] | None) -> Found:
    """Judge the alarm. Neither what was spent is looked at, nor whether it has fired."""
    if triggers is None:
        return Found(SPENDING_UNKNOWN)
    watching = [one for one in triggers if one.by == "price" and one.category.startswith(_WATCHED)]
    if not watching:
        return Found(SPENDING_NONE)
    lasting = any(one.recurring not in {"", "alltime"} for one in watching)
    return Found(SPENDING_RIGHT if lasting else SPENDING_ONCE)
