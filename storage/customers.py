"""Customers: the companies deals are about, found by any way of writing their name."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select

from sales.names import company_key
from storage import counters, names
from storage.tables import customers
from storage.tables import names as names_table

INSERT = insert(customers).returning(customers.c.id)
LOCK = (
    select(customers.c.id)
    .select_from(names_table.join(customers, customers.c.id == names_table.c.subject))
    .where(names_table.c.workspace == bindparam("workspace"), names_table.c.kind == "customer")
    .where(names_table.c.key == bindparam("key"))
    .order_by(customers.c.id)
    .with_for_update(of=customers)
)


def locked(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """Return the customer of this name, new or known; others who bring it wait until the transaction ends."""
    known = _known(db, workspace=workspace, name=name)
    return known or _meet(db, workspace=workspace, name=name, now=now)


def _known(db: Connection, *, workspace: int, name: str) -> int | None:
    """The customer of this name, locked; None when there is none, or more than one."""
    found = list(db.execute(LOCK, {"workspace": workspace, "key": company_key(name)}).scalars())
    return found[0] if len(found) == 1 else None


def _meet(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """The customer of a name nobody knew a moment ago; of those who bring it at once, one makes it."""
    counters.next_number(db, workspace=workspace, kind="customer", first=1)  # keeps the others waiting until we commit
    known_by_now = _known(db, workspace=workspace, name=name)
    return known_by_now or create(db, workspace=workspace, name=name, now=now)


def create(db: Connection, *, workspace: int, name: str, now: datetime) -> int:
    """Store a new customer and return its id."""
    id = int(db.execute(INSERT, {"workspace": workspace, "name": name, "created_at": now}).scalar_one())
    names.learn(db, workspace=workspace, kind="customer", subject=id, keys={company_key(name)})
    return id
