"""Looks into the store for the doctor: what is stuck, who cannot be reached, how the database is set."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from storage.store import LOCK_MS, PRAGMAS, STATEMENT_MS
from storage.tables import bindings, members, outbox, rooms, webhooks, workspaces

LOST = (
    select(outbox.c.id, outbox.c.key, outbox.c.state, outbox.c.door, outbox.c.error, outbox.c.cure, outbox.c.created_at)
    .where(outbox.c.state.in_(("unknown", "dead")))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
KEPT_BACK = (
    select(outbox.c.door, outbox.c.error, outbox.c.cure, func.count().label("posts"))
    .where(outbox.c.state == "waiting", outbox.c.outages > 0)
    .group_by(outbox.c.door, outbox.c.error, outbox.c.cure)
    .order_by(outbox.c.door, outbox.c.error)
)
BOUND = (
    select(func.count())
    .select_from(bindings)
    .where(bindings.c.door == bindparam("door"), bindings.c.tenant == bindparam("tenant"))
)
WEBHOOKS = select(rooms.c.webhook).where(rooms.c.webhook.is_not(None)).distinct()
KEPT_WEBHOOKS = select(webhooks.c.name).distinct()
UNREACHABLE = (
    select(members.c.handle)
    .select_from(members.outerjoin(bindings, bindings.c.member == members.c.id))
    .where(members.c.workspace == bindparam("workspace"), members.c.active, bindings.c.member.is_(None))
    .order_by(members.c.id)
)
ALL = select(workspaces.c.id).order_by(workspaces.c.id)
CLOCK = text("SELECT clock_timestamp()")
EXPECTED = {
    "TimeZone": "UTC",
    "lock_timeout": f"{LOCK_MS}ms",
    "statement_timeout": f"{STATEMENT_MS}ms",
    "server_encoding": "UTF8",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """A post of which we do not know whether it arrived, or which never can."""

    id: int
    key: str
    state: str
    door: str
    error: str
    cure: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class KeptBack:
    """What keeps posts of a door from leaving for now, and how many."""

    door: str
    error: str
    cure: str
    posts: int


def lost(db: Connection, *, most: int) -> list[Lost]:
    """Return the newest posts that are unknown or dead."""
    return [Lost(*row) for row in db.execute(LOST, {"most": most})]


def kept_back(db: Connection) -> list[KeptBack]:
    """Return why posts wait that their platform did not take, and how many."""
    return [KeptBack(*row) for row in db.execute(KEPT_BACK)]


def unreachable(db: Connection, *, workspace: int) -> list[str]:
    """Return the handles of members no door leads to."""
    return list(db.execute(UNREACHABLE, {"workspace": workspace}).scalars())


def every_workspace(db: Connection) -> list[int]:
    """Return the ids of all workspaces."""
    return list(db.execute(ALL).scalars())


def webhooks_bound(db: Connection) -> set[str]:
    """Return the webhooks that lead into rooms."""
    return set(db.execute(WEBHOOKS).scalars())


def webhooks_kept(db: Connection) -> set[str]:
    """Return the webhooks whose keys are kept in the store."""
    return set(db.execute(KEPT_WEBHOOKS).scalars())


def bound(db: Connection, *, door: str, tenant: str) -> int:
    """Return how many people a door leads to."""
    return int(db.execute(BOUND, {"door": door, "tenant": tenant}).scalar_one())


def clock(db: Connection) -> datetime | None:
    """Return the database's own time; SQLite has ours."""
    if db.dialect.name == "sqlite":
        return None
    said: datetime = db.execute(CLOCK).scalar_one()
    return said


def server(db: Connection) -> str:
    """Return which database this is."""
    if db.dialect.name == "sqlite":
        return f"SQLite {db.execute(text('SELECT sqlite_version()')).scalar_one()}"
    return f"PostgreSQL {db.execute(text('SHOW server_version')).scalar_one()}"


def wrong_settings(db: Connection) -> list[str]:
    """Return the settings of this connection that are not what Baton promises."""
    if db.dialect.name == "sqlite":
        seen = {name: db.execute(text(f"PRAGMA {name}")).scalar_one() for name in PRAGMAS}
        wanted: dict[str, object] = dict(PRAGMAS)
    else:
        seen = {name: db.execute(text(f"SHOW {name}")).scalar_one() for name in EXPECTED}
        wanted = dict(EXPECTED)
    return [f"{name} is {seen[name]} and should be {wanted[name]}" for name in wanted if seen[name] != wanted[name]]
