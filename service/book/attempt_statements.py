"""The statements on attempts by themselves, made once."""

from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    not_,
    or_,
    select,
    update,
)

from service.book.access_tables import codes
from service.book.house_tables import carrier
from service.book.people_tables import measurings
from service.book.tables import (
    IN_LINE,
    UNCLOSED,
    UNDER_WAY,
    attempts,
    carrier_calls,
    escalations,
)
from service.domain.attempt import AttemptState, CallStatus, Purpose
from service.domain.escalation import State

#: The escalation's row first, everywhere: whoever locked an attempt before it could wait
#: for somebody who waits for the attempt.
_OWNER = (
    escalations.c.id,
    escalations.c.dated_boot,
    escalations.c.dated_offset,
    escalations.c.dated_at,
)
LOCK_OWNER = (
    select(*_OWNER, escalations.c.state, attempts.c.purpose)
    .join(attempts, attempts.c.escalation_id == escalations.c.id)
    .where(attempts.c.id == bindparam("of"))
    .with_for_update(of=escalations, key_share=True)
)
LOCK_OWNERS = (
    select(*_OWNER)
    .where(
        escalations.c.id.in_(
            select(attempts.c.escalation_id).where(
                attempts.c.id.in_(bindparam("ids", expanding=True))
            )
        )
    )
    .order_by(escalations.c.raised_at, escalations.c.id)
    .with_for_update(key_share=True)
)
START_DIALLING = (
    update(attempts)
    .where(
        attempts.c.id == bindparam("of"),
        attempts.c.fence == bindparam("in_hands"),
        attempts.c.state == AttemptState.INTENT,
    )
    .values(state=AttemptState.DIALLING, dialled_at=bindparam("now"))
)
RENEW = (
    update(attempts)
    .where(
        attempts.c.id == bindparam("of"),
        attempts.c.fence == bindparam("in_hands"),
        # What is placed waits for the carrier, not for a process. (No IN: SQLAlchemy
        # refuses it where a statement is executed with many rows.)
        or_(
            attempts.c.state == AttemptState.INTENT,
            attempts.c.state == AttemptState.DIALLING,
        ),
    )
    .values(due_at=bindparam("until"))
)
#: An intent is none yet: two of them would wait for each other for ever.
_RINGING = (UNDER_WAY, attempts.c.purpose.in_([purpose for purpose in Purpose if purpose.asks]))
_HELD = and_(UNCLOSED, escalations.c.state == State.ACKNOWLEDGED, not_(escalations.c.drill))
#: The phones of officers who are on a call of ours since they took something: the same rule as
#: ``line.on_the_line``. Their own call counts as over from that key on.
_PUT_THROUGH = select(escalations.c.holder_phone).where(
    _HELD,
    select(attempts.c.id)
    .where(
        attempts.c.escalation_id == escalations.c.id,
        UNDER_WAY,
        attempts.c.purpose == Purpose.PUT_THROUGH,
        attempts.c.intended_at >= escalations.c.holder_at,
    )
    .correlate(escalations)
    .exists(),
)
_LISTENING = select(escalations.c.holder_phone).where(
    _HELD,
    escalations.c.holder_reminded_at.is_(None),
    select(carrier_calls.c.sid)
    .join(attempts, attempts.c.id == carrier_calls.c.attempt_id)
    .where(
        attempts.c.escalation_id == escalations.c.id,
        attempts.c.phone == escalations.c.holder_phone,
        carrier_calls.c.status == CallStatus.IN_PROGRESS,
    )
    .correlate(escalations)
    .exists(),
)
ENGAGED: Select[Any] = select(literal_column("1").label("engaged")).where(
    or_(
        exists().where(
            *_RINGING,
            attempts.c.phone == bindparam("phone"),
            attempts.c.escalation_id != bindparam("besides"),
        ),
        *(
            held.where(
                escalations.c.holder_phone == bindparam("phone"),
                escalations.c.id != bindparam("besides"),
            ).exists()
            for held in (_PUT_THROUGH, _LISTENING)
        ),
    )
)
#: How many are in line, and from when the carrier takes another call.
LINE = select(
    select(func.count()).select_from(attempts).where(IN_LINE).scalar_subquery().label("length"),
    carrier.c.next_call_at,
)
#: Whoever waits for a phone that rings for somebody else lets the next one pass. One list of
#: such phones, and not a look for each in line: hundreds may wait for one officer.
FIRST_IN_LINE = (
    select(attempts.c.escalation_id, attempts.c.id, attempts.c.in_line_since, attempts.c.due_at)
    .where(
        IN_LINE,
        attempts.c.phone.not_in(select(attempts.c.phone).where(*_RINGING)),
        attempts.c.phone.not_in(_PUT_THROUGH),
        attempts.c.phone.not_in(_LISTENING),
    )
    .order_by(attempts.c.in_line_since, attempts.c.id)
    .limit(1)
)
KNOWN_CALLS = select(carrier_calls.c.sid).where(
    carrier_calls.c.sid.in_(bindparam("sids", expanding=True))
)
#: A call that speaks a code may go to the same phone; it must not be taken for a lost one.
KNOWN_CODE_CALLS = select(codes.c.sid).where(codes.c.sid.in_(bindparam("sids", expanding=True)))
#: Nor one that is let ring.
KNOWN_MEASURINGS = select(measurings.c.sid).where(
    measurings.c.sid.in_(bindparam("sids", expanding=True))
)
