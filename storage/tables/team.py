"""What a team does together: stand-ups, thanks, awards voted in secret."""

from sqlalchemy import JSON, Column, ForeignKey, Index, LargeBinary, UniqueConstraint

from storage.tables.columns import flag, in_workspace, moment, ref, row_id, table, whole, words
from storage.types import Id

ballots = table(
    "ballots",
    row_id(),
    in_workspace(),
    words("code"),
    words("title"),
    ref("teams", "team"),
    ref("members", "by"),
    words("state"),
    moment("opens_at", required=True),
    moment("closes_at", required=True),
    Column("key", LargeBinary, nullable=True),
    whole("quorum", default=0),
    Column("result", JSON(none_as_null=True), nullable=True),
    moment("closed_at"),
    whole("rev", default=0),
    UniqueConstraint("workspace", "code"),
)

papers = table(
    "papers",
    Column("ballot", Id, ForeignKey("ballots.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)

nominations = table(
    "nominations",
    Column("ballot", Id, ForeignKey("ballots.id"), primary_key=True),
    Column("nominee", Id, ForeignKey("members.id"), primary_key=True),
    Column("by", Id, ForeignKey("members.id"), primary_key=True),
    words("reason"),
    moment("at", required=True),
)

kudos = table(
    "kudos",
    row_id(),
    in_workspace(),
    Column("giver", Id, ForeignKey("members.id"), nullable=False),
    Column("receiver", Id, ForeignKey("members.id"), nullable=False),
    ref("deals", "deal"),
    words("reason"),
    flag("public"),
    moment("at", required=True),
    Index("ix_kudos_at", "workspace", "at"),
    Index("ix_kudos_giver", "giver", "at"),
    Index("ix_kudos_receiver", "receiver", "at"),
)

# One stand-up of a team's local day.
standups = table(
    "standups",
    row_id(),
    in_workspace(),
    Column("team", Id, ForeignKey("teams.id"), nullable=False),
    words("day"),
    moment("asked_at", required=True),
    moment("digest_at", required=True),
    moment("closes_at", required=True),
    whole("rev", default=0),
    UniqueConstraint("team", "day"),
)

# One row for each person who was asked; what they said, once they did.
standup_answers = table(
    "standup_answers",
    Column("standup", Id, ForeignKey("standups.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True, index=True),
    words("done"),
    words("plan"),
    words("blocker"),
    Column("deals", JSON, nullable=False, server_default="[]"),
    moment("at"),
    moment("edited_at"),
)
