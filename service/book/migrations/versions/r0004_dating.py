"""Under which clock each escalation was written down."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("dated_boot", sa.Text),
        sa.Column("dated_offset", sa.BigInteger),
        sa.Column("dated_at", Instant),
    ):
        op.add_column("escalations", column)


def downgrade() -> None:
    for column in ("dated_at", "dated_offset", "dated_boot"):
        op.drop_column("escalations", column)
