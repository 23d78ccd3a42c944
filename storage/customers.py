"""Customers: the companies deals are about, found by any way of writing their name."""

from datetime import datetime

from sqlalchemy import Connection, insert

from sales.names import company_key
from storage import names
from storage.tables import customers

INSERT = insert(customers).returning(customers.c.id)


def known(db: Connection, *, workspace: int, name: str) -> int | None:
    """Return the customer of this name; None when there is none, or more than one."""
    found = names.same(db, workspace=workspace, kind="customer", key=company_key(name))
    return found[0] if len(found) == 1 else None


def create(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """Store a new customer and return its id."""
    id = int(db.execute(INSERT, {"workspace": workspace, "name": name, "created_at": now}).scalar_one())
    names.learn(db, workspace=workspace, kind="customer", subject=id, keys={company_key(name)})
    return id
