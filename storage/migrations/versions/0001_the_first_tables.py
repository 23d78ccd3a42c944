"""the first tables"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "limits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("next_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_limits")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "workspaces",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("config_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("local_seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("history_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("history_head", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "anchors",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_anchors_workspace")),
        sa.PrimaryKeyConstraint("workspace", "day", "subject_kind", "subject", name=op.f("pk_anchors")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "ballots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opens_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_ballots_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("workspace", "code", name=op.f("uq_ballots_workspace_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "counters",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_counters_workspace")),
        sa.PrimaryKeyConstraint("workspace", "kind", name=op.f("pk_counters")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("phones", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("emails", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_customers_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "doors",
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_doors_workspace")),
        sa.PrimaryKeyConstraint("door", "tenant", name=op.f("pk_doors")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("roles", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("away_from", Instant(), nullable=True),
        sa.Column("away_until", Instant(), nullable=True),
        sa.Column("cover", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("nudged_at", Instant(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("(true)"), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("history_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("history_head", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["cover"], ["members.id"], name=op.f("fk_members_cover")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_members_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
        sa.UniqueConstraint("workspace", "handle", name=op.f("uq_members_workspace_handle")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(
            "ix_members_cover", ["cover"], unique=False, postgresql_where=sa.text("cover IS NOT NULL")
        )

    op.create_table(
        "names",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_names_workspace")),
        sa.PrimaryKeyConstraint("workspace", "kind", "key", "subject", name=op.f("pk_names")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("names", schema=None) as batch_op:
        batch_op.create_index("ix_names_subject", ["kind", "subject"], unique=False)

    op.create_table(
        "teams",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_teams_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("workspace", "name", name=op.f("uq_teams_workspace_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "bindings",
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_bindings_member")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_bindings_workspace")),
        sa.PrimaryKeyConstraint("door", "tenant", "user", name=op.f("pk_bindings")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("bindings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bindings_member"), ["member"], unique=False)

    op.create_table(
        "configs",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_configs_by")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_configs_workspace")),
        sa.PrimaryKeyConstraint("workspace", "version", name=op.f("pk_configs")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "deals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("customer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("team", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("close_date", Instant(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("contact_due", Instant(), nullable=True),
        sa.Column("contacted_at", Instant(), nullable=True),
        sa.Column("stage_since", Instant(), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=False),
        sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reverted_at", Instant(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.Column("history_no", sa.Integer(), server_default="0", nullable=False),
        sa.Column("history_head", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("result IN ('open', 'won', 'lost')", name=op.f("ck_deals_result")),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name=op.f("ck_deals_money")),
        sa.ForeignKeyConstraint(["created_by"], ["members.id"], name=op.f("fk_deals_created_by")),
        sa.ForeignKeyConstraint(["customer"], ["customers.id"], name=op.f("fk_deals_customer")),
        sa.ForeignKeyConstraint(["merged_into"], ["deals.id"], name=op.f("fk_deals_merged_into")),
        sa.ForeignKeyConstraint(["owner"], ["members.id"], name=op.f("fk_deals_owner")),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_deals_team")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_deals_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
        sa.UniqueConstraint("workspace", "code", name=op.f("uq_deals_workspace_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deals_customer"), ["customer"], unique=False)
        batch_op.create_index("ix_deals_owner", ["workspace", "owner", "result"], unique=False)
        batch_op.create_index("ix_deals_recent", ["workspace", "result", "created_at"], unique=False)
        batch_op.create_index("ix_deals_team", ["workspace", "team", "result", "stage"], unique=False)

    op.create_table(
        "history",
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("who", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("via", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("permalink", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("subject_kind IN ('deal', 'member', 'workspace')", name=op.f("ck_history_subject_kind")),
        sa.ForeignKeyConstraint(["who"], ["members.id"], name=op.f("fk_history_who")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_history_workspace")),
        sa.PrimaryKeyConstraint("subject_kind", "subject", "no", name=op.f("pk_history")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index("ix_history_at", ["workspace", "at"], unique=False)
        batch_op.create_index("ix_history_who", ["workspace", "who", "at"], unique=False)

    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("readings", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_inbox_member")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_inbox_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("door", "tenant", "delivery", name=op.f("uq_inbox_door_tenant_delivery")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "memberships",
        sa.Column("team", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_memberships_member")),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_memberships_team")),
        sa.PrimaryKeyConstraint("team", "member", name=op.f("pk_memberships")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_member"), ["member"], unique=False)

    op.create_table(
        "papers",
        sa.Column("ballot", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ballot"], ["ballots.id"], name=op.f("fk_papers_ballot")),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_papers_member")),
        sa.PrimaryKeyConstraint("ballot", "member", name=op.f("pk_papers")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("webhook", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_rooms_team")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_rooms_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("door", "tenant", "channel", name=op.f("uq_rooms_door_tenant_channel")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("rooms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rooms_team"), ["team"], unique=False)

    op.create_table(
        "timers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("step", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("held_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["held_for"], ["members.id"], name=op.f("fk_timers_held_for")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_timers_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timers")),
        sa.UniqueConstraint(
            "workspace", "subject_kind", "subject", "kind", name=op.f("uq_timers_workspace_subject_kind_subject_kind")
        ),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_timers_due",
            ["due"],
            unique=False,
            sqlite_where=sa.text("held_for IS NULL"),
            postgresql_where=sa.text("held_for IS NULL"),
        )
        batch_op.create_index(
            "ix_timers_held_for",
            ["held_for"],
            unique=False,
            sqlite_where=sa.text("held_for IS NOT NULL"),
            postgresql_where=sa.text("held_for IS NOT NULL"),
        )

    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("room", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("stranger", sa.Text(), nullable=True),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("thread", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("milestone", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("about_kind", sa.Text(), nullable=True),
        sa.Column("about", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.Column("edits", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("inbox", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("job", sa.Text(), nullable=True),
        sa.Column("route", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("next_try", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("doubtful", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('answer', 'card', 'reminder', 'escalation', 'digest', 'praise', 'edit')",
            name=op.f("ck_outbox_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'unknown', 'dead', 'skipped')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["edits"], ["outbox.id"], name=op.f("fk_outbox_edits")),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_outbox_member")),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=op.f("fk_outbox_room")),
        sa.ForeignKeyConstraint(["thread"], ["outbox.id"], name=op.f("fk_outbox_thread")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_outbox_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_outbox_workspace_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_card",
            ["about_kind", "about"],
            unique=False,
            sqlite_where=sa.text("kind = 'card'"),
            postgresql_where=sa.text("kind = 'card'"),
        )
        batch_op.create_index("ix_outbox_created", ["created_at"], unique=False)
        batch_op.create_index("ix_outbox_lane", ["lane", "state", "id"], unique=False)
        batch_op.create_index(
            "ix_outbox_message",
            ["room", "message"],
            unique=False,
            sqlite_where=sa.text("message IS NOT NULL"),
            postgresql_where=sa.text("message IS NOT NULL"),
        )
        batch_op.create_index("ix_outbox_state", ["state", "workspace", "door", "id"], unique=False)

    op.create_table(
        "ownership",
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_ownership_by")),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_ownership_deal")),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_ownership_member")),
        sa.PrimaryKeyConstraint("deal", "no", name=op.f("pk_ownership")),
        sqlite_autoincrement=False,
    )
    with op.batch_alter_table("ownership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ownership_member"), ["member"], unique=False)

    op.create_table(
        "requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asker", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("assignee", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due", Instant(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'declined', 'expired', 'withdrawn')", name=op.f("ck_requests_state")
        ),
        sa.ForeignKeyConstraint(["asker"], ["members.id"], name=op.f("fk_requests_asker")),
        sa.ForeignKeyConstraint(["assignee"], ["members.id"], name=op.f("fk_requests_assignee")),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_requests_deal")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_requests_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint("workspace", "code", name=op.f("uq_requests_workspace_code")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_assignee"), ["assignee"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_deal"), ["deal"], unique=False)

    op.create_table(
        "local_posts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outbox", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("room", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("thread", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("milestone", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("form", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("delivery", sa.Text(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_local_posts_member")),
        sa.ForeignKeyConstraint(["outbox"], ["outbox.id"], name=op.f("fk_local_posts_outbox")),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=op.f("fk_local_posts_room")),
        sa.ForeignKeyConstraint(["thread"], ["local_posts.id"], name=op.f("fk_local_posts_thread")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_local_posts_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_posts")),
        sa.UniqueConstraint("outbox", name=op.f("uq_local_posts_outbox")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("local_posts", schema=None) as batch_op:
        batch_op.create_index("ix_local_posts_seq", ["workspace", "seq"], unique=False)

    op.create_table(
        "local_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seq", sa.Integer(), server_default="0", nullable=False),
        sa.Column("room", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_local_lines_member")),
        sa.ForeignKeyConstraint(["room"], ["rooms.id"], name=op.f("fk_local_lines_room")),
        sa.ForeignKeyConstraint(["thread"], ["local_posts.id"], name=op.f("fk_local_lines_thread")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_local_lines_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_lines")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("local_lines", schema=None) as batch_op:
        batch_op.create_index("ix_local_lines_seq", ["workspace", "seq"], unique=False)
