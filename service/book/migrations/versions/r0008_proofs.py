"""Proved numbers.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("proved_at", Instant),
        sa.Column("measured_at", Instant),
        sa.Column("mailbox_seconds", sa.Integer),
    ):
        op.add_column("number_marks", column)
