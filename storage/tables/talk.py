"""What came in, what goes out, what must be looked at when."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)

from storage.tables.columns import flag, in_workspace, moment, ref, row_id, table, whole, words
from storage.types import Id

inbox = table(
    "inbox",
    row_id(),
    in_workspace(),
    words("door"),
    words("tenant"),
    words("delivery"),
    moment("at", required=True),
    ref("members", "member"),
    Column("readings", JSON(none_as_null=True), nullable=True),
    UniqueConstraint("door", "tenant", "delivery"),
    Index(
        "ix_inbox_asked",
        "member",
        "id",
        sqlite_where=text("readings IS NOT NULL"),
        postgresql_where=text("readings IS NOT NULL"),
    ),
)

outbox = table(
    "outbox",
    row_id(),
    in_workspace(),
    words("key"),
    words("kind"),
    words("door"),
    words("tenant"),
    ref("rooms", "room"),
    ref("members", "member"),
    words("stranger", required=False),
    words("lane"),
    ref("outbox", "thread"),
    flag("milestone"),
    words("text"),
    words("language"),
    words("about_kind", required=False),
    Column("about", Id, nullable=True),
    whole("rev", default=0),
    ref("outbox", "edits"),
    Column("inbox", Id, nullable=True),
    words("job", required=False),
    Column("route", LargeBinary, nullable=True),
    words("state"),
    moment("next_try", required=True),
    moment("lease_until"),
    words("holder", required=False),
    whole("tries", default=0),
    whole("outages", default=0),
    flag("doubtful"),
    # Whether the platform itself said when to come back.
    flag("held"),
    words("error"),
    Column("cure", Text, nullable=False, server_default=""),
    words("message", required=False),
    words("prompt", required=False),
    moment("prompt_until"),
    moment("created_at", required=True),
    moment("sent_at"),
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
    Index(
        "ix_outbox_message",
        "room",
        "message",
        sqlite_where=text("message IS NOT NULL"),
        postgresql_where=text("message IS NOT NULL"),
    ),
    Index(
        "ix_outbox_prompt",
        "member",
        "prompt_until",
        sqlite_where=text("prompt IS NOT NULL"),
        postgresql_where=text("prompt IS NOT NULL"),
    ),
    Index("ix_outbox_created", "created_at"),
    # Without them the database would read the whole table for each old row that goes, to see whether another needs it.
    *(
        Index(
            f"ix_outbox_{name}",
            name,
            sqlite_where=text(f"{name} IS NOT NULL"),
            postgresql_where=text(f"{name} IS NOT NULL"),
        )
        for name in ("thread", "edits")
    ),
)

timers = table(
    "timers",
    row_id(),
    in_workspace(),
    words("subject_kind"),
    Column("subject", Id, nullable=False),
    words("kind"),
    moment("due", required=True),
    whole("step", default=0),
    whole("tries", default=0),
    ref("members", "held_for"),
    UniqueConstraint("workspace", "subject_kind", "subject", "kind"),
    Index(
        "ix_timers_held_for",
        "held_for",
        sqlite_where=text("held_for IS NOT NULL"),
        postgresql_where=text("held_for IS NOT NULL"),
    ),
    Index(
        "ix_timers_due",
        "due",
        sqlite_where=text("held_for IS NULL"),
        postgresql_where=text("held_for IS NULL"),
    ),
)

limits = table("limits", Column("key", Text, primary_key=True), Column("next_ms", BigInteger, nullable=False))

# What only one process at a time may hold; `note` says what its holder last met.
leases = table(
    "leases",
    Column("name", Text, primary_key=True),
    words("holder"),
    moment("until", required=True),
    words("note"),
)

# What a platform gave to speak with, for a while; `asked_at` is when one of us last asked for a new one.
tokens = table(
    "tokens",
    Column("name", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=True),
    moment("until", required=True),
    moment("asked_at", required=True),
)
