"""Access tokens that a platform gives for a while: kept encrypted, shared by all processes, fetched by one of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import tokens
from storage.types import Instant

# Whoever takes longer to fetch one is gone.
FETCHING = timedelta(seconds=10)
NOBODY_ASKS = datetime(1970, 1, 1, tzinfo=UTC)

READ = select(tokens).where(tokens.c.name == bindparam("name"))
_NEW = insert(tokens)
ASK = _NEW.on_conflict_do_update(
    index_elements=["name"],
    set_={"asked_at": _NEW.excluded.asked_at},
    where=or_(
        tokens.c.asked_at <= bindparam("lapsed", type_=Instant()),
        tokens.c.asked_at > bindparam("ahead", type_=Instant()),
    ),
).returning(tokens.c.name)
KEEP = (
    update(tokens)
    .where(tokens.c.name == bindparam("of"))
    .values(sealed=bindparam("kept"), until=bindparam("ends", type_=Instant()), asked_at=NOBODY_ASKS)
)
GIVE_UP = update(tokens).where(tokens.c.name == bindparam("of")).values(asked_at=NOBODY_ASKS)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept, until when it is good, and since when somebody is fetching a new one."""

    name: str
    sealed: bytes | None
    until: datetime
    asked_at: datetime


def read(db: Connection, name: str) -> Token | None:
    """Return the token of this name, however old."""
    row = db.execute(READ, {"name": name}).one_or_none()
    return None if row is None else Token(*row)


def ask(db: Connection, name: str, *, now: datetime) -> bool:
    """Take the right to fetch a new token, which one process has at a time until it keeps one or gives up.

    Who waited for the row may have looked at the clock before whoever was first: only what lies far ahead is a wrong clock's.
    """
    bounds = {"lapsed": now - FETCHING, "ahead": now + FETCHING}
    row = {"name": name, "sealed": None, "until": now, "asked_at": now, **bounds}
    return db.execute(ASK, row).one_or_none() is not None


def keep(db: Connection, name: str, sealed: bytes | None, *, until: datetime) -> None:
    """Keep a new token."""
    db.execute(KEEP, {"of": name, "kept": sealed, "ends": until})


def give_up(db: Connection, name: str) -> None:
    """Let another one try."""
    db.execute(GIVE_UP, {"of": name})
