"""The tables of the chain: digests alone, made with a key that is not in the book."""

from sqlalchemy import BigInteger, Column, Date, Integer, Table, Text, UniqueConstraint

from service.book.tables import metadata

chain = Table(
    "chain",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    # A text, so that a word which somebody put there is read, and found.
    Column("of", Text, nullable=False),
    # Without a reference: a call-out goes after its time, and its lines stay here.
    Column("row", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("owner", Text, nullable=False),
    Column("proof", Text, nullable=False),
    Column("link", Text, nullable=False),
    UniqueConstraint("of", "row"),
    UniqueConstraint("proof"),
)
#: One row.
chain_head = Table(
    "chain_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("count", BigInteger, nullable=False),
    Column("link", Text, nullable=False),
    Column("sealed", Text, nullable=False),
)
