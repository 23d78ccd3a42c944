"""What came in as files: batches, the maps of their columns, and the customers they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from storage.tables import column_maps, customers, imports

CUSTOMERS = select(customers.c.id, customers.c.name).where(
    customers.c.workspace == bindparam("workspace"), customers.c.id > bindparam("after")
)
_BATCH = select(imports).where(imports.c.workspace == bindparam("workspace"))
BATCH = _BATCH.where(imports.c.id == bindparam("id"))
BATCHES = _BATCH.order_by(imports.c.at.desc(), imports.c.id.desc()).limit(bindparam("most"))
LATEST = _BATCH.where(imports.c.kind == bindparam("kind"), imports.c.reverted_at.is_(None)).order_by(
    imports.c.at.desc(), imports.c.id.desc()
)
OPEN_BATCH = insert(imports).returning(imports.c.id)
_row = imports.c.id == bindparam("row")
COUNT = update(imports).where(_row).values(counts=bindparam("news", type_=imports.c.counts.type))
TAKE_BACK = update(imports).where(_row).values(reverted_at=bindparam("moment", type_=imports.c.reverted_at.type))
MAP = select(column_maps.c.map).where(
    column_maps.c.workspace == bindparam("workspace"),
    column_maps.c.kind == bindparam("kind"),
    column_maps.c.name == bindparam("name"),
)
MAPS = select(column_maps.c.name).where(
    column_maps.c.workspace == bindparam("workspace"), column_maps.c.kind == bindparam("kind")
)
_NEW_MAP = upsert(column_maps)
SAVE_MAP = _NEW_MAP.on_conflict_do_update(
    index_elements=["workspace", "kind", "name"], set_={"map": _NEW_MAP.excluded.map}
)


@dataclass(frozen=True, slots=True)
class Batch:
    """One import of one file: how its rows were answered, and whom and what it changed."""

    id: int
    kind: str
    file: str
    hash: str
    at: datetime
    counts: Mapping[str, Any] = field(default_factory=dict)
    reverted_at: datetime | None = None

    @property
    def finished(self) -> bool:
        """Whether every row was answered."""
        return bool(self.counts.get("finished"))


def customers_after(db: Connection, *, workspace: int, after: int) -> list[tuple[int, str]]:
    """Return id and name of the customers that came after an id."""
    return [(row.id, row.name) for row in db.execute(CUSTOMERS, {"workspace": workspace, "after": after})]


def open_batch(db: Connection, *, workspace: int, kind: str, file: str, hash: str, at: datetime) -> Batch:
    """Begin a batch."""
    row = {"workspace": workspace, "kind": kind, "file": file, "hash": hash, "at": at, "counts": {}}
    return Batch(int(db.execute(OPEN_BATCH, row).scalar_one()), kind, file, hash, at)


def count(db: Connection, batch: Batch, counts: Mapping[str, Any]) -> None:
    """Write down how far a batch has come."""
    db.execute(COUNT, {"row": batch.id, "news": dict(counts)})


def take_back(db: Connection, batch: Batch, *, at: datetime) -> None:
    """Write down that a batch was taken back."""
    db.execute(TAKE_BACK, {"row": batch.id, "moment": at})


def batch(db: Connection, *, workspace: int, id: int) -> Batch | None:
    """Return the batch of this number."""
    row = db.execute(BATCH, {"workspace": workspace, "id": id}).one_or_none()
    return None if row is None else _batch(row)


def batches(db: Connection, *, workspace: int, most: int = 50) -> list[Batch]:
    """Return the batches, newest first."""
    return list(map(_batch, db.execute(BATCHES, {"workspace": workspace, "most": most})))


def latest(db: Connection, *, workspace: int, kind: str) -> Batch | None:
    """Return the newest batch of a kind that was not taken back."""
    row = db.execute(LATEST, {"workspace": workspace, "kind": kind}).first()
    return None if row is None else _batch(row)


def saved_map(db: Connection, *, workspace: int, kind: str, name: str) -> dict[str, Any] | None:
    """Return the map of columns saved under a name."""
    found = db.execute(MAP, {"workspace": workspace, "kind": kind, "name": name}).scalar_one_or_none()
    return None if found is None else dict(found)


def saved_maps(db: Connection, *, workspace: int, kind: str) -> list[str]:
    """Return the names maps of columns are saved under."""
    return sorted(db.execute(MAPS, {"workspace": workspace, "kind": kind}).scalars())


def save_map(db: Connection, *, workspace: int, kind: str, name: str, map: Mapping[str, Any]) -> None:
    """Save a map of columns under a name, in place of the one that had it."""
    db.execute(SAVE_MAP, {"workspace": workspace, "kind": kind, "name": name, "map": dict(map)})


def _batch(row: Row[*tuple[Any, ...]]) -> Batch:
    return Batch(row.id, row.kind, row.file, row.hash, row.at, dict(row.counts), row.reverted_at)
