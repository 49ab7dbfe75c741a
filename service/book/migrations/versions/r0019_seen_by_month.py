"""Of what the carrier told us nothing is left but the month: its hour was that of a call-out."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from service.book.columns import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SEEN = sa.table("seen_webhooks", sa.column("at", Instant))


def upgrade() -> None:
    book = op.get_bind()
    first, last = book.execute(sa.select(sa.func.min(_SEEN.c.at), sa.func.max(_SEEN.c.at))).one()
    month = first and _begins(first)
    while month is not None and month <= last:
        after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        of_it = sa.update(_SEEN).where(_SEEN.c.at > month, _SEEN.c.at < after)
        book.execute(of_it.values(at=month))
        month = after


def downgrade() -> None:
    """Nothing: the version before reads no hour of it."""


def _begins(at: datetime) -> datetime:
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
