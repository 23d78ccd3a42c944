"""Members with everything a file may say of them: read whole, written with their teams, users, names and history."""

import json
from collections import defaultdict
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, CursorResult, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from sales.hiring import Colleague
from storage import bindings as bindings_of
from storage import changes, names, visitors
from storage.history import Origin
from storage.tables import bindings, deals, doors, history, members, memberships, requests
from storage.visitors import Visitor

EVERYBODY = select(members).where(members.c.workspace == bindparam("workspace")).order_by(members.c.id)
ONE = select(members).where(members.c.workspace == bindparam("workspace"), members.c.id == bindparam("id"))
TEAMS = (
    select(memberships.c.member, memberships.c.team)
    .join(members, members.c.id == memberships.c.member)
    .where(members.c.workspace == bindparam("workspace"))
)
USERS = (
    select(bindings.c.member, bindings.c.door, bindings.c.tenant, bindings.c.user)
    .join(members, members.c.id == bindings.c.member)
    .where(members.c.workspace == bindparam("workspace"))
)
DOORS = select(doors.c.door, doors.c.tenant).where(doors.c.workspace == bindparam("workspace")).order_by(doors.c.door)
COLUMNS = ("handle", "name", "aliases", "roles", "language", "zone", "email", "phone", "active")
INSERT = insert(members).returning(members.c.id)
CHANGE = (
    update(members)
    .where(members.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}", type_=members.c[name].type) for name in COLUMNS})
)
JOIN = upsert(memberships).on_conflict_do_nothing()
LEAVE = delete(memberships).where(
    memberships.c.member == bindparam("leaver"), memberships.c.team == bindparam("old_team")
)
BIND = upsert(bindings).on_conflict_do_nothing()
HELD = (
    select(deals.c.id)
    .where(
        deals.c.workspace == bindparam("workspace"), deals.c.owner == bindparam("member"), deals.c.reverted_at.is_(None)
    )
    .limit(1)
)
ACTED = (
    select(history.c.no)
    .where(history.c.workspace == bindparam("workspace"), history.c.who == bindparam("member"))
    .limit(1)
)
RECOGNISED = (
    select(history.c.payload)
    .where(history.c.subject_kind == "member", history.c.subject == bindparam("member"))
    .where(history.c.workspace == bindparam("workspace"), history.c.what == "recognised")
    .order_by(history.c.no.desc())
)
ASKED = select(requests.c.id).where(requests.c.assignee == bindparam("member"), requests.c.state == "open").limit(1)
WRITTEN = ("handle", "name", "aliases", "roles", "teams", "language", "zone", "email", "phone", "users", "active")


def everybody(db: Connection, *, workspace: int) -> list[Colleague]:
    """Return all members, those who left as well."""
    return _read(db, db.execute(EVERYBODY, {"workspace": workspace}), workspace)


def one(db: Connection, *, workspace: int, id: int) -> Colleague:
    """Return a member, also one who left."""
    (found,) = _read(db, db.execute(ONE, {"workspace": workspace, "id": id}), workspace)
    return found


def _read(db: Connection, rows: CursorResult[Any], workspace: int) -> list[Colleague]:
    teams: dict[int, set[int]] = defaultdict(set)
    users: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    for member, team in db.execute(TEAMS, {"workspace": workspace}):
        teams[member].add(team)
    for member, door, tenant, user in db.execute(USERS, {"workspace": workspace}):
        users[member].add((door, tenant, user))
    return [
        Colleague(
            **{name: cells[name] for name in COLUMNS if name != "aliases"},
            id=cells["id"],
            aliases=tuple(cells["aliases"]),
            teams=frozenset(teams[cells["id"]]),
            users=frozenset(users[cells["id"]]),
        )
        for cells in rows.mappings()
    ]


def doors_of(db: Connection, *, workspace: int) -> list[tuple[str, str]]:
    """Return door and tenant of the ways into a workspace."""
    return [(row.door, row.tenant) for row in db.execute(DOORS, {"workspace": workspace})]


def add(db: Connection, new: Colleague, *, origin: Origin, what: str, why: str) -> Colleague:
    """Store somebody new and return them with their id."""
    row = {**{name: _plain(getattr(new, name)) for name in COLUMNS}, "workspace": origin.workspace}
    id = int(db.execute(INSERT, row | {"created_at": origin.now}).scalar_one())
    before = Colleague(id, new.handle, "", active=False)
    return _follow(db, before, replace(new, id=id), origin=origin, what=what, why=why)


def change(
    db: Connection, before: Colleague, after: Colleague, *, origin: Origin, what: str, why: str = ""
) -> Colleague:
    """Write a changed member."""
    db.execute(CHANGE, {"row": before.id} | {f"new_{name}": _plain(getattr(after, name)) for name in COLUMNS})
    return _follow(db, before, after, origin=origin, what=what, why=why)


def recognise(db: Connection, *, member: int, visitor: Visitor, origin: Origin) -> None:
    """Let a visitor be this member from now on; who had no account yet lives by the clock and language it tells."""
    user = (visitor.door, visitor.tenant, visitor.user)
    known = one(db, workspace=origin.workspace, id=member)
    if all(door == "local" for door, _, _ in known.users):
        told = replace(known, zone=visitor.zone or known.zone, language=visitor.language or known.language)
        if told != known:
            change(db, known, told, origin=origin, what="followed", why=visitor.door)
    door, tenant, id = user
    bindings_of.bind(db, workspace=origin.workspace, member=member, door=door, tenant=tenant, user=id)
    visitors.became(db, id=visitor.id, member=member)
    changes.record(db, "member", member, "recognised", origin=origin, fields={"users": (None, list(user))})


def part(db: Connection, *, member: int, visitor: Visitor, origin: Origin) -> None:
    """Let a visitor be this member no longer."""
    # At another door of the same platform the same user is the same person.
    platform = bindings_of.platform_of(visitor.door)
    users = one(db, workspace=origin.workspace, id=member).users
    same = {each for each in users if bindings_of.platform_of(each[0]) == platform and each[2] == visitor.user}
    for door, tenant, user in {(visitor.door, visitor.tenant, visitor.user), *same}:
        bindings_of.unbind(db, door=door, tenant=tenant, user=user)
    visitors.became(db, id=visitor.id, member=None)
    fields = {"users": ([visitor.door, visitor.tenant, visitor.user], None)}
    changes.record(db, "member", member, "parted", origin=origin, fields=fields)


def recognised(db: Connection, *, workspace: int, member: int) -> list[tuple[str, str, str]]:
    """Return a member's accounts in the order in which they became theirs by a code or a press, the newest first."""
    rows = db.execute(RECOGNISED, {"workspace": workspace, "member": member}).scalars()
    return [tuple(json.loads(payload)["fields"]["users"][1]) for payload in rows if payload]


def at_work(db: Connection, *, workspace: int, member: int) -> bool:
    """Whether a member holds a deal, did something, or is asked for something."""
    asked = {"workspace": workspace, "member": member}
    return any(db.execute(statement, asked).first() is not None for statement in (HELD, ACTED, ASKED))


def _follow(db: Connection, before: Colleague, after: Colleague, *, origin: Origin, what: str, why: str) -> Colleague:
    """Write what belongs to a member beside the row: teams, users, names, history."""
    for team in sorted(after.teams - before.teams):
        db.execute(JOIN, {"member": after.id, "team": team})
    for team in sorted(before.teams - after.teams):
        db.execute(LEAVE, {"leaver": after.id, "old_team": team})
    for door, tenant, user in sorted(after.users - before.users):
        user_row = {"door": door, "tenant": tenant, "user": user}
        db.execute(BIND, user_row | {"workspace": origin.workspace, "member": after.id})
    others = [after.handle, *after.aliases, *filter(None, [after.email])]
    names.call_member(db, workspace=origin.workspace, id=after.id, name=after.name, others=others, roles=after.roles)
    pairs = ((name, _plain(getattr(before, name)), _plain(getattr(after, name))) for name in WRITTEN)
    fields = {name: (old, new) for name, old, new in pairs if old != new}
    changes.record(db, "member", after.id, what, origin=origin, fields=fields, why=why)
    return after


def _plain(value: object) -> object:
    """A value as a JSON column and the history keep it."""
    match value:
        case frozenset():
            return [list(one) if isinstance(one, tuple) else one for one in sorted(value)]
        case tuple():
            return list(value)
        case dict():
            return dict(value)
    return value
