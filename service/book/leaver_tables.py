"""The table of who has left the rota and is not forgotten yet."""

from sqlalchemy import Column, Table

from service.book.columns import Instant
from service.book.sealed_columns import PERSON, Findable
from service.book.tables import metadata

leavers = Table(
    "leavers",
    metadata,
    # The key that they had in the rota.
    Column("person", Findable(PERSON), primary_key=True),
    Column("left_at", Instant, nullable=False),
)
