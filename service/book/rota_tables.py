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

from service.book.columns import Instant, OneWord, WordSet
from service.book.sealed_columns import LADDER, PERSON, Findable, Phone, Sealed, SealedJson
from service.book.tables import ladder_pace, metadata, rung_pace
from service.domain.directory import Place
from service.domain.people import Role
from service.domain.standing import TokenKind

#: One row: who we are, and which rota is in force.
organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Sealed("organisation.name"), nullable=False),
    Column("timezone", Text, nullable=False),
    Column("rota_stamp", BigInteger, nullable=False),
    Column("practice", SealedJson("organisation.practice")),
)

people = Table(
    "people",
    metadata,
    Column("key", Findable(PERSON), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Sealed("people.name"), nullable=False),
    Column("phone", Phone, nullable=False),
    Column("texts", Boolean, nullable=False),
    Column("roles", WordSet(Role), nullable=False),
    Column("night_drills", Boolean, nullable=False, server_default=false()),
    Column("page_only", Boolean, nullable=False, server_default=false()),
    Column("ladder", Findable(LADDER)),
)

ladders = Table(
    "ladders",
    metadata,
    Column("name", Findable(LADDER), primary_key=True),
    Column("position", Integer, nullable=False),
    *ladder_pace(),
)

ladder_rungs = Table(
    "ladder_rungs",
    metadata,
    Column(
        "ladder",
        Findable(LADDER),
        ForeignKey("ladders.name", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("role", Sealed("ladder_rungs.role"), nullable=False),
    Column("holder", Findable(PERSON)),
    *rung_pace(),
    Column("turns", SealedJson("ladder_rungs.turns")),
    Column("shifts", SealedJson("ladder_rungs.shifts"), nullable=False, server_default="[]"),
)

directory = Table(
    "directory",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Sealed("directory.name"), nullable=False),
    Column("phone", Sealed("directory.phone"), nullable=False),
    Column("dial", Sealed("directory.dial"), nullable=False),
    Column("note", Sealed("directory.note"), nullable=False),
    Column("area", Sealed("directory.area"), nullable=False),
    Column("owner", Sealed("directory.owner"), nullable=False),
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
    Column("person", Findable(PERSON), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)
