"""Versions of a contract's terms under review; none is ever overwritten."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from sales.values import Person
from storage.tables import members, requests, terms

OF_REQUEST = (
    select(terms.c.no, terms.c.text, terms.c.at, members.c.id, members.c.name)
    .select_from(terms.join(members, members.c.id == terms.c.by).join(requests, requests.c.id == terms.c.request))
    .where(terms.c.request == bindparam("request"), requests.c.workspace == bindparam("workspace"))
    .order_by(terms.c.no)
)
NEXT = select(func.coalesce(func.max(terms.c.no), 0) + 1).where(terms.c.request == bindparam("request"))
ADD = insert(terms)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the terms: its number, words, and who wrote it when."""

    no: int
    text: str
    by: Person
    at: datetime


def of_request(db: Connection, *, workspace: int, request: int) -> tuple[Version, ...]:
    """Return every version of the terms, the first one first."""
    rows = db.execute(OF_REQUEST, {"workspace": workspace, "request": request})
    return tuple(Version(row.no, row.text, Person(row.id, row.name), row.at) for row in rows)


def add(db: Connection, *, request: int, text: str, by: int, now: datetime) -> int:
    """Write the next version of a locked request's terms; return its number."""
    no = int(db.execute(NEXT, {"request": request}).scalar_one())
    db.execute(ADD, {"request": request, "no": no, "text": text, "by": by, "at": now})
    return no
