"""What people ask of each other, and what the team decides together."""

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Text, UniqueConstraint

from storage.tables.columns import in_workspace, moment, ref, row_id, table, whole, words
from storage.types import Id

requests = table(
    "requests",
    row_id(),
    in_workspace(),
    words("code"),
    words("kind"),
    Column("deal", Id, ForeignKey("deals.id"), nullable=True, index=True),
    ref("members", "asker", required=True),
    Column("assignee", Id, ForeignKey("members.id"), nullable=True, index=True),
    words("role", required=False),
    words("state"),
    moment("due"),
    words("note"),
    moment("opened_at", required=True),
    moment("closed_at"),
    whole("rev", default=0),
    ref("quotes", "quote"),
    whole("step", default=0),
    Column("answer", Text, nullable=False, server_default=""),
    ref("members", "answered_by"),
    UniqueConstraint("workspace", "code"),
    CheckConstraint("state IN ('open', 'answered', 'declined', 'expired', 'withdrawn')", name="state"),
    Index("ix_requests_state", "workspace", "state", "due"),
    Index("ix_requests_quote", "quote", "state"),
)


# A quote and its price: the row says where it stands, each version what was offered.
quotes = table(
    "quotes",
    row_id(),
    in_workspace(),
    words("code"),
    Column("deal", Id, ForeignKey("deals.id"), nullable=False, index=True),
    ref("members", "asker", required=True),
    ref("members", "author"),
    words("state"),
    words("wanted"),
    whole("version", default=0),
    moment("valid_until"),
    words("reason"),
    moment("opened_at", required=True),
    moment("sent_at"),
    moment("closed_at"),
    whole("rev", default=0),
    UniqueConstraint("workspace", "code"),
    Index("ix_quotes_state", "workspace", "state"),
)

# Lines are [product, quantity, unit price in minor units]; the discount is in hundredths of a per cent.
quote_versions = table(
    "quote_versions",
    Column("quote", Id, ForeignKey("quotes.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("lines", JSON, nullable=False),
    whole("discount"),
    Column("total", BigInteger, nullable=False),
    words("currency"),
    words("terms"),
    moment("valid_until", required=True),
    ref("members", "by", required=True),
    moment("at", required=True),
)

# Versions of a contract's terms under review.
terms = table(
    "terms",
    Column("request", Id, ForeignKey("requests.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    words("text"),
    ref("members", "by", required=True),
    moment("at", required=True),
)

# A hand-over's checklist: both sides confirm each line.
checks = table(
    "checks",
    Column("request", Id, ForeignKey("requests.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    words("text"),
    moment("given_at"),
    moment("taken_at"),
)

# Who works on a deal beside its owner, and as what.
helpers = table(
    "helpers",
    Column("deal", Id, ForeignKey("deals.id"), primary_key=True),
    Column("member", Id, ForeignKey("members.id"), primary_key=True, index=True),
    words("role"),
    moment("since", required=True),
    ref("members", "by"),
)
