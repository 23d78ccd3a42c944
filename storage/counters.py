"""Numbers people see: codes of deals and requests, without repeats."""

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects.postgresql import insert  # the same words on SQLite

from storage.tables import counters

NEXT = (
    insert(counters)
    .values(workspace=bindparam("workspace"), kind=bindparam("kind"), last=bindparam("first"))
    .on_conflict_do_update(index_elements=["workspace", "kind"], set_={"last": counters.c.last + 1})
    .returning(counters.c.last)
)
RAISE = (
    update(counters)
    .where(counters.c.workspace == bindparam("in_workspace"), counters.c.kind == bindparam("of_kind"))
    .values(last=bindparam("reached"))
)


def next_number(db: Connection, *, workspace: int, kind: str, first: int) -> int:
    """Return the next number of this kind in the workspace."""
    return int(db.execute(NEXT, {"workspace": workspace, "kind": kind, "first": first}).scalar_one())


def reach(db: Connection, *, workspace: int, kind: str, last: int) -> None:
    """Go on from a higher number, after next_number in the same transaction."""
    db.execute(RAISE, {"in_workspace": workspace, "of_kind": kind, "reached": last})
