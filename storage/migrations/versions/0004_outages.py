"""outages do not count as tries, a platform may say when to come back, cures are kept"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("outages", sa.Integer(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("held", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column("outbox", sa.Column("cure", sa.Text(), server_default="", nullable=False))
