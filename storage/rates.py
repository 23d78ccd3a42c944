"""Rates: what a currency was worth in the workspace's own, from each day on."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from sales.rates import Rate, Rates, written
from sales.values import Workspace
from storage.changes import record
from storage.history import Origin
from storage.tables import rates

ALL = (
    select(rates.c.currency, rates.c.day, rates.c.value)
    .where(rates.c.workspace == bindparam("workspace"))
    .order_by(rates.c.currency, rates.c.day)
)
_NEW = insert(rates)
PUT = _NEW.on_conflict_do_update(
    index_elements=["workspace", "currency", "day"],
    set_={name: _NEW.excluded[name] for name in ("value", "by", "at")},
)
DROP = delete(rates).where(
    rates.c.workspace == bindparam("workspace_id"),
    rates.c.currency == bindparam("code"),
    rates.c.day == bindparam("since"),
)


def of(db: Connection, workspace: Workspace) -> Rates:
    """Return the rates of a workspace."""
    rows = db.execute(ALL, {"workspace": workspace.id})
    read = (Rate(row.currency, date.fromisoformat(row.day), Decimal(row.value)) for row in rows)
    known = {currency: tuple(of_one) for currency, of_one in groupby(read, lambda rate: rate.currency)}
    return Rates(workspace.currency, ZoneInfo(workspace.zone), known)


def put(db: Connection, found: Iterable[tuple[Rate, Rate | None]], *, origin: Origin) -> None:
    """Write rates, each with the one that held before on its day, and one row of history for all of them."""
    pairs = list(found)
    db.execute(PUT, [_row(rate, origin) for rate, _ in pairs])
    fields: dict[str, tuple[object, object]] = {
        f"{rate.currency} {rate.day}": (before and written(before.value), written(rate.value)) for rate, before in pairs
    }
    record(db, "workspace", origin.workspace, "rates", origin=origin, fields=fields)


def drop(db: Connection, rate: Rate, *, origin: Origin) -> None:
    """Take a rate away again; the one before it holds on."""
    db.execute(DROP, {"workspace_id": origin.workspace, "code": rate.currency, "since": rate.day.isoformat()})
    fields: dict[str, tuple[object, object]] = {f"{rate.currency} {rate.day}": (written(rate.value), None)}
    record(db, "workspace", origin.workspace, "rates", origin=origin, fields=fields)


def _row(rate: Rate, origin: Origin) -> dict[str, str | int | datetime | None]:
    return {
        "workspace": origin.workspace,
        "currency": rate.currency,
        "day": rate.day.isoformat(),
        "value": written(rate.value),
        "by": None if origin.who is None else origin.who.id,
        "at": origin.now,
    }
