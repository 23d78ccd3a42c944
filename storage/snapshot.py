"""One state of the store, for as long as reading all of it takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, RowMapping, Select, text

from storage.store import Store

AT_A_TIME = 1_000
# Without it PostgreSQL shows each statement another state; SQLite's deferred transaction sees one by itself.
ONE_STATE = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
NO_HURRY = text("SET LOCAL statement_timeout = 0")


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """Open a transaction that sees one state of the store, however long it lasts, while others write."""
    with store.read() as db:
        if not store.sqlite:
            db.execute(ONE_STATE)
            db.execute(NO_HURRY)
        yield db


def stream(db: Connection, statement: Select[*tuple[object, ...]], **parameters: object) -> Iterator[RowMapping]:
    """Yield the rows of a long answer without holding them all in memory."""
    return iter(db.execute(statement.execution_options(yield_per=AT_A_TIME), parameters).mappings())
