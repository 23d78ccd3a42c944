"""Every table of Baton; a change here needs a migration, which a test compares."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import Id, Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *parts: Column[object] | Index | UniqueConstraint | CheckConstraint) -> Table:
    """A table whose ids are never reused, also on SQLite."""
    return Table(name, metadata, *parts, sqlite_autoincrement=any(_counts(part) for part in parts))


def _counts(part: object) -> bool:
    return isinstance(part, Column) and bool(part.primary_key) and part.name == "id"


def _id() -> Column[object]:
    return Column("id", Id, primary_key=True)


def _workspace() -> Column[object]:
    return Column("workspace", Id, ForeignKey("workspaces.id"), nullable=False)


def _to(table: str, name: str, *, required: bool = False) -> Column[object]:
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=not required)


def _text(name: str, *, required: bool = True) -> Column[object]:
    return Column(name, Text, nullable=not required)


def _at(name: str, *, required: bool = False) -> Column[object]:
    return Column(name, Instant, nullable=not required)


def _whole(name: str, *, default: int | None = None) -> Column[object]:
    return Column(name, Integer, nullable=False, server_default=None if default is None else str(default))


def _flag(name: str) -> Column[object]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def _history() -> tuple[Column[object], Column[object]]:
    """The head of a subject's chain, beside the subject it belongs to."""
    return _whole("history_no", default=0), Column("history_head", Text, nullable=False, server_default="")


workspaces = _table(
    "workspaces",
    _id(),
    _text("name"),
    _text("zone"),
    _text("language"),
    _text("currency"),
    _whole("config_version", default=0),
    _whole("local_seq", default=0),
    _at("created_at", required=True),
    *_history(),
)

counters = _table(
    "counters",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    _whole("last"),
)

configs = _table(
    "configs",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", JSON, nullable=False),
    _to("members", "by"),
    _at("at", required=True),
    _text("why"),
)

doors = _table(
    "doors",
    Column("door", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    _workspace(),
)

teams = _table(
    "teams",
    _id(),
    _workspace(),
    _text("name"),
    _text("zone"),
    _text("language"),
    UniqueConstraint("workspace", "name"),
)

members = _table(
    "members",
    _id(),
    _workspace(),
    _text("handle"),
    _text("name"),
    Column("aliases", JSON, nullable=False, server_default="[]"),
    Column("roles", JSON, nullable=False, server_default="{}"),
    _text("email", required=False),
    _text("phone", required=False),
    _text("language"),
    _text("zone"),
    _at("away_from"),
    _at("away_until"),
    _to("members", "cover"),
    _at("nudged_at"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    _at("created_at", required=True),
    *_history(),
    UniqueConstraint("workspace", "handle"),
    Index("ix_members_cover", "cover", postgresql_where=text("cover IS NOT NULL")),
)

memberships = _table(
    "memberships",
    Column("team", Id, ForeignKey("teams.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True, index=True),
)

bindings = _table(
    "bindings",
    Column("door", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    _workspace(),
    Column("member", Id, ForeignKey("members.id"), nullable=False, index=True),
)

rooms = _table(
    "rooms",
    _id(),
    _workspace(),
    Column("team", Id, ForeignKey("teams.id"), nullable=True, index=True),
    _text("door"),
    _text("tenant"),
    _text("channel"),
    _text("name"),
    _text("language"),
    _text("webhook", required=False),
    UniqueConstraint("door", "tenant", "channel"),
)

customers = _table(
    "customers",
    _id(),
    _workspace(),
    _text("name"),
    Column("aliases", JSON, nullable=False, server_default="[]"),
    Column("phones", JSON, nullable=False, server_default="[]"),
    Column("emails", JSON, nullable=False, server_default="[]"),
    _at("created_at", required=True),
)

names = _table(
    "names",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    Index("ix_names_subject", "kind", "subject"),
)

deals = _table(
    "deals",
    _id(),
    _workspace(),
    _text("code"),
    _text("title"),
    Column("customer", Id, ForeignKey("customers.id"), nullable=True, index=True),
    Column("team", Id, ForeignKey("teams.id"), nullable=False),
    Column("owner", Id, ForeignKey("members.id"), nullable=True),
    _text("stage"),
    _text("result"),
    Column("amount", BigInteger, nullable=True),
    _text("currency", required=False),
    _text("source"),
    _text("contact"),
    _text("phone"),
    _text("email"),
    _text("next_step"),
    _at("next_at"),
    _at("close_date"),
    _text("note"),
    _at("claimed_at"),
    _at("contact_due"),
    _at("contacted_at"),
    _at("stage_since", required=True),
    _to("members", "created_by"),
    _at("created_at", required=True),
    _at("closed_at"),
    _text("lost_reason"),
    _to("deals", "merged_into"),
    _at("reverted_at"),
    _whole("rev", default=0),
    *_history(),
    UniqueConstraint("workspace", "code"),
    CheckConstraint("result IN ('open', 'won', 'lost')", name="result"),
    CheckConstraint("(amount IS NULL) = (currency IS NULL)", name="money"),
    Index("ix_deals_owner", "workspace", "owner", "result"),
    Index("ix_deals_team", "workspace", "team", "result", "stage"),
    Index("ix_deals_recent", "workspace", "result", "created_at"),
)

ownership = _table(
    "ownership",
    Column("deal", Id, ForeignKey("deals.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("member", Id, ForeignKey("members.id"), nullable=True, index=True),
    _at("since", required=True),
    _to("members", "by"),
    _text("why"),
)

requests = _table(
    "requests",
    _id(),
    _workspace(),
    _text("code"),
    _text("kind"),
    Column("deal", Id, ForeignKey("deals.id"), nullable=True, index=True),
    _to("members", "asker", required=True),
    Column("assignee", Id, ForeignKey("members.id"), nullable=True, index=True),
    _text("role", required=False),
    _text("state"),
    _at("due"),
    _text("note"),
    _at("opened_at", required=True),
    _at("closed_at"),
    _whole("rev", default=0),
    UniqueConstraint("workspace", "code"),
    CheckConstraint("state IN ('open', 'answered', 'declined', 'expired', 'withdrawn')", name="state"),
)

history = _table(
    "history",
    Column("subject_kind", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    Column("no", Integer, primary_key=True),
    _workspace(),
    _to("members", "who"),
    _text("what"),
    _at("at", required=True),
    Column("via", Id, nullable=True),
    _text("permalink"),
    _text("salt", required=False),
    _text("payload", required=False),
    _text("digest"),
    _text("hash"),
    Index("ix_history_who", "workspace", "who", "at"),
    Index("ix_history_at", "workspace", "at"),
    CheckConstraint("subject_kind IN ('deal', 'member', 'workspace')", name="subject_kind"),
)

anchors = _table(
    "anchors",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("subject_kind", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    _whole("no"),
    _text("hash"),
)

inbox = _table(
    "inbox",
    _id(),
    _workspace(),
    _text("door"),
    _text("tenant"),
    _text("delivery"),
    _at("at", required=True),
    _to("members", "member"),
    Column("readings", JSON(none_as_null=True), nullable=True),
    UniqueConstraint("door", "tenant", "delivery"),
    Index("ix_inbox_at", "at"),
)

outbox = _table(
    "outbox",
    _id(),
    _workspace(),
    _text("key"),
    _text("kind"),
    _text("door"),
    _text("tenant"),
    _to("rooms", "room"),
    _to("members", "member"),
    _text("stranger", required=False),
    _text("lane"),
    _to("outbox", "thread"),
    _flag("milestone"),
    _text("text"),
    _text("language"),
    _text("about_kind", required=False),
    Column("about", Id, nullable=True),
    _whole("rev", default=0),
    _to("outbox", "edits"),
    Column("inbox", Id, nullable=True),
    _text("job", required=False),
    Column("route", LargeBinary, nullable=True),
    _text("state"),
    _at("next_try", required=True),
    _at("lease_until"),
    _text("holder", required=False),
    _whole("tries", default=0),
    _flag("doubtful"),
    _text("error"),
    _text("message", required=False),
    _at("created_at", required=True),
    _at("sent_at"),
    UniqueConstraint("workspace", "key"),
    CheckConstraint("kind IN ('answer', 'card', 'reminder', 'escalation', 'digest', 'praise', 'edit')", name="kind"),
    CheckConstraint("state IN ('waiting', 'sending', 'sent', 'unknown', 'dead', 'skipped')", name="state"),
    # Whole, not partial: SQLite uses a partial index only where it can prove the condition, and a bound value hides it.
    Index("ix_outbox_state", "state", "workspace", "door", "id"),
    Index("ix_outbox_lane", "lane", "state", "id"),
    Index(
        "ix_outbox_card",
        "about_kind",
        "about",
        sqlite_where=text("kind = 'card'"),
        postgresql_where=text("kind = 'card'"),
    ),
    Index("ix_outbox_message", "room", "message"),
    Index("ix_outbox_created", "created_at"),
    Index("ix_outbox_inbox", "inbox"),
)

timers = _table(
    "timers",
    _id(),
    _workspace(),
    _text("subject_kind"),
    Column("subject", Id, nullable=False),
    _text("kind"),
    _at("due", required=True),
    _whole("step", default=0),
    _whole("tries", default=0),
    Column("held_for", Id, ForeignKey("members.id"), nullable=True, index=True),
    UniqueConstraint("workspace", "subject_kind", "subject", "kind"),
    Index(
        "ix_timers_due",
        "due",
        sqlite_where=text("held_for IS NULL"),
        postgresql_where=text("held_for IS NULL"),
    ),
)

limits = _table("limits", Column("key", Text, primary_key=True), Column("next_ms", BigInteger, nullable=False))

ballots = _table(
    "ballots",
    _id(),
    _workspace(),
    _text("code"),
    _text("title"),
    _text("state"),
    _at("opens_at", required=True),
    _at("closes_at", required=True),
    Column("key", LargeBinary, nullable=True),
    UniqueConstraint("workspace", "code"),
)

papers = _table(
    "papers",
    Column("ballot", Id, ForeignKey("ballots.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

local_lines = _table(
    "local_lines",
    _id(),
    _workspace(),
    _whole("seq", default=0),
    _to("rooms", "room", required=True),
    _to("members", "member", required=True),
    _to("local_posts", "thread"),
    _text("text"),
    _at("at", required=True),
    Index("ix_local_lines_seq", "workspace", "seq"),
)

local_posts = _table(
    "local_posts",
    _id(),
    _workspace(),
    _whole("seq"),
    _whole("rev", default=0),
    _to("outbox", "outbox"),
    _to("rooms", "room"),
    _to("members", "member"),
    _to("local_posts", "thread"),
    _flag("milestone"),
    _text("text"),
    Column("form", JSON(none_as_null=True), nullable=True),
    _text("delivery", required=False),
    _at("at", required=True),
    UniqueConstraint("outbox"),
    Index("ix_local_posts_seq", "workspace", "seq"),
)
