"""The name index: which deal or person a written name may mean."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import names

LEARN = insert(names).on_conflict_do_nothing()
_OF = select(names.c.subject).where(names.c.workspace == bindparam("workspace"), names.c.kind == bindparam("kind"))
EXACT = _OF.where(names.c.key == bindparam("key")).distinct().order_by(names.c.subject).limit(bindparam("most"))
LIKE = (
    _OF.where(names.c.key.like(bindparam("pattern"), escape="\\"))
    .distinct()
    .order_by(names.c.subject)
    .limit(bindparam("most"))
)


def learn(db: Connection, *, workspace: int, kind: str, subject: int, keys: Collection[str]) -> None:
    """Let these normalised names mean this subject."""
    learn_all(db, workspace=workspace, kind=kind, called=[(key, subject) for key in keys])


def learn_all(db: Connection, *, workspace: int, kind: str, called: Collection[tuple[str, int]]) -> None:
    """Let normalised names mean subjects, a pair each."""
    rows = [{"workspace": workspace, "kind": kind, "key": key, "subject": subject} for key, subject in called if key]
    if rows:
        db.execute(LEARN, rows)


def same(db: Connection, *, workspace: int, kind: str, key: str, most: int = 6) -> list[int]:
    """Return whose normalised name this is."""
    asked = {"workspace": workspace, "kind": kind, "key": key, "most": most}
    return list(db.execute(EXACT, asked).scalars()) if key else []


def find(db: Connection, *, workspace: int, kind: str, key: str, most: int = 6) -> list[int]:
    """Return whose normalised name this is, else whose name begins so (members) or holds it (companies)."""
    exact = same(db, workspace=workspace, kind=kind, key=key, most=most)
    if exact or len(key) < (3 if key.isascii() else 2):
        return exact
    escaped = key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    asked = {
        "workspace": workspace,
        "kind": kind,
        "pattern": f"{escaped}%" if kind == "member" else f"%{escaped}%",
        "most": most,
    }
    return list(db.execute(LIKE, asked).scalars())
