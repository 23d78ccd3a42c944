"""other names of deals, and all that deals and members may be called in a sentence"""

from collections.abc import Collection

import sqlalchemy as sa
from alembic import op

from sales.called import Key, deal_keys, member_keys

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NAMES = sa.table("names", *map(sa.column, ("workspace", "kind", "key", "subject")))
DEALS = sa.table("deals", *map(sa.column, ("id", "workspace", "title")))
MEMBERS = sa.table("members", sa.column("id"), sa.column("workspace"), sa.column("name"), sa.column("roles", sa.JSON()))


def upgrade() -> None:
    with op.batch_alter_table("deals") as batch_op:
        batch_op.add_column(sa.Column("aliases", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_names_key", "names", ["key", "workspace"])
    db = op.get_bind()
    for deal in db.execute(sa.select(DEALS)).all():
        _learn(db, deal.workspace, deal.id, deal_keys([deal.title]))
    for one in db.execute(sa.select(MEMBERS)).all():
        _learn(db, one.workspace, one.id, member_keys(one.name, (), one.roles or {}))


def _learn(db: sa.Connection, workspace: int, subject: int, keys: Collection[Key]) -> None:
    known = sa.select(NAMES.c.kind, NAMES.c.key).where(NAMES.c.workspace == workspace, NAMES.c.subject == subject)
    missing = set(keys) - {(row.kind, row.key) for row in db.execute(known)}
    rows = [{"workspace": workspace, "kind": kind, "key": key, "subject": subject} for kind, key in sorted(missing)]
    if rows:
        db.execute(NAMES.insert(), rows)
