"""The tables of what people and their phones told us, which a new rota leaves as it is."""

from sqlalchemy import Boolean, Column, Table, Text

from service.book.columns import Duration, Instant, Phone
from service.book.tables import metadata

#: By number, since whoever has it next has the same phone in their hand.
number_marks = Table(
    "number_marks",
    metadata,
    Column("phone", Phone, primary_key=True),
    Column("texts_off", Boolean, nullable=False),
    Column("prove_again", Boolean, nullable=False),
    Column("proved_at", Instant),
    Column("measured_at", Instant),
    Column("mailbox_seconds", Duration),
)

pins = Table(
    "pins",
    metadata,
    # The key in the rota, without a reference, as with tokens.
    Column("person", Text, primary_key=True),
    Column("hashed", Text, nullable=False),
)
