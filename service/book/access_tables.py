"""The tables of who may come in: codes, devices, passkeys, limits, and what was done to them."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, Table, Text

from service.book.columns import Digest, Instant, OneWord
from service.book.sealed_columns import PERSON, Findable, Phone, Sealed
from service.book.tables import metadata
from service.domain.audit import Deed
from service.domain.challenges import ChallengeFor
from service.domain.codes import CodePurpose
from service.domain.ladder import Channel

#: The digits are not here: they follow from the id and the secret.
codes = Table(
    "codes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("purpose", OneWord(CodePurpose), nullable=False),
    Column("phone", Phone, nullable=False),
    Column("channel", OneWord(Channel), nullable=False),
    Column("person", Findable(PERSON)),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("used_at", Instant),
    Column("sid", Text, nullable=False),
    Column("rang_at", Instant),
    Column("answered_at", Instant),
    Column("heard_at", Instant),
    Column("ended_at", Instant),
)
Index("ix_codes_phone", codes.c.phone)

#: What a session token is beside a token. One from before has no row here.
devices = Table(
    "devices",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("name", Sealed("devices.name"), nullable=False),
    Column("last_used", Date, nullable=False),
    Column("proved_at", Instant, nullable=False),
)

passkeys = Table(
    "passkeys",
    metadata,
    # The credential's id and public key, as base64url has them.
    Column("id", Text, primary_key=True),
    # The key in the rota, without a reference, as with tokens.
    Column("person", Findable(PERSON), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("name", Sealed("passkeys.name"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("last_used", Date),
)
Index("ix_passkeys_person", passkeys.c.person)

#: Since when somebody has the number that they have. Who had theirs before there was this table
#: has no row.
numbers_given = Table(
    "numbers_given",
    metadata,
    # The key in the rota, without a reference, as with tokens.
    Column("person", Findable(PERSON), primary_key=True),
    Column("at", Instant, nullable=False),
)

challenges = Table(
    "challenges",
    metadata,
    # A keyed digest of what was handed out.
    Column("digest", Text, primary_key=True),
    Column("purpose", OneWord(ChallengeFor), nullable=False),
    Column("person", Findable(PERSON)),
    Column("phone", Phone),
    Column("expires_at", Instant, nullable=False),
)

#: By a keyed digest of what is limited: a number or an address is not to be read here.
limits = Table(
    "limits",
    metadata,
    Column("key", Digest(), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last", Instant, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    # SQLite counts by itself only where the type is spelt INTEGER.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", Instant, nullable=False),
    # Who did it and to whom, without references: people leave.
    Column("author", Findable(PERSON), nullable=False),
    Column("author_name", Sealed("audit.author_name"), nullable=False),
    Column("deed", OneWord(Deed), nullable=False),
    Column("person", Findable(PERSON), nullable=False),
    Column("name", Sealed("audit.name"), nullable=False),
    # See ``service.proofs``; nothing where an older version wrote the line.
    Column("proof", Text),
)
