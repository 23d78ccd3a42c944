"""teams that were removed; what hangs on a post, found when old posts go"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("teams", sa.Column("removed_at", Instant(), nullable=True))
    for column in ("thread", "edits"):
        told = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_outbox_{column}", "outbox", [column], sqlite_where=told, postgresql_where=told)
