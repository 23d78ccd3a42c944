"""What a message changed in the store: business values only, people and deals by the names the fixture gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, RowMapping, Table, select

from storage import tables

# Not counted: what came in and goes out, history, timers, sums, cards, the search index, numbers, what only the local
# chat keeps, and the intervals that follow from a deal's owner and stage.
TECHNICAL = frozenset(
    [
        "anchors",
        "bindings",
        "column_maps",
        "counters",
        "doors",
        "history",
        "imports",
        "inbox",
        "leases",
        "limits",
        "local_lines",
        "local_posts",
        "names",
        "outbox",
        "ownership",
        "stays",
        "timers",
        "workspaces",
    ]
)
BOOKKEEPING = frozenset(
    [
        "id",
        "workspace",
        "rev",
        "history_no",
        "history_head",
        "stage_since",
        "created_at",
        "created_by",
        "opened_at",
        "since",
        "at",
        "by",
        "edited_at",
        "nudged_at",
        "step",
        "version",
        "batch",
        "local_seq",
        "config_version",
        "step",
    ]
)
CALLED = {
    "deals": "code",
    "quotes": "code",
    "requests": "code",
    "ballots": "code",
    "members": "handle",
    "teams": "name",
}

Row = Mapping[str, Any]
Snapshot = Mapping[tuple[str, str], Row]


@dataclass(frozen=True, slots=True)
class Write:
    """One business value that changed."""

    table: str
    key: str
    field: str
    old: Any
    new: Any


def snapshot(db: Connection, zone: str) -> Snapshot:
    """Return every business value there is, by table and key."""
    called = {
        name: dict(db.execute(select(_table(name).c.id, _table(name).c[by])).all()) for name, by in CALLED.items()
    }
    called |= {"customers": dict(db.execute(select(tables.customers.c.id, tables.customers.c.name)).all())}
    found = {}
    for name, table in tables.metadata.tables.items():
        if name in TECHNICAL:
            continue
        for row in db.execute(select(table)).mappings():
            found[name, _key(table, row, called)] = dict(_values(table, row, called, ZoneInfo(zone)))
    return found


def differences(before: Snapshot, after: Snapshot) -> list[Write]:
    """Return what changed from one snapshot to the next."""
    writes = []
    for table, key in sorted({*before, *after}):
        old, new = before.get((table, key), {}), after.get((table, key), {})
        for field in sorted({*old, *new}):
            was, now = old.get(field), new.get(field)
            if _said(was) != _said(now):
                writes.append(Write(table, key, field, was, now))
    return writes


def _table(name: str) -> Table:
    return tables.metadata.tables[name]


def _key(table: Table, row: RowMapping, called: Mapping[str, Mapping[int, str]]) -> str:
    if table.name in CALLED:
        return str(row[CALLED[table.name]])
    keys = [_name(column, row[column.name], called) for column in table.primary_key if column.name != "workspace"]
    return "/".join(map(str, keys))


def _values(
    table: Table, row: RowMapping, called: Mapping[str, Mapping[int, str]], zone: ZoneInfo
) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        if column.name in BOOKKEEPING or (column.primary_key and table.name not in ("goals", "nominations", "helpers")):
            continue
        value = _name(column, row[column.name], called)
        if column.name == "currency" and ({"amount", "value", "total"} & set(table.columns.keys())):
            continue
        if column.name in ("amount", "value", "total") and row.get("currency") and isinstance(value, int):
            value = {"value": plain(Decimal(value) / 100), "currency": row["currency"]}
        if isinstance(value, datetime):
            value = value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
        if isinstance(value, bytes):
            value = "sealed"
        if table.name == "standup_answers" and column.name == "deals":
            value = [[part, called["deals"].get(id, id)] for part, id in value]
        yield column.name, value


def _name(column: Column[Any], value: Any, called: Mapping[str, Mapping[int, str]]) -> Any:
    """Return what a reference to another row is called in the fixture."""
    for key in column.foreign_keys:
        return called.get(key.column.table.name, {}).get(value, value)
    return value


def plain(number: Decimal) -> int | float:
    """Return a number as JSON writes it."""
    return int(number) if number == number.to_integral_value() else float(number)


def _said(value: Any) -> Any:
    """Nothing is nothing, however it is stored."""
    return None if value in ("", [], {}, ()) else value
