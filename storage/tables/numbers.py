"""What amounts are held against: goals, and what a currency was worth."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Text

from storage.tables.columns import moment, ref, table, words
from storage.types import Id

# A period is a year, quarter or month: 2026, 2026-Q4, 2026-11; an amount is in minor units, a count as it is.
goals = table(
    "goals",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("subject", Id, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
    words("currency", required=False),
    ref("members", "by"),
    moment("at", required=True),
    CheckConstraint("kind IN ('member', 'team', 'workspace')", name="kind"),
)

# What one unit of a currency was worth in the workspace's, from this day on, as a decimal number.
rates = table(
    "rates",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("currency", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    words("value"),
    ref("members", "by"),
    moment("at", required=True),
)
