"""Writes who works here: companies, teams, people and their roles, each with its history."""

from collections.abc import Mapping

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.tables import deals, doors, members, memberships, rooms, teams, workspaces

_HERE = update(workspaces).where(workspaces.c.id == bindparam("row"))
RENAME = _HERE.values(name=bindparam("new_name"), currency=bindparam("new_currency"), zone=bindparam("new_zone"))
MOVE_TEAMS = (
    update(teams)
    .where(teams.c.workspace == bindparam("of_workspace"), teams.c.zone == bindparam("old_zone"))
    .values(zone=bindparam("new_zone"))
)
FOUND = _HERE.values(
    name=bindparam("new_name"),
    language=bindparam("new_language"),
    currency=bindparam("new_currency"),
    zone=bindparam("new_zone"),
)
ALONE = select(workspaces.c.id).where(workspaces.c.id == bindparam("row")).with_for_update()
ANYBODY = select(members.c.id).where(members.c.workspace == bindparam("workspace")).limit(1)
SET_UP = _HERE.values(set_up_at=bindparam("at", type_=workspaces.c.set_up_at.type))
IS_SET_UP = select(workspaces.c.set_up_at).where(workspaces.c.id == bindparam("workspace"))
HAS_DEALS = select(deals.c.id).where(deals.c.workspace == bindparam("workspace")).limit(1)
HANDLES = select(members.c.handle).where(members.c.workspace == bindparam("workspace"))
ROLES = select(members.c.roles).where(
    members.c.workspace == bindparam("workspace"), members.c.id == bindparam("member")
)
SET_ROLES = (
    update(members)
    .where(members.c.workspace == bindparam("of_workspace"), members.c.id == bindparam("row"))
    .values(roles=bindparam("new_roles", type_=members.c.roles.type))
)
LEAVE = (
    update(members)
    .where(members.c.workspace == bindparam("of_workspace"), members.c.id == bindparam("row"))
    .values(active=False)
)
JOIN = upsert(memberships).on_conflict_do_nothing()
QUIT = delete(memberships).where(memberships.c.member == bindparam("quitter"), memberships.c.team == bindparam("old"))
DISBAND = delete(memberships).where(memberships.c.team == bindparam("old"))
LOCAL = select(doors.c.tenant).where(doors.c.workspace == bindparam("workspace"), doors.c.door == "local")
BIND_ROOM = (
    update(rooms)
    .where(rooms.c.workspace == bindparam("of_workspace"), rooms.c.id == bindparam("row"))
    .values(team=bindparam("to_team"), language=bindparam("new_language"))
)
WEBHOOK = select(rooms.c.webhook).where(rooms.c.workspace == bindparam("workspace"), rooms.c.id == bindparam("room"))
BIND_WEBHOOK = (
    update(rooms)
    .where(rooms.c.workspace == bindparam("of_workspace"), rooms.c.id == bindparam("row"))
    .values(webhook=bindparam("led_by"))
)
IN_STAGES = (
    select(deals.c.stage, func.count().label("deals"))
    .where(deals.c.workspace == bindparam("workspace"), deals.c.result == "open", deals.c.reverted_at.is_(None))
    .where(deals.c.merged_into.is_(None))
    .group_by(deals.c.stage)
)


def rename(db: Connection, *, workspace: int, name: str, currency: str, zone: str, old_zone: str) -> None:
    """Write the company's name, base currency and zone; teams that lived in the old zone move along."""
    db.execute(RENAME, {"row": workspace, "new_name": name, "new_currency": currency, "new_zone": zone})
    db.execute(MOVE_TEAMS, {"of_workspace": workspace, "old_zone": old_zone, "new_zone": zone})


def nobody_yet(db: Connection, *, workspace: int) -> bool:
    """Whether a company has no member at all; nobody else can become the first until the transaction ends."""
    if db.execute(ANYBODY, {"workspace": workspace}).first() is not None:
        return False
    if db.dialect.name != "sqlite":
        db.execute(ALONE, {"row": workspace}).all()
    return db.execute(ANYBODY, {"workspace": workspace}).first() is None


def found(db: Connection, *, workspace: int, name: str, language: str, currency: str, zone: str) -> None:
    """Let an empty company speak the language of its first member, and live by their clock."""
    told = {"new_name": name, "new_language": language, "new_currency": currency, "new_zone": zone}
    db.execute(FOUND, {"row": workspace} | told)


def has_deals(db: Connection, *, workspace: int) -> bool:
    """Whether anything was ever sold or offered here."""
    return db.execute(HAS_DEALS, {"workspace": workspace}).first() is not None


def is_set_up(db: Connection, *, workspace: int) -> bool:
    """Whether the first admin went through the questions."""
    return db.execute(IS_SET_UP, {"workspace": workspace}).scalar_one() is not None


def set_up(db: Connection, *, workspace: int, at: object) -> None:
    """Note that the questions are answered."""
    db.execute(SET_UP, {"row": workspace, "at": at})


def handles(db: Connection, *, workspace: int) -> frozenset[str]:
    """Return all short names, also of those who left."""
    return frozenset(db.execute(HANDLES, {"workspace": workspace}).scalars())


def roles(db: Connection, *, workspace: int, member: int) -> dict[str, str]:
    """Return a member's roles with the day each began."""
    return dict(db.execute(ROLES, {"workspace": workspace, "member": member}).scalar_one())


def set_roles(db: Connection, *, workspace: int, member: int, roles: Mapping[str, str]) -> None:
    """Write which roles a member has."""
    db.execute(SET_ROLES, {"of_workspace": workspace, "row": member, "new_roles": dict(roles)})


def leave(db: Connection, *, workspace: int, member: int) -> None:
    """Let a member be heard no more."""
    db.execute(LEAVE, {"of_workspace": workspace, "row": member})


def join(db: Connection, *, team: int, member: int) -> None:
    """Make a member part of a team."""
    db.execute(JOIN, {"team": team, "member": member})


def quit_team(db: Connection, *, team: int, member: int) -> None:
    """Let a member be no part of a team any more."""
    db.execute(QUIT, {"old": team, "quitter": member})


def disband(db: Connection, *, team: int) -> None:
    """Let nobody be part of a team any more."""
    db.execute(DISBAND, {"old": team})


def local_tenant(db: Connection, *, workspace: int) -> str | None:
    """Return the tenant of the workspace's local chat, None where it has none."""
    return db.execute(LOCAL, {"workspace": workspace}).scalar()


def bind_room(db: Connection, *, workspace: int, room: int, team: int | None, language: str) -> None:
    """Make a room a team's, or nobody's."""
    db.execute(BIND_ROOM, {"of_workspace": workspace, "row": room, "to_team": team, "new_language": language})


def bind_webhook(db: Connection, *, workspace: int, room: int, webhook: str) -> str | None:
    """Write which webhook leads into a room; return which did before."""
    before: str | None = db.execute(WEBHOOK, {"workspace": workspace, "room": room}).scalar_one()
    db.execute(BIND_WEBHOOK, {"of_workspace": workspace, "row": room, "led_by": webhook})
    return before


def in_stages(db: Connection, *, workspace: int) -> dict[str, int]:
    """Return how many open deals lie in each stage."""
    rows = db.execute(IN_STAGES, {"workspace": workspace})
    return {str(row.stage): int(row.deals) for row in rows}
