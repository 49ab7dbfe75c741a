"""What is left of call-outs after their time: counts, and keys that were used."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_escalations",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("drill", sa.Boolean, nullable=False),
        sa.Column("ladder", sa.Text, nullable=False),
        sa.Column("raised_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=False),
        sa.Column("taken_at", Instant),
        sa.Column("spoken_at", Instant),
        sa.Column("tried", sa.Boolean, nullable=False),
    )
    op.create_table(
        "used_keys",
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_used_keys"),
    )


def downgrade() -> None:
    op.drop_table("used_keys")
    op.drop_table("past_escalations")
