"""Calls stand in line for the carrier's next moment."""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempts", sa.Column("in_line_since", Instant, nullable=True))
    _index("under_way", "phone", "state IN ('dialling', 'placed') AND channel = 'call'")
    _index("in_line", "in_line_since", "state = 'intent' AND in_line_since IS NOT NULL")


def downgrade() -> None:
    for name in ("in_line", "under_way"):
        op.drop_index(f"ix_attempts_{name}", "attempts")
    op.drop_column("attempts", "in_line_since")


def _index(name: str, column: str, only: str) -> None:
    where = sa.text(only)
    op.create_index(
        f"ix_attempts_{name}",
        "attempts",
        [column],
        postgresql_where=where,
        sqlite_where=where,
    )
