"""What admins were told of gaps, and practices by schedule.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "day_tasks",
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("task", "day", "person", name="pk_day_tasks"),
    )
    op.create_table(
        "told_of_gaps",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("ladder", sa.Text, nullable=False),
        sa.Column("gap", sa.Boolean, nullable=False),
        sa.Column("days", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("starts", Instant, nullable=False),
        sa.Column("ends", Instant, nullable=False),
        sa.Column("told_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint(
            "person", "ladder", "gap", "days", "starts", name="pk_told_of_gaps"
        ),
    )


def downgrade() -> None:
    op.drop_table("told_of_gaps")
    op.drop_table("day_tasks")
