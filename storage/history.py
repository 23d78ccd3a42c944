"""The append-only record: each subject's chain of who changed what, when and why."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from sales.money import Money
from sales.values import Change, Person, Team
from storage.tables import deals, history, members, workspaces

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who acts, and by which message; stands on every row of history the action writes."""

    workspace: int
    who: Person | None
    now: datetime
    via: int | None = None
    permalink: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a subject's chain."""

    no: int
    hash: str


INSERT = insert(history)
OF = (
    select(history, members.c.name)
    .select_from(history.outerjoin(members, members.c.id == history.c.who))
    .where(history.c.subject_kind == bindparam("kind"), history.c.subject == bindparam("subject"))
    .where(history.c.workspace == bindparam("workspace"))
)
LAST = OF.order_by(history.c.no.desc()).limit(bindparam("most"))
ONE = OF.where(history.c.no == bindparam("no"))
SINCE = OF.where(history.c.no >= bindparam("no")).order_by(history.c.no)
BY = (
    select(history.c.subject_kind, history.c.subject, history.c.no, history.c.what, history.c.payload)
    .where(history.c.workspace == bindparam("workspace"), history.c.who == bindparam("who"))
    .where(history.c.at > bindparam("since"))
    # By the messages they came with: the clock may have been wrong at one of them.
    .order_by(history.c.via.desc().nulls_last(), history.c.at.desc(), history.c.no.desc())
    .limit(50)
)
BLANK = (
    update(history)
    .where(history.c.subject_kind == bindparam("kind"), history.c.subject == bindparam("subject_id"))
    .where(history.c.workspace == bindparam("workspace_id"), history.c.no == bindparam("row_no"))
    .where(history.c.payload.is_not(None))
    .values(salt=None, payload=None)
)
# Every chain's head lies beside the subject it belongs to.
SUBJECTS = {"deal": deals, "member": members, "workspace": workspaces}
HEAD = {
    kind: select(table.c.history_no, table.c.history_head)
    .where(
        table.c.id == bindparam("subject"),
        (table.c.id if kind == "workspace" else table.c.workspace) == bindparam("workspace"),
    )
    .with_for_update(key_share=True)  # whoever only points to the subject need not wait
    for kind, table in SUBJECTS.items()
}
SET_HEAD = {
    kind: update(table)
    .where(table.c.id == bindparam("row"))
    .values(history_no=bindparam("no"), history_head=bindparam("hash"))
    for kind, table in SUBJECTS.items()
}


def append(
    db: Connection,
    *,
    origin: Origin,
    kind: str,
    subject: int,
    head: Head,
    what: str,
    fields: Mapping[str, tuple[object, object]],
    first: Mapping[str, object] | None = None,
    why: str = "",
) -> Head:
    """Add one row to a subject's chain and return the chain's new end; `first` is what it began with."""
    row, end = link(
        origin=origin, kind=kind, subject=subject, head=head, what=what, fields=fields, first=first, why=why
    )
    db.execute(INSERT, row)
    return end


def append_all(db: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows made by link, one chain each."""
    db.execute(INSERT, rows)


def link(
    *,
    origin: Origin,
    kind: str,
    subject: int,
    head: Head,
    what: str,
    fields: Mapping[str, tuple[object, object]],
    first: Mapping[str, object] | None = None,
    why: str = "",
) -> tuple[dict[str, object], Head]:
    """Return the next row of a subject's chain and the chain's new end."""
    payload = json.dumps(
        {
            "fields": {name: [plain(a), plain(b)] for name, (a, b) in fields.items()},
            "first": {name: plain(value) for name, value in (first or {}).items()},
            "why": why,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    salt = secrets.token_hex(16)
    who = None if origin.who is None else origin.who.id
    digest = digest_of(salt, payload)
    no = head.no + 1
    new = chained(head.hash, kind=kind, subject=subject, no=no, who=who, what=what, at=origin.now, digest=digest)
    row = {
        "subject_kind": kind,
        "subject": subject,
        "no": no,
        "workspace": origin.workspace,
        "who": who,
        "what": what,
        "at": origin.now,
        "via": origin.via,
        "permalink": origin.permalink,
        "salt": salt,
        "payload": payload,
        "digest": digest,
        "hash": new,
    }
    return row, Head(no, new)


def digest_of(salt: str, payload: str) -> str:
    """Return the fingerprint of what a row says; it stays when the words are erased."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def chained(
    previous: str, *, kind: str, subject: int, no: int, who: int | None, what: str, at: datetime, digest: str
) -> str:
    """Return a row's link: it seals the row and everything before it."""
    moment = at.astimezone(UTC).isoformat(" ", "microseconds")
    sealed = "\x1f".join((previous, f"{kind}:{subject}", str(no), str(who), what, moment, digest))
    return hashlib.sha256(sealed.encode()).hexdigest()


def last(db: Connection, *, workspace: int, kind: str, subject: int, most: int) -> tuple[Change, ...]:
    """Return a subject's newest changes, newest first."""
    rows = db.execute(LAST, {"workspace": workspace, "kind": kind, "subject": subject, "most": most})
    return tuple(map(read, rows.mappings()))


def one(db: Connection, *, workspace: int, kind: str, subject: int, no: int) -> Change | None:
    """Return one change of a subject."""
    row = db.execute(ONE, {"workspace": workspace, "kind": kind, "subject": subject, "no": no}).mappings().first()
    return None if row is None else read(row)


def since(db: Connection, *, workspace: int, kind: str, subject: int, no: int) -> tuple[Change, ...]:
    """Return one change of a subject and all later ones, oldest first."""
    rows = db.execute(SINCE, {"workspace": workspace, "kind": kind, "subject": subject, "no": no})
    return tuple(map(read, rows.mappings()))


def by(db: Connection, *, workspace: int, who: int, after: datetime) -> Iterator[tuple[str, int, int, str, str]]:
    """Yield kind, subject, number, name and reason of what a member did since a moment, newest first."""
    for row in db.execute(BY, {"workspace": workspace, "who": who, "since": after}).all():
        why = json.loads(row.payload)["why"] if row.payload else ""
        yield row.subject_kind, row.subject, row.no, row.what, why


def blank(db: Connection, *, workspace: int, kind: str, subject: int, no: int) -> bool:
    """Erase what one row says, its fingerprint and the chain stay; False when there was nothing to erase."""
    row = {"workspace_id": workspace, "kind": kind, "subject_id": subject, "row_no": no}
    return bool(db.execute(BLANK, row).rowcount)


def erase(db: Connection, *, origin: Origin, kind: str, subject: int, no: int) -> bool:
    """Erase what one row says and write down, as a row of its own, who did; False when there was nothing to erase."""
    before = head(db, workspace=origin.workspace, kind=kind, subject=subject)
    if not blank(db, workspace=origin.workspace, kind=kind, subject=subject, no=no):
        return False
    end = append(db, origin=origin, kind=kind, subject=subject, head=before, what=ERASED, fields={}, why=str(no))
    set_head(db, kind=kind, subject=subject, head=end)
    return True


def head(db: Connection, *, workspace: int, kind: str, subject: int) -> Head:
    """Return the end of a subject's chain, locked."""
    return Head(*db.execute(HEAD[kind], {"subject": subject, "workspace": workspace}).one())


def set_head(db: Connection, *, kind: str, subject: int, head: Head) -> None:
    """Keep the end of a subject's chain beside the subject."""
    db.execute(SET_HEAD[kind], {"row": subject, "no": head.no, "hash": head.hash})


def fields_of(payload: str | None) -> dict[str, tuple[object, object]]:
    """Return what a row says was changed, from what to what; nothing where it was erased."""
    return _fields(json.loads(payload)["fields"]) if payload else {}


def read(cells: RowMapping) -> Change:
    """Return a row of history, with its author's name, as a value."""
    payload: dict[str, Any] = json.loads(cells["payload"]) if cells["payload"] else {"fields": {}, "why": ""}
    return Change(
        no=cells["no"],
        who=None if cells["who"] is None else Person(cells["who"], cells["name"]),
        what=cells["what"],
        at=cells["at"],
        fields=_fields(payload["fields"]),
        why=payload["why"],
    )


def _fields(said: Mapping[str, Any]) -> dict[str, tuple[object, object]]:
    return {name: (_value(before), _value(after)) for name, (before, after) in said.items()}


def plain(value: object) -> object:
    """Return a value as the history keeps it, in JSON's few types."""
    match value:
        case Money():
            return {"money": [value.minor, value.currency]}
        case datetime():
            return {"at": value.astimezone(UTC).isoformat()}
        case Person():
            return {"person": [value.id, value.name]}
        case Team():
            return {"team": [value.id, value.name]}
    return value


def _value(plain: object) -> object:
    match plain:
        case {"money": [int(minor), str(currency)]}:
            return Money(minor, currency)
        case {"at": str(moment)}:
            return datetime.fromisoformat(moment)
        case {"person": [int(id), str(name)]}:
            return Person(id, name)
    return plain
