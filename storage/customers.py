"""Customers: the companies deals are about, found by any way of writing their name."""

from datetime import datetime

from sqlalchemy import Connection, insert

from sales.names import company_key
from storage import counters, names
from storage.tables import customers

INSERT = insert(customers).returning(customers.c.id)


def known(db: Connection, *, workspace: int, name: str) -> int | None:
    """Return the customer of this name; None when there is none, or more than one."""
    found = names.same(db, workspace=workspace, kind="customer", key=company_key(name))
    return found[0] if len(found) == 1 else None


def meet(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """Return the customer of a name nobody knew a moment ago; of those who bring it at once, one makes it."""
    counters.next_number(db, workspace=workspace, kind="customer", first=1)  # keeps the others waiting until we commit
    known_by_now = known(db, workspace=workspace, name=name)
    return known_by_now or create(db, workspace=workspace, name=name, now=now)


def create(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """Store a new customer and return its id."""
    id = int(db.execute(INSERT, {"workspace": workspace, "name": name, "created_at": now}).scalar_one())
    names.learn(db, workspace=workspace, kind="customer", subject=id, keys={company_key(name)})
    return id
