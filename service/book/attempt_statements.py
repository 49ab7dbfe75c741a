"""The statements on attempts by themselves, made once."""

from sqlalchemy import bindparam, or_, select, update

from service.book.tables import LIVE, attempts, carrier_calls, escalations
from service.domain.attempt import AttemptState, Purpose
from service.domain.ladder import Channel

#: The escalation's row first, everywhere: whoever locked an attempt before it could wait
#: for somebody who waits for the attempt.
LOCK_OWNER = (
    select(escalations.c.id, escalations.c.state, attempts.c.purpose)
    .join(attempts, attempts.c.escalation_id == escalations.c.id)
    .where(attempts.c.id == bindparam("of"))
    .with_for_update(of=escalations, key_share=True)
)
LOCK_OWNERS = (
    select(escalations.c.id)
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
ENGAGED = (
    select(attempts.c.id)
    .where(
        # An intent is none yet: two of them would wait for each other for ever.
        LIVE,
        attempts.c.state != AttemptState.INTENT,
        attempts.c.phone == bindparam("phone"),
        attempts.c.channel == Channel.CALL,
        attempts.c.purpose.in_([purpose for purpose in Purpose if purpose.asks]),
        attempts.c.escalation_id != bindparam("besides"),
    )
    .limit(1)
)
KNOWN_CALLS = select(carrier_calls.c.sid).where(
    carrier_calls.c.sid.in_(bindparam("sids", expanding=True))
)
