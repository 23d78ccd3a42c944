"""A vote is a sealed paper: everybody's last choice counts, and nobody can read any."""

from unittest.mock import patch

import pytest
import structlog

from handlers import awarding
from storage import ballots, members
from tests.conftest import KINDS
from tests.promises.sealed import lived, twins


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_can_be_read_depends_on_anybodys_choice(databases, kind, tmp_path):
    assert lived(lambda: databases.fresh(kind), twins(40, rounds=2), tmp_path) == []


put_in = ballots.put_in


def logs_it(db, seals, *, choice, **more):
    structlog.get_logger().debug("vote", choice=choice)
    put_in(db, seals, choice=choice, **more)


def asks_for_it(db, seals, *, choice, **more):
    members.last_nudge(db, workspace=1, id=choice)
    put_in(db, seals, choice=choice, **more)


def asks_once_more(db, seals, *, choice, **more):
    if choice % 2:
        ballots.voters(db, ballot=more["ballot"])
    put_in(db, seals, choice=choice, **more)


def counts_it(db, seals, *, choice, **more):
    put_in(db, seals, choice=choice, **more)
    db.exec_driver_sql(f"UPDATE members SET nudged_at = created_at WHERE id = {choice}")


LEAKS = {logs_it: "log", asks_for_it: "statements", asks_once_more: "metrics", counts_it: "files.wal"}


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_leak_would_be_found(databases, tmp_path, leak):
    with patch.object(awarding.ballots, "put_in", leak):
        found = lived(lambda: databases.fresh("sqlite"), twins(6, rounds=1), tmp_path)
    assert f"open {LEAKS[leak]}" in {one.partition(":")[0] for one in found}
