"""The tables of alarms. Columns are named as the domain names its fields."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Table, Text, text

from service.book.columns import Instant, OneWord
from service.book.tables import metadata
from service.domain.faults import Fault

#: Not over, in the words of the partial index.
STANDING = text("over_at IS NULL")

alarms = Table(
    "alarms",
    metadata,
    Column("fault", OneWord(Fault), primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("over_at", Instant),
)
#: However many processes see a fault at once, one alarm of it stands.
Index(
    "ix_alarms_standing",
    alarms.c.fault,
    unique=True,
    postgresql_where=STANDING,
    sqlite_where=STANDING,
)

#: What was last told of an alarm by one path.
tellings = Table(
    "tellings",
    metadata,
    Column("fault", OneWord(Fault), primary_key=True),
    Column("since", Instant, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("at", Instant),
    Column("over", Boolean, nullable=False),
    Column("held_until", Instant),
    ForeignKeyConstraint(["fault", "since"], ["alarms.fault", "alarms.since"], ondelete="CASCADE"),
)
