"""Proofs beside what was written down, and a chain over them.

A version from before writes lines without a proof beside us; ``escalate audit verify`` counts them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("proof", sa.Text))
    op.add_column("audit", sa.Column("proof", sa.Text))
    op.create_table(
        "chain",
        sa.Column("number", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("row", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_chain"),
        sa.UniqueConstraint("of", "row", name="uq_chain_of_row"),
        sa.UniqueConstraint("proof", name="uq_chain_proof"),
    )
    head = op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chain_head"),
    )
    op.bulk_insert(head, [{"id": 1, "count": 0, "link": "", "sealed": ""}])


def downgrade() -> None:
    op.drop_table("chain_head")
    op.drop_table("chain")
    op.drop_column("audit", "proof")
    op.drop_column("events", "proof")
