"""Alarms, and by which path the admins were told of each."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alarms",
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.Column("over_at", Instant),
        sa.PrimaryKeyConstraint("fault", "since"),
    )
    standing = sa.text("over_at IS NULL")
    op.create_index(
        "ix_alarms_standing",
        "alarms",
        ["fault"],
        unique=True,
        postgresql_where=standing,
        sqlite_where=standing,
    )
    op.create_table(
        "tellings",
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("at", Instant),
        sa.Column("over", sa.Boolean, nullable=False),
        sa.Column("held_until", Instant),
        sa.ForeignKeyConstraint(
            ["fault", "since"], ["alarms.fault", "alarms.since"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fault", "since", "path"),
    )


def downgrade() -> None:
    op.drop_table("tellings")
    op.drop_table("alarms")
