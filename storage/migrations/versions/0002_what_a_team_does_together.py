"""what a team does together"""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "column_maps",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("map", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_column_maps_workspace")),
        sa.PrimaryKeyConstraint("workspace", "kind", "name", name=op.f("pk_column_maps")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "goals",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("kind IN ('member', 'team', 'workspace')", name=op.f("ck_goals_kind")),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_goals_by")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_goals_workspace")),
        sa.PrimaryKeyConstraint("workspace", "kind", "subject", "metric", "period", name=op.f("pk_goals")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("counts", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("reverted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_imports_by")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_imports_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_imports_at", "imports", ["workspace", "at"], unique=False)

    op.create_table(
        "rates",
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_rates_by")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_rates_workspace")),
        sa.PrimaryKeyConstraint("workspace", "currency", "day", name=op.f("pk_rates")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "standups",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("team", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("digest_at", Instant(), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["team"], ["teams.id"], name=op.f("fk_standups_team")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_standups_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standups")),
        sa.UniqueConstraint("team", "day", name=op.f("uq_standups_team_day")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "nominations",
        sa.Column("ballot", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nominee", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["ballot"], ["ballots.id"], name=op.f("fk_nominations_ballot")),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_nominations_by")),
        sa.ForeignKeyConstraint(["nominee"], ["members.id"], name=op.f("fk_nominations_nominee")),
        sa.PrimaryKeyConstraint("ballot", "nominee", "by", name=op.f("pk_nominations")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "standup_answers",
        sa.Column("standup", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("blocker", sa.Text(), nullable=False),
        sa.Column("deals", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("at", Instant(), nullable=True),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_standup_answers_member")),
        sa.ForeignKeyConstraint(["standup"], ["standups.id"], name=op.f("fk_standup_answers_standup")),
        sa.PrimaryKeyConstraint("standup", "member", name=op.f("pk_standup_answers")),
        sqlite_autoincrement=False,
    )
    op.create_index(op.f("ix_standup_answers_member"), "standup_answers", ["member"], unique=False)

    op.create_table(
        "helpers",
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_helpers_by")),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_helpers_deal")),
        sa.ForeignKeyConstraint(["member"], ["members.id"], name=op.f("fk_helpers_member")),
        sa.PrimaryKeyConstraint("deal", "member", name=op.f("pk_helpers")),
        sqlite_autoincrement=False,
    )
    op.create_index(op.f("ix_helpers_member"), "helpers", ["member"], unique=False)

    op.create_table(
        "kudos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("giver", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("receiver", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_kudos_deal")),
        sa.ForeignKeyConstraint(["giver"], ["members.id"], name=op.f("fk_kudos_giver")),
        sa.ForeignKeyConstraint(["receiver"], ["members.id"], name=op.f("fk_kudos_receiver")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_kudos_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kudos")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_kudos_at", "kudos", ["workspace", "at"], unique=False)
    op.create_index("ix_kudos_giver", "kudos", ["giver", "at"], unique=False)
    op.create_index("ix_kudos_receiver", "kudos", ["receiver", "at"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("valid_until", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("rev", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["asker"], ["members.id"], name=op.f("fk_quotes_asker")),
        sa.ForeignKeyConstraint(["author"], ["members.id"], name=op.f("fk_quotes_author")),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_quotes_deal")),
        sa.ForeignKeyConstraint(["workspace"], ["workspaces.id"], name=op.f("fk_quotes_workspace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
        sa.UniqueConstraint("workspace", "code", name=op.f("uq_quotes_workspace_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_quotes_deal"), "quotes", ["deal"], unique=False)
    op.create_index("ix_quotes_state", "quotes", ["workspace", "state"], unique=False)

    op.create_table(
        "stays",
        sa.Column("deal", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["deal"], ["deals.id"], name=op.f("fk_stays_deal")),
        sa.PrimaryKeyConstraint("deal", "no", name=op.f("pk_stays")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "quote_versions",
        sa.Column("quote", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("valid_until", Instant(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_quote_versions_by")),
        sa.ForeignKeyConstraint(["quote"], ["quotes.id"], name=op.f("fk_quote_versions_quote")),
        sa.PrimaryKeyConstraint("quote", "no", name=op.f("pk_quote_versions")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "checks",
        sa.Column("request", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", Instant(), nullable=True),
        sa.Column("taken_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name=op.f("fk_checks_request")),
        sa.PrimaryKeyConstraint("request", "no", name=op.f("pk_checks")),
        sqlite_autoincrement=False,
    )
    op.create_table(
        "terms",
        sa.Column("request", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["members.id"], name=op.f("fk_terms_by")),
        sa.ForeignKeyConstraint(["request"], ["requests.id"], name=op.f("fk_terms_request")),
        sa.PrimaryKeyConstraint("request", "no", name=op.f("pk_terms")),
        sqlite_autoincrement=False,
    )
    _add_reference("ballots", "team", "teams")
    _add_reference("ballots", "by", "members")
    op.add_column("ballots", sa.Column("quorum", sa.Integer(), server_default="0", nullable=False))
    op.add_column("ballots", sa.Column("result", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("ballots", sa.Column("closed_at", Instant(), nullable=True))
    op.add_column("ballots", sa.Column("rev", sa.Integer(), server_default="0", nullable=False))

    op.add_column("deals", sa.Column("product", sa.Text(), server_default="", nullable=False))
    op.add_column("deals", sa.Column("probability", sa.Integer(), nullable=True))
    op.add_column("deals", sa.Column("external", sa.Text(), nullable=True))
    _add_reference("deals", "batch", "imports")
    op.create_index(op.f("ix_deals_batch"), "deals", ["batch"], unique=False)
    op.create_index("ix_deals_closed", "deals", ["workspace", "result", "closed_at"], unique=False)
    op.create_index("ix_deals_external", "deals", ["workspace", "external"], unique=True)

    op.add_column("members", sa.Column("praised", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    op.add_column("members", sa.Column("mornings", sa.Boolean(), server_default=sa.text("true"), nullable=False))

    op.add_column("outbox", sa.Column("prompt", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("prompt_until", Instant(), nullable=True))
    op.create_index(
        "ix_outbox_prompt",
        "outbox",
        ["member", "prompt_until"],
        unique=False,
        sqlite_where=sa.text("prompt IS NOT NULL"),
        postgresql_where=sa.text("prompt IS NOT NULL"),
    )

    _add_reference("requests", "quote", "quotes")
    op.add_column("requests", sa.Column("step", sa.Integer(), server_default="0", nullable=False))
    op.add_column("requests", sa.Column("answer", sa.Text(), server_default="", nullable=False))
    _add_reference("requests", "answered_by", "members")
    op.create_index("ix_requests_quote", "requests", ["quote", "state"], unique=False)
    op.create_index("ix_requests_state", "requests", ["workspace", "state", "due"], unique=False)

    op.add_column("workspaces", sa.Column("set_up_at", Instant(), nullable=True))
    op.execute("UPDATE workspaces SET set_up_at = created_at")
    op.execute("INSERT INTO stays (deal, no, stage, since) SELECT id, 1, stage, stage_since FROM deals")


def _add_reference(table: str, column: str, to: str) -> None:
    # Alembic would copy the whole table on SQLite, which can add a column with its reference as it stands.
    number = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {number} CONSTRAINT fk_{table}_{column} REFERENCES {to} (id)")
