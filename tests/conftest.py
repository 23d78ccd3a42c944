"""What tests share: stores on both databases and the chat they speak in."""

import logging
from functools import lru_cache

import pytest
from hypothesis import settings
from sqlalchemy import Dialect

from bot import logs
from handlers.language.understanding import warm
from storage import connection
from tests.chat import Chat
from tests.databases import POSTGRES, Databases

logs.configure(level=logging.WARNING)
# How long one example takes says more about the machine than about us; speed is measured elsewhere.
settings.register_profile("baton", deadline=None)
settings.load_profile("baton")


def compiled_once() -> None:
    """Let all stores of a kind share the statements that are compiled: tests open thousands of stores."""
    dialects: dict[str, Dialect] = {}
    prepare = lru_cache(maxsize=8 * connection.MOST_PREPARED)(connection.prepare.__wrapped__)

    def shared(statement, dialect, keys, many):
        return prepare(statement, dialects.setdefault(dialect.name, dialect), keys, many)

    connection.prepare = shared


compiled_once()

KINDS = ("sqlite", "postgres")


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    warm()  # as a process that serves is before its first message
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=KINDS)
def url(request, databases):
    """The URL of an empty migrated store; every test that asks for it runs on both databases."""
    if request.param == "postgres" and not POSTGRES:
        pytest.fail("PostgreSQL is missing: run the tests with `make test`, which starts one")
    with databases.fresh(request.param) as fresh:
        yield fresh


@pytest.fixture
def chat(url):
    """A bilingual team in its rooms, on both databases."""
    with Chat(url) as chat:
        yield chat


@pytest.fixture
def quick_chat(databases):
    """The same on SQLite only, for what has nothing to do with the database."""
    with databases.fresh("sqlite") as fresh, Chat(fresh) as chat:
        yield chat


@pytest.fixture
def patience(monkeypatch):
    """A turn may take as long as a busy machine needs; what becomes of a late one is tested where it matters."""
    monkeypatch.setattr("bot.dispatcher.BUDGET", 60.0)
    monkeypatch.setattr("bot.turns.BEGIN_SECONDS", 60.0)
