"""Between escalations and their rows. The columns bear the names of the domain's fields.

A field that the domain gains and a table lacks fails at the first write, and in the
round-trip tests; nothing is dropped without a word.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping

from service.domain.attempt import Attempt, CarrierCall
from service.domain.dating import Dating
from service.domain.escalation import Climb, Escalation, Holder, Raiser
from service.domain.events import Event
from service.domain.ladder import LadderPace, Rung, RungPace

Row = dict[str, Any]
_MICROSECOND = timedelta(microseconds=1)
#: What the database gives back, by the names of its columns.
Found = RowMapping


def _names(kind: type[Any], *, besides: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in besides)


_LADDER_PACE = _names(LadderPace)
_RUNG_PACE = _names(RungPace)
_RUNG = _names(Rung, besides=("pace",))
_RAISER = _names(Raiser)
_CLIMB = _names(Climb)
_HOLDER = _names(Holder)
_ATTEMPT = _names(Attempt, besides=("calls",))
_CALL = _names(CarrierCall)
_EVENT = _names(Event)
#: The parts of an escalation that lie in columns or tables of their own.
_APART = (
    "pace",
    "rungs",
    "earlier_rungs",
    "raiser",
    "climb",
    "holder",
    "listed",
    "attempts",
)
_PLAIN = _names(Escalation, besides=_APART)


def _taken(found: Found, names: Sequence[str], prefix: str = "") -> Row:
    return {name: found[prefix + name] for name in names}


def _given(whole: object, names: Sequence[str], prefix: str = "") -> Row:
    """Return the fields of *whole* by column; all ``None`` where there is no such part."""
    return {prefix + name: getattr(whole, name, None) for name in names}


def without(names: frozenset[str], row: Row) -> Row:
    """Return *row* with the columns of those *names* left out."""
    return {name: value for name, value in row.items() if name not in names}


def escalation_row(escalation: Escalation) -> Row:
    """Return the columns of ``escalations``, but for the intake key and its digest."""
    return (
        _given(escalation, _PLAIN)
        | ladder_pace_row(escalation.pace)
        | _given(escalation.raiser, _RAISER, "raiser_")
        | _given(escalation.climb, _CLIMB, "climb_")
        | _given(escalation.holder, _HOLDER, "holder_")
    )


def escalation_of(head: Found, steps: Sequence[Found], attempts: Sequence[Attempt]) -> Escalation:
    """Build an escalation from its row, its rungs in every climb, and its attempts.

    *steps* come in the order of their positions; the rungs of the current climb are the
    ladder now, and everybody on any of them is listed.
    """
    climb = Climb(**_taken(head, _CLIMB, "climb_"))
    held = head["holder_person"] is not None
    return Escalation(
        **_taken(head, _PLAIN),
        pace=ladder_pace_of(head),
        raiser=Raiser(**_taken(head, _RAISER, "raiser_")),
        climb=climb,
        holder=Holder(**_taken(head, _HOLDER, "holder_")) if held else None,
        rungs=tuple(rung_of(step) for step in steps if step["climb"] == climb.number),
        earlier_rungs=tuple(rung_of(step) for step in steps if step["climb"] < climb.number),
        listed=frozenset(step["person"] for step in steps if step["person"] is not None),
        attempts=tuple(attempts),
    )


def dating_row(dating: Dating) -> Row:
    """Return the columns that say by which clock an escalation was written down."""
    offset = dating.offset // _MICROSECOND
    return {"dated_boot": dating.boot, "dated_offset": offset, "dated_at": dating.at}


def dating_of(head: Found) -> Dating | None:
    """Say by which clock it was written down; ``None`` where an older version wrote it."""
    if head["dated_boot"] is None:
        return None
    offset = head["dated_offset"] * _MICROSECOND
    return Dating(head["dated_boot"], offset, head["dated_at"])


def rung_rows(escalation: Escalation) -> list[Row]:
    """Return the rows of ``rungs`` for the current climb."""
    place = {"escalation_id": escalation.id, "climb": escalation.climb.number}
    return [
        {**place, "position": position, **_given(rung, _RUNG), **rung_pace_row(rung.pace)}
        for position, rung in enumerate(escalation.rungs)
    ]


def rung_of(step: Found) -> Rung:
    """Build a rung."""
    return Rung(**_taken(step, _RUNG), pace=rung_pace_of(step))


def attempt_row(escalation_id: str, position: int, attempt: Attempt) -> Row:
    """Return the columns of ``attempts``; *position* is its place in the escalation."""
    place = {"escalation_id": escalation_id, "position": position}
    return place | _given(attempt, _ATTEMPT)


def attempts_of(found: Iterable[Found]) -> dict[str, list[Attempt]]:
    """Build attempts, by escalation, from rows that join each with its calls.

    The rows come in the order of attempts and, in each, of calls. A call's columns are
    ``call_…``, all ``None`` where the attempt has none.
    """
    heads: dict[str, Found] = {}
    calls: dict[str, list[CarrierCall]] = {}
    for row in found:
        heads.setdefault(row["id"], row)
        known = calls.setdefault(row["id"], [])
        if row["call_sid"] is not None:
            known.append(CarrierCall(**_taken(row, _CALL, "call_")))
    built: dict[str, list[Attempt]] = {}
    for identity, head in heads.items():
        one = Attempt(**_taken(head, _ATTEMPT), calls=tuple(calls[identity]))
        built.setdefault(head["escalation_id"], []).append(one)
    return built


def call_rows(attempt: Attempt) -> list[Row]:
    """Return the rows of ``carrier_calls`` for one attempt."""
    return [
        {"attempt_id": attempt.id, "position": position, **_given(call, _CALL)}
        for position, call in enumerate(attempt.calls)
    ]


def event_row(escalation_id: str, event: Event) -> Row:
    """Return the columns of ``events``, which counts by itself."""
    return {"escalation_id": escalation_id} | _given(event, _EVENT)


def event_of(found: Found) -> Event:
    """Build an event."""
    return Event(**_taken(found, _EVENT))


def ladder_pace_row(pace: LadderPace) -> Row:
    """Return the columns that a ladder's pace takes, in either table."""
    return _given(pace, _LADDER_PACE)


def ladder_pace_of(found: Found) -> LadderPace:
    """Build a ladder's pace."""
    return LadderPace(**_taken(found, _LADDER_PACE))


def rung_pace_row(pace: RungPace) -> Row:
    """Return the columns that a rung's pace takes, in either table."""
    return _given(pace, _RUNG_PACE)


def rung_pace_of(found: Found) -> RungPace:
    """Build a rung's pace."""
    return RungPace(**_taken(found, _RUNG_PACE))
