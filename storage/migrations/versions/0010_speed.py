"""whom a post goes to is found without looking through everybody"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index(op.f("ix_bindings_member"), table_name="bindings")
    op.create_index("ix_bindings_member", "bindings", ["member", "door", "tenant", "user"])
