"""Customers and deals: who holds each, through which stages, and what happened to it."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from storage.tables.columns import chain_head, in_workspace, moment, ref, row_id, table, whole, words
from storage.types import Id

customers = table(
    "customers",
    row_id(),
    in_workspace(),
    words("name"),
    Column("aliases", JSON, nullable=False, server_default="[]"),
    Column("phones", JSON, nullable=False, server_default="[]"),
    Column("emails", JSON, nullable=False, server_default="[]"),
    moment("created_at", required=True),
)

names = table(
    "names",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    Index("ix_names_subject", "kind", "subject"),
    Index("ix_names_key", "key", "workspace"),
)

deals = table(
    "deals",
    row_id(),
    in_workspace(),
    words("code"),
    words("title"),
    Column("customer", Id, ForeignKey("customers.id"), nullable=True, index=True),
    Column("team", Id, ForeignKey("teams.id"), nullable=False),
    Column("owner", Id, ForeignKey("members.id"), nullable=True),
    words("stage"),
    words("result"),
    Column("amount", BigInteger, nullable=True),
    words("currency", required=False),
    words("source"),
    words("contact"),
    words("phone"),
    words("email"),
    words("next_step"),
    moment("next_at"),
    moment("close_date"),
    words("note"),
    moment("claimed_at"),
    moment("contact_due"),
    moment("contacted_at"),
    moment("stage_since", required=True),
    ref("members", "created_by"),
    moment("created_at", required=True),
    moment("closed_at"),
    words("lost_reason"),
    Column("product", Text, nullable=False, server_default=""),
    Column("aliases", Text, nullable=False, server_default=""),
    Column("probability", Integer, nullable=True),
    words("external", required=False),
    Column("batch", Id, ForeignKey("imports.id"), nullable=True, index=True),
    ref("deals", "merged_into"),
    moment("reverted_at"),
    whole("rev", default=0),
    *chain_head(),
    UniqueConstraint("workspace", "code"),
    CheckConstraint("result IN ('open', 'won', 'lost')", name="result"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="money"),
    Index("ix_deals_owner", "workspace", "owner", "result"),
    Index("ix_deals_team", "workspace", "team", "result", "stage"),
    Index("ix_deals_recent", "workspace", "result", "created_at"),
    Index("ix_deals_closed", "workspace", "result", "closed_at"),
    Index("ix_deals_external", "workspace", "external", unique=True),
)

ownership = table(
    "ownership",
    Column("deal", Id, ForeignKey("deals.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("member", Id, ForeignKey("members.id"), nullable=True, index=True),
    moment("since", required=True),
    ref("members", "by"),
    words("why"),
)

# An interval in a stage ends where the next begins.
stays = table(
    "stays",
    Column("deal", Id, ForeignKey("deals.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    words("stage"),
    moment("since", required=True),
)

history = table(
    "history",
    Column("subject_kind", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    Column("no", Integer, primary_key=True),
    in_workspace(),
    ref("members", "who"),
    words("what"),
    moment("at", required=True),
    Column("via", Id, nullable=True),
    words("permalink"),
    words("salt", required=False),
    words("payload", required=False),
    words("digest"),
    words("hash"),
    Index("ix_history_who", "workspace", "who", "at"),
    Index("ix_history_at", "workspace", "at"),
    CheckConstraint("subject_kind IN ('deal', 'member', 'workspace')", name="subject_kind"),
)

anchors = table(
    "anchors",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("subject_kind", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    whole("no"),
    words("hash"),
)
