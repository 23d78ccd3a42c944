"""The columns tables are made of."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
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


def table(name: str, *parts: Column[object] | Index | UniqueConstraint | CheckConstraint) -> Table:
    """A table whose ids are never reused, also on SQLite."""
    return Table(name, metadata, *parts, sqlite_autoincrement=any(_counts(part) for part in parts))


def _counts(part: object) -> bool:
    return isinstance(part, Column) and bool(part.primary_key) and part.name == "id"


def row_id() -> Column[object]:
    """The row's own number."""
    return Column("id", Id, primary_key=True)


def in_workspace() -> Column[object]:
    """The company the row belongs to."""
    return Column("workspace", Id, ForeignKey("workspaces.id"), nullable=False)


def ref(table: str, name: str, *, required: bool = False) -> Column[object]:
    """Another row this one points to."""
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=not required)


def words(name: str, *, required: bool = True) -> Column[object]:
    """A text."""
    return Column(name, Text, nullable=not required)


def moment(name: str, *, required: bool = False) -> Column[object]:
    """An instant, in UTC."""
    return Column(name, Instant, nullable=not required)


def whole(name: str, *, default: int | None = None) -> Column[object]:
    """A whole number."""
    return Column(name, Integer, nullable=False, server_default=None if default is None else str(default))


def flag(name: str) -> Column[object]:
    """Something that is so or not, and is not unless said."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def chain_head() -> tuple[Column[object], Column[object]]:
    """The head of a subject's chain, beside the subject it belongs to."""
    return whole("history_no", default=0), Column("history_head", Text, nullable=False, server_default="")
