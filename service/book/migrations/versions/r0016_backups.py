"""When a backup was last made, read back and restored."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("deed", name="pk_backups"),
    )


def downgrade() -> None:
    op.drop_table("backups")
