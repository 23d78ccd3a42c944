"""What came in as files."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Text

from storage.tables.columns import in_workspace, moment, ref, row_id, table, words
from storage.types import Id

imports = table(
    "imports",
    row_id(),
    in_workspace(),
    words("kind"),
    words("file"),
    words("hash"),
    ref("members", "by"),
    moment("at", required=True),
    Column("counts", JSON, nullable=False, server_default="{}"),
    moment("reverted_at"),
    Index("ix_imports_at", "workspace", "at"),
)

column_maps = table(
    "column_maps",
    Column("workspace", Id, ForeignKey("workspaces.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("map", JSON, nullable=False),
)
