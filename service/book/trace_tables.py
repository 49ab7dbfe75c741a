"""The table of what the carrier is still to delete."""

from sqlalchemy import Boolean, Column, Integer, Table, Text, false

from service.book.columns import Instant
from service.book.tables import metadata

carrier_traces = Table(
    "carrier_traces",
    metadata,
    # The carrier's own id of a call or text.
    Column("sid", Text, primary_key=True),
    Column("noted_at", Instant, nullable=False),
    Column("at_once", Boolean, nullable=False, server_default=false()),
    Column("tries", Integer, nullable=False, server_default="0"),
    # Not before: somebody has it in hand, or tried in vain.
    Column("again_at", Instant),
)
