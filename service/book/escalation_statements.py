"""The statements on escalations and what belongs to them, made once.

Making one costs as much as running it, and SQLAlchemy compiles each only once.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from service.book.conflicts import insert_or_leave, insert_or_update
from service.book.tables import DRILL, UNCLOSED, attempts, carrier_calls, escalations, events, rungs
from service.domain.escalation import State
from service.domain.events import Kind


@dataclass(frozen=True, slots=True)
class Heads:
    """One question for escalations, asked in three ways."""

    plain: Select[Any]
    #: Waits for whoever holds them. Not FOR UPDATE, which would also hold up everybody who
    #: adds a line to the history; SQLite has one writer anyway, and leaves the words out.
    locked: Select[Any]
    #: Passes over what somebody holds.
    unheld: Select[Any]


def _heads(condition: ColumnElement[bool], *order: ColumnElement[Any]) -> Heads:
    plain = select(escalations).where(condition).order_by(*order)
    return Heads(
        plain,
        plain.with_for_update(key_share=True),
        plain.with_for_update(key_share=True, skip_locked=True),
    )


# Writing.

#: The press. Its raiser may have used the key, or the reference may be taken.
ADD = insert_or_leave(escalations)
ADD_RUNGS = insert(rungs)
DROP_RUNGS = delete(rungs).where(
    rungs.c.escalation_id == bindparam("of"), rungs.c.climb == bindparam("in_climb")
)
ADD_ATTEMPTS = insert(attempts)
ADD_EVENTS = insert(events)
SAVE_CALLS = insert_or_update(carrier_calls, ["attempt_id", "sid"])
#: Sets every column that may change, whatever did: one statement, compiled once.
SAVE = update(escalations).where(
    escalations.c.id == bindparam("of"), escalations.c.version == bindparam("loaded")
)
#: What stays as the press wrote it.
FIXED = frozenset({"id", "reference"})
SAVE_ATTEMPT = update(attempts).where(attempts.c.id == bindparam("of"))
FIXED_IN_ATTEMPT = frozenset({"id", "escalation_id", "position"})

# Reading.

_OLDEST_FIRST = (escalations.c.raised_at, escalations.c.id)

BY_ID = _heads(escalations.c.id == bindparam("of"))
_LISTS = exists().where(
    rungs.c.escalation_id == escalations.c.id, rungs.c.person == bindparam("who")
)
_KNOWS = or_(escalations.c.raiser_person == bindparam("who"), _LISTS)
#: ``visible_to`` of the escalation, in one statement.
BY_ID_FOR = _heads(and_(escalations.c.id == bindparam("of"), _KNOWS))
BY_REFERENCE = _heads(escalations.c.reference == bindparam("of"))
OF_PERSON = _heads(_KNOWS, escalations.c.raised_at.desc(), escalations.c.id)
IF_DUE = _heads(and_(escalations.c.id == bindparam("of"), escalations.c.due_at <= bindparam("now")))
BY_ATTEMPT = _heads(
    escalations.c.id
    == select(attempts.c.escalation_id).where(attempts.c.id == bindparam("of")).scalar_subquery()
)
RAISED_BY = _heads(
    and_(UNCLOSED, escalations.c.raiser_person == bindparam("who"), not_(escalations.c.drill)),
    escalations.c.raised_at.desc(),
    escalations.c.id,
)
CONCERNING = _heads(and_(UNCLOSED, _LISTS), *_OLDEST_FIRST)
#: By no index: a house has some hundred call-outs in all, and each more index slows every press.
CALLED_OFF = _heads(
    and_(
        escalations.c.state == State.CANCELLED,
        escalations.c.closed_at >= bindparam("since"),
        not_(escalations.c.drill),
        _LISTS,
    ),
    escalations.c.closed_at.desc(),
    escalations.c.id,
)
AT_NUMBER = _heads(
    and_(
        UNCLOSED,
        or_(
            escalations.c.raiser_phone == bindparam("phone"),
            exists().where(
                attempts.c.escalation_id == escalations.c.id,
                attempts.c.phone == bindparam("phone"),
            ),
        ),
    ),
    *_OLDEST_FIRST,
)

RUNGS = (
    select(rungs)
    .where(rungs.c.escalation_id.in_(bindparam("ids", expanding=True)))
    .order_by(rungs.c.escalation_id, rungs.c.climb, rungs.c.position)
)
#: Each attempt with its calls, in their orders. One statement for both.
ATTEMPTS = (
    select(
        attempts,
        carrier_calls.c.sid.label("call_sid"),
        carrier_calls.c.status.label("call_status"),
        carrier_calls.c.hang_up_at.label("call_hang_up_at"),
    )
    .outerjoin(carrier_calls, carrier_calls.c.attempt_id == attempts.c.id)
    .where(attempts.c.escalation_id.in_(bindparam("ids", expanding=True)))
    .order_by(attempts.c.escalation_id, attempts.c.position, carrier_calls.c.position)
)
#: While a site is updated a newer process may write a kind of line that this one has no words
#: for. Such a line is left out; it would otherwise cost the colleague the whole page.
HISTORY = (
    select(events)
    .where(events.c.escalation_id == bindparam("of"), events.c.kind.in_(list(Kind)))
    .order_by(events.c.at, events.c.id)
)
BY_KEY = select(escalations.c.id, escalations.c.intake_digest).where(
    escalations.c.raiser_person == bindparam("who"), escalations.c.intake_key == bindparam("key")
)
DUE = (
    select(escalations.c.id)
    .where(escalations.c.due_at <= bindparam("now"))
    .order_by(escalations.c.due_at, escalations.c.id)
    .limit(bindparam("limit"))
)
#: Written by this machine under a clock that was set since; or by another, and ahead of now.
MISDATED = select(escalations.c.id).where(
    escalations.c.due_at.is_not(None),
    or_(
        and_(
            escalations.c.dated_boot == bindparam("boot"),
            not_(escalations.c.dated_offset.between(bindparam("least"), bindparam("most"))),
        ),
        and_(
            escalations.c.dated_boot != bindparam("boot"),
            escalations.c.dated_at > bindparam("ahead"),
        ),
    ),
)
COUNT_UNCLOSED = (
    select(func.count()).select_from(escalations).where(UNCLOSED, not_(escalations.c.drill))
)
_NEWEST_FIRST = (escalations.c.raised_at.desc(), escalations.c.id)
_DRILLS = and_(DRILL, escalations.c.raised_at >= bindparam("since"))
DRILLS = _heads(_DRILLS, *_NEWEST_FIRST)
DRILLS_RUNNING = _heads(and_(_DRILLS, UNCLOSED), *_NEWEST_FIRST)
