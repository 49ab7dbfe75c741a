"""The tables of what lies over the rota, and of its versions."""

from sqlalchemy import Column, Integer, Table, Text

from service.book.columns import Instant, OneWord
from service.book.sealed_columns import PERSON, Findable, Sealed, SealedJson
from service.book.tables import metadata
from service.domain.versions import Source

rota_versions = Table(
    "rota_versions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    # The key in the rota and the name at that time, without a reference: people leave.
    Column("person", Findable(PERSON), nullable=False),
    Column("name", Sealed("rota_versions.name"), nullable=False),
    Column("source", OneWord(Source), nullable=False),
    Column("changed", SealedJson("rota_versions.changed"), nullable=False),
    # The whole rota as it was from then on, as JSON.
    Column("rota", Sealed("rota_versions.rota"), nullable=False),
)

#: Wall times as ISO 8601 has them, without a zone: they are the organisation's own.
time_away = Table(
    "time_away",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Findable(PERSON), nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)

swaps = Table(
    "swaps",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("one", Findable(PERSON), nullable=False),
    Column("other", Findable(PERSON), nullable=False),
    Column("starts", Text, nullable=False),
    Column("ends", Text, nullable=False),
)
