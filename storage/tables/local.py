"""The posts and lines of the local chat."""

from sqlalchemy import JSON, Column, Index, UniqueConstraint

from storage.tables.columns import flag, in_workspace, moment, ref, row_id, table, whole, words

local_lines = table(
    "local_lines",
    row_id(),
    in_workspace(),
    whole("seq", default=0),
    ref("rooms", "room", required=True),
    ref("members", "member", required=True),
    ref("local_posts", "thread"),
    words("text"),
    moment("at", required=True),
    Index("ix_local_lines_seq", "workspace", "seq"),
)

local_posts = table(
    "local_posts",
    row_id(),
    in_workspace(),
    whole("seq"),
    whole("rev", default=0),
    ref("outbox", "outbox"),
    ref("rooms", "room"),
    ref("members", "member"),
    ref("local_posts", "thread"),
    flag("milestone"),
    words("text"),
    Column("form", JSON(none_as_null=True), nullable=True),
    words("delivery", required=False),
    moment("at", required=True),
    UniqueConstraint("outbox"),
    Index("ix_local_posts_seq", "workspace", "seq"),
)
