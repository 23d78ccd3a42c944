"""Members: who speaks, whom a name means, who leads a team, who is away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    select,
    update,
)

from sales.values import Member, Person, Room, Workspace
from storage.tables import bindings, members, memberships, rooms, workspaces
from storage.types import Instant

covering = members.alias("covering")
covered = members.alias("covered")
_NOW = bindparam("now", type_=Instant())
_TEAMS = (
    select(func.aggregate_strings(cast(memberships.c.team, Text), ","))
    .where(memberships.c.member == members.c.id)
    .scalar_subquery()
)
_COVERS = (
    select(func.aggregate_strings(cast(covered.c.id, Text), ","))
    .where(covered.c.cover == members.c.id, covered.c.away_from <= _NOW, covered.c.away_until > _NOW)
    .scalar_subquery()
)
_MEMBER = (
    members.c.id,
    members.c.name,
    members.c.handle,
    members.c.roles,
    _TEAMS.label("teams"),
    members.c.language,
    members.c.zone,
    members.c.praised,
    members.c.mornings,
    members.c.away_from,
    members.c.away_until,
    members.c.cover,
    covering.c.name.label("cover_name"),
    _COVERS.label("covers"),
    members.c.history_no,
    members.c.history_head,
)
_WITH_COVER = members.outerjoin(covering, covering.c.id == members.c.cover)
MEET = (
    select(
        *_MEMBER,
        workspaces.c.id.label("workspace"),
        workspaces.c.name.label("workspace_name"),
        workspaces.c.zone.label("workspace_zone"),
        workspaces.c.language.label("workspace_language"),
        workspaces.c.currency,
        workspaces.c.config_version,
        rooms.c.id.label("room"),
        rooms.c.team.label("room_team"),
        rooms.c.name.label("room_name"),
        rooms.c.language.label("room_language"),
    )
    .select_from(
        bindings.join(_WITH_COVER, members.c.id == bindings.c.member)
        .join(workspaces, workspaces.c.id == bindings.c.workspace)
        .outerjoin(
            rooms,
            and_(
                rooms.c.door == bindings.c.door,
                rooms.c.tenant == bindings.c.tenant,
                rooms.c.channel == bindparam("channel"),
            ),
        )
    )
    .where(bindings.c.door == bindparam("door"), bindings.c.tenant == bindparam("tenant"))
    .where(bindings.c.user == bindparam("user"), members.c.active)
)
_ALL = select(*_MEMBER).select_from(_WITH_COVER).where(members.c.workspace == bindparam("workspace"), members.c.active)
BY_ID = _ALL.where(members.c.id == bindparam("id"))
BY_IDS = _ALL.where(members.c.id.in_(bindparam("ids", expanding=True))).order_by(members.c.id)
PEOPLE = select(members.c.id, members.c.name).where(
    members.c.workspace == bindparam("workspace"), members.c.id.in_(bindparam("ids", expanding=True))
)
AWAY = _ALL.where(members.c.away_until > _NOW).order_by(members.c.away_from, members.c.id)
LOCK = (
    select(members.c.id)
    .where(members.c.workspace == bindparam("workspace"), members.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(members.c.id)
    # The weaker lock lets others point to these members meanwhile: whoever says something to a member, or acts as
    # one, would otherwise wait for the claim of that member, which may be waiting for their deal.
    .with_for_update(key_share=True)
)
OF_TEAM = _ALL.where(
    members.c.id.in_(select(memberships.c.member).where(memberships.c.team == bindparam("team")))
).order_by(members.c.id)
EVERYBODY = _ALL.order_by(members.c.id)
HOME = (
    select(bindings.c.door, bindings.c.tenant)
    .where(bindings.c.member == bindparam("member"), bindings.c.workspace == bindparam("workspace"))
    .where(bindings.c.door.in_(bindparam("doors", expanding=True)))
    .order_by(bindings.c.door)
    .limit(1)
)
_ONE = (members.c.workspace == bindparam("workspace"), members.c.id == bindparam("id"))
FREE = select(members.c.id).where(*_ONE).with_for_update(key_share=True, skip_locked=True)
NUDGED = select(members.c.nudged_at).where(*_ONE)
SET_NUDGED = update(members).where(members.c.id == bindparam("row")).values(nudged_at=bindparam("at"))


@dataclass(frozen=True, slots=True)
class Met:
    """Who speaks, in which company and room."""

    workspace: Workspace
    member: Member
    room: Room | None


def meet(db: Connection, *, door: str, tenant: str, user: str, channel: str | None, now: datetime) -> Met | None:
    """Return the member bound to a platform's user, and where they speak; None for a stranger."""
    asked = {"door": door, "tenant": tenant, "user": user, "channel": channel, "now": now}
    row = db.execute(MEET, asked).one_or_none()
    if row is None:
        return None
    workspace = Workspace(
        row.workspace,
        row.workspace_name,
        row.workspace_zone,
        row.workspace_language,
        row.currency,
        row.config_version,
    )
    room = None
    if row.room is not None and channel is not None:
        room = Room(row.room, row.room_team, door, tenant, channel, row.room_name, row.room_language)
    return Met(workspace, read(row._mapping, now=now), room)


def by_id(db: Connection, *, workspace: int, id: int, now: datetime) -> Member | None:
    """Return the active member with this id."""
    row = db.execute(BY_ID, {"workspace": workspace, "id": id, "now": now}).one_or_none()
    return None if row is None else read(row._mapping, now=now)


def named(db: Connection, *, workspace: int, ids: Collection[int], now: datetime) -> tuple[Member, ...]:
    """Return the active members with these ids."""
    return _all(db, BY_IDS, workspace=workspace, ids=list(ids), now=now) if ids else ()


def people(db: Connection, *, workspace: int, ids: Collection[int]) -> dict[int, Person]:
    """Return the names of members, also of those who have left."""
    rows = db.execute(PEOPLE, {"workspace": workspace, "ids": list(ids)}) if ids else ()
    return {row.id: Person(row.id, row.name) for row in rows}


def everybody(db: Connection, *, workspace: int, now: datetime) -> tuple[Member, ...]:
    """Return all active members."""
    return _all(db, EVERYBODY, workspace=workspace, now=now)


def of_team(db: Connection, *, workspace: int, team: int, now: datetime) -> tuple[Member, ...]:
    """Return the active members of a team."""
    return _all(db, OF_TEAM, workspace=workspace, team=team, now=now)


def of_role(db: Connection, *, workspace: int, team: int, role: str, now: datetime) -> tuple[Member, ...]:
    """Return who of a team has a role; where nobody has, whoever of the company does."""
    here = tuple(member for member in of_team(db, workspace=workspace, team=team, now=now) if role in member.roles)
    return here or tuple(member for member in everybody(db, workspace=workspace, now=now) if role in member.roles)


def away(db: Connection, *, workspace: int, now: datetime) -> tuple[Member, ...]:
    """Return who is on leave or has leave ahead, soonest first."""
    return _all(db, AWAY, workspace=workspace, now=now)


def lock(db: Connection, *, workspace: int, ids: Collection[int]) -> None:
    """Keep others from counting on these members until the transaction ends, lowest id first."""
    if db.dialect.name != "sqlite":  # there BEGIN IMMEDIATE is the lock
        db.execute(LOCK, {"workspace": workspace, "ids": sorted(ids)}).all()


def home(db: Connection, *, workspace: int, member: int, doors: Collection[str]) -> tuple[str, str] | None:
    """Return door and tenant where a member can be spoken to in private."""
    row = db.execute(HOME, {"workspace": workspace, "member": member, "doors": list(doors)}).one_or_none()
    return None if row is None else (row.door, row.tenant)


def free(db: Connection, *, workspace: int, id: int) -> bool:
    """Lock a member; False while somebody else holds them."""
    return db.execute(FREE, {"workspace": workspace, "id": id}).one_or_none() is not None


def last_nudge(db: Connection, *, workspace: int, id: int) -> datetime | None:
    """Return when a member was last reminded."""
    return db.execute(NUDGED, {"workspace": workspace, "id": id}).scalar_one_or_none()


def nudged(db: Connection, *, id: int, at: datetime) -> None:
    """Remember when a member was reminded."""
    db.execute(SET_NUDGED, {"row": id, "at": at})


def read(cells: RowMapping, *, now: datetime) -> Member:
    """Return a row of members as a value, with the roles that have begun."""
    today = now.isoformat()
    return Member(
        id=cells["id"],
        name=cells["name"],
        handle=cells["handle"],
        roles=frozenset(role for role, since in cells["roles"].items() if since <= today),
        teams=_ids(cells["teams"]),
        language=cells["language"],
        zone=cells["zone"],
        away_from=cells["away_from"],
        away_until=cells["away_until"],
        cover=None if cells["cover"] is None else Person(cells["cover"], cells["cover_name"]),
        covers=_ids(cells["covers"]),
        praised=cells["praised"],
        mornings=cells["mornings"],
        history_no=cells["history_no"],
        history_head=cells["history_head"],
    )


def _all(
    db: Connection, statement: Select[*tuple[Any, ...]], *, now: datetime, **parameters: object
) -> tuple[Member, ...]:
    return tuple(read(row, now=now) for row in db.execute(statement, parameters | {"now": now}).mappings())


def _ids(joined: str | None) -> frozenset[int]:
    return frozenset(map(int, joined.split(","))) if joined else frozenset()
