"""When the house last did its daily work, and what it last found of itself."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deeds",
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("found", sa.JSON),
        sa.PrimaryKeyConstraint("deed", name="pk_deeds"),
    )


def downgrade() -> None:
    op.drop_table("deeds")
