"""The tables of warnings of gaps, and of what is done once a day."""

from sqlalchemy import Boolean, Column, Date, Integer, Table

from service.book.columns import Instant, OneWord
from service.book.sealed_columns import LADDER, PERSON, Findable
from service.book.tables import metadata
from service.domain.gap_warnings import DayTask

#: One row to what somebody does on one day: whoever adds it does it, and nobody else.
day_tasks = Table(
    "day_tasks",
    metadata,
    Column("task", OneWord(DayTask), primary_key=True),
    Column("day", Date, primary_key=True),
    # The key in the rota, without a reference: people leave.
    Column("person", Findable(PERSON), primary_key=True),
)

told_of_gaps = Table(
    "told_of_gaps",
    metadata,
    Column("person", Findable(PERSON), primary_key=True),
    Column("ladder", Findable(LADDER), primary_key=True),
    Column("gap", Boolean, primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("starts", Instant, primary_key=True),
    Column("ends", Instant, nullable=False),
    Column("told_at", Instant, nullable=False),
)
