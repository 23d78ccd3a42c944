"""The one way to write a deal or a member's settings: with all that follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from types import MappingProxyType

from sqlalchemy import Connection, Table, Update, bindparam, case, func, insert, select, update

from sales.config import Config
from sales.money import Money
from sales.reminding import timers_of
from sales.values import Deal, Member, Person, Team, Workspace
from storage import configs, counters, history, names, outbox, timers
from storage.history import Head, Origin
from storage.outbox import Standing
from storage.tables import deals as deals_table
from storage.tables import members, ownership, stays

UNCHANGING = frozenset({"id", "code", "rev", "history_no", "history_head"})
HEAD_COLUMNS = frozenset({"history_no", "history_head"})
DEAL_NAMES = tuple(field.name for field in fields(Deal) if field.name not in UNCHANGING)
MEMBER_NAMES = ("language", "zone", "away_from", "away_until", "cover", "praised", "mornings")
# An interval ends where the next begins, so a gap or an overlap cannot be written.
_INTERVAL = {
    "member": bindparam("member_id", type_=ownership.c.member.type),
    "since": bindparam("at", type_=ownership.c.since.type),
    "by": bindparam("who", type_=ownership.c.by.type),
    "why": bindparam("because", type_=ownership.c.why.type),
}
INSERT_MANY = insert(deals_table).returning(deals_table.c.id, deals_table.c.code)
STAY = insert(stays).values(deal=bindparam("deal_id"), no=1)
STAY_NEXT = insert(stays).from_select(
    ["deal", "no", "stage", "since"],
    select(
        stays.c.deal,
        func.max(stays.c.no) + 1,
        bindparam("stage", type_=stays.c.stage.type),
        bindparam("since", type_=stays.c.since.type),
    )
    .where(stays.c.deal == bindparam("deal_id"))
    .group_by(stays.c.deal),
)
OWN = insert(ownership).values(deal=bindparam("deal_id"), no=1, **_INTERVAL)
# Who waited for the deal may have begun before the one they waited for; a baton is not handed back in time.
_last = func.max(ownership.c.since)
_since = case((_last > _INTERVAL["since"], _last), else_=_INTERVAL["since"])
OWN_NEXT = insert(ownership).from_select(
    ["deal", "no", *_INTERVAL],
    select(ownership.c.deal, func.max(ownership.c.no) + 1, *(_INTERVAL | {"since": _since}).values())
    .where(ownership.c.deal == bindparam("deal_id"))
    .group_by(ownership.c.deal),
)


def create_deal(db: Connection, deal: Deal, *, origin: Origin, why: str = "") -> Deal:
    """Store a new deal under the next code and return it."""
    facts = _facts(deal)
    code = f"D-{counters.next_number(db, workspace=origin.workspace, kind='deal', first=1001)}"
    row = _columns(facts) | {"workspace": origin.workspace, "code": code, "rev": 1}
    id = int(db.execute(insert(deals_table).returning(deals_table.c.id), row).scalar_one())
    # Undoing a creation takes the deal out of every list: before it, the deal was not there.
    taken_back: dict[str, tuple[object, object]] = {"reverted_at": (origin.now, None)}
    head = history.append(
        db,
        origin=origin,
        kind="deal",
        subject=id,
        head=Head(0, ""),
        what="created",
        fields=taken_back,
        first={name: value for name, value in facts.items() if value not in (None, "")},
        why=why,
    )
    db.execute(
        _deal_update(HEAD_COLUMNS),
        {"row": id, "history_no": head.no, "history_head": head.hash},
    )
    stored = replace(deal, id=id, code=code, rev=1, history_no=head.no, history_head=head.hash)
    db.execute(OWN, _interval(stored, origin, why))
    db.execute(STAY, {"deal_id": id, "stage": stored.stage, "since": stored.stage_since})
    timers.follow(db, workspace=origin.workspace, kind="deal", subject=id, before={}, after=timers_of(stored))
    names.call_deals(db, workspace=origin.workspace, called=[(name, id) for name in deal.names])
    return stored


def import_deals(db: Connection, new: Sequence[Deal], *, origin: Origin, why: str) -> list[Deal]:
    """Store deals a file brought, with days of their own; one that names a later code than was ever given keeps it."""
    coded = _coded(db, new, workspace=origin.workspace)
    rows = [_columns(_facts(deal)) | {"workspace": origin.workspace, "code": deal.code, "rev": 1} for deal in coded]
    ids = {code: id for id, code in db.execute(INSERT_MANY, rows)}
    linked = [_imported(replace(deal, id=ids[deal.code], rev=1), origin=origin, why=why) for deal in coded]
    history.append_all(db, [row for row, _ in linked])
    stored = [deal for _, deal in linked]
    heads = [{"row": deal.id, "history_no": deal.history_no, "history_head": deal.history_head} for deal in stored]
    db.execute(_deal_update(HEAD_COLUMNS), heads)
    db.execute(OWN, [_interval(deal, origin, why) | {"at": deal.stage_since} for deal in stored])
    db.execute(STAY, [{"deal_id": deal.id, "stage": deal.stage, "since": deal.stage_since} for deal in stored])
    timers.set_all(
        db,
        workspace=origin.workspace,
        kind="deal",
        dues=[(deal.id, kind, due) for deal in stored for kind, due in timers_of(deal).items() if due > origin.now],
    )
    called = [(name, deal.id) for deal in stored for name in deal.names]
    names.call_deals(db, workspace=origin.workspace, called=called)
    return stored


def _coded(db: Connection, new: Sequence[Deal], *, workspace: int) -> list[Deal]:
    """Give each new deal its code: its own where that lies ahead, else the next."""
    last = counters.next_number(db, workspace=workspace, kind="deal", first=1001) - 1
    coded = []
    for deal in new:
        last = max(last + 1, int(deal.code.partition("-")[2] or 0))
        coded.append(replace(deal, code=f"D-{last}"))
    counters.reach(db, workspace=workspace, kind="deal", last=last)
    return coded


def _imported(deal: Deal, *, origin: Origin, why: str) -> tuple[dict[str, object], Deal]:
    first = {name: value for name, value in _facts(deal).items() if value not in (None, "")}
    row, end = history.link(
        origin=origin,
        kind="deal",
        subject=deal.id,
        head=Head(0, ""),
        what="imported",
        fields={},
        first=first,
        why=why,
    )
    return row, replace(deal, history_no=end.no, history_head=end.hash)


def _facts(deal: Deal) -> dict[str, object]:
    return {name: getattr(deal, name) for name in DEAL_NAMES}


def change_deal(
    db: Connection, before: Deal, after: Deal, what: str, *, origin: Origin, why: str = ""
) -> tuple[Deal, list[Standing]]:
    """Write a changed deal with its history, ownership, timers and cards; return it and where its cards stand."""
    changed = _changed(before, after)
    head = history.append(
        db,
        origin=origin,
        kind="deal",
        subject=before.id,
        head=_head(before),
        what=what,
        fields=changed,
        why=why,
    )
    stored = replace(after, rev=before.rev + 1, history_no=head.no, history_head=head.hash)
    row = _columns({name: new for name, (_, new) in changed.items()})
    row |= {"rev": stored.rev, "history_no": head.no, "history_head": head.hash}
    db.execute(_deal_update(frozenset(row)), row | {"row": before.id})
    if "owner" in changed:
        db.execute(OWN_NEXT, _interval(stored, origin, why))
    if "stage" in changed:
        db.execute(STAY_NEXT, {"deal_id": stored.id, "stage": stored.stage, "since": stored.stage_since})
    if before.names != stored.names:
        names.rename_deal(db, workspace=origin.workspace, id=stored.id, before=before.names[1:], after=stored.names)
    _follow(db, before, stored, workspace=origin.workspace)
    cards = outbox.refresh(db, about_kind="deal", about=before.id, rev=stored.rev, now=origin.now)
    return stored, cards


def change_member(db: Connection, before: Member, after: Member, what: str, *, origin: Origin, why: str = "") -> Member:
    """Write a member's changed settings or leave with its history; return the member as stored."""
    changed = _changed(before, after)
    head = history.append(
        db, origin=origin, kind="member", subject=before.id, head=_head(before), what=what, fields=changed, why=why
    )
    row = {name: new.id if isinstance(new, Person) else new for name, (_, new) in changed.items()}
    row |= {"history_no": head.no, "history_head": head.hash}
    db.execute(_member_update(frozenset(row)), row | {"row": before.id})
    return replace(after, history_no=head.no, history_head=head.hash)


def change_config(db: Connection, workspace: Workspace, after: Config, *, origin: Origin, why: str) -> Workspace:
    """Store new rules of a workspace, with what differs as history; return the workspace with its new version."""
    before = configs.current(db, workspace=workspace.id, version=workspace.config_version)
    version = workspace.config_version + 1
    who = None if origin.who is None else origin.who.id
    configs.save(db, after, workspace=workspace.id, version=version, by=who, at=origin.now, why=why)
    record(db, "workspace", workspace.id, "configured", origin=origin, fields=configs.differing(before, after), why=why)
    return replace(workspace, config_version=version)


def record(
    db: Connection,
    kind: str,
    subject: int,
    what: str,
    *,
    origin: Origin,
    fields: Mapping[str, tuple[object, object]] = MappingProxyType({}),
    why: str = "",
) -> Head:
    """Write down what happened to a member or a workspace; return the new end of its chain."""
    head = history.head(db, workspace=origin.workspace, kind=kind, subject=subject)
    end = history.append(db, origin=origin, kind=kind, subject=subject, head=head, what=what, fields=fields, why=why)
    history.set_head(db, kind=kind, subject=subject, head=end)
    return end


def _head(subject: Deal | Member) -> Head:
    return Head(subject.history_no, subject.history_head)


def _changed(before: Deal | Member, after: Deal | Member) -> dict[str, tuple[object, object]]:
    names = DEAL_NAMES if isinstance(before, Deal) else MEMBER_NAMES
    all_of = attrgetter(*names)
    return {name: (old, new) for name, old, new in zip(names, all_of(before), all_of(after), strict=True) if old != new}


def _columns(values: Mapping[str, object]) -> dict[str, object]:
    """A deal's fields as the columns they are kept in."""
    row: dict[str, object] = {}
    for name, value in values.items():
        if name == "amount":
            amount = value if isinstance(value, Money) else None
            row |= {"amount": amount and amount.minor, "currency": amount and amount.currency}
        else:
            row[name] = value.id if isinstance(value, Person | Team) else value
    return row


def _follow(db: Connection, before: Deal, after: Deal, *, workspace: int) -> None:
    """Set the deal's timers; a new owner's start anew, whatever the old one was told."""
    known: dict[str, datetime | None] = dict(timers_of(before))
    if before.owner != after.owner:
        known = dict.fromkeys(known)
    timers.follow(db, workspace=workspace, kind="deal", subject=after.id, before=known, after=timers_of(after))


def _interval(deal: Deal, origin: Origin, why: str) -> dict[str, object]:
    return {
        "deal_id": deal.id,
        "member_id": deal.owner and deal.owner.id,
        "at": origin.now,
        "who": origin.who and origin.who.id,
        "because": why,
    }


@cache
def _deal_update(columns: frozenset[str]) -> Update:
    return _update(deals_table, columns)


@cache
def _member_update(columns: frozenset[str]) -> Update:
    return _update(members, columns)


def _update(table: Table, columns: frozenset[str]) -> Update:
    # One statement for each set of changed columns, built once: building it per change costs more than running it.
    return update(table).where(table.c.id == bindparam("row")).values({name: bindparam(name) for name in columns})
