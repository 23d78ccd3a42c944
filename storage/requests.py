"""Requests: what one member asked of another, and how it ended."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from sales.refusal import Refused
from sales.values import Person, Request
from storage import counters, outbox, timers
from storage.history import Origin
from storage.tables import members, requests

asker = members.alias("asker")
assignee = members.alias("assignee")
_READ = (
    select(requests, asker.c.name.label("asker_name"), assignee.c.name.label("assignee_name"))
    .select_from(
        requests.join(asker, asker.c.id == requests.c.asker).outerjoin(assignee, assignee.c.id == requests.c.assignee)
    )
    .where(requests.c.workspace == bindparam("workspace"))
)
BY_CODE = _READ.where(requests.c.code == bindparam("code"))
LOCK = BY_CODE.with_for_update(of=requests)
BY_ID = _READ.where(requests.c.id == bindparam("id"))
LOCK_ID = BY_ID.with_for_update(of=requests)
PENDING = _READ.where(
    requests.c.deal == bindparam("deal"), requests.c.kind == bindparam("kind"), requests.c.state == "open"
).with_for_update(of=requests)
LOCK_ON = (
    _READ.where(requests.c.deal == bindparam("deal"), requests.c.state == "open")
    .order_by(requests.c.id)
    .with_for_update(of=requests)
)
FOR = _READ.where(requests.c.assignee == bindparam("member"), requests.c.state == "open").order_by(
    requests.c.due, requests.c.id
)
INSERT = insert(requests).returning(requests.c.id)
CHANGED = ("assignee", "state", "due", "step", "answer", "answered_by", "closed_at", "rev")
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


def locked_on(db: Connection, *, workspace: int, deal: int) -> tuple[Request, ...]:
    """Return the open requests on a deal, locked."""
    return tuple(map(_read, db.execute(LOCK_ON, {"workspace": workspace, "deal": deal}).mappings()))


def waiting_for(db: Connection, *, workspace: int, member: int) -> tuple[Request, ...]:
    """Return the open requests a member shall answer, most urgent first."""
    return tuple(map(_read, db.execute(FOR, {"workspace": workspace, "member": member}).mappings()))


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
    timers.once(db, workspace=origin.workspace, subject_kind="request", subject=id, kind=kind, due=due)
    return Request(
        *(id, code, kind, deal, asker, assignee, "open", due, note, origin.now), role=role, quote=quote, step=step
    )


def change(db: Connection, request: Request, *, workspace: int, now: datetime) -> None:
    """Write a changed request: who has it, until when, how it ended; one that ended waits for nothing more."""
    row: dict[str, object] = {f"new_{name}": getattr(request, name) for name in CHANGED}
    row |= {"row": request.id, "new_assignee": request.assignee and request.assignee.id}
    db.execute(CHANGE, row)
    outbox.refresh(db, about_kind="request", about=request.id, rev=request.rev, now=now)
    if not request.open:
        timers.clear(db, workspace=workspace, subject_kind="request", subject=request.id, kind=request.kind)


def _one(row: RowMapping | None, code: str) -> Request:
    if row is None:
        raise Refused("request_unknown", code=code)
    return _read(row)


def _read(cells: RowMapping) -> Request:
    return Request(
        id=cells["id"],
        code=cells["code"],
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
