"""After somebody took it: reminders, joined calls, marks on numbers, PINs and practice.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("holder_reminded_at", Instant),
        sa.Column("holder_asked_at", Instant),
        sa.Column("asked_days", sa.Integer, nullable=False, server_default="0"),
    ):
        op.add_column("escalations", column)
    op.add_column("attempts", sa.Column("joined_at", Instant))
    op.add_column(
        "people", sa.Column("night_drills", sa.Boolean, nullable=False, server_default=sa.false())
    )
    _index_of_drills()
    op.create_table(
        "number_marks",
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("texts_off", sa.Boolean, nullable=False),
        sa.Column("prove_again", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("phone", name="pk_number_marks"),
    )
    op.create_table(
        "pins",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("hashed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_pins"),
    )


def downgrade() -> None:
    op.drop_table("pins")
    op.drop_table("number_marks")
    op.drop_index("ix_escalations_drills", "escalations")
    op.drop_column("people", "night_drills")
    op.drop_column("attempts", "joined_at")
    for column in ("asked_days", "holder_asked_at", "holder_reminded_at"):
        op.drop_column("escalations", column)


def _index_of_drills() -> None:
    where = sa.text("drill")
    op.create_index(
        "ix_escalations_drills",
        "escalations",
        ["raised_at"],
        postgresql_where=where,
        sqlite_where=where,
    )
