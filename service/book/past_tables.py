"""The tables of what is left of call-outs after their time: counts, and keys that were used."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from service.book.columns import Instant
from service.book.sealed_columns import LADDER, Findable
from service.book.tables import metadata

#: One row a call-out or practice, with nobody in it, and no reference.
past_escalations = Table(
    "past_escalations",
    metadata,
    # SQLite counts by itself only where the type is spelt INTEGER.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("drill", Boolean, nullable=False),
    Column("ladder", Findable(LADDER), nullable=False),
    # Of a call-out rounded, and counted from the month; see domain.forgetting.
    Column("raised_at", Instant, nullable=False),
    Column("closed_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Column("spoken_at", Instant),
    Column("tried", Boolean, nullable=False),
)

#: Intake keys whose call-outs have gone, by keyed digests of them and of who sent them.
used_keys = Table(
    "used_keys",
    metadata,
    Column("digest", Text, primary_key=True),
)
