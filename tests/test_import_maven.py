"""The public set of 8,800 deals comes in with the two commands of docs/import.md, while a server keeps answering."""

import csv
import json
import re
import shlex
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from fractions import Fraction

import pytest

from tests.filing import maven
from tests.running import ROOT, Server
from tests.test_commandline import baton

PAGE = (ROOT / "docs" / "import.md").read_text()
MEMBERS, DEALS = re.findall(r"^baton (import (?:members|deals) sales_.*)$", PAGE, re.MULTILINE)
ANSWERED_WITHIN = 2.0


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A folder with the set, brought in by the two commands; and what the second one said."""
    folder = maven(tmp_path_factory.mktemp("maven"))
    assert baton(folder, *shlex.split(MEMBERS))[0] == 0
    began = time.monotonic()
    code, output, errors = baton(folder, *shlex.split(DEALS), "--json", "--answers", "answers.csv")
    assert (code, errors) == (0, "")
    return folder, json.loads(output), time.monotonic() - began


def rows(folder, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{folder}/baton.db?mode=ro", uri=True)) as db:
        return db.execute(statement).fetchall()


def test_every_row_is_answered(imported):
    folder, report, _ = imported
    with (folder / "answers.csv").open(encoding="utf-8-sig") as file:
        written = list(csv.DictReader(file))

    assert report["counts"] == {"created": 8800, "merged": 0, "unchanged": 0, "asked": 0, "refused": 0}
    assert [int(one["row"]) for one in written] == list(range(2, 8802))
    assert {one["answer"] for one in written} == {"created"}
    assert [one["code"] for one in written] == [f"D-{number}" for number in range(1001, 9801)]


def test_the_totals_are_those_of_the_file(imported):
    folder, _, _ = imported
    won = rows(folder, "SELECT count(*), sum(amount), min(currency), max(currency) FROM deals WHERE result = 'won'")
    lost = rows(folder, "SELECT count(*) FROM deals WHERE result = 'lost'")[0][0]

    assert won == [(4238, 10_005_534_00, "USD", "USD")]
    assert round(Fraction(4238, 4238 + lost), 4) == Fraction("0.6315")
    assert rows(folder, "SELECT stage, count(*) FROM deals WHERE result = 'open' GROUP BY stage ORDER BY stage") == [
        ("new", 500),
        ("qualified", 1589),
    ]


def test_each_deal_is_whose_and_when_the_file_says(imported):
    folder, _, _ = imported
    with (folder / "sales_pipeline.csv").open() as file:
        said = list(csv.DictReader(file))
    found = rows(
        folder,
        "SELECT d.external, m.name, d.title, d.product, d.amount, d.closed_at, d.created_at FROM deals d JOIN members m ON m.id = d.owner ORDER BY d.id",
    )

    for row, (external, owner, title, product, amount, closed, created) in zip(said, found, strict=True):
        assert (external, owner, product) == (row["opportunity_id"], row["sales_agent"], row["product"])
        assert title == (row["account"] or f"{row['product']} {row['opportunity_id']}")
        assert amount == (int(row["close_value"]) * 100 if row["close_value"] else None)
        assert (closed or "")[:10] == row["close_date"]
        assert not row["engage_date"] or created[:10] == row["engage_date"]
    hours = Counter(closed[11:] for *_, closed, _ in found if closed)
    assert set(hours) == {"04:00:00.000000+00:00", "05:00:00.000000+00:00"}  # midnight in New York, summer and winter


def test_people_have_their_teams_and_managers(imported):
    folder, _, _ = imported

    assert rows(folder, "SELECT name, zone FROM teams ORDER BY name") == [
        (name, "America/New_York") for name in ("Central", "East", "West")
    ]
    assert rows(folder, "SELECT count(*) FROM members WHERE roles LIKE '%rep%'") == [(35,)]
    assert rows(folder, "SELECT count(*) FROM members WHERE roles LIKE '%manager%'") == [(6,)]


def test_nothing_is_said_and_nothing_falls_due(imported):
    folder, _, _ = imported

    assert rows(folder, "SELECT count(*) FROM outbox") == [(0,)]
    assert rows(folder, "SELECT count(*) FROM timers WHERE subject_kind = 'deal'") == [(0,)]


def test_it_takes_less_than_a_minute(imported):
    assert imported[2] < 60


def test_the_second_import_changes_nothing_and_revert_leaves_history(imported, tmp_path):
    folder, _, _ = imported
    store = tmp_path / "baton.db"
    with closing(sqlite3.connect(folder / "baton.db")) as source, closing(sqlite3.connect(store)) as target:
        source.backup(target)
    maven(tmp_path)
    before = dump(tmp_path)

    again = json.loads(baton(tmp_path, *shlex.split(DEALS), "--json")[1])

    assert (again["counts"]["unchanged"], again["batch"]) == (8800, None)
    assert dump(tmp_path) == before
    history = rows(tmp_path, "SELECT count(*) FROM history")[0][0]
    assert (
        baton(tmp_path, "import", "--revert", "2")[1]
        == "Batch 2 is taken back: 8,800 deals are out of every list. History keeps everything.\n"
    )
    assert rows(tmp_path, "SELECT count(*) FROM deals WHERE reverted_at IS NULL") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM history") == [(history + 8800,)]
    assert baton(tmp_path, "audit", "verify")[0] == 0


def dump(folder) -> list[str]:
    with closing(sqlite3.connect(folder / "baton.db")) as db:
        return list(db.iterdump())


def test_a_server_on_the_same_store_keeps_answering(tmp_path):
    maven(tmp_path)
    assert baton(tmp_path, *shlex.split(MEMBERS))[0] == 0
    with Server(tmp_path, "serve", "--local", "--port", "0") as server:
        importing = start(tmp_path)
        waits = []
        while importing.poll() is None:
            began = time.monotonic()
            status = server.says("annasnelling", f"new anyway Live {len(waits)}", channel="Central")
            waits.append((round(time.monotonic() - began, 2), status))
        assert importing.returncode == 0
        code = server.posts("annasnelling", "Central")[-1]["title"].split()[0]
        assert server.says("annasnelling", f"claim {code}", channel="Central") == 200

    assert {status for _, status in waits} == {200}
    assert max(waits)[0] < ANSWERED_WITHIN, sorted(waits)[-5:]
    assert len(waits) > 5
    assert rows(tmp_path, "SELECT count(*) FROM deals WHERE batch IS NULL") == [(len(waits),)]


def start(folder) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *shlex.split(DEALS), "--json"],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.DEVNULL,
    )


def test_killed_in_the_middle_and_started_again_it_finishes(tmp_path):
    maven(tmp_path)
    assert baton(tmp_path, *shlex.split(MEMBERS))[0] == 0
    importing = start(tmp_path)
    while rows(tmp_path, "SELECT count(*) FROM deals")[0][0] < 1000:
        assert importing.poll() is None
        time.sleep(0.05)
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    there = rows(tmp_path, "SELECT count(*) FROM deals")[0][0]

    report = json.loads(baton(tmp_path, *shlex.split(DEALS), "--json")[1])

    assert 1000 <= there < 8800
    assert (report["counts"]["unchanged"], report["counts"]["created"]) == (there, 8800 - there)
    assert rows(tmp_path, "SELECT DISTINCT batch FROM deals") == [(report["batch"],)]
    assert [row["finished"] for row in json.loads(baton(tmp_path, "import", "--json")[1])] == [True, True]
