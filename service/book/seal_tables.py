"""The table of keys that something in the book may be sealed with."""

from sqlalchemy import Boolean, Column, Table, Text

from service.book.tables import metadata

seals = Table(
    "seals",
    metadata,
    # What a key is called: nobody gets back from it to the key.
    Column("name", Text, primary_key=True),
    # Whether what lay open before is gone from the file as well.
    Column("swept", Boolean, nullable=False),
)
