"""The tables of how the house itself stands: webhooks seen, tickers, the carrier."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table, Text

from service.book.columns import Instant, OneWord
from service.book.sealed_columns import PROCESS, SEEN, Findable, SealedJson
from service.book.tables import metadata
from service.domain.counted import Counted
from service.domain.standing import BackupDeed, HouseDeed

seen_webhooks = Table(
    "seen_webhooks",
    metadata,
    Column("key", Findable(SEEN), primary_key=True),
    Column("at", Instant, nullable=False),
)

tickers = Table(
    "tickers",
    metadata,
    # Begins with the name of its machine, which may be somebody's.
    Column("process", Findable(PROCESS), primary_key=True),
    Column("role", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

#: A row for each thing that is done with backups: when it was last done.
backups = Table(
    "backups",
    metadata,
    Column("deed", OneWord(BackupDeed), primary_key=True),
    Column("at", Instant, nullable=False),
)

#: A row for each thing that the house does: when it last did, and what it found where it looked.
deeds = Table(
    "deeds",
    metadata,
    Column("deed", OneWord(HouseDeed), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("found", SealedJson("deeds.found")),
)

#: A row for each thing that is counted: how often it was.
counts = Table(
    "counts",
    metadata,
    Column("what", OneWord(Counted), primary_key=True),
    Column("times", BigInteger, nullable=False),
)

#: One row: how the carrier has been treating us, and when it takes the next call.
carrier = Table(
    "carrier",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("failing_since", Instant),
    Column("code", Integer, nullable=False),
    Column("account", Boolean, nullable=False),
    Column("checked_at", Instant),
    Column("next_call_at", Instant),
)
