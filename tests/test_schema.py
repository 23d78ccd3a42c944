"""The schema is the one this program knows: made once, whole, and never touched when a newer program made it."""

import random
import stat
import threading
from contextlib import contextmanager
from itertools import count

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, event, inspect, make_url, text

from storage import schema, tables
from storage.store import Store
from tests.databases import POSTGRES


def engine_of(url: str):
    made = make_url(url)
    return create_engine(made if made.get_backend_name() == "sqlite" else made.set(drivername="postgresql+psycopg"))


def test_the_migrations_make_the_tables_the_program_knows(url):
    engine = engine_of(url)
    with engine.connect() as db:
        assert schema.version(db) == schema.newest()
        found = compare_metadata(MigrationContext.configure(db, opts={"compare_type": True}), tables.metadata)
    engine.dispose()

    assert found == []


def test_the_migrations_make_every_check_and_partial_index_the_program_knows(url, databases):
    """What alembic does not compare: both stores describe themselves, and say the same."""
    migrated = described(url)
    with databases.fresh(engine_of(url).dialect.name.removesuffix("ql")) as other:
        engine = engine_of(other)
        tables.metadata.drop_all(engine)
        tables.metadata.create_all(engine)
        engine.dispose()
        created = described(other)

    assert migrated == created


def described(url: str) -> dict[str, object]:
    engine = engine_of(url)
    seen = inspect(engine)
    told: dict[str, object] = {}
    for table in tables.metadata.sorted_tables:
        name = table.name
        told[name] = (
            sorted((check["name"], check["sqltext"]) for check in seen.get_check_constraints(name)),
            sorted(
                (index["name"], tuple(index["column_names"]), bool(index["unique"]), where_of(index))
                for index in seen.get_indexes(name)
            ),
            sorted((unique["name"], tuple(unique["column_names"])) for unique in seen.get_unique_constraints(name)),
            sorted(
                # Without its name, which SQLite does not tell of a column that came later.
                (key["referred_table"], tuple(key["constrained_columns"]))
                for key in seen.get_foreign_keys(name)
            ),
            sorted(
                (column["name"], str(column["type"]), column["nullable"], defaults(column))
                for column in seen.get_columns(name)
            ),
        )
    if engine.dialect.name == "sqlite":
        with engine.connect() as db:
            kept = db.execute(text("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' ORDER BY name"))
            told["never reused"] = list(kept.scalars())
    engine.dispose()
    return told


def where_of(index) -> str:
    options = index.get("dialect_options", {})
    return " ".join(str(options[name]) for name in ("sqlite_where", "postgresql_where") if name in options)


def defaults(column) -> str:
    return str(column.get("default") or "").strip("'")


def test_a_newer_schema_is_refused_and_nothing_is_changed(url):
    set_version(url, "9999")
    before = contents(url)

    for attempt in (lambda: schema.ready(url, migrate_empty=True), lambda: schema.migrate(url)):
        with pytest.raises(schema.SchemaMismatch, match="the store was made by a newer Baton"):
            attempt()

    assert contents(url) == before


def test_an_older_schema_asks_for_its_migration(url):
    set_version(url, None)

    with pytest.raises(schema.SchemaMismatch, match="the store is older than this program: run `baton migrate`"):
        schema.ready(url, migrate_empty=True)


def test_an_empty_database_is_migrated_only_when_asked(tmp_path):
    url = f"sqlite:///{tmp_path}/new.db"

    with pytest.raises(schema.SchemaMismatch):
        schema.ready(url, migrate_empty=False)
    schema.ready(url, migrate_empty=True)
    schema.ready(url, migrate_empty=False)


def set_version(url: str, version: str | None) -> None:
    engine = engine_of(url)
    with engine.begin() as db:
        db.execute(text("DELETE FROM alembic_version"))
        if version is not None:
            db.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
    engine.dispose()


def contents(url: str) -> list[tuple]:
    """Every table, column and version, to see that nothing moved."""
    engine = engine_of(url)
    seen = inspect(engine)
    told: list[tuple] = [
        (name, tuple(column["name"] for column in seen.get_columns(name))) for name in sorted(seen.get_table_names())
    ]
    with engine.connect() as db:
        told += [tuple(row) for row in db.execute(text("SELECT * FROM alembic_version"))]
    engine.dispose()
    return told


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_processes_that_start_together_on_an_empty_store_make_it_once(kind, tmp_path):
    with nothing(kind, tmp_path) as url:
        broke: list[Exception] = []

        def starts() -> None:
            try:
                schema.ready(url, migrate_empty=True)
            except Exception as error:
                broke.append(error)

        starters = [threading.Thread(target=starts) for _ in range(4)]
        for one in starters:
            one.start()
        for one in starters:
            one.join()

        assert broke == []
        schema.ready(url, migrate_empty=False)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_migration_that_dies_half_way_leaves_nothing_behind(kind, tmp_path):
    with nothing(kind, tmp_path) as url:
        with pytest.raises(KeyboardInterrupt), dying_at(30):
            schema.migrate(url)
        engine = engine_of(url)
        assert inspect(engine).get_table_names() == []
        engine.dispose()
        schema.ready(url, migrate_empty=True)


@contextmanager
def dying_at(number: int):
    """Die at the so-manieth statement, as a process does that is killed."""
    said = count(1)

    def dies(*_: object) -> None:
        if next(said) == number:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", dies)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", dies)


@contextmanager
def nothing(kind: str, tmp_path):
    """The URL of a database without a single table."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    name = f"empty_{random.getrandbits(64):x}"
    admin = psycopg.connect(
        make_url(POSTGRES).set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    )
    admin.execute(f"CREATE DATABASE {name}")
    try:
        yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
    finally:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        admin.close()


def test_an_sqlite_store_is_for_its_owner_alone_as_are_the_files_beside_it(tmp_path):
    url = f"sqlite:///{tmp_path / 'baton.db'}"
    schema.ready(url, migrate_empty=True)
    store = Store(url, connections=1)
    with store.write() as db:
        db.execute(text("UPDATE counters SET last = 1"))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    store.close()
    assert modes == dict.fromkeys(("baton.db", "baton.db-wal", "baton.db-shm"), 0o600)


def test_the_rights_of_a_store_that_is_there_are_left_alone(tmp_path):
    (tmp_path / "baton.db").touch(mode=0o640)
    schema.migrate(f"sqlite:///{tmp_path / 'baton.db'}")
    assert stat.S_IMODE((tmp_path / "baton.db").stat().st_mode) == 0o640
