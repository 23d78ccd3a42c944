"""Copies a whole store into another one, whichever database either of them is."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from sqlalchemy import Column, Connection, RowMapping, Select, Table, delete, func, insert, null, select, text, update

from storage.snapshot import AT_A_TIME, stream
from storage.store import Store
from storage.tables import ballots, metadata, outbox, papers

# A copy must not open a vote, and where an old answer might have left is of no use any more.
LEFT_OUT = (papers,)
BLANKED = (ballots.c.key, outbox.c.route)
TABLES = tuple(table for table in metadata.sorted_tables if table not in LEFT_OUT)
COUNTED = tuple(table.name for table in metadata.sorted_tables if table.kwargs.get("sqlite_autoincrement"))
SEQUENCE = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
FORGET_SEQUENCE = text("DELETE FROM sqlite_sequence WHERE name = :name")
SET_SEQUENCE = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :mark)")
LAST_VALUE = text(
    "SELECT last_value FROM pg_sequences"
    " WHERE format('%I.%I', schemaname, sequencename)::regclass = pg_get_serial_sequence(:name, 'id')::regclass"
)
SET_VALUE = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :mark)")


def copy(source: Connection, target: Connection) -> int:
    """Fill an empty store with everything of another but what is sealed; return how many rows that were."""
    rows = sum(_copy(source, target, table) for table in TABLES)
    for name in COUNTED:
        # An id that was given away once stays given away, also when its row is long gone.
        mark = max(_mark(source, name), _mark(target, name))
        if mark:
            _set_mark(target, name, mark)
    return rows


def clear(db: Connection) -> None:
    """Empty every table."""
    if db.dialect.name != "sqlite":
        db.execute(text("SET LOCAL statement_timeout = 0"))
        db.execute(text(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)}"))
        return
    for table in reversed(metadata.sorted_tables):
        db.execute(delete(table))


def holds_together(db: Connection) -> bool:
    """Whether every reference leads somewhere; PostgreSQL sees to that by itself."""
    return db.dialect.name != "sqlite" or db.execute(text("PRAGMA foreign_key_check")).first() is None


@contextmanager
def unchecked(store: Store) -> Iterator[None]:
    """Have SQLite leave references alone: looking for each deleted row's children takes hours in a large store."""
    if store.sqlite:
        _set_checks(store, on=False)
    try:
        yield
    finally:
        if store.sqlite:
            _set_checks(store, on=True)


def _set_checks(store: Store, *, on: bool) -> None:
    # Outside a transaction, where alone it works; the writer has one connection, which keeps the setting.
    with store.aside() as db:
        cursor = db.connection.cursor()
        cursor.execute(f"PRAGMA foreign_keys = {int(on)}")
        cursor.close()


def _copy(source: Connection, target: Connection, table: Table) -> int:
    copied = 0
    later: list[tuple[str, int, int]] = []
    rows = stream(source, _everything(table))
    while batch := [_row(table, cells, later) for cells in islice(rows, AT_A_TIME)]:
        target.execute(insert(table), batch)
        copied += len(batch)
    for name, id, to in later:
        target.execute(update(table).where(table.c.id == id), {name: to})
    return copied


def _everything(table: Table) -> Select[*tuple[object, ...]]:
    columns = (null().label(column.name) if column in set(BLANKED) else column for column in table.c)
    return select(*columns).order_by(*table.primary_key.columns)


def _row(table: Table, cells: RowMapping, later: list[tuple[str, int, int]]) -> dict[str, object]:
    """A row to insert; what leads to a later row of the same table is left for the end."""
    row = dict(cells)
    for name in SELVES[table.name]:
        if row[name] is not None and row[name] > row["id"]:
            later.append((name, row["id"], row[name]))
            row[name] = None
    return row


def _selves(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.c if _leads_to(column, table))


def _leads_to(column: Column[object], table: Table) -> bool:
    return any(key.column.table is table for key in column.foreign_keys)


SELVES = {table.name: _selves(table) for table in TABLES}


def _mark(db: Connection, name: str) -> int:
    """The highest id a table ever gave."""
    given = db.execute(SEQUENCE if db.dialect.name == "sqlite" else LAST_VALUE, {"name": name}).scalar()
    highest = db.execute(select(func.max(metadata.tables[name].c.id))).scalar()
    return max(given or 0, highest or 0)


def _set_mark(db: Connection, name: str, mark: int) -> None:
    if db.dialect.name != "sqlite":
        db.execute(SET_VALUE, {"name": name, "mark": mark})
        return
    db.execute(FORGET_SEQUENCE, {"name": name})
    db.execute(SET_SEQUENCE, {"name": name, "mark": mark})
