"""How Alembic reaches the book: through the connection that ``migrating`` hands over."""

from alembic import context

from service.book.tables import metadata

# Already in a transaction of ours, on both databases: all of it or nothing.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
