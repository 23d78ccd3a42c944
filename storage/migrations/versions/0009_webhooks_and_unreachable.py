"""webhooks that were named in the chat, and who cannot be reached"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "webhooks",
        sa.Column("workspace", number, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_webhooks_workspace")),
        sa.PrimaryKeyConstraint("workspace", "name", name=op.f("pk_webhooks")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "unreachable",
        sa.Column("workspace", number, nullable=False),
        sa.Column("member", number, nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("cure", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_unreachable_member")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_unreachable_workspace")),
        sa.PrimaryKeyConstraint("workspace", "member", "door", name=op.f("pk_unreachable")),
        sqlite_autoincrement=False,
    )
