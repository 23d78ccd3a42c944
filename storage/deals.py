"""Deals: found by code, listed by owner and team; storage/changes.py writes them."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, func, select

from sales.money import Money
from sales.refusal import Refused
from sales.values import Deal, Person, Team
from storage.tables import deals, members, teams

PLAIN = tuple(field.name for field in fields(Deal) if field.name not in ("owner", "team", "amount"))
_READ = select(
    deals,
    members.c.name.label("owner_name"),
    teams.c.name.label("team_name"),
    teams.c.zone.label("team_zone"),
    teams.c.language.label("team_language"),
).select_from(deals.join(teams, teams.c.id == deals.c.team).outerjoin(members, members.c.id == deals.c.owner))
IN_WORKSPACE = _READ.where(deals.c.workspace == bindparam("workspace"))
BY_CODE = IN_WORKSPACE.where(deals.c.code == bindparam("code"))
BY_ID = IN_WORKSPACE.where(deals.c.id == bindparam("id"))
# Who waited for a lock sees the deal as it became, but joined rows as they were before: an owner without a name.
# A lookup for each column is made anew for the deal that was locked (PostgreSQL manual, 13.2.1).
_owner = select(members.c.name).where(members.c.id == deals.c.owner)
_team = [
    select(column).where(teams.c.id == deals.c.team).scalar_subquery().label(f"team_{column.name}")
    for column in (teams.c.name, teams.c.zone, teams.c.language)
]
_LOCKED = select(deals, _owner.scalar_subquery().label("owner_name"), *_team).where(
    deals.c.workspace == bindparam("workspace")
)
_LOCKED_ID = _LOCKED.where(deals.c.id == bindparam("id"))
LOCK = _LOCKED.where(deals.c.code == bindparam("code")).with_for_update(of=deals)
LOCK_ID = _LOCKED_ID.with_for_update(of=deals)
LOCK_ID_SKIP = _LOCKED_ID.with_for_update(of=deals, skip_locked=True)
# What an import looks up many at a time, in the one order deals are locked in.
LOCK_EXTERNALS = (
    _LOCKED.where(deals.c.external.in_(bindparam("externals", expanding=True)))
    .order_by(deals.c.id)
    .with_for_update(of=deals)
)
LOCK_CODES = (
    _LOCKED.where(deals.c.code.in_(bindparam("codes", expanding=True))).order_by(deals.c.id).with_for_update(of=deals)
)
LOCK_BATCH = (
    _LOCKED.where(deals.c.batch == bindparam("batch"), deals.c.id > bindparam("after"))
    .order_by(deals.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=deals)
)
LIVE = and_(deals.c.result == "open", deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
# What goes along when somebody changes teams, or when a team ends.
LOCK_ELSEWHERE = (
    _LOCKED.where(LIVE, deals.c.owner == bindparam("owner"), deals.c.team != bindparam("team"))
    .order_by(deals.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=deals)
)
LOCK_OF_TEAM = (
    _LOCKED.where(LIVE, deals.c.team == bindparam("team"))
    .order_by(deals.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=deals)
)
OF_TEAM = select(func.count()).where(
    deals.c.workspace == bindparam("workspace"), LIVE, deals.c.team == bindparam("team")
)
HELD = (
    select(func.count())
    .select_from(deals)
    .where(deals.c.workspace == bindparam("workspace"), deals.c.owner == bindparam("owner"), LIVE)
)
OWNED = (
    IN_WORKSPACE.where(LIVE, deals.c.owner == bindparam("owner"))
    .order_by(func.coalesce(deals.c.next_at, deals.c.contact_due).asc().nulls_last(), deals.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
POOL = (
    IN_WORKSPACE.where(LIVE, deals.c.owner.is_(None))
    .order_by(deals.c.id.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
POOL_SIZE = (
    select(func.count())
    .select_from(deals)
    .where(deals.c.workspace == bindparam("workspace"), LIVE, deals.c.owner.is_(None))
)
OF_CUSTOMER = IN_WORKSPACE.where(LIVE, deals.c.customer == bindparam("customer")).order_by(deals.c.id.desc()).limit(10)
OF_CUSTOMERS = (
    IN_WORKSPACE.where(deals.c.customer.in_(bindparam("customers", expanding=True)))
    .where(deals.c.reverted_at.is_(None), deals.c.merged_into.is_(None))
    .order_by(deals.c.id)
    .limit(1_000)
)
NAMED = IN_WORKSPACE.where(deals.c.id.in_(bindparam("ids", expanding=True))).order_by(deals.c.id.desc())


def find(db: Connection, *, workspace: int, code: str) -> Deal:
    """Return the deal with this code."""
    return _one(db, BY_CODE, workspace=workspace, code=code)


def locked(db: Connection, *, workspace: int, code: str) -> Deal:
    """Return the deal with this code and keep others from changing it until the transaction ends."""
    return _one(db, LOCK, workspace=workspace, code=code)


def by_id(db: Connection, *, workspace: int, id: int) -> Deal:
    """Return the deal with this id."""
    return read(db.execute(BY_ID, {"workspace": workspace, "id": id}).mappings().one())


def locked_by_id(db: Connection, *, workspace: int, id: int) -> Deal:
    """Return the deal with this id, locked."""
    return read(db.execute(LOCK_ID, {"workspace": workspace, "id": id}).mappings().one())


def free_by_id(db: Connection, *, workspace: int, id: int) -> Deal | None:
    """Return the deal with this id, locked, or None while somebody else holds it."""
    row = db.execute(LOCK_ID_SKIP, {"workspace": workspace, "id": id}).mappings().one_or_none()
    return None if row is None else read(row)


def held(db: Connection, *, workspace: int, owner: int) -> int:
    """Return how many open deals a member holds; exact while that member is locked."""
    return int(db.execute(HELD, {"workspace": workspace, "owner": owner}).scalar_one())


def owned(db: Connection, *, workspace: int, owner: int, most: int, skip: int = 0) -> tuple[Deal, ...]:
    """Return a member's open deals, what falls due first comes first."""
    return _all(db, OWNED, workspace=workspace, owner=owner, most=most, skip=skip)


def pool(db: Connection, *, workspace: int, most: int, skip: int = 0) -> tuple[Deal, ...]:
    """Return the open deals nobody owns, newest first."""
    return _all(db, POOL, workspace=workspace, most=most, skip=skip)


def of_customer(db: Connection, *, workspace: int, customer: int) -> tuple[Deal, ...]:
    """Return a customer's open deals, newest first."""
    return _all(db, OF_CUSTOMER, workspace=workspace, customer=customer)


def of_customers(db: Connection, *, workspace: int, customers: Collection[int]) -> tuple[Deal, ...]:
    """Return the deals of these customers, closed ones as well."""
    return _all(db, OF_CUSTOMERS, workspace=workspace, customers=list(customers)) if customers else ()


def locked_externals(db: Connection, *, workspace: int, externals: Collection[str]) -> dict[str | None, Deal]:
    """Return the deals known by these ids of other systems, locked."""
    found = _all(db, LOCK_EXTERNALS, workspace=workspace, externals=list(externals)) if externals else ()
    return {deal.external: deal for deal in found}


def locked_codes(db: Connection, *, workspace: int, codes: Collection[str]) -> dict[str, Deal]:
    """Return the deals with these codes, locked."""
    found = _all(db, LOCK_CODES, workspace=workspace, codes=list(codes)) if codes else ()
    return {deal.code: deal for deal in found}


def locked_batch(db: Connection, *, workspace: int, batch: int, after: int, most: int) -> tuple[Deal, ...]:
    """Return deals an import brought, in their order after an id, locked."""
    return _all(db, LOCK_BATCH, workspace=workspace, batch=batch, after=after, most=most)


def locked_elsewhere(db: Connection, *, workspace: int, owner: int, team: int, most: int) -> tuple[Deal, ...]:
    """Return a member's open deals that are not of this team, locked."""
    return _all(db, LOCK_ELSEWHERE, workspace=workspace, owner=owner, team=team, most=most)


def locked_of_team(db: Connection, *, workspace: int, team: int, most: int) -> tuple[Deal, ...]:
    """Return a team's open deals, locked."""
    return _all(db, LOCK_OF_TEAM, workspace=workspace, team=team, most=most)


def open_of_team(db: Connection, *, workspace: int, team: int) -> int:
    """Return how many open deals a team has."""
    return int(db.execute(OF_TEAM, {"workspace": workspace, "team": team}).scalar_one())


def pool_size(db: Connection, *, workspace: int) -> int:
    """Return how many open deals nobody owns."""
    return int(db.execute(POOL_SIZE, {"workspace": workspace}).scalar_one())


def named(db: Connection, *, workspace: int, ids: Sequence[int]) -> tuple[Deal, ...]:
    """Return the deals with these ids, newest first."""
    return _all(db, NAMED, workspace=workspace, ids=list(ids)) if ids else ()


def read(cells: RowMapping) -> Deal:
    """Return a row of deals, with its owner's and team's names, as a value."""
    return Deal(
        owner=None if cells["owner"] is None else Person(cells["owner"], cells["owner_name"]),
        team=Team(cells["team"], cells["team_name"], cells["team_zone"], cells["team_language"]),
        amount=None if cells["amount"] is None else Money(cells["amount"], cells["currency"]),
        **{name: cells[name] for name in PLAIN},
    )


def _one(db: Connection, statement: Select[*tuple[Any, ...]], *, workspace: int, code: str) -> Deal:
    row = db.execute(statement, {"workspace": workspace, "code": code}).one_or_none()
    if row is None:
        raise Refused("deal_unknown", code=code)
    return read(row._mapping)


def _all(db: Connection, statement: Select[*tuple[Any, ...]], **parameters: object) -> tuple[Deal, ...]:
    return tuple(map(read, db.execute(statement, parameters).mappings()))
