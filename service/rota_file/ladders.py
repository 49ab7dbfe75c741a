"""The ladders of a rota file: ``[[ladders]]``, and ``[[ladders.rungs]]`` under each."""

from datetime import timedelta

from service.domain.ladder import Channel, LadderPace, RungPace
from service.domain.people import Person, Role
from service.domain.rota import LadderPlan, RungPlan
from service.rota_file.people import LONGEST_NAME
from service.rota_file.remarks import shown
from service.rota_file.table import Table

LADDER_KEYS = (
    "name",
    "everyone_after",
    "seconds_between_rounds",
    "spoken_reminder_seconds",
    "spoken_question_seconds",
    "spoken_limit_seconds",
    "rungs",
)
RUNG_KEYS = (
    "role",
    "holder",
    "tries",
    "ring_seconds",
    "seconds_between_tries",
    "seconds_before_next",
    "channels",
)
#: After a minute of ringing a mailbox has answered almost everywhere.
LONGEST_RING_SECONDS = 60
MOST_TRIES = 10
#: A phone on do-not-disturb lets a second call through that comes this soon.
THROUGH_QUIET = timedelta(minutes=3)
_CHANNELS = (Channel.CALL, Channel.TEXT)


def read_ladders(top: Table, people: dict[str, Person]) -> tuple[LadderPlan, ...]:
    """Read every ladder; *people* are who may hold a rung."""
    ladders = []
    taken: set[str] = set()
    for table in top.tables("ladders", "ladders"):
        ladder = _ladder(table, people)
        if ladder.name and ladder.name in taken:
            table.mistake("name", "Another ladder has this name already.", "Give it its own name.")
        taken.add(ladder.name)
        ladders.append(ladder)
    if not top.content.get("ladders"):
        top.mistake(
            "ladders",
            "There is no ladder, so nobody would be rung.",
            "Add [[ladders]] with a name, and a [[ladders.rungs]] for each person to ring.",
        )
    return tuple(ladders)


def _ladder(table: Table, people: dict[str, Person]) -> LadderPlan:
    table.only(LADDER_KEYS)
    usual = LadderPace()
    rungs = tuple(_rung(rung, people) for rung in table.tables("rungs", "ladders.rungs"))
    if not any("holder" in rung for rung in _written_rungs(table)):
        table.notes.mistake(
            table.path,
            "Nobody stands on this ladder, so it would ring nobody.",
            'Add a [[ladders.rungs]] with a role and holder = "…", the key of a person.',
        )
    return LadderPlan(
        name=table.needed_text("name", longest=LONGEST_NAME, example='"safeguarding"'),
        rungs=rungs,
        pace=LadderPace(
            everyone_after=table.flag("everyone_after", default=usual.everyone_after),
            between_rounds=table.seconds("seconds_between_rounds", default=usual.between_rounds),
            spoken_reminder=table.seconds("spoken_reminder_seconds", default=usual.spoken_reminder),
            spoken_question=table.seconds("spoken_question_seconds", default=usual.spoken_question),
            spoken_limit=table.seconds("spoken_limit_seconds", default=usual.spoken_limit),
        ),
    )


def _written_rungs(table: Table) -> list[dict[str, object]]:
    rungs = table.content.get("rungs", [])
    return [rung for rung in rungs if isinstance(rung, dict)] if isinstance(rungs, list) else []


def _rung(table: Table, people: dict[str, Person]) -> RungPlan:
    table.only(RUNG_KEYS)
    usual = RungPace()
    rung = RungPlan(
        role=table.needed_text("role", longest=LONGEST_NAME, example='"Deputy"'),
        holder=_holder(table, people),
        pace=RungPace(
            ring=table.seconds("ring_seconds", default=usual.ring, most=LONGEST_RING_SECONDS),
            tries=table.whole("tries", default=usual.tries, most=MOST_TRIES),
            between_tries=table.seconds("seconds_between_tries", default=usual.between_tries),
            before_next=table.seconds("seconds_before_next", default=usual.before_next),
            channels=_channels(table),
        ),
    )
    if rung.pace.tries > 1 and rung.pace.between_tries > THROUGH_QUIET:
        table.warning(
            "seconds_between_tries",
            "Two calls more than three minutes apart do not get through do-not-disturb.",
            "Write 180 or less; 60 is usual.",
        )
    holder = people.get(rung.holder or "")
    if holder and rung.pace.channels == {Channel.TEXT} and not holder.texts:
        table.mistake(
            "channels",
            "This rung only texts, and its holder takes no texts.",
            'Add "call", or write texts = true under the person if the number is a mobile.',
        )
    return rung


def _holder(table: Table, people: dict[str, Person]) -> str | None:
    if "holder" not in table.content:
        table.warning(
            "holder",
            "Nobody holds this rung yet; it is skipped when a call-out climbs.",
            'Write holder = "…", the key of a person.',
        )
        return None
    officers = sorted(shown(key) for key, who in people.items() if Role.OFFICER in who.roles)
    choice = ", ".join(officers) or 'anybody, once their roles include "officer"'
    key = table.content["holder"]
    if not isinstance(key, str) or key not in people:
        table.mistake("holder", "The holder is not one of the people.", f"Write one of: {choice}.")
        return None
    if Role.OFFICER not in people[key].roles:
        table.mistake(
            "holder",
            "The holder is not an officer.",
            f'Add "officer" to their roles, or write one of: {choice}.',
        )
    return key


def _channels(table: Table) -> frozenset[Channel]:
    wanted = '"call", "text" or both in a list, such as ["call", "text"]'
    words = table.words("channels", lambda word: word in _CHANNELS, wanted)
    if table.content.get("channels") == []:
        table.mistake("channels", "This rung has no channel.", f"Write {wanted}.")
    return frozenset(Channel(word) for word in words) or RungPace().channels
