"""The table of who has left the rota and is not forgotten yet."""

from sqlalchemy import Column, Table, Text

from service.book.columns import Instant
from service.book.tables import metadata

leavers = Table(
    "leavers",
    metadata,
    # The key that they had in the rota.
    Column("person", Text, primary_key=True),
    Column("left_at", Instant, nullable=False),
)
