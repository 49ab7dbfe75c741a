"""What the carrier is still to delete.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carrier_traces",
        sa.Column("sid", sa.Text, nullable=False),
        sa.Column("noted_at", Instant, nullable=False),
        sa.Column("at_once", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("again_at", Instant),
        sa.PrimaryKeyConstraint("sid", name="pk_carrier_traces"),
    )
    # What was placed before there was this table: it goes as soon as it is old enough.
    op.execute(
        "INSERT INTO carrier_traces (sid, noted_at)"
        " SELECT carrier_calls.sid, MIN(attempts.intended_at) FROM carrier_calls"
        " JOIN attempts ON attempts.id = carrier_calls.attempt_id GROUP BY carrier_calls.sid"
    )


def downgrade() -> None:
    op.drop_table("carrier_traces")
