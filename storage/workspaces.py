"""Companies, their teams, people and rooms: made at set-up, found by id and name."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from sales.clean import clean_line
from sales.values import Room, Team, Workspace
from storage import names, timers
from storage.tables import bindings, doors, members, memberships, rooms, teams, workspaces

_WORKSPACE = select(
    workspaces.c.id,
    workspaces.c.name,
    workspaces.c.zone,
    workspaces.c.language,
    workspaces.c.currency,
    workspaces.c.config_version,
)
BY_ID = _WORKSPACE.where(workspaces.c.id == bindparam("id"))
OF_DOOR = _WORKSPACE.join(doors, doors.c.workspace == workspaces.c.id).where(
    doors.c.door == bindparam("door"), doors.c.tenant == bindparam("tenant")
)
_TEAM = select(teams.c.id, teams.c.name, teams.c.zone, teams.c.language).where(
    teams.c.workspace == bindparam("workspace")
)
_THERE = teams.c.removed_at.is_(None)
TEAMS = _TEAM.where(_THERE).order_by(teams.c.id)
PAST_TEAMS = _TEAM.where(~_THERE).order_by(teams.c.id)
TEAM = _TEAM.where(_THERE, teams.c.id == bindparam("id"))
_NEW_TEAM = upsert(teams)
# A team that was removed comes back under its name.
ADD_TEAM = _NEW_TEAM.on_conflict_do_update(index_elements=["workspace", "name"], set_={"removed_at": None}).returning(
    teams.c.id
)
REMOVE_TEAM = (
    update(teams)
    .where(teams.c.workspace == bindparam("of_workspace"), teams.c.id == bindparam("row"))
    .values(removed_at=bindparam("at", type_=teams.c.removed_at.type))
)
_ROOM = select(
    rooms.c.id, rooms.c.team, rooms.c.door, rooms.c.tenant, rooms.c.channel, rooms.c.name, rooms.c.language
).where(rooms.c.workspace == bindparam("workspace"))
ROOMS_OF_TEAM = _ROOM.where(rooms.c.team == bindparam("team")).order_by(rooms.c.id)
ROOM_OF = select(
    rooms.c.id, rooms.c.team, rooms.c.door, rooms.c.tenant, rooms.c.channel, rooms.c.name, rooms.c.language
).where(
    rooms.c.door == bindparam("door"), rooms.c.tenant == bindparam("tenant"), rooms.c.channel == bindparam("channel")
)
ROOMS_BEHIND = (
    select(rooms.c.id, rooms.c.team, rooms.c.door, rooms.c.tenant, rooms.c.channel, rooms.c.name, rooms.c.language)
    .where(rooms.c.door == bindparam("door"))
    .order_by(rooms.c.id)
)
ROOM = _ROOM.where(rooms.c.id == bindparam("id"))
_NEW_ROOM = upsert(rooms)
# Two first messages may come at once; an update that changes nothing gives the id of the room that was quicker.
# Of no column of a key: PostgreSQL would let nobody name the room until this commits, not even in what they answer.
ADD_ROOM = _NEW_ROOM.on_conflict_do_update(
    index_elements=["door", "tenant", "channel"], set_={"name": rooms.c.name}
).returning(rooms.c.id)
OPEN_DOOR = upsert(doors).on_conflict_do_nothing()
EMPTY = select(func.count()).select_from(workspaces)


def create(
    db: Connection,
    *,
    name: str,
    zone: str,
    language: str,
    currency: str,
    doors_open: Collection[tuple[str, str]],
    new: bool = False,
    now: datetime,
) -> int:
    """Make a workspace that these doors (door, tenant) lead to; a new one is still to be set up; return its id."""
    row = {"name": name, "zone": zone, "language": language, "currency": currency, "created_at": now}
    row["set_up_at"] = None if new else now
    id = int(db.execute(insert(workspaces).returning(workspaces.c.id), row).scalar_one())
    for door, tenant in doors_open:
        open_door(db, workspace=id, door=door, tenant=tenant)
    return id


def open_door(db: Connection, *, workspace: int, door: str, tenant: str) -> None:
    """Let a tenant of a platform lead to this workspace, unless it leads to one already."""
    db.execute(OPEN_DOOR, {"door": door, "tenant": tenant, "workspace": workspace})


def add_team(db: Connection, *, workspace: int, name: str, zone: str, language: str) -> int:
    """Make a team, or bring back the removed one of this name; return its id."""
    row = {"workspace": workspace, "name": name, "zone": zone, "language": language}
    return int(db.execute(ADD_TEAM, row).scalar_one())


def remove_team(db: Connection, *, workspace: int, id: int, at: datetime) -> None:
    """List and offer a team no more; what it did stays."""
    db.execute(REMOVE_TEAM, {"of_workspace": workspace, "row": id, "at": at})


def add_room(
    db: Connection,
    *,
    workspace: int,
    team: int | None,
    door: str,
    tenant: str,
    channel: str,
    name: str,
    language: str,
) -> int:
    """Make a room known as a team's, unless it is known already; return its id."""
    row = {"workspace": workspace, "team": team, "door": door, "tenant": tenant, "channel": channel}
    return int(db.execute(ADD_ROOM, row | {"name": name, "language": language}).scalar_one())


def add_member(
    db: Connection,
    *,
    workspace: int,
    handle: str,
    name: str,
    roles: Mapping[str, str],
    teams_of: Collection[int],
    language: str,
    zone: str,
    aliases: Collection[str] = (),
    users: Collection[tuple[str, str, str]] = (),
    now: datetime,
) -> int:
    """Make a member with roles (role → start day), teams and users (door, tenant, user); return the id."""
    handle, name, *others = map(clean_line, (handle, name, *aliases))
    row = {
        "workspace": workspace,
        "handle": handle,
        "name": name,
        "aliases": list(filter(None, others)),
        "roles": dict(roles),
        "language": language,
        "zone": zone,
        "active": True,
        "created_at": now,
    }
    id = int(db.execute(insert(members).returning(members.c.id), row).scalar_one())
    for team in teams_of:
        db.execute(insert(memberships), {"team": team, "member": id})
    for door, tenant, user in users:
        db.execute(
            insert(bindings),
            {"door": door, "tenant": tenant, "user": user, "workspace": workspace, "member": id},
        )
    names.call_member(db, workspace=workspace, id=id, name=name, others=(handle, *others), roles=roles)
    timers.hurry(db, workspace=workspace, kind="rhythm", at=now)  # which sees that they get theirs
    return id


def find(db: Connection, *, id: int) -> Workspace:
    """Return the workspace with this id."""
    return Workspace(*db.execute(BY_ID, {"id": id}).one())


def of_door(db: Connection, *, door: str, tenant: str) -> Workspace | None:
    """Return the workspace a door leads to."""
    row = db.execute(OF_DOOR, {"door": door, "tenant": tenant}).one_or_none()
    return None if row is None else Workspace(*row)


def empty(db: Connection) -> bool:
    """Whether the store holds no workspace yet."""
    return not db.execute(EMPTY).scalar_one()


def all_teams(db: Connection, *, workspace: int) -> tuple[Team, ...]:
    """Return the workspace's teams."""
    return tuple(Team(*row) for row in db.execute(TEAMS, {"workspace": workspace}))


def past_teams(db: Connection, *, workspace: int) -> tuple[Team, ...]:
    """Return the teams that were removed, whose deals still count."""
    return tuple(Team(*row) for row in db.execute(PAST_TEAMS, {"workspace": workspace}))


def team(db: Connection, *, workspace: int, id: int) -> Team | None:
    """Return the team with this id."""
    row = db.execute(TEAM, {"workspace": workspace, "id": id}).one_or_none()
    return None if row is None else Team(*row)


def rooms_of(db: Connection, *, workspace: int, team: int) -> tuple[Room, ...]:
    """Return the rooms a team talks in."""
    return tuple(Room(*row) for row in db.execute(ROOMS_OF_TEAM, {"workspace": workspace, "team": team}))


def room(db: Connection, *, workspace: int, id: int) -> Room:
    """Return the room with this id."""
    return Room(*db.execute(ROOM, {"workspace": workspace, "id": id}).one())


def room_of(db: Connection, *, door: str, tenant: str, channel: str) -> Room | None:
    """Return the room a platform's channel is to us."""
    row = db.execute(ROOM_OF, {"door": door, "tenant": tenant, "channel": channel}).one_or_none()
    return None if row is None else Room(*row)


def rooms_behind(db: Connection, *, door: str) -> tuple[Room, ...]:
    """Return every room of a platform, of all companies."""
    return tuple(Room(*row) for row in db.execute(ROOMS_BEHIND, {"door": door}))
