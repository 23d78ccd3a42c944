"""a question somebody was asked last is found, so that it can be answered in words"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked = sa.text("readings IS NOT NULL")
    op.create_index("ix_inbox_asked", "inbox", ["member", "id"], sqlite_where=asked, postgresql_where=asked)
