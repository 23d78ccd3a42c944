"""Companies, their people and where they talk."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.columns import chain_head, in_workspace, moment, ref, row_id, table, whole, words
from storage.types import Id

workspaces = table(
    "workspaces",
    row_id(),
    words("name"),
    words("zone"),
    words("language"),
    words("currency"),
    whole("config_version", default=0),
    whole("local_seq", default=0),
    moment("set_up_at"),
    moment("created_at", required=True),
    *chain_head(),
)

counters = table(
    "counters",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    whole("last"),
)

configs = table(
    "configs",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", JSON, nullable=False),
    ref("members", "by"),
    moment("at", required=True),
    words("why"),
)

doors = table(
    "doors",
    Column("door", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    in_workspace(),
)

teams = table(
    "teams",
    row_id(),
    in_workspace(),
    words("name"),
    words("zone"),
    words("language"),
    moment("removed_at"),
    UniqueConstraint("workspace", "name"),
)

members = table(
    "members",
    row_id(),
    in_workspace(),
    words("handle"),
    words("name"),
    Column("aliases", JSON, nullable=False, server_default="[]"),
    Column("roles", JSON, nullable=False, server_default="{}"),
    words("email", required=False),
    words("phone", required=False),
    words("language"),
    words("zone"),
    moment("away_from"),
    moment("away_until"),
    ref("members", "cover"),
    moment("nudged_at"),
    Column("praised", Boolean, nullable=False, server_default=text("true")),
    Column("mornings", Boolean, nullable=False, server_default=text("true")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    moment("created_at", required=True),
    *chain_head(),
    UniqueConstraint("workspace", "handle"),
    Index("ix_members_cover", "cover", postgresql_where=text("cover IS NOT NULL")),
)

memberships = table(
    "memberships",
    Column("team", Id, ForeignKey("teams.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True, index=True),
)

bindings = table(
    "bindings",
    Column("door", Text, primary_key=True),
    Column("tenant", Text, primary_key=True),
    Column("user", Text, primary_key=True),
    in_workspace(),
    Column("member", Id, ForeignKey("members.id"), nullable=False),
    # Without door and tenant SQLite would rather look through everybody of a company for each post to one of them.
    Index("ix_bindings_member", "member", "door", "tenant", "user"),
)

rooms = table(
    "rooms",
    row_id(),
    in_workspace(),
    Column("team", Id, ForeignKey("teams.id"), nullable=True, index=True),
    words("door"),
    words("tenant"),
    words("channel"),
    words("name"),
    words("language"),
    words("webhook", required=False),
    UniqueConstraint("door", "tenant", "channel"),
)

# Group webhooks named in the chat: the key is the whole right to speak there, and encrypted.
webhooks = table(
    "webhooks",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

# Whom a door does not reach, for as long as it does not.
unreachable = table(
    "unreachable",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True),
    Column("door", Text, primary_key=True),
    words("error"),
    words("cure"),
    moment("since", required=True),
)

# Whoever a platform showed us: strangers, and what it last said of those we know.
visitors = table(
    "visitors",
    row_id(),
    in_workspace(),
    words("door"),
    words("tenant"),
    words("user"),
    words("name"),
    words("email"),
    words("language"),
    words("zone"),
    ref("members", "member"),
    whole("tries", default=0),
    moment("tried_at"),
    moment("seen_at", required=True),
    UniqueConstraint("door", "tenant", "user"),
)

# One-time codes that say "I am the one you know from elsewhere".
codes = table(
    "codes",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("member", Id, ForeignKey("members.id"), nullable=False, index=True),
    moment("until", required=True),
)

# Slack workspaces that installed us: the token is encrypted, and gone once they removed us.
installs = table(
    "installs",
    Column("tenant", Text, primary_key=True),
    in_workspace(),
    words("enterprise"),
    words("team"),
    words("name"),
    words("bot_user"),
    words("scopes"),
    words("installer"),
    Column("token", LargeBinary, nullable=True),
    moment("installed_at", required=True),
    moment("revoked_at"),
)

# Installations that were begun in a browser and are not finished.
states = table("states", Column("state", Text, primary_key=True), moment("until", required=True))
