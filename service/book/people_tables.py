"""The tables of what people and their phones told us, which a new rota leaves as it is."""

from sqlalchemy import Boolean, Column, Table, Text

from service.book.columns import Duration, Instant, OneWord
from service.book.sealed_columns import PERSON, Findable, Phone
from service.book.tables import metadata
from service.domain.attempt import CallStatus

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

#: The last time that each phone was let ring, to find out when its mailbox answers.
measurings = Table(
    "measurings",
    metadata,
    Column("phone", Phone, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("person", Findable(PERSON), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("sid", Text, nullable=False),
    Column("rang_at", Instant),
    Column("answered_at", Instant),
    Column("by_person", Boolean, nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("stopped", Boolean, nullable=False),
    Column("ended", OneWord(CallStatus)),
)

pins = Table(
    "pins",
    metadata,
    # The key in the rota, without a reference, as with tokens.
    Column("person", Findable(PERSON), primary_key=True),
    Column("hashed", Text, nullable=False),
)
