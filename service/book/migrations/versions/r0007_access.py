"""Sign-in: codes, passkeys, devices and limits, and an audit of them.

Each new column has a default, so that a version from before can go on writing beside us.
"""

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _codes()
    _devices_and_passkeys()
    op.create_table(
        "challenges",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("expires_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_challenges"),
    )
    op.create_table(
        "limits",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last", Instant, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_limits"),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("deed", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )


def downgrade() -> None:
    for table in ("audit", "limits", "challenges", "passkeys", "devices", "codes"):
        op.drop_table(table)


def _codes() -> None:
    op.create_table(
        "codes",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("phone", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("used_at", Instant),
        sa.Column("sid", sa.Text, nullable=False),
        *[sa.Column(name, Instant) for name in ("rang_at", "answered_at", "heard_at", "ended_at")],
        sa.PrimaryKeyConstraint("id", name="pk_codes"),
    )
    op.create_index("ix_codes_phone", "codes", ["phone"])


def _devices_and_passkeys() -> None:
    op.create_table(
        "devices",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("last_used", sa.Date, nullable=False),
        sa.Column("proved_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_devices"),
    )
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("last_used", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
    )
    op.create_index("ix_passkeys_person", "passkeys", ["person"])
