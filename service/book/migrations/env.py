"""How Alembic reaches the book: through the connection that ``migrating`` hands over."""

from alembic import context

from service.book.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Ours is one transaction on both databases: a migration is there whole or not at all.
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
