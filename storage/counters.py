"""Numbers people see: codes of deals and requests, without repeats."""

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.postgresql import insert  # the same words on SQLite

from storage.tables import counters

NEXT = (
    insert(counters)
    .values(workspace=bindparam("workspace"), kind=bindparam("kind"), last=bindparam("first"))
    .on_conflict_do_update(index_elements=["workspace", "kind"], set_={"last": counters.c.last + 1})
    .returning(counters.c.last)
)


def next_number(db: Connection, *, workspace: int, kind: str, first: int) -> int:
    """Return the next number of this kind in the workspace."""
    return int(db.execute(NEXT, {"workspace": workspace, "kind": kind, "first": first}).scalar_one())
