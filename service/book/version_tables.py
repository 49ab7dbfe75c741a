"""The tables of what lies over the rota, and of its versions."""

from sqlalchemy import JSON, Column, Integer, Table, Text

from service.book.columns import Instant, OneWord
from service.book.tables import metadata
from service.domain.versions import Source

rota_versions = Table(
    "rota_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    # The key in the rota and the name at that time, without a reference: people leave.
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", OneWord(Source), nullable=False),
    Column("changed", JSON, nullable=False),
    # The whole rota as it was from then on, as JSON.
    Column("rota", Text, nullable=False),
)

#: Wall times as ISO 8601 has them, without a zone: they are the organisation's own.
time_away = Table(
    "time_away",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)

swaps = Table(
    "swaps",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)
