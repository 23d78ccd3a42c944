"""The schema's version: an empty store is migrated, a newer one is refused."""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text

# Two processes that start on an empty store must not both fill it, and one that dies half way leaves it empty.
ALONE = {"sqlite": text("BEGIN IMMEDIATE"), "postgresql": text("SELECT pg_advisory_xact_lock(20816)")}

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = text("SELECT version_num FROM alembic_version")


class SchemaMismatch(Exception):
    """The store's schema is not the one this program knows."""


def migrate(url: str) -> None:
    """Bring the store to this program's schema; raises SchemaMismatch when a newer program made it."""
    from alembic import command  # only who migrates waits for it: a process that starts need not
    from alembic.config import Config

    engine = _engine(url)
    try:
        refuse_newer(engine)
        with engine.begin() as db:
            db.execute(ALONE[db.dialect.name])
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = db
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def ready(url: str, *, migrate_empty: bool) -> None:
    """Make sure the store has this program's schema; an empty one is migrated when asked."""
    engine = _engine(url)
    try:
        refuse_newer(engine)
        current = _current(engine)
        empty = not inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if current == newest():
        return
    if empty and migrate_empty:
        migrate(url)
        return
    raise SchemaMismatch("the store is older than this program: run `baton migrate` (make a backup first)")


def refuse_newer(engine: Engine) -> None:
    """Raise SchemaMismatch when the store's version is unknown here: a newer program made it."""
    current = _current(engine)
    if current is not None and current not in known():
        raise SchemaMismatch("the store was made by a newer Baton: update this program; nothing was changed")


def newest() -> str:
    """Return the version of the schema this program knows."""
    return max(known())


def known() -> set[str]:
    """Return every version this program can start from; a migration's file begins with the one it makes."""
    return {file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*.py")}


def version(db: Connection) -> str | None:
    """Return the version of the schema a store has, None of an empty one."""
    found: str | None = db.scalar(_VERSION) if inspect(db).has_table("alembic_version") else None
    return found


def _current(engine: Engine) -> str | None:
    with engine.connect() as db:
        return version(db)


def _engine(url: str) -> Engine:
    made = make_url(url)
    if made.get_backend_name() != "sqlite":
        return create_engine(made.set(drivername="postgresql+psycopg"))
    if made.database:
        _make_private(Path(made.database))
    return create_engine(made)


def _make_private(file: Path) -> None:
    """Make an SQLite file nobody else may read before SQLite makes one they may; -wal and -shm take after it."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
