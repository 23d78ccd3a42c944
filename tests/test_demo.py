"""The demo's story: every line of it is understood and does something, and its people end a fortnight further on."""

import logging
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest
import structlog

from bot import demo, logs
from bot.settings import Settings
from bot.vault import new_key
from storage import schema


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    settings = Settings(database_url=f"sqlite:///{path}", secret_key=new_key())
    schema.migrate(settings.database_url)
    with logged() as lines:
        demo.fill(settings)
    assert lines == []  # what made-up people did is no news to whoever waits for the address
    with closing(sqlite3.connect(path)) as db:
        yield db


@contextmanager
def logged():
    """Log as the program does, and give what was."""
    root, lines = logging.getLogger(), []
    handlers, level = root.handlers[:], root.level
    logs.configure()
    root.handlers[:] = [handler := logging.Handler()]
    handler.emit = lambda record: lines.append(record.getMessage())
    yield lines
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_every_line_of_the_story_did_something(filled):
    lines = list(demo.story("Asia/Shanghai", datetime.now(UTC)))
    (did,) = filled.execute("SELECT count(DISTINCT via) FROM history WHERE via IS NOT NULL").fetchone()
    (answered,) = filled.execute("SELECT count(*) FROM standup_answers WHERE at IS NOT NULL").fetchone()

    (voted,) = filled.execute("SELECT count(*) FROM papers").fetchone()

    assert did + answered + voted == len(lines)


def test_sixty_deals_lie_in_all_stages_and_ends(filled):
    (deals,) = filled.execute("SELECT count(*) FROM deals").fetchone()
    stages = {stage for (stage,) in filled.execute("SELECT stage FROM deals WHERE result = 'open'")}
    results = {result for (result,) in filled.execute("SELECT result FROM deals")}

    assert deals == 60
    assert stages == {"new", "contacted", "qualified", "proposal", "negotiation", "contract"}
    assert results == {"open", "won", "lost"}


def test_nothing_of_the_story_lies_in_the_future_or_unsaid(filled):
    now = datetime.now(UTC).isoformat(" ", "microseconds")
    (later,) = filled.execute("SELECT count(*) FROM local_posts WHERE at > ?", [now]).fetchone()
    unsaid = filled.execute("SELECT text FROM outbox WHERE state NOT IN ('sent', 'skipped')").fetchall()

    assert (later, unsaid) == (0, [])


def test_a_filled_store_is_left_as_it_is(tmp_path):
    settings = Settings(database_url=f"sqlite:///{tmp_path}/demo.db", secret_key=new_key())
    schema.migrate(settings.database_url)
    demo.fill(settings)
    with closing(sqlite3.connect(tmp_path / "demo.db")) as db:
        before = db.execute("SELECT count(*), max(id) FROM inbox").fetchone()
        demo.fill(settings)
        after = db.execute("SELECT count(*), max(id) FROM inbox").fetchone()

    assert after == before


def test_days_of_the_story_are_working_days():
    sunday = datetime(2026, 11, 22, 10, tzinfo=UTC)
    told = demo.story("Asia/Shanghai", sunday)
    days = {line.at.weekday() for line in told if line.at.date() < sunday.date()}

    assert days <= {0, 1, 2, 3, 4}
