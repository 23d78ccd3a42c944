"""Who a platform's user is to us: bindings, read and written."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.tables import bindings, members

_HERE = (bindings.c.door == bindparam("door"), bindings.c.tenant == bindparam("tenant"))
_THEIRS = bindings.join(members, members.c.id == bindings.c.member)
LANGUAGE = (
    select(members.c.language)
    .select_from(_THEIRS)
    .where(*_HERE, bindings.c.user == bindparam("user"), members.c.active)
)
CALLED = (
    select(bindings.c.user, members.c.handle)
    .select_from(_THEIRS)
    .where(*_HERE, bindings.c.user.in_(bindparam("users", expanding=True)))
)
BOUND = select(bindings.c.member).where(*_HERE, bindings.c.user == bindparam("user"))
ACTIVE = (
    select(bindings.c.member, bindings.c.workspace)
    .select_from(_THEIRS)
    .where(*_HERE, bindings.c.user == bindparam("user"), members.c.active)
)
OF_MEMBER = select(bindings.c.user).where(*_HERE, bindings.c.member == bindparam("member")).limit(1)
USERS = (
    select(bindings.c.member, func.min(bindings.c.user).label("user"))
    .where(*_HERE, bindings.c.member.in_(bindparam("members", expanding=True)))
    .group_by(bindings.c.member)
)
BIND = upsert(bindings).on_conflict_do_nothing()
UNBIND = delete(bindings).where(
    bindings.c.door == bindparam("of_door"),
    bindings.c.tenant == bindparam("of_tenant"),
    bindings.c.user == bindparam("of_user"),
)


def platform_of(door: str) -> str:
    """Return which platform a door belongs to: a company may have several doors of one (wecom-app, wecom-bot)."""
    return door.partition("-")[0]


def language(db: Connection, *, door: str, tenant: str, user: str) -> str | None:
    """Return the language of the active member a user is; None for somebody we do not know."""
    return db.execute(LANGUAGE, {"door": door, "tenant": tenant, "user": user}).scalar()


def called(db: Connection, *, door: str, tenant: str, users: Collection[str]) -> dict[str, str]:
    """Return the short names of the members these users are."""
    rows = db.execute(CALLED, {"door": door, "tenant": tenant, "users": list(users)})
    return {row.user: row.handle for row in rows}


def users(db: Connection, *, door: str, tenant: str, members: Collection[int]) -> dict[int, str]:
    """Return which users these members are, as far as the platform knows them."""
    rows = db.execute(USERS, {"door": door, "tenant": tenant, "members": list(members)})
    return {row.member: row.user for row in rows}


def member(db: Connection, *, door: str, tenant: str, user: str) -> int | None:
    """Return the member a user is bound to, also one who left."""
    return db.execute(BOUND, {"door": door, "tenant": tenant, "user": user}).scalar()


def reached(db: Connection, *, door: str, tenant: str, member: int) -> bool:
    """Whether a member is somebody in this tenant of a platform already."""
    return db.execute(OF_MEMBER, {"door": door, "tenant": tenant, "member": member}).first() is not None


def bind(db: Connection, *, workspace: int, member: int, door: str, tenant: str, user: str) -> None:
    """Let a platform's user be this member."""
    row = {"door": door, "tenant": tenant, "user": user, "workspace": workspace, "member": member}
    db.execute(BIND, row)


def shareable(db: Connection, *, user: str, of: tuple[str, str], at: tuple[str, str]) -> tuple[int, int] | None:
    """Return workspace and member of who is somebody at one door, and at the other neither by this user nor another."""
    found = db.execute(ACTIVE, {"door": of[0], "tenant": of[1], "user": user}).one_or_none()
    if found is None or member(db, door=at[0], tenant=at[1], user=user) is not None:
        return None
    return None if reached(db, door=at[0], tenant=at[1], member=found.member) else (found.workspace, found.member)


def unbind(db: Connection, *, door: str, tenant: str, user: str) -> None:
    """Let a platform's user be nobody."""
    db.execute(UNBIND, {"of_door": door, "of_tenant": tenant, "of_user": user})
