"""What a message changed in the store: business values only, people and deals by the names the fixture gives them."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import Column, Connection, RowMapping, Table, select

from sales.config import Config
from storage.tables import metadata

# Not counted: what came in and goes out, history, timers, sums, the search index, what only the local chat keeps, and
# the intervals that follow from a deal's owner and stage.
TECHNICAL = (
    *("anchors", "bindings", "column_maps", "counters", "doors", "history", "imports", "inbox", "leases", "limits"),
    *("local_lines", "local_posts", "names", "outbox", "ownership", "stays", "timers", "workspaces"),
)
BOOKKEEPING = (
    *("id", "workspace", "code", "handle", "rev", "history_no", "history_head", "stage_since", "created_at", "no"),
    *("created_by", "opened_at", "since", "at", "by", "edited_at", "nudged_at", "step", "version", "batch", "standup"),
    *("external",),
)
SUMS = ("amount", "value", "total")
CALLED = {
    **{"deals": "code", "quotes": "code", "requests": "code", "ballots": "code"},
    **{"members": "handle", "teams": "name", "customers": "name"},
}
TABLES: dict[str, Table] = dict(metadata.tables)
NAMES = {name: select(TABLES[name].c.id, TABLES[name].c[by]) for name, by in CALLED.items()}
ROWS = {name: select(table) for name, table in TABLES.items() if name not in TECHNICAL}

START: Mapping[str, Any] = TypeAdapter(Config).dump_python(Config(), mode="json")
Called = Mapping[str, Mapping[Any, str]]
Snapshot = Mapping[tuple[str, str], Mapping[str, Any]]


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
    called = names_of(db)
    found = {}
    for name, rows in ROWS.items():
        for row in db.execute(rows).mappings():
            values = {field: _plain(value, ZoneInfo(zone)) for field, value in _values(TABLES[name], row, called)}
            found[name, _key(TABLES[name], row, called)] = values
    return found


def names_of(db: Connection) -> Called:
    """Return what the rows of a table are called, by table and id."""
    return {name: {row[0]: str(row[1]) for row in db.execute(names)} for name, names in NAMES.items()}


def differences(before: Snapshot, after: Snapshot) -> list[Write]:
    """Return what changed from one snapshot to the next."""
    writes = []
    for table, key in sorted({*before, *after}):
        old, new = before.get((table, key), {}), after.get((table, key), {})
        for field in sorted({*old, *new}):
            if _said(old.get(field)) != _said(new.get(field)):
                writes.append(Write(table, key, field, old.get(field), new.get(field)))
    return writes


def plain(number: Decimal) -> int | float:
    """Return a number as JSON writes it."""
    return int(number) if number == number.to_integral_value() else float(number)


def _key(table: Table, row: RowMapping, called: Called) -> str:
    if table.name in CALLED and table.name != "customers":
        return str(row[CALLED[table.name]])
    keys = [_name(column, row[column.name], called) for column in table.primary_key if column.name != "workspace"]
    return "/".join(map(str, keys))


def _values(table: Table, row: RowMapping, called: Called) -> Iterator[tuple[str, Any]]:
    sums = [name for name in SUMS if name in row and "currency" in row]
    for column in table.columns:
        name, value = column.name, row[column.name]
        if name in BOOKKEEPING or (table.name, name) == ("configs", "why") or (name == "currency" and sums):
            continue
        if (table.name, name) == ("quotes", "wanted"):
            yield from json.loads(value).items()
        elif (table.name, name) == ("configs", "document"):
            yield from _rules(value)
        elif (table.name, name) == ("standup_answers", "deals"):
            yield name, [[part, called["deals"].get(id, id)] for part, id in value]
        elif (table.name, name) == ("goals", "subject"):
            yield name, called.get(f"{row['kind']}s", {}).get(value, value)
        elif name in sums and value is not None and row["currency"]:
            yield name, {"value": plain(Decimal(value) / 100), "currency": row["currency"]}
        else:
            yield name, _name(column, value, called)


def _rules(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield when something is posted, and what else differs from the rules a workspace starts with."""
    beats = {kind: one for kind, one in document["rhythm"].items() if isinstance(one, Mapping)}
    own = [(one["kind"], one["beat"]) for one in document["rhythm"]["own"]]
    for kind, beat in (*beats.items(), *own):
        if beat != START["rhythm"][kind]:
            yield f"{kind}_time", beat["at"][:5] if beat["on"] else "off"
    yield from ((name, value) for name, value in document.items() if name != "rhythm" and value != START[name])


def _name(column: Column[Any], value: Any, called: Called) -> Any:
    """Return what a reference to another row is called in the fixture."""
    for key in column.foreign_keys:
        return called.get(key.column.table.name, {}).get(value, value)
    return value


def _plain(value: Any, zone: ZoneInfo) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    return "sealed" if isinstance(value, bytes) else value


def _said(value: Any) -> Any:
    """Nothing is nothing, however it is stored."""
    return None if value in ("", [], {}, ()) else value
