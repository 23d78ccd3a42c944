"""who is who"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "visitors",
        sa.Column("id", number, nullable=False),
        sa.Column("workspace", number, nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("member", number, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tried_at", Instant(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_visitors_member")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_visitors_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitors")),
        sa.UniqueConstraint("door", "tenant", "user", name=op.f("uq_visitors_door_tenant_user")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "codes",
        sa.Column("workspace", number, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("member", number, nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_codes_member")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_codes_workspace")),
        sa.PrimaryKeyConstraint("workspace", "hash", name=op.f("pk_codes")),
        sqlite_autoincrement=False,
    )
    op.create_index(op.f("ix_codes_member"), "codes", ["member"], unique=False)
    op.create_table(
        "installs",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("workspace", number, nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installer", sa.Text(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=True),
        sa.Column("installed_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_installs_workspace")),
        sa.PrimaryKeyConstraint("tenant", name=op.f("pk_installs")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "states",
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_states")),
        sqlite_autoincrement=False,
    )
