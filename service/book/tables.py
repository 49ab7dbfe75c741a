"""The tables of the book. Columns are named as the domain names its fields.

``migrations/`` builds the same ones; a test compares the two on both databases.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from service.book.columns import Begun, Duration, Holders, Instant, OneWord, WordSet
from service.book.sealed_columns import INTAKE, LADDER, PERSON, Findable, Phone, Sealed
from service.domain.attempt import AttemptState, CallStatus, Failure, Outcome, Purpose
from service.domain.escalation import State
from service.domain.events import Kind
from service.domain.ladder import Channel

#: Names for what a later migration may have to take away: a database's own differ.
NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
}
#: Not closed, in the words of the partial index: SQLite uses it only where a query's
#: words are the same, with no parameter in them.
UNCLOSED = text("state IN ('open', 'acknowledged')")
#: The same for practices.
DRILL = text("drill")
#: The same for attempts that may still ring.
LIVE = text("state <> 'ended'")
#: The same for calls that the carrier has, or is being asked for.
UNDER_WAY = text("state IN ('dialling', 'placed') AND channel = 'call'")
#: The same for calls that wait for the carrier's next moment.
IN_LINE = text("state = 'intent' AND in_line_since IS NOT NULL")

metadata = MetaData(naming_convention=NAMES)


def _of_escalation(name: str = "escalation_id", *, key: bool = False) -> Column[str]:
    owner = ForeignKey("escalations.id", ondelete="CASCADE")
    return Column(name, Text, owner, primary_key=key, nullable=False)


def ladder_pace() -> list[Column[object]]:
    """Return what holds for a ladder as a whole."""
    return [
        Column("everyone_after", Boolean, nullable=False),
        Column("between_rounds", Duration, nullable=False),
        Column("spoken_reminder", Duration, nullable=False),
        Column("spoken_question", Duration, nullable=False),
        Column("spoken_limit", Duration, nullable=False),
    ]


def rung_pace() -> list[Column[object]]:
    """Return at what pace one rung is rung."""
    return [
        Column("ring", Duration, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("between_tries", Duration, nullable=False),
        Column("before_next", Duration, nullable=False),
        Column("channels", WordSet(Channel), nullable=False),
    ]


escalations = Table(
    "escalations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("reference", Text, nullable=False, unique=True),
    Column("organisation", Sealed("escalations.organisation"), nullable=False),
    Column("ladder", Findable(LADDER), nullable=False),
    *ladder_pace(),
    Column("raiser_person", Findable(PERSON), nullable=False),
    Column("raiser_name", Sealed("escalations.raiser_name"), nullable=False),
    Column("raiser_phone", Phone, nullable=False),
    Column("raiser_texts", Boolean, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("climb_started_at", Instant, nullable=False),
    Column("climb_number", Integer, nullable=False),
    Column("climb_round", Integer, nullable=False),
    Column("climb_first", Integer, nullable=False),
    Column("climb_begun", Begun, nullable=False),
    Column("climb_everyone_at", Instant),
    Column("state", OneWord(State), nullable=False),
    Column("holder_person", Findable(PERSON)),
    Column("holder_name", Sealed("escalations.holder_name")),
    Column("holder_phone", Phone),
    Column("holder_at", Instant),
    Column("holder_channel", OneWord(Channel)),
    Column("holder_reminded_at", Instant),
    Column("holder_asked_at", Instant),
    Column("earlier", Holders("escalations.earlier"), nullable=False),
    Column("closed_at", Instant),
    Column("asked_days", Integer, nullable=False, server_default="0"),
    Column("drill", Boolean, nullable=False),
    Column("due_at", Instant),
    Column("version", Integer, nullable=False),
    # Under which clock the instants of this row, and of all that belongs to it, were written.
    Column("dated_boot", Text),
    Column("dated_offset", BigInteger),
    Column("dated_at", Instant),
    # The key that came with the press, and the digest of what was asked with it.
    Column("intake_key", Findable(INTAKE)),
    Column("intake_digest", Sealed("escalations.intake_digest"), nullable=False),
    UniqueConstraint("raiser_person", "intake_key"),
)
Index(
    "ix_escalations_due",
    escalations.c.due_at,
    postgresql_where=text("due_at IS NOT NULL"),
    sqlite_where=text("due_at IS NOT NULL"),
)
Index(
    "ix_escalations_unclosed",
    escalations.c.raised_at,
    postgresql_where=UNCLOSED,
    sqlite_where=UNCLOSED,
)

Index(
    "ix_escalations_drills",
    escalations.c.raised_at,
    postgresql_where=DRILL,
    sqlite_where=DRILL,
)

rungs = Table(
    "rungs",
    metadata,
    _of_escalation(key=True),
    Column("climb", Integer, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("role", Sealed("rungs.role"), nullable=False),
    Column("person", Findable(PERSON)),
    Column("name", Sealed("rungs.name"), nullable=False),
    Column("phone", Phone),
    Column("texts", Boolean, nullable=False),
    *rung_pace(),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Text, primary_key=True),
    _of_escalation(),
    Column("position", Integer, nullable=False),
    Column("purpose", OneWord(Purpose), nullable=False),
    Column("channel", OneWord(Channel), nullable=False),
    Column("name", Sealed("attempts.name"), nullable=False),
    Column("phone", Phone, nullable=False),
    Column("person", Findable(PERSON)),
    Column("climb", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("rung", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("everyone", Boolean, nullable=False),
    Column("ring_seconds", Integer, nullable=False),
    Column("state", OneWord(AttemptState), nullable=False),
    Column("outcome", OneWord(Outcome)),
    Column("failure", OneWord(Failure)),
    Column("possible_duplicate", Boolean, nullable=False),
    Column("intended_at", Instant, nullable=False),
    Column("dialled_at", Instant),
    Column("ended_at", Instant),
    Column("joined_at", Instant),
    Column("due_at", Instant),
    Column("fence", Integer, nullable=False),
    Column("in_line_since", Instant),
    UniqueConstraint("escalation_id", "position"),
)
Index("ix_attempts_live", attempts.c.phone, postgresql_where=LIVE, sqlite_where=LIVE)
Index(
    "ix_attempts_under_way",
    attempts.c.phone,
    postgresql_where=UNDER_WAY,
    sqlite_where=UNDER_WAY,
)
Index(
    "ix_attempts_in_line",
    attempts.c.in_line_since,
    postgresql_where=IN_LINE,
    sqlite_where=IN_LINE,
)

carrier_calls = Table(
    "carrier_calls",
    metadata,
    # By both, since two attempts may own one call for a while: one that looked for a lost
    # answer adopted it, then the carrier called back for the other.
    Column(
        "attempt_id",
        Text,
        ForeignKey("attempts.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    Column("sid", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("status", OneWord(CallStatus), nullable=False),
    Column("hang_up_at", Instant),
)
Index("ix_carrier_calls_sid", carrier_calls.c.sid)

events = Table(
    "events",
    metadata,
    # SQLite counts by itself only where the type is spelt INTEGER.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _of_escalation(),
    Column("at", Instant, nullable=False),
    Column("kind", OneWord(Kind), nullable=False),
    Column("name", Sealed("events.name")),
    Column("channel", OneWord(Channel)),
    Column("outcome", OneWord(Outcome)),
    Column("attempt", Text),
    # See ``service.proofs``; nothing where an older version wrote the line.
    Column("proof", Text),
)
Index("ix_events_escalation", events.c.escalation_id)
