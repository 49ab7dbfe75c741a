"""Since when somebody has the number that they have.

Who had theirs before has no row: what lets them in goes on. A version from before writes none.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "numbers_given",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_numbers_given"),
    )


def downgrade() -> None:
    op.drop_table("numbers_given")
