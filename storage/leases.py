"""Leases: what only one process at a time may hold, each for a short while unless it comes again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.inspection import clock
from storage.tables import leases
from storage.types import Instant

_NEW = insert(leases)
TAKE = (
    _NEW.values(name=bindparam("name"), holder=bindparam("holder"), until=bindparam("until", type_=Instant()), note="")
    .on_conflict_do_update(
        index_elements=["name"],
        set_={"holder": _NEW.excluded.holder, "until": _NEW.excluded.until},
        where=(leases.c.holder == _NEW.excluded.holder)
        | (leases.c.until <= bindparam("now", type_=Instant()))
        # An end further ahead than any lease lasts was written under a wrong clock, and binds nobody.
        | (leases.c.until > _NEW.excluded.until),
    )
    .returning(leases.c.holder)
)
GIVE_BACK = delete(leases).where(leases.c.name == bindparam("of"), leases.c.holder == bindparam("by_whom"))
NOTE = (
    update(leases)
    .where(leases.c.name == bindparam("of"), leases.c.holder == bindparam("by_whom"))
    .values(note=bindparam("met"))
)
SEEN = select(leases.c.holder, leases.c.until, leases.c.note).where(leases.c.name == bindparam("name"))


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds something until when, and what they last met."""

    holder: str
    until: datetime
    note: str


def take(db: Connection, name: str, *, holder: str, length: timedelta, now: datetime) -> bool:
    """Take or prolong a lease, by the database's clock where it has one; False while somebody else holds it."""
    now = clock(db) or now
    row = {"name": name, "holder": holder, "until": now + length, "now": now}
    return db.execute(TAKE, row).one_or_none() is not None


def give_back(db: Connection, name: str, *, holder: str) -> None:
    """Let the next one have it at once."""
    db.execute(GIVE_BACK, {"of": name, "by_whom": holder})


def note(db: Connection, name: str, *, holder: str, met: str) -> None:
    """Write down what its holder met, for those who look from outside."""
    db.execute(NOTE, {"of": name, "by_whom": holder, "met": met})


def seen(db: Connection, name: str, *, now: datetime) -> Lease | None:
    """Return who holds a lease that still runs."""
    row = db.execute(SEEN, {"name": name}).one_or_none()
    return None if row is None or row.until <= (clock(db) or now) else Lease(*row)
