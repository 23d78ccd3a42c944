"""Visitors: whoever a platform showed us, until they are members, and what it last said of those who are."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, null, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import visitors


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody as a platform tells of them; `member` is who they turned out to be."""

    id: int
    door: str
    tenant: str
    user: str
    name: str
    email: str
    language: str
    zone: str
    member: int | None
    tries: int
    tried_at: datetime | None

    @property
    def code(self) -> str:
        """What a command calls them."""
        return f"N-{self.id}"


_VISITOR = select(*(visitors.c[field.name] for field in fields(Visitor)))
_TOLD = ("name", "email", "language", "zone", "seen_at")
_NEW = insert(visitors)
SEEN = _NEW.on_conflict_do_update(
    index_elements=["door", "tenant", "user"], set_={name: _NEW.excluded[name] for name in _TOLD}
).returning(*(visitors.c[field.name] for field in fields(Visitor)))
OF_USER = _VISITOR.where(
    visitors.c.door == bindparam("door"), visitors.c.tenant == bindparam("tenant"), visitors.c.user == bindparam("user")
)
LOCKED = _VISITOR.where(
    visitors.c.workspace == bindparam("workspace"), visitors.c.id == bindparam("id")
).with_for_update()
_ONE = update(visitors).where(visitors.c.id == bindparam("row"))
BECAME = _ONE.values(member=bindparam("who"), tries=0, tried_at=null())
TRIED = _ONE.values(tries=bindparam("count"), tried_at=bindparam("at", type_=visitors.c.tried_at.type))


def seen(
    db: Connection,
    *,
    workspace: int,
    door: str,
    tenant: str,
    user: str,
    name: str,
    email: str,
    language: str,
    zone: str,
    now: datetime,
) -> Visitor:
    """Keep what a platform says of somebody and return them, locked."""
    row = {"workspace": workspace, "door": door, "tenant": tenant, "user": user, "seen_at": now}
    row |= {"name": name, "email": email, "language": language, "zone": zone, "tries": 0}
    return Visitor(**db.execute(SEEN, row).mappings().one())


def of_user(db: Connection, *, door: str, tenant: str, user: str) -> Visitor | None:
    """Return somebody as the platform last told of them."""
    row = db.execute(OF_USER, {"door": door, "tenant": tenant, "user": user}).mappings().one_or_none()
    return None if row is None else Visitor(**row)


def locked(db: Connection, *, workspace: int, id: int) -> Visitor | None:
    """Lock and return a visitor."""
    row = db.execute(LOCKED, {"workspace": workspace, "id": id}).mappings().one_or_none()
    return None if row is None else Visitor(**row)


def became(db: Connection, *, id: int, member: int | None) -> None:
    """Note who a visitor turned out to be; None when that was a mistake."""
    db.execute(BECAME, {"row": id, "who": member})


def tried(db: Connection, *, id: int, tries: int, at: datetime) -> None:
    """Count the codes a visitor tried in vain."""
    db.execute(TRIED, {"row": id, "count": tries, "at": at})
