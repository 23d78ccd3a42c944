"""Who cannot be reached by a door, from the first post it did not take until one arrives again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import members, unreachable

MEET = insert(unreachable).on_conflict_do_nothing().returning(unreachable.c.member)
REACHED = delete(unreachable).where(
    unreachable.c.workspace == bindparam("of_workspace"),
    unreachable.c.member == bindparam("of_member"),
    unreachable.c.door == bindparam("of_door"),
)
LISTED = (
    select(members.c.name, unreachable.c.door, unreachable.c.error, unreachable.c.cure, unreachable.c.since)
    .join(members, members.c.id == unreachable.c.member)
    .where(unreachable.c.workspace == bindparam("workspace"), members.c.active)
    .order_by(unreachable.c.since, members.c.id)
)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody a door does not reach, why, and what helps."""

    name: str
    door: str
    error: str
    cure: str
    since: datetime


def meet(db: Connection, *, workspace: int, member: int, door: str, error: str, cure: str, now: datetime) -> bool:
    """Write down that somebody cannot be reached; False where that was known."""
    row = {"workspace": workspace, "member": member, "door": door, "error": error, "cure": cure, "since": now}
    return db.execute(MEET, row).first() is not None


def reached(db: Connection, posts: Collection[tuple[int, int, str]]) -> None:
    """Forget of these members (workspace, member, door) that they could not be reached."""
    rows = [dict(zip(("of_workspace", "of_member", "of_door"), post, strict=True)) for post in sorted(posts)]
    if rows:
        db.execute(REACHED, rows)


def listed(db: Connection, *, workspace: int) -> list[Unreachable]:
    """Return everybody who cannot be reached, the longest first."""
    return [Unreachable(*row) for row in db.execute(LISTED, {"workspace": workspace})]
