"""Helpers: who works on a deal beside its owner, and as what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from sales.values import Person
from storage.tables import deals, helpers, members

OF_DEAL = (
    select(members.c.id, members.c.name, helpers.c.role, helpers.c.since)
    .select_from(helpers.join(members, members.c.id == helpers.c.member).join(deals, deals.c.id == helpers.c.deal))
    .where(helpers.c.deal == bindparam("deal"), deals.c.workspace == bindparam("workspace"))
    # Who was a helper and holds the deal now is its owner and nothing else.
    .where(deals.c.owner.is_distinct_from(members.c.id))
    .order_by(helpers.c.since, members.c.id)
)
HELPS = select(literal(1)).where(helpers.c.deal == bindparam("deal"), helpers.c.member == bindparam("member"))
_ADD = insert(helpers)
ADD = _ADD.on_conflict_do_update(index_elements=["deal", "member"], set_={"role": _ADD.excluded.role})
REMOVE = delete(helpers).where(helpers.c.deal == bindparam("of_deal"), helpers.c.member == bindparam("who"))


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who helps on a deal, as what and since when."""

    person: Person
    role: str
    since: datetime


def of_deal(db: Connection, *, workspace: int, deal: int) -> tuple[Helper, ...]:
    """Return who helps on a deal, the longest first."""
    rows = db.execute(OF_DEAL, {"workspace": workspace, "deal": deal})
    return tuple(Helper(Person(row.id, row.name), row.role, row.since) for row in rows)


def helps(db: Connection, *, deal: int, member: int) -> bool:
    """Whether a member helps on a deal."""
    return db.execute(HELPS, {"deal": deal, "member": member}).first() is not None


def add(db: Connection, *, deal: int, member: int, role: str, by: int | None, now: datetime) -> None:
    """Let a member help on a deal, or do so in another role."""
    db.execute(ADD, {"deal": deal, "member": member, "role": role, "by": by, "since": now})


def remove(db: Connection, *, deal: int, member: int) -> bool:
    """Let a member help no longer; False when they did not."""
    return bool(db.execute(REMOVE, {"of_deal": deal, "who": member}).rowcount)
