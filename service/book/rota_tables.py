"""The tables of the rota as admins keep it, and of the tokens of the people in it."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    false,
)

from service.book.columns import Instant, OneWord, Phone, WordSet
from service.book.tables import ladder_pace, metadata, rung_pace
from service.domain.directory import Place
from service.domain.people import Role
from service.domain.standing import TokenKind

#: One row: who we are, and which rota is in force.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("rota_stamp", BigInteger, nullable=False),
    Column("practice", JSON(none_as_null=True)),
)

people = Table(
    "people",
    metadata,
    Column("key", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("phone", Phone, nullable=False),
    Column("texts", Boolean, nullable=False),
    Column("roles", WordSet(Role), nullable=False),
    Column("night_drills", Boolean, nullable=False, server_default=false()),
    Column("page_only", Boolean, nullable=False, server_default=false()),
    Column("ladder", Text),
)

ladders = Table(
    "ladders",
    metadata,
    Column("name", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    *ladder_pace(),
)

ladder_rungs = Table(
    "ladder_rungs",
    metadata,
    Column("ladder", Text, ForeignKey("ladders.name", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, nullable=False),
    Column("holder", Text),
    *rung_pace(),
    Column("turns", JSON(none_as_null=True)),
    Column("shifts", JSON, nullable=False, server_default="[]"),
)

directory = Table(
    "directory",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("dial", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("checked", Date),
    Column("to_be_checked", Boolean, nullable=False),
    Column("place", OneWord(Place)),
)

tokens = Table(
    "tokens",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("kind", OneWord(TokenKind), nullable=False),
    # The key in the rota, without a reference: a new rota may leave the person out, and
    # the token must then open nothing, not stand in the way.
    Column("person", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)
