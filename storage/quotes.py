"""Quotes: what was asked for, where each stands, and every version that was offered."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, bindparam, exists, insert, or_, select, update

from sales.money import Money
from sales.quoting import OPEN, Item, Line, Quote, Version, Wanted
from sales.refusal import Refused
from sales.values import Person
from storage import counters, outbox, timers
from storage.history import Origin
from storage.tables import deals, members, quote_versions, quotes, requests

asker = members.alias("asker")
author = members.alias("author")
# Names are looked up one by one: who waited for a lock sees the row as it became, but joined rows as they were.
_READ = select(
    quotes,
    select(asker.c.name).where(asker.c.id == quotes.c.asker).scalar_subquery().label("asker_name"),
    select(author.c.name).where(author.c.id == quotes.c.author).scalar_subquery().label("author_name"),
).where(quotes.c.workspace == bindparam("workspace"))
BY_CODE = _READ.where(quotes.c.code == bindparam("code"))
BY_ID = _READ.where(quotes.c.id == bindparam("id"))
NAMED = _READ.where(quotes.c.id.in_(bindparam("ids", expanding=True)))
LOCK_ID = BY_ID.with_for_update(of=quotes)
LOCK_OPEN_ON = (
    _READ.where(quotes.c.deal == bindparam("deal"), quotes.c.state.in_(OPEN))
    .order_by(quotes.c.id)
    .with_for_update(of=quotes)
)
LOCK_ENDED_AT = (
    _READ.where(quotes.c.deal == bindparam("deal"), quotes.c.closed_at == bindparam("at"))
    .where(quotes.c.state.in_(("withdrawn", "accepted")))
    .order_by(quotes.c.id)
    .with_for_update(of=quotes)
)
# Somebody's open quotes: asked for or made by them, on a deal of theirs, or waiting for them.
_waits = exists().where(
    requests.c.quote == quotes.c.id,
    requests.c.state == "open",
    or_(
        requests.c.assignee.in_(bindparam("people", expanding=True)),
        and_(requests.c.assignee.is_(None), requests.c.role.in_(bindparam("roles", expanding=True))),
    ),
)
_owned = exists().where(deals.c.id == quotes.c.deal, deals.c.owner.in_(bindparam("people", expanding=True)))
MINE = (
    _READ.where(quotes.c.state.in_(OPEN))
    .where(
        or_(
            quotes.c.asker.in_(bindparam("people", expanding=True)),
            quotes.c.author.in_(bindparam("people", expanding=True)),
            _owned,
            _waits,
        )
    )
    .order_by(quotes.c.valid_until.asc().nulls_first(), quotes.c.id)
    .limit(bindparam("most"))
)
INSERT = insert(quotes).returning(quotes.c.id)
CHANGED = ("author", "state", "version", "valid_until", "reason", "sent_at", "closed_at", "rev")
CHANGE = (
    update(quotes)
    .where(quotes.c.id == bindparam("row"))
    .values({name: bindparam(f"new_{name}", type_=quotes.c[name].type) for name in CHANGED})
)
_OFFERED = (
    select(quote_versions, members.c.name.label("by_name"))
    .select_from(quote_versions.join(members, members.c.id == quote_versions.c.by))
    .where(quote_versions.c.quote == bindparam("quote"))
)
VERSION = _OFFERED.where(quote_versions.c.no == bindparam("no"))
ADD = insert(quote_versions)


def find(db: Connection, *, workspace: int, code: str) -> Quote:
    """Return the quote with this code."""
    row = db.execute(BY_CODE, {"workspace": workspace, "code": code}).mappings().one_or_none()
    if row is None:
        raise Refused("quote_unknown", code=code)
    return _read(row)


def by_id(db: Connection, *, workspace: int, id: int) -> Quote:
    """Return the quote with this id."""
    return _read(db.execute(BY_ID, {"workspace": workspace, "id": id}).mappings().one())


def named(db: Connection, *, workspace: int, ids: Collection[int]) -> dict[int, Quote]:
    """Return the quotes with these ids."""
    rows = db.execute(NAMED, {"workspace": workspace, "ids": list(ids)}).mappings() if ids else ()
    return {row["id"]: _read(row) for row in rows}


def locked(db: Connection, *, workspace: int, id: int) -> Quote:
    """Return a quote whose deal is locked, and keep others from changing it."""
    return _read(db.execute(LOCK_ID, {"workspace": workspace, "id": id}).mappings().one())


def open_on(db: Connection, *, workspace: int, deal: int) -> tuple[Quote, ...]:
    """Return the open quotes of a deal that is locked, locked as well."""
    return tuple(map(_read, db.execute(LOCK_OPEN_ON, {"workspace": workspace, "deal": deal}).mappings()))


def ended_at(db: Connection, *, workspace: int, deal: int, at: datetime) -> tuple[Quote, ...]:
    """Return the quotes of a locked deal that ended at this moment, locked as well."""
    return tuple(map(_read, db.execute(LOCK_ENDED_AT, {"workspace": workspace, "deal": deal, "at": at}).mappings()))


def mine(
    db: Connection, *, workspace: int, people: Collection[int], roles: Collection[str], most: int
) -> tuple[Quote, ...]:
    """Return the open quotes that concern somebody and whom they stand in for, what runs out first comes first."""
    asked = {"workspace": workspace, "people": list(people), "roles": list(roles), "most": most}
    return tuple(map(_read, db.execute(MINE, asked).mappings()))


def open_one(db: Connection, *, origin: Origin, deal: int, asker: Person, wanted: Wanted) -> Quote:
    """Store a new quote, which nobody has made an offer for yet."""
    code = f"Q-{counters.next_number(db, workspace=origin.workspace, kind='quote', first=301)}"
    row = {
        "workspace": origin.workspace,
        "code": code,
        "deal": deal,
        "asker": asker.id,
        "state": "asked",
        "wanted": _written(wanted),
        "reason": "",
        "opened_at": origin.now,
        "rev": 1,
    }
    id = int(db.execute(INSERT, row).scalar_one())
    return Quote(id, code, deal, asker, "asked", wanted, origin.now, rev=1)


def change(db: Connection, quote: Quote, *, workspace: int, look_at: datetime | None, now: datetime) -> None:
    """Write where a quote stands and when it wants a look, and have its cards drawn anew."""
    row: dict[str, object] = {f"new_{name}": getattr(quote, name) for name in CHANGED}
    row |= {"row": quote.id, "new_author": quote.author and quote.author.id}
    db.execute(CHANGE, row)
    wanted = {} if look_at is None else {"quote_valid": look_at}
    timers.follow(db, workspace=workspace, kind="quote", subject=quote.id, before={"quote_valid": None}, after=wanted)
    outbox.refresh(db, about_kind="quote", about=quote.id, rev=quote.rev, now=now)


def offer(db: Connection, quote: Quote, version: Version) -> None:
    """Keep a version; what was offered is never rewritten."""
    db.execute(
        ADD,
        {
            "quote": quote.id,
            "no": version.no,
            "lines": [[line.product, line.quantity, line.unit.minor] for line in version.lines],
            "discount": version.discount,
            "total": version.total.minor,
            "currency": version.total.currency,
            "terms": version.terms,
            "valid_until": version.valid_until,
            "by": version.by.id,
            "at": version.at,
        },
    )


def version(db: Connection, *, quote: Quote, no: int) -> Version | None:
    """Return one version of a quote."""
    row = db.execute(VERSION, {"quote": quote.id, "no": no}).mappings().one_or_none()
    return None if row is None else _offered(row)


def _read(cells: RowMapping) -> Quote:
    return Quote(
        id=cells["id"],
        code=cells["code"],
        deal=cells["deal"],
        asker=Person(cells["asker"], cells["asker_name"]),
        state=cells["state"],
        wanted=_wanted(json.loads(cells["wanted"])),
        opened_at=cells["opened_at"],
        author=None if cells["author"] is None else Person(cells["author"], cells["author_name"]),
        version=cells["version"],
        valid_until=cells["valid_until"],
        reason=cells["reason"],
        sent_at=cells["sent_at"],
        closed_at=cells["closed_at"],
        rev=cells["rev"],
    )


def _offered(cells: RowMapping) -> Version:
    currency = cells["currency"]
    return Version(
        no=cells["no"],
        lines=tuple(Line(product, quantity, Money(unit, currency)) for product, quantity, unit in cells["lines"]),
        discount=cells["discount"],
        total=Money(cells["total"], currency),
        terms=cells["terms"],
        valid_until=cells["valid_until"],
        by=Person(cells["by"], cells["by_name"]),
        at=cells["at"],
    )


def _written(wanted: Wanted) -> str:
    return json.dumps(asdict(wanted), ensure_ascii=False)


def _wanted(cells: Mapping[str, Any]) -> Wanted:
    items = tuple(Item(one["product"], one["quantity"], one["unit"] and Money(**one["unit"])) for one in cells["items"])
    return Wanted(**{**cells, "items": items})
