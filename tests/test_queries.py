"""Every query is backed by an index: SQLite's plan of each statement of storage/ reads no whole table that grows."""

import importlib
import pkgutil
import re

import pytest
from sqlalchemy.sql import Delete, Select, Update

import storage
from storage import sending
from storage.store import Store

# Small for ever, or read whole on purpose in batches.
SMALL = {"states", "installs", "workspaces", "teams", "rooms", "doors", "limits", "counters", "webhooks"}
# Housekeeping and verification read everything, in batches, away from people's turns.
WHOLE = {"storage.audit", "storage.housekeeping", "storage.exporting"}


def statements():
    """Every statement that is a constant of a storage module."""
    for found in pkgutil.iter_modules(storage.__path__, "storage."):
        if found.ispkg or found.name in WHOLE:
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if name.isupper() and not name.startswith("_") and isinstance(value, Select | Update | Delete):
                yield pytest.param(value, id=f"{found.name}.{name}")


@pytest.fixture(scope="module")
def store(databases):
    with databases.fresh("sqlite") as url:
        store = Store(url)
        yield store
        store.close()


def plan_of(statement, store):
    """The steps in which SQLite would execute a statement."""
    with store.read() as db:
        sql = re.sub(r"__\[POSTCOMPILE_\w+\]", "?", str(statement.compile(dialect=db.dialect)))
        plan = db.connection.cursor().execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?")).fetchall()
    return [step for *_, step in plan]


@pytest.mark.parametrize("statement", statements())
def test_a_query_reads_no_whole_table(statement, store):
    scanned = {found[1] for step in plan_of(statement, store) if (found := re.match(r"SCAN (?!CONSTANT)(\w+)", step))}
    assert sorted(scanned - SMALL) == []


@pytest.mark.parametrize("statement", [sending.IN_ORDER, sending.READY])
def test_whom_a_post_goes_to_is_found_without_looking_through_everybody(statement, store):
    (step,) = (step for step in plan_of(statement, store) if "bindings" in step)
    assert step == "SEARCH bindings USING COVERING INDEX ix_bindings_member (member=? AND door=? AND tenant=?)"
