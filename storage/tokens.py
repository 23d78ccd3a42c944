"""Access tokens that a platform gives for a while: kept encrypted, shared by all processes, fetched by one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import tokens
from storage.types import Instant

READ = select(tokens).where(tokens.c.name == bindparam("name"))
_NEW = insert(tokens)
ASK = _NEW.on_conflict_do_update(
    index_elements=["name"],
    set_={"asked_at": _NEW.excluded.asked_at},
    where=tokens.c.asked_at <= bindparam("before", type_=Instant()),
).returning(tokens.c.name)
KEEP = (
    update(tokens)
    .where(tokens.c.name == bindparam("of"))
    .values(sealed=bindparam("kept"), until=bindparam("ends", type_=Instant()))
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept, until when it is good, and when somebody last asked for a new one."""

    name: str
    sealed: bytes | None
    until: datetime
    asked_at: datetime


def read(db: Connection, name: str) -> Token | None:
    """Return the token of this name, however old."""
    row = db.execute(READ, {"name": name}).one_or_none()
    return None if row is None else Token(*row)


def may_ask(db: Connection, name: str, *, every: timedelta, now: datetime) -> bool:
    """Take the right to fetch a new token: one process at a time, and not more often than this."""
    row = {"name": name, "sealed": None, "until": now, "asked_at": now, "before": now - every}
    return db.execute(ASK, row).one_or_none() is not None


def keep(db: Connection, name: str, sealed: bytes | None, *, until: datetime) -> None:
    """Keep a new token."""
    db.execute(KEEP, {"of": name, "kept": sealed, "ends": until})
