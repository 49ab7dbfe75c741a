"""Proved numbers, and how long each phone rings before its mailbox answers.

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
    op.create_table(
        "measurings",
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.Column("sid", sa.Text, nullable=False),
        sa.Column("rang_at", Instant),
        sa.Column("answered_at", Instant),
        *[
            sa.Column(name, sa.Boolean, nullable=False)
            for name in ("by_person", "silent", "stopped")
        ],
        sa.Column("ended", sa.Text),
        sa.PrimaryKeyConstraint("phone", name="pk_measurings"),
        sa.UniqueConstraint("id", name="uq_measurings_id"),
    )


def downgrade() -> None:
    op.drop_table("measurings")
    for column in ("mailbox_seconds", "measured_at", "proved_at"):
        op.drop_column("number_marks", column)
