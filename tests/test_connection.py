"""Statements that go straight to the driver do what SQLAlchemy's own way does, on both databases."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, MultipleResultsFound

from storage.connection import QuickConnection, prepare, statements
from storage.store import Store
from storage.types import Id, Instant

NOON = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
LI = {"name": "Li", "open": True, "at": NOON, "kept": {"tags": ["首", None]}, "seal": b"\x00\xff", "many": 2**40}
WANG = {"name": "Wang", "open": False, "at": None, "kept": [], "seal": None, "many": 0}

things = Table(
    "things",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    Column("at", Instant()),
    Column("kept", JSON),
    Column("seal", LargeBinary),
    Column("many", Id),
)
ADD = insert(things).returning(things)
PUT = insert(things)
ALL = select(things, func.count().over().label("of")).order_by(things.c.id)
OPEN = select(things.c.name).where(things.c.open, things.c.at <= bindparam("now", type_=Instant()), things.c.many > 7)
NAMED = select(things.c.id).where(things.c.name.in_(bindparam("names", expanding=True))).order_by(things.c.id)
RENAME = update(things).where(things.c.name == bindparam("old")).values(name=bindparam("new"))
GONE = delete(things).where(things.c.open.is_(False))


@pytest.fixture
def store(url):
    store = Store(url, connections=2)
    with store.write() as db:
        things.create(db)
    yield store
    store.close()


def slowly(db: Connection, statement, parameters=None):
    """Execute in SQLAlchemy's own way."""
    return Connection.execute(db, statement, parameters)


def test_rows_are_the_same_as_sqlalchemys_own(store):
    with store.write() as db:
        made = [db.execute(ADD, row).one() for row in (LI, WANG)]
    with store.read() as db:
        quick, own = db.execute(ALL), slowly(db, ALL)
        assert list(quick.keys()) == list(own.keys())
        rows = quick.all()
        assert rows == own.all()
        assert [dict(row) for row in db.execute(ALL).mappings()] == [dict(row) for row in slowly(db, ALL).mappings()]

    assert [tuple(row)[:-1] for row in rows] == [tuple(row) for row in made]
    assert [row.at for row in rows] == [NOON, None]
    assert [row.kept for row in rows] == [LI["kept"], []]
    assert [row.seal for row in rows] == [b"\x00\xff", None]
    assert [row.open for row in rows] == [True, False]


def test_only_one_row_is_asked_for_as_in_sqlalchemys_own_way(store):
    with store.write() as db:
        for way in (QuickConnection.execute, Connection.execute):
            assert way(db, ALL).one_or_none() is None
            assert way(db, ALL).scalar_one_or_none() is None
        for row in (LI, WANG):
            db.execute(ADD, row)
        assert db.execute(OPEN, {"now": NOON}).one_or_none() == slowly(db, OPEN, {"now": NOON}).one_or_none()
        assert db.execute(OPEN, {"now": NOON}).scalar_one_or_none() == "Li"
        for way in (QuickConnection.execute, Connection.execute):
            with pytest.raises(MultipleResultsFound):
                way(db, ALL).one_or_none()


def test_constants_of_a_statement_are_bound_with_what_is_given(store):
    with store.write() as db:
        db.execute(PUT, [LI, WANG])
        assert db.execute(OPEN, {"now": NOON}).scalars().all() == ["Li"]
        assert db.execute(OPEN, {"now": NOON - timedelta(microseconds=1)}).all() == []
        assert db.execute(OPEN, {"now": NOON.astimezone(UTC)}).scalar_one() == "Li"


def test_columns_that_are_not_given_get_their_defaults(store):
    with store.write() as db:
        assert db.execute(ADD, {"name": "Zhao"}).one()[1:] == ("Zhao", True, None, None, None, None)
        assert db.execute(ADD, {"name": "Qian", "open": False}).one()[1:3] == ("Qian", False)


def test_what_was_changed_is_counted(store):
    with store.write() as db:
        db.execute(PUT, [LI, WANG])
        assert db.execute(RENAME, {"old": "Li", "new": "Li Na"}).rowcount == 1
        assert db.execute(RENAME, {"old": "Li", "new": "Li Na"}).rowcount == 0
        assert db.execute(GONE).rowcount == 1


def test_a_list_of_any_length_goes_sqlalchemys_way(store):
    with store.write() as db:
        db.execute(PUT, [LI, WANG])
        for names in (["Li"], ["Li", "Wang"], []):
            assert len(db.execute(NAMED, {"names": names}).all()) == len(names)
        assert prepare(NAMED, db.dialect, ("names",), False) is None
        assert prepare(ALL, db.dialect, (), False) is not None


def test_an_error_is_the_same_as_sqlalchemys_own(store):
    said = []
    for way in (QuickConnection.execute, Connection.execute):
        with pytest.raises(IntegrityError) as raised, store.write() as db:
            way(db, PUT, LI)
            way(db, PUT, LI)
        said.append(str(raised.value))
    assert said[0] == said[1]


def test_a_moment_without_a_zone_and_a_missing_value_are_refused(store):
    with store.write() as db:
        with pytest.raises(ValueError, match="a moment without a zone"):
            db.execute(PUT, {"name": "Li", "at": datetime(2026, 11, 22)})
        with pytest.raises(KeyError):
            db.execute(RENAME, {"old": "Li"})


def test_every_statement_is_counted_once(store):
    with store.write() as db:
        statements.set(0)
        db.execute(PUT, [LI, WANG])
        db.execute(NAMED, {"names": ["Li"]})
        db.execute(text("SELECT 1"))
        db.exec_driver_sql("SELECT 1")
    assert statements.get() == 4


def test_a_lost_connection_is_given_up(databases):
    with databases.fresh("postgres") as url:
        store, other = Store(url, connections=1), Store(url, connections=1)
        with pytest.raises(DBAPIError) as raised, store.write() as db:
            mine = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with other.write() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            db.execute(select(func.count()).select_from(text("members")))
        assert raised.value.connection_invalidated
        with store.read() as db:
            assert db.execute(text("SELECT pg_backend_pid()")).scalar_one() != mine
        store.close()
        other.close()


def test_whoever_waits_for_a_connection_gets_the_next_that_is_given_back(url):
    store, waiting, times = Store(url, connections=1), threading.Event(), []

    def wait():
        waiting.set()
        began = time.monotonic()
        with store.read() as db:
            db.execute(text("SELECT 1"))
        times.append(time.monotonic() - began)

    with store.read() as db:
        db.execute(text("SELECT 1"))
        other = threading.Thread(target=wait)
        other.start()
        waiting.wait()
        time.sleep(0.2)
    other.join()
    store.close()
    assert 0.1 < times[0] < 1.5
