"""Requests: what one member asked of another, and how it ended."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, bindparam, insert, literal, or_, select, update

from sales.refusal import Refused
from sales.values import Person, Request
from storage import counters, outbox, timers
from storage.history import Origin
from storage.tables import deals, members, quotes, requests

asker = members.alias("asker")
assignee = members.alias("assignee")
_READ = (
    select(
        requests,
        asker.c.name.label("asker_name"),
        assignee.c.name.label("assignee_name"),
        quotes.c.code.label("quote_code"),
    )
    .select_from(
        requests.join(asker, asker.c.id == requests.c.asker)
        .outerjoin(assignee, assignee.c.id == requests.c.assignee)
        .outerjoin(quotes, quotes.c.id == requests.c.quote)
    )
    .where(requests.c.workspace == bindparam("workspace"))
)
# Who waited for a lock sees the request as it became, but joined rows as they were: names are looked up anew.
_LOCKED = (
    select(
        requests,
        select(asker.c.name).where(asker.c.id == requests.c.asker).scalar_subquery().label("asker_name"),
        select(assignee.c.name).where(assignee.c.id == requests.c.assignee).scalar_subquery().label("assignee_name"),
        select(quotes.c.code).where(quotes.c.id == requests.c.quote).scalar_subquery().label("quote_code"),
    )
    .where(requests.c.workspace == bindparam("workspace"))
    .with_for_update(of=requests)
)
BY_CODE = _READ.where(requests.c.code == bindparam("code"))
LOCK = _LOCKED.where(requests.c.code == bindparam("code"))
BY_ID = _READ.where(requests.c.id == bindparam("id"))
LOCK_ID = _LOCKED.where(requests.c.id == bindparam("id"))
LOCK_ON = _LOCKED.where(requests.c.deal == bindparam("deal"), requests.c.state == "open").order_by(requests.c.id)
# What ended with its deal closed in the moment of the deal's own change.
LOCK_ENDED_AT = _LOCKED.where(
    requests.c.deal == bindparam("deal"), requests.c.state == "withdrawn", requests.c.closed_at == bindparam("at")
).order_by(requests.c.id)
PENDING = LOCK_ON.where(requests.c.kind == bindparam("kind"))
_OPEN = _READ.where(requests.c.state == "open").order_by(requests.c.due, requests.c.id)
FOR = _OPEN.where(requests.c.assignee.in_(bindparam("members", expanding=True)))
FROM = _OPEN.where(requests.c.asker.in_(bindparam("members", expanding=True)))
QUEUED = _OPEN.where(requests.c.assignee.is_(None), requests.c.role.in_(bindparam("roles", expanding=True)))
OF_DEAL = _OPEN.where(requests.c.deal == bindparam("deal"))
OF_TEAMS = _OPEN.where(
    select(literal(1))
    .where(deals.c.id == requests.c.deal, deals.c.team.in_(bindparam("teams", expanding=True)))
    .correlate(requests)
    .exists()
)
CONCERNS = (
    select(literal(1))
    .where(
        requests.c.workspace == bindparam("workspace"), requests.c.deal == bindparam("deal"), requests.c.state == "open"
    )
    .where(
        or_(
            requests.c.asker == bindparam("member"),
            requests.c.assignee == bindparam("member"),
            and_(requests.c.assignee.is_(None), requests.c.role.in_(bindparam("roles", expanding=True))),
        )
    )
    .limit(1)
)
OF_QUOTE = _READ.where(requests.c.quote == bindparam("quote")).order_by(requests.c.id)
INSERT = insert(requests).returning(requests.c.id)
CHANGED = ("asker", "assignee", "state", "due", "step", "answer", "answered_by", "closed_at", "rev")
CHANGE = (
    update(requests)
    .where(requests.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}", type_=requests.c[name].type) for name in CHANGED})
)


def find(db: Connection, *, workspace: int, code: str) -> Request:
    """Return the request with this code."""
    return _one(db.execute(BY_CODE, {"workspace": workspace, "code": code}).mappings().one_or_none(), code)


def locked(db: Connection, *, workspace: int, code: str) -> Request:
    """Return the request with this code and keep others from answering it."""
    return _one(db.execute(LOCK, {"workspace": workspace, "code": code}).mappings().one_or_none(), code)


def locked_by_id(db: Connection, *, workspace: int, id: int) -> Request:
    """Return the request with this id, locked."""
    return _read(db.execute(LOCK_ID, {"workspace": workspace, "id": id}).mappings().one())


def by_id(db: Connection, *, workspace: int, id: int) -> Request:
    """Return the request with this id."""
    return _read(db.execute(BY_ID, {"workspace": workspace, "id": id}).mappings().one())


def pending(db: Connection, *, workspace: int, deal: int, kind: str) -> Request | None:
    """Return the open request of this kind on a deal, locked."""
    row = db.execute(PENDING, {"workspace": workspace, "deal": deal, "kind": kind}).mappings().first()
    return None if row is None else _read(row)


def open_on(db: Connection, *, workspace: int, deal: int) -> tuple[Request, ...]:
    """Return the open requests on a deal, most urgent first."""
    return _all(db, OF_DEAL, workspace=workspace, deal=deal)


def locked_on(db: Connection, *, workspace: int, deal: int) -> tuple[Request, ...]:
    """Return the open requests on a deal that is locked, and keep others from answering them."""
    return _all(db, LOCK_ON, workspace=workspace, deal=deal)


def ended_at(db: Connection, *, workspace: int, deal: int, at: datetime) -> tuple[Request, ...]:
    """Return the requests on a locked deal that were withdrawn at this moment, locked."""
    return _all(db, LOCK_ENDED_AT, workspace=workspace, deal=deal, at=at)


def waiting_for(db: Connection, *, workspace: int, members: Collection[int]) -> tuple[Request, ...]:
    """Return the open requests these members shall answer, most urgent first."""
    return _all(db, FOR, workspace=workspace, members=list(members))


def asked_by(db: Connection, *, workspace: int, members: Collection[int]) -> tuple[Request, ...]:
    """Return the open requests these members wait for, most urgent first."""
    return _all(db, FROM, workspace=workspace, members=list(members))


def queued(db: Connection, *, workspace: int, roles: Collection[str]) -> tuple[Request, ...]:
    """Return the open requests nobody of these roles has taken on yet, most urgent first."""
    return _all(db, QUEUED, workspace=workspace, roles=list(roles)) if roles else ()


def open_in_teams(db: Connection, *, workspace: int, teams: Collection[int]) -> tuple[Request, ...]:
    """Return the open requests on deals of these teams, most urgent first; what is overdue is due before now."""
    return _all(db, OF_TEAMS, workspace=workspace, teams=list(teams)) if teams else ()


def concerns(db: Connection, *, workspace: int, deal: int, member: int, roles: Collection[str]) -> bool:
    """Whether a member asked for something on a deal, or is asked for something there, alone or with their role."""
    asked = {"workspace": workspace, "deal": deal, "member": member, "roles": list(roles)}
    return db.execute(CONCERNS, asked).first() is not None


def of_quote(db: Connection, *, workspace: int, quote: int) -> tuple[Request, ...]:
    """Return everything that was ever asked of people for a quote, oldest first."""
    return tuple(map(_read, db.execute(OF_QUOTE, {"workspace": workspace, "quote": quote}).mappings()))


def open_one(
    db: Connection,
    *,
    origin: Origin,
    kind: str,
    deal: int | None,
    asker: Person,
    assignee: Person | None = None,
    role: str | None = None,
    due: datetime,
    note: str,
    quote: int | None = None,
    step: int = 0,
    first_look: datetime | None = None,
) -> Request:
    """Store a new request to a member or a role's queue, with the timer that sees to its end."""
    code = f"R-{counters.next_number(db, workspace=origin.workspace, kind='request', first=1)}"
    row = {
        "workspace": origin.workspace,
        "code": code,
        "kind": kind,
        "deal": deal,
        "asker": asker.id,
        "assignee": assignee and assignee.id,
        "role": role,
        "quote": quote,
        "step": step,
        "state": "open",
        "due": due,
        "note": note,
        "opened_at": origin.now,
    }
    id = int(db.execute(INSERT, row).scalar_one())
    timers.once(db, workspace=origin.workspace, subject_kind="request", subject=id, kind=kind, due=first_look or due)
    return Request(
        *(id, code, kind, deal, asker, assignee, "open", due, note, origin.now), role=role, quote=quote, step=step
    )


def change(db: Connection, request: Request, *, workspace: int, now: datetime) -> None:
    """Write a changed request: who has it, until when, how it ended; one that ended waits for nothing more."""
    row: dict[str, object] = {f"new_{name}": getattr(request, name) for name in CHANGED}
    row |= {"row": request.id, "new_asker": request.asker.id, "new_assignee": request.assignee and request.assignee.id}
    db.execute(CHANGE, row)
    outbox.refresh(db, about_kind="request", about=request.id, rev=request.rev, now=now)
    if not request.open:
        timers.clear(db, workspace=workspace, subject_kind="request", subject=request.id, kind=request.kind)


def look_anew(db: Connection, request: Request, *, workspace: int, at: datetime) -> None:
    """Begin the looks at a request again, as its due time has moved."""
    timers.follow(db, workspace=workspace, kind="request", subject=request.id, before={}, after={request.kind: at})


def _one(row: RowMapping | None, code: str) -> Request:
    if row is None:
        raise Refused("request_unknown", code=code)
    return _read(row)


def _all(db: Connection, statement: Select[*tuple[Any, ...]], **parameters: object) -> tuple[Request, ...]:
    return tuple(map(_read, db.execute(statement, parameters).mappings()))


def _read(cells: RowMapping) -> Request:
    return Request(
        id=cells["id"],
        code=cells["quote_code"] or cells["code"],  # what is asked for a quote goes by the quote's code
        kind=cells["kind"],
        deal=cells["deal"],
        asker=Person(cells["asker"], cells["asker_name"]),
        assignee=None if cells["assignee"] is None else Person(cells["assignee"], cells["assignee_name"]),
        state=cells["state"],
        due=cells["due"],
        note=cells["note"],
        opened_at=cells["opened_at"],
        role=cells["role"],
        quote=cells["quote"],
        step=cells["step"],
        answer=cells["answer"],
        answered_by=cells["answered_by"],
        closed_at=cells["closed_at"],
        rev=cells["rev"],
    )
