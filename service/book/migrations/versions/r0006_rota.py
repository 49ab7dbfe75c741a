"""Turns, shifts, time away, swaps, regular practices, and every version of the rota.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _columns()
    for name, people in (("time_away", ("person",)), ("swaps", ("one", "other"))):
        op.create_table(
            name,
            sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
            *[sa.Column(one, sa.Text, nullable=False) for one in people],
            sa.Column("starts", sa.Text, nullable=False),
            sa.Column("ends", sa.Text, nullable=False),
            sa.PrimaryKeyConstraint("position", name=f"pk_{name}"),
        )
    op.create_table(
        "rota_versions",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("changed", sa.JSON, nullable=False),
        sa.Column("rota", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_rota_versions"),
    )


def downgrade() -> None:
    for table in ("rota_versions", "swaps", "time_away"):
        op.drop_table(table)
    for table, column in (
        ("directory", "place"),
        ("ladder_rungs", "shifts"),
        ("ladder_rungs", "turns"),
        ("people", "ladder"),
        ("people", "page_only"),
        ("organisation", "practice"),
    ):
        op.drop_column(table, column)


def _columns() -> None:
    off = sa.false()
    for table, column in (
        ("organisation", sa.Column("practice", sa.JSON)),
        ("people", sa.Column("page_only", sa.Boolean, nullable=False, server_default=off)),
        ("people", sa.Column("ladder", sa.Text)),
        ("ladder_rungs", sa.Column("turns", sa.JSON)),
        ("ladder_rungs", sa.Column("shifts", sa.JSON, nullable=False, server_default="[]")),
        ("directory", sa.Column("place", sa.Text)),
    ):
        op.add_column(table, column)
