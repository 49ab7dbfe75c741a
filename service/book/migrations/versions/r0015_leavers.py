"""Who has left the rota and is not forgotten yet."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "leavers",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("left_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_leavers"),
    )


def downgrade() -> None:
    op.drop_table("leavers")
