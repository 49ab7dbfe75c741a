"""The statements by which somebody who left is taken out of every table, made once.

Each names the columns that it blanks. What is chained or sealed elsewhere leaves these out.
"""

from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, delete, exists, or_, select, update

from service.book.access_tables import audit, challenges, codes, devices, numbers_given, passkeys
from service.book.conflicts import insert_or_leave
from service.book.leaver_tables import leavers
from service.book.notice_tables import day_tasks, told_of_gaps
from service.book.people_tables import measurings, number_marks, pins
from service.book.rota_tables import tokens
from service.book.tables import UNCLOSED, attempts, escalations, events, rungs
from service.book.version_tables import rota_versions

_WHO: BindParameter[str] = bindparam("who")
_OF: BindParameter[Any] = bindparam("of")

LEAVES = insert_or_leave(leavers)
BACK = delete(leavers).where(leavers.c.person == _WHO)
LEFT = (
    select(leavers.c.person)
    .where(leavers.c.left_at <= bindparam("before"))
    .order_by(leavers.c.left_at, leavers.c.person)
)
KNOWN = select(leavers.c.person)

#: In what somebody stands: they raised it, may be rung for it, were tried, or have it.
_IN = or_(
    escalations.c.raiser_person == _WHO,
    escalations.c.holder_person == _WHO,
    exists().where(rungs.c.escalation_id == escalations.c.id, rungs.c.person == _WHO),
    exists().where(attempts.c.escalation_id == escalations.c.id, attempts.c.person == _WHO),
)
OPEN_WITH = select(escalations.c.id).where(UNCLOSED, _IN).limit(1)
CALL_OUTS_WITH = (
    select(escalations.c.id).where(_IN).order_by(escalations.c.id).limit(bindparam("limit"))
)
HEAD = select(escalations.c.raiser_person, escalations.c.intake_key).where(escalations.c.id == _OF)

BLANK_RAISER = update(escalations).where(
    and_(escalations.c.id == _OF, escalations.c.raiser_person == _WHO)
)
BLANK_HOLDER = update(escalations).where(
    and_(escalations.c.id == _OF, escalations.c.holder_person == _WHO)
)
#: The version too, so that nobody writes back what they read before.
BLANK_EARLIER = update(escalations).where(escalations.c.id == _OF)
BLANK_RUNGS = update(rungs).where(and_(rungs.c.escalation_id == _OF, rungs.c.person == _WHO))
BLANK_ATTEMPTS = update(attempts).where(
    and_(attempts.c.escalation_id == _OF, attempts.c.person == _WHO)
)
NAMED = select(events.c.id, events.c.name).where(
    events.c.escalation_id == _OF, events.c.name.is_not(None)
)
BLANK_EVENT = update(events).where(events.c.id == _OF)

BLANK_AUTHOR = update(audit).where(audit.c.author == _WHO)
BLANK_AUDITED = update(audit).where(audit.c.person == _WHO)

VERSION = select(rota_versions).where(rota_versions.c.number == _OF)
BLANK_VERSION = update(rota_versions).where(rota_versions.c.number == _OF)

#: What is theirs alone, and goes as a whole.
GO = (
    delete(devices).where(
        devices.c.digest.in_(select(tokens.c.digest).where(tokens.c.person == _WHO))
    ),
    delete(tokens).where(tokens.c.person == _WHO),
    delete(passkeys).where(passkeys.c.person == _WHO),
    delete(pins).where(pins.c.person == _WHO),
    delete(numbers_given).where(numbers_given.c.person == _WHO),
    delete(codes).where(codes.c.person == _WHO),
    delete(challenges).where(challenges.c.person == _WHO),
    delete(measurings).where(measurings.c.person == _WHO),
    delete(day_tasks).where(day_tasks.c.person == _WHO),
    delete(told_of_gaps).where(told_of_gaps.c.person == _WHO),
)
#: And what was learnt of a number that nobody has any more.
PHONES = (select(number_marks.c.phone), select(measurings.c.phone), select(codes.c.phone))
GO_BY_PHONE = (
    delete(number_marks).where(number_marks.c.phone == bindparam("phone")),
    delete(measurings).where(measurings.c.phone == bindparam("phone")),
    delete(codes).where(codes.c.phone == bindparam("phone")),
)
